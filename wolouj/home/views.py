"""The front door and the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wolouj.alerts.queries import told_today
from wolouj.bids.page import name_of
from wolouj.coaching.page.doors import doors as coaching_doors
from wolouj.cofinancing.page.file import funded_rows
from wolouj.foundation import clock
from wolouj.foundation.outbox.putting import drop, send_again
from wolouj.foundation.words import say
from wolouj.home import operating
from wolouj.home.day import WAITING, day_of
from wolouj.home.desk import people_served
from wolouj.meetings.following.page import reminder_row
from wolouj.meetings.following.queries import reminders
from wolouj.meetings.page import asked_line
from wolouj.meetings.queries import asked_by
from wolouj.people.permissions import may, required
from wolouj.people.standing import Standing
from wolouj.programme.page import file_row
from wolouj.programme.queries import files_of, open_calls, still_to_mark
from wolouj.support.page.referrals import row_of
from wolouj.support.queries import referrals_of
from wolouj.training.page import own_group
from wolouj.training.queries import training_of

RECALLED = 3
"""Promises recalled on the desk; the board shows them all."""


def referral_rows(actor: Standing, at: datetime) -> list[dict[str, Any]]:
    """Where she was sent, the latest first."""
    if not may(actor, "see", "referral") or actor.principal is None:
        return []
    return [row_of(row, at, url="support:referral") for row in referrals_of(actor.principal)[:WAITING]]


def front(request: HttpRequest) -> HttpResponse:
    """The public first page: what the house is, what it does, what it never does."""
    return render(request, "home/front.html")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """A person's day; for who serves others, also those she may act for."""
    at = clock.now()
    day = day_of(request.person, at=at)
    served = [] if request.actor.acting else people_served(request.actor, at=at)
    names = [name_of(structure) for structure in day.structures]
    hosts = may(request.actor, "see", "gathering")
    asked = [] if request.actor.acting else [asked_line(row) for row in asked_by(request.person.id)]
    recalled = reminders(request.actor.bodies, on=at.date())[:RECALLED] if hosts else []
    keeps = may(request.actor, "see", "register")
    applies = may(request.actor, "see", "application")
    context = {
        "day": day,
        "alerts": told_today(request.person.id, at=at),
        "served": served,
        "names": names,
        "now": at,
        "operates": may(request.actor, "see", "job"),
        "hosts": hosts,
        "asked": asked,
        "recalled": [reminder_row(one) for one in recalled],
        "keeps": keeps,
        "pleads": may(request.actor, "see", "cause"),
        "tells": may(request.actor, "create", "difficulty"),
        "runs": may(request.actor, "see", "programme"),
        "petitions": may(request.actor, "see", "petition"),
        "tasks": still_to_mark(request.actor.person) if may(request.actor, "see", "mark") else 0,
        "files": [file_row(row) for row in files_of(request.actor.principal)[:WAITING]] if applies else [],
        "calls": open_calls(at).count(),
        "trains": may(request.actor, "see", "session"),
        "learns": [own_group(row) for row in training_of(request.actor.principal)[:WAITING]] if applies else [],
        "coaching": coaching_doors(request.actor, on=at.date()),
        "finances": may(request.actor, "see", "proposal"),
        "funded": funded_rows(request.actor.principal) if applies else [],
        "helps": may(request.actor, "change", "offer"),
        "referrals": referral_rows(request.actor, at),
    }
    return render(request, "home/desk.html", context)


@never_cache
@required("see", "job")
@require_safe
def operator(request: HttpRequest) -> HttpResponse:
    """What runs apart from the pages."""
    return render(request, "home/operator.html", operating.operator_page(at=clock.now()))


@require_POST
@required("change", operating.load_letter)
def letter(request: HttpRequest, thing: operating.Letter) -> HttpResponse:
    """Send again, or leave at that, a message that could not leave."""
    drops = "drop" in request.POST
    write = drop if drops else send_again
    if write(thing.message, by=request.actor, at=clock.now()):
        messages.success(request, say("home.letter_dropped" if drops else "home.letter_again"))
    return redirect("home:operator")
