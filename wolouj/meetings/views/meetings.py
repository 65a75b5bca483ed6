"""The meetings of a body; a new one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.difficulties.codes import codes
from wolouj.foundation import clock
from wolouj.meetings import actions, page, queries
from wolouj.meetings.forms import MeetingForm
from wolouj.meetings.memory import memory_page
from wolouj.people.models import Body
from wolouj.people.permissions import required


@required("see", "gathering")
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of her body, the latest first."""
    rows = list(queries.meetings_of(request.actor.bodies))
    series = page.series_links(queries.series_of(request.actor.bodies))
    return render(request, "meetings/list.html", page.list_page(rows, on=clock.today()) | {"series": series})


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


@required("see", "published")
@require_safe
def memory(request: HttpRequest, code: str) -> HttpResponse:
    """What is remembered of one theme, for anybody."""
    if code not in codes():
        raise Http404
    return render(request, "meetings/memory.html", memory_page(codes()[code], at=clock.now()))
