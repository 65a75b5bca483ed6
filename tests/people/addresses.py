"""The addresses this room's pages need: its own and the front door's."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(path("", include("wolouj.home.urls")), path("people/", include("wolouj.people.urls")))
