from django.urls import path

from wolouj.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.alert_list, name="list"),
    path("how/coach/", views.choose_coach, name="choose_coach"),
    path("how/<uuid:structure_id>/", views.choose, name="choose"),
    path("held/<uuid:structure_id>/", views.held, name="held"),
    path("feeds/<uuid:structure_id>/", views.feeds, name="feeds"),
    path("feed/<str:token>.atom", views.feed, name="feed"),
    path("feed/<str:token>.ics", views.calendar, name="calendar"),
    path("poster/", views.poster_index, name="poster_index"),
    path("poster/<str:code>/", views.poster, name="poster"),
    path("poster/<str:code>/<str:name>", views.poster_file, name="poster_file"),
    path("follow/<uuid:notice_id>/", views.follow, name="follow"),
]
