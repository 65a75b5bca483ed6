"""The short address of an answer, for who asked with a phone alone: ``/ar/q/<code>/``, as short as an SMS wants it."""

from django.urls import path

from wolouj.support.views import asking

app_name = "answered"
urlpatterns = [path("", asking.told, name="told")]
