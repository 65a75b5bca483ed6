from django.urls import path

from wolouj.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("join/", views.find, name="find"),
    path("join/<str:code>/", views.door, name="door"),
    path("join/<str:code>/done/", views.signed, name="signed"),
    path("<uuid:gathering_id>/", views.show, name="show"),
    path("<uuid:gathering_id>/desk/", views.desk, name="desk"),
    path("<uuid:gathering_id>/papers/<str:name>", views.paper, name="paper"),
    path("people/<uuid:registration_id>/arrive/", views.arrive, name="arrive"),
    path("people/<uuid:registration_id>/undo/", views.undo, name="undo"),
    path("people/<uuid:registration_id>/remove/", views.remove, name="remove"),
]
