"""The coach's day: who needs her."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.coaching.day.day import day_of
from wolouj.coaching.page import desk as page
from wolouj.coaching.page.walls import second_row
from wolouj.coaching.views.common import staff
from wolouj.coaching.wall.standing import seconds_of
from wolouj.foundation import clock
from wolouj.people.permissions import may


@staff("create", "follow_up")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who loses an order, a paper or a tranche this week without her; by risk, or by road."""
    at = clock.now()
    context = page.desk_page(day_of(request.actor, at=at), request.GET, at=at) | {
        "seconds": [second_row(row) for row in seconds_of(request.actor.person)],
        "me": request.actor.person, "manages": may(request.actor, "create", "caseload"),
    }  # fmt: skip
    return render(request, "coaching/desk.html", context)
