"""The days of a notice: the law's milestones, counted with Morocco's holidays, and the same as a calendar file.

No Django here: the command line and the pages both come through this door.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from rulebook.deadlines import Dated, Known, Milestone, NoTimeline, Tender, dates
from rulebook.engine.facts import Notice
from rulebook.engine.format import local
from wolouj.foundation.ics import Event, calendar_file
from wolouj.foundation.words import pair
from wolouj.reference.holidays import holidays_of_morocco

CHECKS = frozenset({"publicity", "long_publicity"})
"""Milestones that judge a delay: their day is nothing to note in a calendar."""


def days_of(notice: Notice, *, on: date, known: Known | None = None, tender: Tender | None = None) -> Dated:
    """Every milestone of the notice. Raises :class:`~rulebook.deadlines.NoTimeline` when none can be told."""
    return dates(notice, on=on, known=known, tender=tender, calendar=holidays_of_morocco())


def noted(found: Dated) -> list[Milestone]:
    """The milestones worth a place in a calendar: those with a day, checks apart."""
    return [one for one in found.milestones if one.day is not None and one.key not in CHECKS]


def days_file(notice: Notice, found: Dated, *, at: datetime) -> bytes | None:
    """The calendar file of a notice, in Arabic and French; ``None`` when no day is known."""
    events = [_event(one, notice) for one in noted(found)]
    return calendar_file(events, about=_same_notice(notice), at=at) if events else None


def days_download(notice: Notice, *, at: datetime) -> bytes | None:
    """The file as somebody asks for it at ``at``; ``None`` when nothing can be dated."""
    try:
        return days_file(notice, days_of(notice, on=local(at).date()), at=at)
    except NoTimeline:
        return None


def _event(one: Milestone, notice: Notice) -> Event:
    assert one.day is not None  # ``noted`` keeps only those
    said = pair("notices.days.event", title=one.title, reference=notice.reference or notice.object or "…")
    told = [one.text.ar, one.text.fr, f"{notice.buyer} · {notice.object}", ", ".join(one.articles)]
    return Event(one.key, one.day, f"{said.ar} · {one.title.fr}", "\n".join(told))


def _same_notice(notice: Notice) -> str:
    """A mark that two readings of one notice share: its buyer, reference and publication."""
    published = notice.published.isoformat() if notice.published else ""
    whole = "\n".join([notice.buyer, notice.reference, notice.object, published])
    return hashlib.sha256(whole.encode()).hexdigest()[:20]
