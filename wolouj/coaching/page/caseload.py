"""Who accompanies whom, as the manager reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.coaching.day.clocks import Clock, Late, clocks_of
from wolouj.coaching.models import Following, Handover
from wolouj.coaching.page import joined, name_of, place_of
from wolouj.coaching.queries import Load
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant


def choice(row: Participant) -> tuple[str, str]:
    """A file to tick: her name and her place."""
    return str(row.pk), joined(name_of(row), place_of(row))


def coach_choice(load: Load) -> tuple[str, str]:
    """A coach to choose, with how many files she has."""
    name = fmt.isolate_auto(load.coach.shown_name(active()))
    return str(load.coach.pk), joined(name, say("coaching.files_n", n=load.files))


def load_row(load: Load) -> dict[str, Any]:
    """A coach in the list."""
    return {
        "title": fmt.isolate_auto(load.coach.shown_name(active())),
        "detail": say("coaching.files_n", n=load.files),
        "url": reverse("coaching:hand_over", args=[load.coach.pk]) if load.files else "",
    }


def file_choice(row: Following) -> tuple[str, str]:
    """A file of a coach, to tick."""
    return choice(row.participant)


def late_rows(rows: Iterable[Any], *, at: datetime) -> list[dict[str, Any]]:
    """What is owed to whom, by which coach, since when; the oldest first."""
    found = [(row, clocks_of(row, at=at)[0]) for row in rows]
    return [_late_row(row, clock, at) for row, clock in sorted(found, key=lambda pair: pair[1].since)]


def _late_row(row: Any, clock: Clock, at: datetime) -> dict[str, Any]:
    another = clock.late is Late.TO_ANOTHER
    url = reverse("coaching:hand_over", args=[row.coach_id])
    coach = fmt.isolate_auto(row.coach.shown_name(active()))
    owed = say("coaching.late_by", who=coach, n=(at - clock.since).days)
    return {
        "title": name_of(row.participant), "sign": "stop" if another else "watch",
        "word": say("coaching.late_move") if another else say("coaching.late_remind"),
        "detail": joined(say(f"coaching.due_{clock.owed}"), owed),
        "url": url if another else reverse("coaching:file", args=[row.participant_id]),
    }  # fmt: skip


def handover_row(row: Handover) -> dict[str, Any]:
    """A handover in the list: who, to whom, how many, and whether it can still be undone."""
    lang = active()
    undone: bool = row.undone  # type: ignore[attr-defined]
    return {
        "id": row.pk,
        "title": say(
            "coaching.handed_line", giver=row.giver.shown_name(lang), taker=row.taker.shown_name(lang),
            n=row.files,  # type: ignore[attr-defined]
        ),
        "detail": joined(say("coaching.on_day", day=row.at), say("coaching.is_undone") if undone else ""),
        "word": fmt.isolate_auto(row.word) if row.word else "",
        "undo": not undone and row.takes_back_id is None,
    }  # fmt: skip


def handover_rows(rows: Iterable[Handover], *, reader: UUID | None = None) -> list[dict[str, Any]]:
    """The latest ones. ``reader``: a coach reads here the words she left; those left for her stand on each file."""
    found = [(row, handover_row(row)) for row in rows]
    return [told if reader in (None, row.giver_id) else told | {"word": ""} for row, told in found]
