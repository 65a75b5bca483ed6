"""Follow-ups of a programme to do and done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant
from wolouj.results.counting.frame import Due, Frame
from wolouj.results.page.worded import group_word

SOON = timedelta(days=30)
"""How long before a follow-up is due it is shown as coming."""


def waiting(frame: Frame) -> list[Due]:
    """Follow-ups due and not done, the longest waiting first; nobody is asked who took her yes back."""
    return [due for due in _open(frame) if due.on <= frame.until]


def coming(frame: Frame) -> list[Due]:
    """Those due within a month."""
    return [due for due in _open(frame) if frame.until < due.on <= frame.until + SOON]


def _open(frame: Frame) -> list[Due]:
    return [due for due in frame.dues if due.done is None and due.person not in frame.stopped]


def rows(dues: Iterable[Due], frame: Frame) -> list[dict[str, Any]]:
    """Follow-ups by person, each leading to its sheet."""
    dues = list(dues)
    people = Participant.objects.in_bulk({due.person for due in dues})
    return [_row(due, people.get(due.person), frame) for due in dues]


def _row(due: Due, her: Participant | None, frame: Frame) -> dict[str, Any]:
    name = her.shown_name(active()) if her is not None else ""
    told = [say("results.month_n", n=due.month)]
    if her is not None:
        told += [group_word("province", frame.persons[due.person].province)]
        told += [fmt.isolate(her.shown_phone)] if her.phone else []
    return {
        "title": fmt.isolate_auto(name) if name else say("results.nameless"), "detail": " · ".join(told),
        **state(due, frame.until), "url": reverse("results:follow_up", args=[due.application, due.month]),
    }  # fmt: skip


def state(due: Due, on: date) -> dict[str, str]:
    """The sign and the words of where a follow-up stands."""
    if due.done is not None:
        return {"sign": "go", "word": say("results.followed_on", day=due.done.done_on)}
    if due.on <= on:
        return {"sign": "watch", "word": say("results.due_since", day=due.on)}
    return {"sign": "wait", "word": say("results.due_on", day=due.on)}


def by_province(dues: Iterable[Due], frame: Frame) -> str:
    """How many wait in each province, the most first."""
    counted: dict[str, int] = {}
    for due in dues:
        key = frame.persons[due.person].province
        counted[key] = counted.get(key, 0) + 1
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    parts = [f"{group_word('province', key)} {fmt.isolate(str(n))}" for key, n in ordered]
    return f"{say('foundation.comma')} ".join(parts)
