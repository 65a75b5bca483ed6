"""The short address of a message: ``/ar/a/<code>/``. Short, because an SMS pays by the letter."""

from django.urls import path

from wolouj.alerts import views

app_name = "told"
urlpatterns = [
    path("", views.one, name="one"),
    path("stop/", views.stop, name="stop"),
    path("stop/now/", views.stop_at_once, name="stop_at_once"),
]
