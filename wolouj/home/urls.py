"""Addresses of the front door, the desk, and (for those who build) the styleguide."""

from django.conf import settings
from django.urls import path

from wolouj.home import styleguide, views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("today/", views.desk, name="desk"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide.show, name="styleguide"))
