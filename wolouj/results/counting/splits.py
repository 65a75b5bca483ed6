"""A figure told apart by what people said of themselves; what was not told is a group of its own, never left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from wolouj.programme.models import Sex, Status
from wolouj.results.counting.frame import Entered, Frame
from wolouj.results.counting.hits import Count, Hit, worth

UNTOLD = ""
"""The group of those who did not say."""
BANDS = ((17, "to_17"), (24, "18_24"), (35, "25_35"), (49, "36_49"))
"""Oldest age of a band -> its key."""
LAST = "from_50"


def band(age: int | None) -> str:
    """The age band a person is told in."""
    if age is None:
        return UNTOLD
    return next((key for most, key in BANDS if age <= most), LAST)


WAYS: dict[str, Callable[[Entered], str]] = {
    "sex": lambda her: her.sex,
    "age": lambda her: band(her.age),
    "province": lambda her: her.province,
    "status": lambda her: her.status,
}
"""By what a figure is told apart here -> the group of a person."""
ORDER: dict[str, list[str]] = {
    "sex": [str(each) for each in Sex.values],
    "age": [*(key for _, key in BANDS), LAST],
    "status": [str(each) for each in Status.values],
}


@dataclass(frozen=True, slots=True)
class Part:
    """One group: what it makes of the figure, and how many people it counts."""

    key: str
    value: Decimal | None
    people: int


def told_apart(count: Count, way: str, frame: Frame) -> list[Part]:
    """The groups of a figure in their usual order, those who did not say last; empty groups are left out."""
    group = WAYS[way]

    persons = frame.persons

    def cut(hits: tuple[Hit, ...]) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            found[group(persons[hit.person])].append(hit)
        return found

    hits, base = cut(count.hits), cut(count.base or ())
    order = ORDER.get(way) or sorted({*hits, *base} - {UNTOLD})
    parts = []
    for key in [*order, UNTOLD]:
        if key in hits or key in base:
            mine = hits.get(key, [])
            value = worth(count.measure, mine, base.get(key, []))
            parts.append(Part(key, value, len({hit.person.int for hit in mine})))
    return parts
