"""The coach's day: who needs her."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.coaching import queries
from wolouj.coaching.day.day import day_of
from wolouj.coaching.page import desk as page
from wolouj.coaching.page.caseload import handover_rows
from wolouj.coaching.page.walls import second_row
from wolouj.coaching.views.common import staff
from wolouj.coaching.wall.standing import seconds_of
from wolouj.foundation import clock
from wolouj.people.permissions import may

RECENT = timedelta(days=30)
"""How long files passed stay on the day of the two coaches, with their word and the way back."""


@staff("create", "follow_up")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who loses an order, a paper or a tranche this week without her; by risk, or by road."""
    at, me = clock.now(), request.actor.person
    context = page.desk_page(day_of(request.actor, at=at), request.GET, at=at) | {
        "seconds": [second_row(row) for row in seconds_of(me)],
        "me": me, "manages": may(request.actor, "create", "caseload"),
        "handovers": handover_rows(queries.handovers_with(me, since=at - RECENT), reader=me),
    }  # fmt: skip
    return render(request, "coaching/desk.html", context)
