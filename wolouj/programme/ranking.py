"""The ranking, worked out from the frozen grid and the marks that were kept: exact, without a clock or a database.

The same grid and the same marks always give the same ranking. What two markers gave is averaged; what the interview
gave is added. Those who were met come before those who were not. On equal points, the first line of the grid that
differs decides; beyond, the committee says who comes first, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cmp_to_key
from itertools import groupby

from wolouj.programme.grid import Grid, Line
from wolouj.programme.models import Stage

Points = Mapping[str, Decimal]
"""Key of a line -> points given."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What was given to one application. ``interview`` is empty for who was not called to it."""

    number: int
    first: Points
    second: Points
    interview: Points
    called: bool = False
    """Whether she was called to the interview."""


@dataclass(frozen=True, slots=True)
class Place:
    """One application in the ranking. ``rank`` counts from 1; files nothing tells apart share it and are ``tied``."""

    number: int
    rank: int
    total: Decimal
    points: tuple[Decimal, ...]
    """By line of the grid that is marked."""
    met: bool
    """Whether the interview was held."""
    tied: bool


def missing(grid: Grid, marks: Marks) -> list[str]:
    """Which tasks are not finished: first, second, interview."""
    wanted = [("first", marks.first, Stage.FILE), ("second", marks.second, Stage.FILE)]
    if marks.called:
        wanted.append(("interview", marks.interview, Stage.INTERVIEW))
    return [task for task, given, stage in wanted if {line.key for line in grid.of(stage)} - set(given)]


def points_of(grid: Grid, marks: Marks) -> tuple[Decimal, ...]:
    """Points line by line, in the order of the grid: the mean of both markers, or what the interview gave."""
    return tuple(_points(line, marks) for line in grid.marked)


def _points(line: Line, marks: Marks) -> Decimal:
    if line.stage == Stage.INTERVIEW:
        return marks.interview.get(line.key, Decimal(0)) if marks.called else Decimal(0)
    return (marks.first[line.key] + marks.second[line.key]) / 2


def rank(grid: Grid, files: Iterable[Marks], settled: Sequence[tuple[int, int]] = ()) -> list[Place]:
    """Every application with its rank, the best first.

    Args:
        files: fully marked applications, whatever their order.
        settled: pairs (first, then) of application numbers, as the committee said; they only matter between files of
            equal points.
    """
    counted = [(not marks.called, points_of(grid, marks), marks.number) for marks in files]
    counted.sort(key=lambda each: (each[0], -sum(each[1]), [-p for p in each[1]], each[2]))
    ranked: list[Place] = []
    for (away, points), equals in groupby(counted, key=lambda each: (each[0], each[1])):
        numbers = [number for *_, number in equals]
        ordered, tied = _among_equals(numbers, settled)
        start = len(ranked) + 1
        for i, number in enumerate(ordered):
            place = start if tied else start + i
            ranked.append(Place(number, place, sum(points, Decimal(0)), points, not away, tied))
    return ranked


def _among_equals(numbers: list[int], settled: Sequence[tuple[int, int]]) -> tuple[list[int], bool]:
    """Files of equal points in the order the committee gave, and whether some pair is still not told apart."""
    if len(numbers) == 1:
        return numbers, False
    before = precedence([pair for pair in settled if set(pair) <= set(numbers)])
    open_ = any(
        two not in before.get(one, set()) and one not in before.get(two, set())
        for i, one in enumerate(numbers)
        for two in numbers[i + 1 :]
    )
    if open_:
        return sorted(numbers), True

    def order(one: int, two: int) -> int:
        return -1 if two in before.get(one, set()) else 1

    return sorted(numbers, key=cmp_to_key(order)), False


def precedence(settled: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """File -> all those it comes before, directly or through others."""
    after: dict[int, set[int]] = {}
    for first, then in settled:
        after.setdefault(first, set()).add(then)
    grew = True
    while grew:
        grew = False
        for follows in after.values():
            more = {one for each in follows for one in after.get(each, set())} - follows
            if more:
                follows |= more
                grew = True
    return after


def outcomes(places: Sequence[Place], *, seats: int, reserve: int) -> dict[int, str] | None:
    """Application -> selected, reserve or refused; ``None`` while a tie would decide it, or the order of the reserve.

    Args:
        seats: how many are selected.
        reserve: how many wait on the list.
    """
    found: dict[int, str] = {}
    for i, place in enumerate(places):
        found[place.number] = "selected" if i < seats else "reserve" if i < seats + reserve else "refused"
    by_rank: dict[int, set[str]] = {}
    for place in places:
        if place.tied:
            by_rank.setdefault(place.rank, set()).add(found[place.number])
    return None if any(len(said) > 1 or "reserve" in said for said in by_rank.values()) else found
