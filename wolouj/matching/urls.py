from django.urls import path

from wolouj.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.match_list, name="list"),
    path("<uuid:structure_id>/forget/", views.forget, name="forget"),
    path("<uuid:structure_id>/<uuid:notice_id>/answer/", views.answer, name="answer"),
    path("<uuid:structure_id>/<uuid:notice_id>/back/", views.take_back, name="back"),
]
