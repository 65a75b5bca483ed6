"""One thing a file risks: how bad, why, by when, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any
from uuid import UUID


class Risk(IntEnum):
    """How bad; the worst sorts first."""

    STOP = 0
    """An order, a paper or a tranche is lost this week if nobody moves."""
    WATCH = 1
    GO = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One reason to look at a file. ``why`` and ``do`` are keys of words ``day_…`` and ``do_…``."""

    risk: Risk
    why: str
    do: str
    url: str
    due: datetime | date | None = None
    since: date | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def rank(self) -> tuple[int, str]:
        """Worst first, then nearest; what has no day comes before a day: it cannot wait for one."""
        day = self.due.date() if isinstance(self.due, datetime) else self.due
        return (self.risk, day.isoformat() if day else "")


@dataclass(frozen=True, slots=True)
class Row:
    """A file of the day: its worst line first, where it is on the road."""

    following: Any
    lines: tuple[Line, ...]
    next_on: date | None

    @property
    def worst(self) -> Risk:
        """The risk of its worst line; a file without one goes on."""
        return self.lines[0].risk if self.lines else Risk.GO

    def rank(self) -> tuple[Any, ...]:
        """By risk, then by day, then by road."""
        her = self.following.participant
        first = self.lines[0].rank() if self.lines else (Risk.GO, self.next_on.isoformat() if self.next_on else "9")
        return (*first, her.province, her.commune, her.name)

    def road(self) -> tuple[str, str]:
        """Province and commune: those of one road are met together."""
        return (self.following.participant.province, self.following.participant.commune)


@dataclass(frozen=True, slots=True)
class Month:
    """What was done since the first of the month."""

    visits: int
    sent: int
    won: int


@dataclass(frozen=True, slots=True)
class Day:
    """A coach's day."""

    rows: tuple[Row, ...]
    month: Month
    unseen: int
    """Files of people with an account but no live mandate: their orders and papers are not looked at."""
    structures: dict[UUID, list[UUID]] = field(default_factory=dict)
