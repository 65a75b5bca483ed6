"""Addresses of the front door, the desk, and (for those who build) the styleguide."""

from django.conf import settings
from django.urls import path

from wolouj.home import styleguide, views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("today/", views.desk, name="desk"),
    path("operator/", views.operator, name="operator"),
    path("operator/messages/<uuid:message_id>/", views.letter, name="letter"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide.show, name="styleguide"))
