"""The rooms these tests need, while others are being built."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("wolouj.home.urls")),
    path("people/", include("wolouj.people.urls")),
    path("structures/", include("wolouj.structures.urls")),
)
