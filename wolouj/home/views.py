"""The front door and the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
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
from wolouj.home.doors import HERS, STAFF, groups, public, shaped, work
from wolouj.home.due import due_for
from wolouj.meetings.page import asked_line
from wolouj.meetings.queries import asked_by
from wolouj.orders.page import desk_rows
from wolouj.orders.queries import orders_of
from wolouj.orders.walls import open_to
from wolouj.people.permissions import may, required
from wolouj.people.standing import Standing
from wolouj.programme.page import file_row
from wolouj.programme.queries import files_of, open_calls
from wolouj.structures.models import Structure
from wolouj.support.page.referrals import row_of
from wolouj.support.queries import referrals_of
from wolouj.training.page import own_group
from wolouj.training.queries import training_of


def referral_rows(actor: Standing, at: datetime) -> list[dict[str, Any]]:
    """Where she was sent, the latest first."""
    if not may(actor, "see", "referral") or actor.principal is None:
        return []
    return [row_of(row, at, url="support:referral") for row in referrals_of(actor.principal)[:WAITING]]


def order_rows(actor: Standing, mine: list[Structure], at: datetime) -> list[dict[str, Any]]:
    """Her orders after the award: what waits for her hand, then the payments awaited."""
    roads = open_to(actor, orders_of(structure.id for structure in mine)) if mine else []
    return desk_rows(roads, on=timezone.localdate(at), most=WAITING)


def _staff_groups(actor: Standing, ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rooms of who works for a body or keeps the house; none while she acts for another."""
    if actor.acting:
        return []
    found = groups(actor, STAFF)
    theirs = [door for door in ways if door["url"] in _of_staff()]
    if theirs and found and found[0]["id"] == "g-people":
        found[0]["rows"] = shaped(theirs) + found[0]["rows"]
    return found


def _of_staff() -> set[str]:
    """The ways into coaching of those who accompany; the others are of whoever is accompanied, or asks herself."""
    return {reverse("coaching:desk"), reverse("coaching:manage")}


def front(request: HttpRequest) -> HttpResponse:
    """The public first page: what the house is, what it does, what it never does."""
    return render(request, "home/front.html", {"doors": public()})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """A person's day; for who serves others, also those she may act for."""
    at = clock.now()
    day = day_of(request.person, at=at)
    served = [] if request.actor.acting else people_served(request.actor, at=at)
    applies = may(request.actor, "see", "application")
    due, ways = due_for(request.actor, at=at), coaching_doors(request.actor, on=timezone.localdate(at))
    staff = _staff_groups(request.actor, ways)
    principal = request.actor.principal
    context = {
        "day": day,
        "now": at,
        "names": [name_of(structure) for structure in day.structures],
        "first_due": None if day.first or not due else due[0],
        "waiting": shaped((due if day.first else due[1:]) + day.waiting),
        "work": work(day, alerts=told_today(request.person.id, at=at)) if day.structures or served else [],
        "served": shaped(served),
        "staff": staff,
        "hers": groups(request.actor, HERS) if day.structures or not staff else [],
        "own": shaped(door for door in ways if door["url"] not in _of_staff()),
        "orders": shaped(order_rows(request.actor, day.structures, at)),
        "asked": [] if request.actor.acting else shaped(asked_line(row) for row in asked_by(request.person.id)),
        "files": shaped(file_row(row) for row in files_of(principal)[:WAITING]) if applies else [],
        "calls": open_calls(at).count(),
        "learns": shaped((own_group(row) for row in training_of(principal)[:WAITING]), icon="calendar")
        if applies else [],
        "funded": shaped(funded_rows(principal)) if applies else [],
        "referrals": shaped(referral_rows(request.actor, at)),
    }  # fmt: skip
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
