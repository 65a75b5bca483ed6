"""The operator's page of the sources: is collection on, what did it read, what did it leave aside and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.notices.collecting.page import sources_page
from wolouj.people.permissions import required


@never_cache
@required("see", "job")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The switch, the lists, the last runs and files."""
    return render(request, "notices/sources.html", sources_page(at=clock.now()))
