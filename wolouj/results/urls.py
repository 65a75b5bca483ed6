from django.urls import path

from wolouj.results.views import indicators

app_name = "results"
urlpatterns = [
    path("", indicators.programmes, name="programmes"),
    path("<uuid:programme_id>/", indicators.desk, name="desk"),
    path("indicator/<uuid:indicator_id>/", indicators.show, name="indicator"),
    path("indicator/<uuid:indicator_id>/measure/", indicators.choose, name="choose"),
    path("indicator/<uuid:indicator_id>/tell/", indicators.tell, name="tell"),
]
