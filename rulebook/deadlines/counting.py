"""Counting days: calendar, working and clear days, with the holidays somebody else knows.

Weekends are Saturday and Sunday, the week of the administration (likely). Holidays are an argument: which days are
closed, and whether that is announced or only expected, is not law but news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from rulebook.engine.verdict import Bilingual

ONE = timedelta(days=1)
SATURDAY = 5


class Unit(StrEnum):
    """How a delay counts."""

    CALENDAR = "calendar"
    """Every day; the day it starts from is not counted."""
    WORKING = "working"
    """Neither weekends nor holidays."""
    CLEAR = "clear"
    """Neither the first nor the last day counts (jours francs); a closed last day moves on."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A closed day. ``expected``: it follows the moon and has not been announced yet."""

    name: Bilingual
    expected: bool = False


class Calendar(Protocol):
    """Whoever knows the public holidays."""

    def closed(self, day: date) -> Holiday | None:
        """The holiday of ``day``, or ``None``. Weekends are not asked here."""
        ...


class NoHolidays:
    """A calendar that knows no holiday: weekends alone are closed."""

    def closed(self, day: date) -> Holiday | None:
        """Never."""
        return None


def is_working(day: date, calendar: Calendar) -> bool:
    """Whether offices are open: neither Saturday, nor Sunday, nor a holiday."""
    return day.weekday() < SATURDAY and calendar.closed(day) is None


def shift(day: date, days: int) -> date:
    """``day`` moved by calendar days, stopped at the ends of time rather than failing there."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def count(start: date, days: int, unit: Unit, calendar: Calendar) -> date:
    """The last day of a delay of ``days`` counted forward from ``start``, the first day not counted.

    >>> count(date(2026, 11, 2), 10, Unit.CALENDAR, NoHolidays())
    datetime.date(2026, 11, 12)
    """
    if unit is Unit.CALENDAR:
        return shift(start, days)
    if unit is Unit.CLEAR:
        day = shift(start, days + 1)
        while not is_working(day, calendar) and day < date.max:
            day += ONE
        return day
    day = start
    while days > 0 and day < date.max:
        day += ONE
        days -= is_working(day, calendar)
    return day


def working_on_or_before(day: date, calendar: Calendar) -> date:
    """The last working day up to ``day``."""
    while not is_working(day, calendar) and day > date.min:
        day -= ONE
    return day


def expected_between(first: date, last: date, calendar: Calendar) -> bool:
    """Whether a holiday that is only expected falls from ``first`` to ``last``, both included."""
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return any((found := calendar.closed(day)) is not None and found.expected for day in days)


def gap_is_worth(gap: int, least: int, ordinary: int, slack: int) -> str:
    """What ``gap`` days of publicity are worth, in one word, when at least ``least`` are asked.

    ``ordinary`` is what would be asked if the tender were not the kind with the shortest delay (``least`` again when
    its kind is known); ``slack`` the days two ways of counting leave between them. ``enough`` holds however days
    are counted; what hangs on the counting is ``at_the_limit``, or ``limit_if_ordinary``.
    """
    if gap < least:
        return "short"
    if gap < least + slack:
        return "at_the_limit"
    if gap < ordinary:
        return "enough_if_simplified"
    return "enough" if gap >= ordinary + slack else "limit_if_ordinary"
