"""The notices open in a commune or a province, those that close first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang, local
from wolouj.notices.asked import Asked
from wolouj.notices.finding import Listed, find
from wolouj.reference.territories import Place

MOST = 12
"""Notices looked at: a poster and a minute hold fewer."""


def short_day(at: datetime, lang: Lang) -> str:
    """``jeudi 3 décembre``: the year is that of the week."""
    here = fmt.local(at)
    return f"{fmt.WEEKDAYS[lang][here.weekday()]} {fmt.day(here, lang).rsplit(' ', 1)[0]}"


@dataclass(frozen=True, slots=True)
class Week:
    """What is open in a place, this week."""

    place: Place
    monday: date
    sunday: date
    rows: Sequence[Listed]
    """Those with a deadline, the nearest first."""
    total: int

    @property
    def is_sample(self) -> bool:
        """Whether any of it is invented."""
        return any(row.is_sample for row in self.rows)


def week_of(place: Place, *, at: datetime) -> Week:
    """The open notices of ``place`` at ``at``, in a fixed number of queries."""
    found = find(Asked(place=place.code), at=at, size=MOST, counted=False)
    monday = local(at).date() - timedelta(days=local(at).weekday())
    rows = [row for row in found.rows if row.deadline is not None]
    return Week(place, monday, monday + timedelta(days=6), rows, found.total)
