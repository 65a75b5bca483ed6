from django.urls import path

from wolouj.petitions import views

app_name = "petitions"
urlpatterns = [
    path("", views.public_list, name="public_list"),
    path("public/<uuid:petition_id>/", views.public, name="public"),
    path("desk/", views.petition_list, name="list"),
    path("new/", views.new, name="new"),
    path("proof/<uuid:step_id>/", views.proof, name="proof"),
    path("<uuid:petition_id>/", views.show, name="show"),
    path("<uuid:petition_id>/text/", views.text, name="text"),
    path("<uuid:petition_id>/conditions/", views.conditions, name="conditions"),
    path("<uuid:petition_id>/move/", views.move, name="move"),
    path("<uuid:petition_id>/publish/", views.publish, name="publish"),
    path("<uuid:petition_id>/papers/<str:name>", views.paper, name="paper"),
]
