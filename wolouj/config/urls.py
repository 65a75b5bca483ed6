"""The map of addresses. Each language has addresses of its own: ``/ar/…`` and ``/fr/…``; programs have ``/api/``."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from wolouj.config.api import api

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home:front", permanent=False)),
    path("api/", api.urls),
    *i18n_patterns(
        path("", include("wolouj.home.urls")),
        path("people/", include("wolouj.people.urls")),
        path("structures/", include("wolouj.structures.urls")),
        path("notices/", include("wolouj.notices.urls")),
        path("fitting/", include("wolouj.matching.urls")),
        path("gatherings/", include("wolouj.gatherings.urls")),
        path("difficulties/", include("wolouj.difficulties.urls")),
        path("meetings/", include("wolouj.meetings.urls")),
        path("causes/", include("wolouj.advocacy.urls")),
        path("a/<str:code>/", include("wolouj.alerts.short_urls")),
        path("q/<str:code>/", include("wolouj.support.short_urls")),
        path("alerts/", include("wolouj.alerts.urls")),
        path("programme/", include("wolouj.programme.urls")),
        path("training/", include("wolouj.training.urls")),
        path("results/", include("wolouj.results.urls")),
        path("coaching/", include("wolouj.coaching.urls")),
        path("cofinancing/", include("wolouj.cofinancing.urls")),
        path("petitions/", include("wolouj.petitions.urls")),
        path("support/", include("wolouj.support.urls")),
        path("quotes/", include("wolouj.bids.urls")),
        path("orders/", include("wolouj.orders.urls")),
        path("guides/", include("wolouj.guides.urls")),
    ),
]
