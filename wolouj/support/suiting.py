"""What could help somebody, from what she tells: each offer against its conditions. Plain values, no writing.

Only a certain condition refuses. One that is likely or unsure, or that looks at something she did not tell, is hers to
read and to ask about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wolouj.reference import territories
from wolouj.structures.models import Structure
from wolouj.support.models import About, Condition, Offer, Standing, Sure


@dataclass(frozen=True, slots=True)
class Told:
    """What she tells. Empty or ``None``: not told, never presumed.

    Attributes:
        kind: a value of :class:`wolouj.support.models.For`.
        province: HCP code.
        age: hers, in years.
        months: since her structure was registered.
    """

    kind: str = ""
    province: str = ""
    need: str = ""
    age: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Suited:
    """One offer, as it stands for her."""

    offer: Offer
    refused_by: tuple[Condition, ...]
    """Certain conditions that she does not meet."""
    to_read: tuple[Condition, ...]
    """Those nobody could compare, and those not surely failed."""

    @property
    def possible(self) -> bool:
        """Whether nothing certain stands against it."""
        return not self.refused_by


def told_by(structure: Structure, *, on: date) -> Told:
    """What a structure has told of itself."""
    seat = territories.place(structure.commune) if structure.commune else None
    registered = structure.registered_on
    months = None if registered is None or registered > on else months_between(registered, on)
    return Told(kind=structure.kind, province=(seat.province or "") if seat else "", months=months)


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def suited(offers: Iterable[Offer], told: Told, *, on: date) -> list[Suited]:
    """Each offer against what she tells; those over, or believed closed, are left out: they help nobody today."""
    shut = (Standing.OVER, Standing.BELIEVED_CLOSED)
    return [weighed(row, told) for row in offers if row.standing(on=on) not in shut]


def weighed(offer: Offer, told: Told) -> Suited:
    """One offer against what she tells. The offer's conditions are read from memory when they were prefetched."""
    refused, to_read = [], []
    for condition in offer.conditions.all():
        if told.kind and condition.kinds and told.kind not in condition.kinds:
            continue
        met = meets(condition, told)
        if met is False and condition.sure == Sure.CERTAIN:
            refused.append(condition)
        elif met is not True:
            to_read.append(condition)
    return Suited(offer, tuple(refused), tuple(to_read))


def meets(condition: Condition, told: Told) -> bool | None:
    """Whether she meets it; ``None`` when it is not something we compare, or when she did not tell."""
    value = {About.AGE: told.age, About.STRUCTURE_AGE: told.months}.get(About(condition.about))
    if value is None:
        return None
    low = condition.least is None or value >= condition.least
    return low and (condition.most is None or value <= condition.most)
