"""The manager's page of the wall: who meets whom on which notice, and the second coach to name. Never a price."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wolouj.coaching import queries
from wolouj.coaching.actions import wall
from wolouj.coaching.page import walls as page
from wolouj.coaching.views.common import staff
from wolouj.coaching.wall.standing import meetings_of
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say


@staff("see", "rivalry")
@require_safe
def walls(request: HttpRequest) -> HttpResponse:
    """Where two people of the body meet on one notice."""
    bodies, at = request.actor.bodies, clock.now()
    rows = [page.meeting_row(each) for each in meetings_of(bodies, at=at)]
    return render(request, "coaching/walls.html", {"rows": rows})


@require_POST
@staff("change", "rivalry")
def name_second(request: HttpRequest) -> HttpResponse:
    """Name a second coach for one of the two quotes of a meeting."""
    bodies, at = request.actor.bodies, clock.now()
    sides = {str(side.quote.pk): side for each in meetings_of(bodies, at=at) for side in each.sides}
    people = {str(coach.pk): coach for coach in queries.coaches_of(bodies, on=clock.today())}
    side, coach = sides.get(request.POST.get("quote", "")), people.get(request.POST.get("coach", ""))
    if side is None or coach is None:
        raise Http404
    try:
        wall.name_second(following=side.following, quote=side.quote, coach=coach, by=request.actor, at=at)
        messages.success(request, say("coaching.second_named"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("coaching:walls")
