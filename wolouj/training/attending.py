"""How much of a training a person attended: half-days she was there, of those held while she was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from wolouj.gatherings.attending.queries import half_days_of
from wolouj.gatherings.models import Gathering
from wolouj.training.models import Expected, Group


@dataclass(frozen=True, slots=True)
class Attended:
    """``there`` of ``held`` half-days."""

    there: int = 0
    held: int = 0

    @property
    def percent(self) -> int:
        """The share, in full per cents, never rounded up."""
        return 100 * self.there // self.held if self.held else 0

    def reaches(self, threshold: int) -> bool:
        """Whether it is enough for a certificate. Nothing held is never enough."""
        return self.held > 0 and 100 * self.there >= threshold * self.held

    def __add__(self, other: Attended) -> Attended:
        return Attended(self.there + other.there, self.held + other.held)


def begun(gathering: Gathering, at: datetime) -> int:
    """How many half-days have begun at that instant: those in which somebody may be marked."""
    return gathering.half_day_at(at) if timezone.localdate(at) >= gathering.day else 0


def over(gathering: Gathering, on: date) -> int:
    """How many half-days are held by the end of that day."""
    days = (on - gathering.day).days + 1
    return max(0, min(2 * days, gathering.half_days))


def by_learner(rows: Iterable[Expected], *, on: date) -> dict[UUID, Attended]:
    """Learner -> how much she attended by the end of that day, of the sessions given. One query."""
    asked = list(rows)
    there = half_days_of(row.registration_id for row in asked if row.registration_id)
    found: dict[UUID, Attended] = {}
    for row in asked:
        halves = there.get(row.registration_id, frozenset()) if row.registration_id else frozenset()
        one = Attended(len(halves), max(over(row.session.gathering, on), len(halves)))
        found[row.learner_id] = found.get(row.learner_id, Attended()) + one
    return found


def of_group(group: Group, *, on: date) -> dict[UUID, Attended]:
    """The same for a whole group, those who left included. Two queries."""
    rows = Expected.objects.filter(session__group=group).select_related("session__gathering")
    return by_learner(rows, on=on)
