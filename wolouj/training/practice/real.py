"""Real notices that a group may answer together: open, short enough for a half-day, with lines to price.

They are read here and copied into the exercise; nothing is written in the room of notices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from rulebook.engine.facts import Procedure
from wolouj.notices import queries as notices
from wolouj.notices.asked import Asked
from wolouj.notices.documents import write_notice
from wolouj.notices.facts import as_notice
from wolouj.notices.finding import answering, open_public, vocabulary

SHOWN = 8
MOST_LINES = 15
"""More is no exercise for a half-day."""
LEAST_LEFT = timedelta(minutes=45)
"""A notice that closes sooner cannot be read, counted and priced by a group."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A real notice in the list to choose from. ``own``: entered by who chooses, not public."""

    key: str
    title: str
    buyer: str
    deadline: datetime
    lines: int
    own: bool


def candidates(*, words: str, place: str, person: UUID | None, at: datetime) -> list[Candidate]:
    """Open purchase orders to answer together: one's own first, then the public ones that close first.

    Args:
        words: what is looked for, as in the public search; empty: whatever is open.
        place: the HCP code of the province asked about, or nothing for the whole country.
        person: who chooses: the notices she copied with their lines are offered too, whatever the words.
    """
    asked = Asked(words=words, kind=Procedure.PURCHASE_ORDER, place=place)
    public = answering(asked, vocabulary(), at=at)
    if place and not public.exists():
        public = answering(replace(asked, place=""), vocabulary(), at=at)
    rows = list(_short(public, at).order_by("closes", "id")[:SHOWN])
    if person is not None and not words:
        rows = [*_short(notices.open_notices(person, at=at), at)[:SHOWN], *rows]
    return [
        Candidate(str(row.pk), row.object or row.reference, row.buyer.name, row.deadline, row.priced, not row.is_public)
        for row in rows
    ]


def document_of(key: UUID, *, person: UUID | None, at: datetime) -> tuple[dict[str, Any], datetime, bool] | None:
    """The document of a real notice, when it closes and whether anybody may read it; nothing when it is not one that
    may be answered now."""
    rows = [_short(open_public(at), at)]
    if person is not None:
        rows.append(_short(notices.open_notices(person, at=at), at))
    found = next((row for each in rows if (row := each.filter(pk=key).first())), None)
    return (dict(write_notice(as_notice(found))), found.deadline, found.is_public) if found else None


def _short(rows: Any, at: datetime) -> Any:
    """Those a group can answer, each with how many lines it has as ``priced``."""
    timely = rows.filter(Q(deadline__gte=at + LEAST_LEFT), kind=Procedure.PURCHASE_ORDER)
    return notices.with_lines(timely, most=MOST_LINES).select_related("buyer")
