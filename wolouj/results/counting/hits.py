"""What a measure gives: the records it counts, each with its person, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median
from uuid import UUID

from wolouj.results.counting.frame import Frame

TENTH = Decimal("0.1")


class Gives(StrEnum):
    """What the value of a measure is."""

    PERSONS = "persons"
    """How many people, each once however many records she has."""
    RECORDS = "records"
    """How many records."""
    DIRHAMS = "dirhams"
    """The sum of the amounts told."""
    JOBS = "jobs"
    """The sum of the jobs told."""
    DAYS = "days"
    """The median of the days told."""


class Kind(StrEnum):
    """What a record is, and so which page opens it."""

    APPLICATION = "application"
    STRUCTURE = "structure"
    QUOTE = "quote"
    FOLLOW_UP = "follow_up"
    LEARNER = "learner"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that counts. ``amount`` is ``None`` when it is not told: it is then listed, never added."""

    person: UUID
    on: date
    kind: Kind
    record: UUID
    amount: Decimal | None = None


Finder = Callable[[Frame], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named computation. Its definition is said in ``results.measure_<key>_how``.

    ``base``: what a share is taken of; without it the measure gives no share. ``less``: less is better.
    """

    key: str
    gives: Gives
    find: Finder
    base: Finder | None = None
    less: bool = False
    group: str = "people"


@dataclass(frozen=True, slots=True)
class Count:
    """What a measure found over a frame."""

    measure: Measure
    hits: tuple[Hit, ...]
    base: tuple[Hit, ...] | None = None
    untold: int = 0
    """Hits whose amount is not told."""

    @property
    def value(self) -> Decimal | None:
        """The figure; a share is per cent; ``None``: nothing to take it of."""
        return worth(self.measure, self.hits, self.base)


def worth(measure: Measure, hits: Iterable[Hit], base: Iterable[Hit] | None) -> Decimal | None:
    """The figure that these records make."""
    hits = list(hits)
    if measure.base is not None:
        whole = _size(measure, base or ())
        return (100 * _size(measure, hits) / whole).quantize(TENTH) if whole else None
    told = [hit.amount for hit in hits if hit.amount is not None]
    if measure.gives is Gives.DAYS:
        return Decimal(median(told)) if told else None
    if measure.gives in (Gives.DIRHAMS, Gives.JOBS):
        return sum(told, Decimal(0))
    return _size(measure, hits)


def _size(measure: Measure, hits: Iterable[Hit]) -> Decimal:
    if measure.gives is Gives.PERSONS:
        return Decimal(len({hit.person for hit in hits}))
    return Decimal(len({(hit.kind, hit.record) for hit in hits}))


def once(measure: Measure, found: Iterable[Hit]) -> tuple[Hit, ...]:
    """A person once, at her first day, when people are counted; else a record once, with the first person it names."""
    kept: dict[object, Hit] = {}
    for hit in sorted(found, key=lambda each: (each.on, each.kind, each.record, each.person)):
        kept.setdefault(hit.person if measure.gives is Gives.PERSONS else (hit.kind, hit.record), hit)
    return tuple(kept.values())


def count(measure: Measure, frame: Frame) -> Count:
    """Ask a measure over a frame."""
    hits = once(measure, measure.find(frame))
    base = once(measure, measure.base(frame)) if measure.base is not None else None
    adds = measure.gives in (Gives.DIRHAMS, Gives.JOBS, Gives.DAYS)
    return Count(measure, hits, base, sum(hit.amount is None for hit in hits) if adds else 0)
