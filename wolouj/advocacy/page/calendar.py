"""What the page of councils shows: months by law, days as told, consultative bodies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.verdict import lower
from wolouj.advocacy import sessions
from wolouj.advocacy.consultative import kinds
from wolouj.advocacy.models import Session, SetUp
from wolouj.advocacy.page import words
from wolouj.foundation.ics import Event
from wolouj.foundation.words import active, say

LEVELS = ("region", "province", "commune")


def council(row: Session, lang: Lang) -> str:
    """The council that meets."""
    return say(f"advocacy.council_{row.level}", lang, place=words.place_name(row.place, lang))


def by_law(*, on: date) -> list[dict[str, Any]]:
    """For each rung, the months that come, with the articles they stand on and how sure we are."""
    lang, shown = active(), []
    for level in LEVELS:
        coming = sessions.coming(level, on=on)
        articles = dict.fromkeys(month.article for _, month in coming)
        shown.append(
            {
                "title": say(f"advocacy.to_{level}"),
                "months": [fmt.month(first, lang) for first, _ in coming],
                "articles": [words.article(each, lang) for each in articles],
                "confidence": lower(*(month.confidence for _, month in coming)).value if coming else "",
            }
        )
    return shown


def session_row(row: Session, *, on: date) -> dict[str, Any]:
    """A session in a list."""
    lang = active()
    days = fmt.day(row.starts_on, lang)
    if row.ends_on and row.ends_on != row.starts_on:
        days = say("advocacy.from_to", first=row.starts_on, last=row.ends_on)
    parts = [days, say(f"advocacy.session_{row.kind}")]
    if row.agenda_until:
        parts.append(say("advocacy.agenda_told", day=row.agenda_until))
    parts.append(say("advocacy.told_by", source=row.source, day=row.told_on))
    return {
        "title": council(row, lang),
        "detail": words.JOINT.join(parts),
        "sign": "watch" if row.agenda_until and row.agenda_until >= on else "wait",
        "url": reverse("advocacy:session", args=[row.pk]),
    }


def directory(told: Iterable[SetUp]) -> list[dict[str, Any]]:
    """Every sort of consultative body, with what was told of it in each place."""
    lang, rows = active(), list(told)
    return [
        {
            "title": getattr(kind.name, lang),
            "beside": say(f"advocacy.beside_{kind.level}"),
            "article": words.article(kind.article, lang),
            "confidence": kind.confidence.value,
            "told": [_set_up(row) for row in rows if row.kind == key],
        }
        for key, kind in kinds().items()
    ]


def _set_up(row: SetUp) -> dict[str, Any]:
    parts = [say("advocacy.told_by", source=row.source, day=row.told_on)]
    if row.members:
        parts.insert(0, say("advocacy.members_n", n=row.members))
    return {
        "title": words.place_name(row.place, active()),
        "word": say("advocacy.set_up_yes") if row.is_set_up else say("advocacy.set_up_no"),
        "sign": "go" if row.is_set_up else "aside",
        "detail": words.JOINT.join(parts),
    }


def events(rows: Iterable[Session]) -> list[Event]:
    """What goes into a calendar: first days of sessions, and last days for the agenda where one was told."""
    lang, found = active(), []
    for row in rows:
        source = say("advocacy.told_by", source=row.source, day=row.told_on)
        found.append(Event(f"session-{row.pk}", row.starts_on, council(row, lang), source))
        if row.agenda_until:
            title = say("advocacy.agenda_event", council=council(row, lang))
            found.append(Event(f"agenda-{row.pk}", row.agenda_until, title, source))
    return found
