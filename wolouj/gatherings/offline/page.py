"""What a device is given to keep: the least that tells people apart at a door, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from rulebook.engine import format as fmt
from rulebook.engine.format import CASABLANCA
from wolouj.foundation.words import say
from wolouj.gatherings.attending.queries import marks_of
from wolouj.gatherings.models import NOON, Attendance, Gathering, Registration
from wolouj.gatherings.offline.actions import Entry, Taken
from wolouj.gatherings.offline.reading import Wrong

TAIL = 4
"""Last figures of a phone: enough to tell two of the same name apart, not to call anybody."""


def kept_until(gathering: Gathering) -> datetime:
    """Midnight after the last day: a device forgets the names then, whatever happens."""
    return datetime.combine(gathering.last_day + timedelta(days=1), time.min, CASABLANCA)


def list_of(gathering: Gathering) -> dict[str, Any]:
    """The list a device keeps. Two queries."""
    marks = marks_of(gathering)
    rows = gathering.registrations.filter(forgotten_at=None).order_by("name_key", "id")
    return {
        "until": kept_until(gathering).isoformat(),
        "halves": [_ends(gathering, number).isoformat() for number in range(1, gathering.half_days + 1)],
        "rows": [row_of(row, marks.get(row.id, {})) for row in rows],
    }


def _ends(gathering: Gathering, number: int) -> datetime:
    """When a half-day is over: the first of a day at the hour of the second, the second at midnight."""
    day = gathering.day + timedelta(days=(number - 1) // 2)
    if number % 2 and number < gathering.half_days:
        return datetime.combine(day, time(NOON), CASABLANCA)
    return datetime.combine(day + timedelta(days=1), time.min, CASABLANCA)


def row_of(row: Registration, marks: dict[int, Attendance]) -> dict[str, Any]:
    """One person: her name, what finds it, the end of her phone, the half-days she was there and at what hour."""
    return {
        "id": str(row.id),
        "name": row.name,
        "key": row.name_key,
        "tail": row.phone[-TAIL:],
        "there": {str(number): f"{fmt.local(mark.at):%H:%M}" for number, mark in marks.items()},
    }


def told_back(entry: Entry | Wrong, taken: Taken | None, marks: dict[UUID, dict[int, Attendance]]) -> dict[str, Any]:
    """What became of one entry, for the device that sent it."""
    if taken is None:
        faults = entry.faults if isinstance(entry, Wrong) else []
        return {"id": str(entry.id), "state": "wrong", "row": None, "why": " ".join(faults)}
    row, settled = taken.row, taken.state in ("done", "known")
    return {
        "id": str(entry.id),
        "state": taken.state,
        "row": row_of(row, marks.get(row.id, {})) if row else None,
        "why": "" if settled else say(f"gatherings.offline.{taken.state}", who=row.name if row else ""),
    }
