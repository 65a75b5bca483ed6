"""The road of a file: what happened reads as done, what is to come as coming, and where it stands now as now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from wolouj.cofinancing.models import Event, Request
from wolouj.cofinancing.states import ROAD, State
from wolouj.foundation.words import active, say

PARTS = (State.PAID, State.PROVED)
"""Steps walked once for each tranche."""


def state_word(state: str, turn: int) -> str:
    """Where the file stands now, in the person's words, with its tranche."""
    return _word("state", state, turn)


def road(request: Request) -> list[dict[str, str]]:
    """What happened with its day, where it is, what remains: the steps to the agreement, then two a tranche."""
    state = State(request.state)
    if state in (State.REFUSED, State.WITHDRAWN, State.STOPPED):
        return _lived(request)
    days = _days(list(request.events.all()))
    spots = [(each.value, 0) for each in ROAD]
    parts = [t.number for t in request.tranches.all()] or range(1, len(request.terms.shares) + 1)
    spots += [(each.value, n) for n in parts for each in PARTS]
    spots.append((State.CLOSED.value, 0))
    here = (request.state, request.turn if state in PARTS else 0)
    now = spots.index(here) if here in spots else -1
    return [_spot(name, n, days.get((name, n)), i - now) for i, (name, n) in enumerate(spots)]


def _spot(name: str, n: int, at: datetime | None, place: int) -> dict[str, str]:
    """One step; ``place``: below zero it is behind, at zero the file stands on it, above it is to come."""
    when = "past" if place < 0 else "coming" if place > 0 else "state"
    return {
        "title": _word(when, name, n),
        "detail": fmt.day(at, active()) if at is not None and place <= 0 else "",
        "state": {"past": "done", "state": "now", "coming": ""}[when],
    }


def _word(when: str, name: str, n: int) -> str:
    """``when``: ``past``, ``state`` (now) or ``coming``; ``name``: a state."""
    key = f"cofinancing.{when}_{name}"
    return say(key, n=n) if name in PARTS else say(key)


def _days(events: list[Event]) -> dict[tuple[str, int], Any]:
    found = {}
    for event in events:
        turn = event.turn if event.state in PARTS else 0
        found[event.state, turn] = event.at
    return found


def _lived(request: Request) -> list[dict[str, str]]:
    """A file that ended on the way: only what happened, each act by its own words."""
    events = list(request.events.all())
    last = len(events) - 1
    return [
        {
            "title": state_word(event.state, event.turn) if i == last else _act(event),
            "detail": fmt.day(event.at, active()), "state": "now" if i == last else "done",
        }
        for i, event in enumerate(events)
    ]  # fmt: skip


def _act(event: Event) -> str:
    """What was done: a file sent back or a payment taken back is not the state it returned to."""
    if event.act == "send_back":
        return say("cofinancing.past_send_back")
    if event.act == "take_back":
        return say("cofinancing.past_take_back", n=event.turn + 1)
    return _word("past", event.state, event.turn)
