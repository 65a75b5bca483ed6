"""What a measure gives: the records it counts, each with its person, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from statistics import median
from typing import NamedTuple
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


class Hit(NamedTuple):
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


def worth(measure: Measure, hits: Sequence[Hit], base: Sequence[Hit] | None) -> Decimal | None:
    """The figure that these records make; each must stand there once (``once``)."""
    if measure.base is not None:
        whole = len(base or ())
        return (Decimal(100 * len(hits)) / whole).quantize(TENTH) if whole else None
    if measure.gives in (Gives.PERSONS, Gives.RECORDS):
        return Decimal(len(hits))
    told = [hit.amount for hit in hits if hit.amount is not None]
    if measure.gives is Gives.DAYS:
        return Decimal(median(told)) if told else None
    return sum(told, Decimal(0))


# By the number of an identity: the same order, without a call of Python at each of thousands.
_PLACE = attrgetter("on", "kind", "record.int", "person.int")
_PERSON = attrgetter("person.int")
_RECORD = attrgetter("kind", "record.int")


def once(measure: Measure, found: Iterable[Hit]) -> tuple[Hit, ...]:
    """A person once, at her first day, when people are counted; else a record once, with the first person it names."""
    kept: dict[object, Hit] = {}
    ordered = sorted(found, key=_PLACE)
    for key, hit in zip(map(_PERSON if measure.gives is Gives.PERSONS else _RECORD, ordered), ordered, strict=True):
        kept.setdefault(key, hit)
    return tuple(kept.values())


def count(measure: Measure, frame: Frame) -> Count:
    """Ask a measure over a frame."""
    hits = _asked(measure, measure.find, frame)
    base = _asked(measure, measure.base, frame) if measure.base is not None else None
    adds = measure.gives in (Gives.DIRHAMS, Gives.JOBS, Gives.DAYS)
    return Count(measure, hits, base, sum(hit.amount is None for hit in hits) if adds else 0)


def _asked(measure: Measure, find: Finder, frame: Frame) -> tuple[Hit, ...]:
    """What a finder finds in a frame, sought once however many measures ask for it."""
    key = (find, measure.gives is Gives.PERSONS)
    found: tuple[Hit, ...] | None = frame.sought.get(key)
    if found is None:
        found = frame.sought[key] = once(measure, find(frame))
    return found
