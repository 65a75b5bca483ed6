"""The desk at the door, as the server draws it: it works without a script as long as there is a network."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rulebook.engine.format import local
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.gatherings import actions, page, queries
from wolouj.gatherings.forms import RegisterForm
from wolouj.gatherings.loading import load_gathering, load_row
from wolouj.gatherings.models import Gathering, How, Marked, Registration
from wolouj.gatherings.offline.page import kept_until
from wolouj.people.permissions import required


@required("create", load_gathering, "attendance")
def desk(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """At the door: find who signed up, or sign up who did not."""
    on, at = clock.today(), clock.now()
    half = _half(request.GET, thing, at)
    form = RegisterForm(request.POST if request.method == "POST" else None, gathering=thing, desk=True)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.register(
                gathering=thing, told=form.told(), how=How.DESK, by=request.actor, at=at,
                shares_phone=form.cleaned_data["another"], arrives=thing.day <= on, half_day=half,
            )  # fmt: skip
        except actions.PhoneTaken as refusal:
            taken = page.person_row(refusal.registration)
            form.add_error("phone", say("gatherings.phone_taken_desk", who=taken["name"]))
        except actions.Full:
            form.add_error(None, say("gatherings.full"))
        else:
            key = "desk_done" if done.created else "desk_known"
            messages.success(request, say(f"gatherings.{key}", who=done.registration.name))
            return _to_desk(thing, half, at)
    context = desk_page(request, thing, at=at) | {
        "form": form,
        "taken": taken,
        "another": taken is not None or bool(form.data.get("another")),
    }
    return render(request, "gatherings/desk.html", context, status=422 if form.errors else 200)


def _half(typed: QueryDict, gathering: Gathering, at: datetime) -> int:
    """The half-day asked for, or that of the instant."""
    asked = typed.get("half", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 3 and 1 <= int(asked) <= gathering.half_days
    return int(asked) if known else gathering.half_day_at(at)


def _to_desk(gathering: Gathering, half: int, at: datetime) -> HttpResponse:
    """Back at the desk, at the half-day one was at."""
    url = reverse("gatherings:desk", args=[gathering.id])
    return redirect(url if half == gathering.half_day_at(at) else f"{url}?half={half}")


def desk_page(request: HttpRequest, gathering: Gathering, *, at: datetime, people: bool = True) -> dict[str, Any]:
    """What the desk shows; without ``people``, the page that a device keeps, where nobody is named."""
    half = _half(request.GET, gathering, at)
    context = page.head(gathering, on=local(at).date()) | {
        "half": half,
        "halves": page.half_pills(gathering, half),
        "most": page.EXPECTED_SHOWN,
        "form": RegisterForm(gathering=gathering, desk=True),
        "until": kept_until(gathering),
    }
    nobody: dict[str, Any] = {"badge": None, "asked": "", "there": 0, "expected_n": 0, "waiting": [], "here": []}
    nobody |= {"taken": None, "another": False, "presence": queries.Presence()}
    return context | (_people(request, gathering, half) if people else nobody) | {"shell": not people}


def _people(request: HttpRequest, gathering: Gathering, half: int) -> dict[str, Any]:
    asked = request.GET.get("q", "")[:60]
    waiting = queries.expected(gathering, asked, half_day=half)
    here = queries.here(gathering, asked, half_day=half)
    found = queries.presence(gathering)
    there = found.by_half_day[half]
    return {
        "badge": _badge(request, gathering, half),
        "asked": asked,
        "presence": found,
        "there": there,
        "expected_n": found.signed - there,
        "waiting": [page.person_row(row) for row in waiting[: page.EXPECTED_SHOWN]],
        "here": [page.person_row(row) for row in here[: page.EXPECTED_SHOWN if asked else 5]],
    }


def _badge(request: HttpRequest, gathering: Gathering, half: int) -> dict[str, Any] | None:
    """Whose badge or receipt the desk's phone has just read, when it is somebody's of this gathering."""
    row = queries.row_of(gathering, request.GET.get("r", ""))
    if row is None:
        return None
    return page.person_row(row) | {"there": row.attendances.filter(half_day=half).exists()}


@require_POST
@required("change", load_row)
def arrive(request: HttpRequest, thing: Registration) -> HttpResponse:
    """One tap: she is here."""
    at = clock.now()
    half = _half(request.POST, thing.gathering, at)
    how = Marked.QR if request.POST.get("how") == Marked.QR else Marked.TAP
    actions.mark_arrived(registration=thing, half_day=half, how=how, by=request.actor, at=at)
    messages.success(request, say("gatherings.arrived_done", who=thing.name))
    return _to_desk(thing.gathering, half, at)


@require_POST
@required("change", load_row)
def undo(request: HttpRequest, thing: Registration) -> HttpResponse:
    """She was marked by mistake: for one half-day at the desk, for all of them from the list."""
    at = clock.now()
    half = _half(request.POST, thing.gathering, at)
    one = half if "half" in request.POST else None
    actions.undo_arrival(registration=thing, half_day=one, by=request.actor, at=at)
    messages.success(request, say("gatherings.undo_done"))
    return _to_desk(thing.gathering, half, at)
