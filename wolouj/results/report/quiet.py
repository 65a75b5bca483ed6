"""What a donor's report leaves unsaid of sex, age, province and status: groups so small that they would single out
somebody, alone or taken from another count (docs/decisions/0029). Totals are always said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from wolouj.results.counting.frame import Entered
from wolouj.results.counting.splits import WAYS
from wolouj.results.exporting.anonymous import KNOWN, STEPS
from wolouj.results.models import PeriodFigure

Cells = dict[str, int]
"""Group of one way -> how many people of the figure are in it."""
Hidden = dict[str, frozenset[str]]
"""Way -> the groups of a figure that stay unsaid."""


def hushed(figures: Iterable[PeriodFigure], *, least: int) -> dict[UUID, Hidden]:
    """What stays unsaid of each figure.

    A group of fewer than ``least`` people is unsaid, and so is another beside it when what is unsaid, taken from the
    total, would still tell of fewer. Of two figures of which one holds the other's people, the difference is told too:
    the later one keeps silent.

    Args:
        figures: in the order they are told to donors, earlier reports first.
    """
    told: list[tuple[frozenset[str], dict[str, Cells]]] = []
    found: dict[UUID, Hidden] = {}
    for figure in figures:
        people = frozenset(each[0] for each in figure.records)
        near = [(side, cells) for other, cells in told if (side := _nested(people, other))]
        same = [cells for other, cells in told if other == people]
        hidden: Hidden = {}
        said: dict[str, Cells] = {}
        for way in WAYS:
            cells = {key: n for key, _, n in figure.parts.get(way, ())}
            few = {key for key, n in cells.items() if 0 < n < least}
            few |= {key for side, before in near for key in _told_by_taking(cells, before[way], side, least)}
            few |= {key for before in same if before[way] for key in cells if key not in before[way]}
            hidden[way] = _with_company(cells, few, least)
            said[way] = {key: n for key, n in cells.items() if key not in hidden[way]}
        told.append((people, said))
        found[figure.pk] = hidden
    return found


def _nested(people: frozenset[str], other: frozenset[str]) -> int:
    """1 when the other's people are among these, -1 when these are among the other's, else 0: nothing is taken."""
    return 1 if other < people else -1 if people < other else 0


def _told_by_taking(cells: Cells, before: Cells, side: int, least: int) -> set[str]:
    """Groups said in both figures whose difference would be a few."""
    return {key for key, n in cells.items() if key in before and 0 < side * (n - before[key]) < least}


def _with_company(cells: Cells, few: set[str], least: int) -> frozenset[str]:
    """With the smallest of the others, until what is unsaid is of two groups and of enough people."""
    rest = sorted((n, key) for key, n in cells.items() if key not in few and n > 0)
    unsaid = set(few)
    while rest and unsaid and (len(unsaid) < 2 or sum(cells[key] for key in unsaid) < least):
        unsaid.add(rest.pop(0)[1])
    return frozenset(unsaid)


def tellable(persons: Mapping[UUID, Entered], *, least: int) -> dict[UUID, frozenset[str]]:
    """Person -> what a list may say of her: as much as ``least`` people of the programme share with her, in the steps
    of the researchers' extract. The same in every list, so that two of them tell no more than one."""
    found: dict[UUID, frozenset[str]] = {}
    waiting = {key: tuple(WAYS[way](her) for way in KNOWN) for key, her in persons.items()}
    for step in (*STEPS, ()):
        alike = {key: tuple(row[i] for i, way in enumerate(KNOWN) if way in step) for key, row in waiting.items()}
        counts = Counter(alike.values())
        done = {key for key, seen in alike.items() if not step or counts[seen] >= least}
        found |= dict.fromkeys(done, frozenset(step))
        waiting = {key: row for key, row in waiting.items() if key not in done}
    return found
