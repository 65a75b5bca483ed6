"""What asks for a hand today from who works for a body, or follows her own request: one list, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from wolouj.coaching.wall.standing import to_settle
from wolouj.cofinancing.queries import to_judge, to_pay
from wolouj.foundation.outbox.reading import standing
from wolouj.foundation.words import say
from wolouj.meetings.following.page import reminder_row
from wolouj.meetings.following.queries import reminders
from wolouj.people.permissions import may
from wolouj.people.standing import Standing
from wolouj.petitions import recalling
from wolouj.petitions.page import recall_row
from wolouj.programme.queries import still_to_mark
from wolouj.support.queries import owed, unanswered, without_answer

RECALLED = 3
"""Of each kind; the rooms show them all."""


def due_for(actor: Standing, *, at: datetime) -> list[dict[str, Any]]:
    """Rows of what is due, urgent before soon. A fixed number of queries."""
    on = timezone.localdate(at)
    rows = _counted(actor, at) + _promises(actor, on) + _petitions(actor, on) + _own_requests(actor, on)
    return sorted(rows, key=lambda row: row["sign"] != "watch")


def _counted(actor: Standing, at: datetime) -> list[dict[str, Any]]:
    """What waits in a room, as a count, for whoever must answer it; none while she acts for another."""
    if actor.acting or actor.person is None:
        return []
    person, bodies = actor.person, actor.bodies
    waits: tuple[tuple[str, str, str, str, Callable[[], int]], ...] = (
        ("create", "ledger", "to_pay", "cofinancing:finance", lambda: to_pay(bodies).count()),
        ("create", "ledger", "to_judge", "cofinancing:finance", lambda: to_judge(bodies).count()),
        ("see", "mark", "marks", "programme:tasks", lambda: still_to_mark(person)),
        ("change", "rivalry", "walls", "coaching:walls", lambda: to_settle(bodies, at=at)),
        ("change", "referred", "referred", "support:desk#came", lambda: owed(bodies).count()),
        ("create", "referral", "helped", "support:desk#answers", lambda: unanswered(bodies).count()),
        ("create", "referral", "silent", "support:desk#sent", lambda: without_answer(bodies, at=at).count()),
        ("see", "job", "letters", "home:operator", lambda: standing(at=at).gave_up),
    )
    found = [(word, url, count()) for act, thing, word, url, count in waits if may(actor, act, thing)]
    return [
        {"sign": "watch", "title": say(f"home.due_{word}", n=n), "detail": say(f"home.due_{word}_why"),
         "url": _there(url)}
        for word, url, n in found if n
    ]  # fmt: skip


def _there(url: str) -> str:
    """A page by its name, and the part of it that waits."""
    name, _, part = url.partition("#")
    return f"{reverse(name)}#{part}" if part else reverse(name)


def _promises(actor: Standing, on: date) -> list[dict[str, Any]]:
    if not may(actor, "see", "gathering"):
        return []
    return [reminder_row(one) for one in reminders(actor.bodies, on=on)[:RECALLED]]


def _petitions(actor: Standing, on: date) -> list[dict[str, Any]]:
    if not may(actor, "see", "petition"):
        return []
    return [recall_row(one) for one in recalling.reminders(actor.bodies, on=on)[:RECALLED]]


def _own_requests(actor: Standing, on: date) -> list[dict[str, Any]]:
    """Her own requests for information, or those of the person she acts for."""
    if actor.principal is None or not may(actor, "see", "information"):
        return []
    return [recall_row(one) for one in recalling.of_person(actor.principal, on=on)[:RECALLED]]
