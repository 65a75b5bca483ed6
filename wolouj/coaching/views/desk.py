"""The coach's day: who needs her."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.coaching import queries
from wolouj.coaching.page import desk as page
from wolouj.coaching.views.common import staff
from wolouj.foundation import clock
from wolouj.people.permissions import may


@staff("create", "follow_up")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Her files."""
    rows = list(queries.files_of(request.actor.person))
    context = page.desk_page(rows, at=clock.now()) | {
        "hands": bool(rows), "me": request.actor.person, "manages": may(request.actor, "create", "caseload"),
    }  # fmt: skip
    return render(request, "coaching/desk.html", context)
