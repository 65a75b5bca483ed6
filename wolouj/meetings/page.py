"""What the pages of this room show, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.page import JOINT


def list_page(rows: list[Gathering], *, on: date) -> dict[str, Any]:
    """The meetings of a body: those to come first, the nearest first, then those held, the latest first."""
    shown = [_row(row, on) for row in rows]
    coming = [row for row in reversed(shown) if row["coming"]]
    return {"coming": coming, "held": [row for row in shown if not row["coming"]]}


def _row(row: Gathering, on: date) -> dict[str, Any]:
    lang = active()
    coming = row.last_day >= on
    place = row.place(lang)
    when = fmt.weekday(row.day, lang)
    signed, came = row.signed, row.came
    parts = [
        when,
        fmt.isolate_auto(place) if place else "",
        say("meetings.signed_n", n=signed) if coming and not came else say("meetings.came_n", n=came),
        say("gatherings.sample") if row.is_sample else "",
    ]
    return {
        "title": fmt.isolate_auto(row.title(lang)),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("gatherings:show", args=[row.id]),
        "coming": coming,
    }
