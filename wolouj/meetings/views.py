"""Pages of the meetings room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.meetings import actions, page, queries
from wolouj.meetings.forms import MeetingForm
from wolouj.people.models import Body
from wolouj.people.permissions import required


@required("see", "gathering")
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of her body, the latest first."""
    rows = list(queries.meetings_of(request.actor.bodies))
    return render(request, "meetings/list.html", page.list_page(rows, on=clock.today()))


@required("create", "gathering")
def new(request: HttpRequest) -> HttpResponse:
    """A new meeting: title, day, place."""
    bodies = list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))
    form = MeetingForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        meeting = actions.open_meeting(
            body=form.bodies[data["body"]], day=data["day"], titles=(data["title_ar"], data["title_fr"]),
            places=(data["place_ar"], data["place_fr"]), half_days=data["half_days"], language=data["language"],
            region=data["region"], level=data["level"], by=request.actor, at=clock.now(),
        )  # fmt: skip
        return redirect("gatherings:show", gathering_id=meeting.gathering_id)
    return render(request, "meetings/new.html", {"form": form}, status=422 if form.errors else 200)
