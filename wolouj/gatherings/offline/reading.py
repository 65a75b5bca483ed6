"""What a desk sends, read: the shape first, then each person by the same form as the page's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair, say
from wolouj.gatherings.forms import RegisterForm
from wolouj.gatherings.models import Did, Gathering, Marked
from wolouj.gatherings.offline.actions import Entry

MOST = 50
"""Entries of one sending: a device sends the rest after."""
HEAVIEST = 200_000
"""Bytes of one sending."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """An entry whose person cannot be read: her id on the device, and what to mend, in words."""

    id: str
    faults: list[str]


def read(body: bytes, gathering: Gathering) -> list[Entry | Wrong]:
    """The entries of a sending, in order.

    Raises:
        BadInput: it is not a sending of ours, or it is too long. Nothing was taken of it.
    """
    try:
        if len(body) > HEAVIEST:
            raise ValueError("too heavy")
        sent = json.loads(body)
        device, rows = UUID(sent["device"]), sent["entries"]
        if not isinstance(rows, list) or len(rows) > MOST:
            raise ValueError("entries")
        return [_entry(row, device, gathering) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise BadInput(pair("gatherings.offline.unreadable"), field="entries") from fault


def _entry(row: dict[str, Any], device: UUID, gathering: Gathering) -> Entry | Wrong:
    """One entry; what cannot be read of it is told of it alone, and the others are taken."""
    id = UUID(row["id"])
    try:
        return _read(row, id, device, gathering)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Wrong(str(id), [say("gatherings.offline.wrong")])


def _read(row: dict[str, Any], id: UUID, device: UUID, gathering: Gathering) -> Entry | Wrong:
    did, at, half = Did(row["did"]), _instant(row["at"]), row["half_day"]
    if type(half) is not int or not 1 <= half <= gathering.half_days:
        raise ValueError("half_day")
    if did != Did.WALK_IN:
        return Entry(id, device, did, at, half, row=UUID(row["row"]), how=Marked(row.get("how", Marked.TAP)))
    typed = {key: value for key, value in row["told"].items() if isinstance(value, str)}
    form = RegisterForm(typed, gathering=gathering, desk=True)
    if not form.is_valid():
        return Wrong(str(id), [str(fault) for faults in form.errors.values() for fault in faults])
    return Entry(id, device, did, at, half, told=form.told(), sure=row.get("sure") is True)


def _instant(text: str) -> datetime:
    at = parse_datetime(text)
    if at is None or at.tzinfo is None:
        raise ValueError("at")
    return at
