"""What structures told, as bitmaps, and the structures that a notice fits read from them.

Inside, structures are ranked by the largest amount that suits them, the largest first: those an amount suits are then a
beginning of the ranks. The rules are those of :mod:`wolouj.matching.fit`, one structure at a time; the tests hold both
to the same answers.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from wolouj.matching.fit import COUNTRY
from wolouj.matching.scale.told import Numbers, Posted, Told
from wolouj.matching.scale.trades import Trades

Thing = TypeVar("Thing", bound=Hashable)
PROVINCE = 6
"""How long the code of a province is: two seats in one province are neighbours."""
REGION = 2
NOBODY = BitMap()


Rows = NDArray[np.uint32]
"""Numbers or ranks of structures, one after the other."""


class Ranks:
    """The numbers of structures put in the order of the largest amount that suits them."""

    def __init__(self, count: int, limits: Iterable[tuple[int, Numbers]]) -> None:
        lowest = np.full(count, np.iinfo(np.int64).max, dtype=np.int64)
        for limit, numbers in limits:
            who = rows(numbers)
            lowest[who] = np.minimum(lowest[who], limit)
        self.order: Rows = np.argsort(-lowest, kind="stable").astype(np.uint32)
        """Rank -> number."""
        self._rank: Rows = np.empty(count, dtype=np.uint32)
        self._rank[self.order] = np.arange(count, dtype=np.uint32)
        self._limits = -lowest[self.order]

    def of(self, numbers: Numbers) -> Rows:
        """The ranks of some numbers, the smallest first."""
        return np.sort(self._rank[rows(numbers)])

    def suited(self, amount: Decimal) -> int:
        """How many structures an amount in dirhams suits: the first so many ranks."""
        return int(np.searchsorted(self._limits, -int(amount * 100), side="right"))


class Index:
    """The structures' columns as bitmaps. Built once, asked for any number of notices."""

    def __init__(self, told: Told) -> None:
        self.ranks = ranks = Ranks(told.count, told.limits)
        self.everyone = BitMap(range(told.count)) - bitmap(ranks.of(told.away))
        self.natures = _bitmaps(told.natures, ranks)
        self._not_natures = _bitmaps(told.not_natures, ranks)
        self._not_places = _bitmaps(told.not_places, ranks)
        self._served = _bitmaps(told.served, ranks)
        self._trades = Trades(_bitmaps(told.words, ranks).items())
        seats = _bitmaps(told.seats, ranks)
        self._home = _shorter(seats.items(), PROVINCE)
        self._region = _shorter([*seats.items(), *self._served.items()], REGION)
        self._placeless = self.everyone - BitMap.union(NOBODY, *seats.values(), *self._served.values())
        self._near: dict[str, BitMap] = {}

    def fitting(self, notice: Posted) -> BitMap:
        """The ranks of the structures that ``notice`` fits and that did not put it aside."""
        found = self._of_the_trade(notice, self._near_enough(notice.offer.places))
        if notice.offer.estimate is not None:
            found.remove_range(self.ranks.suited(notice.offer.estimate), len(self.ranks.order))
        return found - bitmap(self.ranks.of(notice.aside)) if notice.aside else found

    def numbers(self, ranks: BitMap | Rows) -> list[int]:
        """The numbers of structures behind their ranks."""
        found: list[int] = self.ranks.order[ranks if isinstance(ranks, np.ndarray) else flat(ranks)].tolist()
        return found

    def _of_the_trade(self, notice: Posted, near: BitMap) -> BitMap:
        """Of those ``near``: who is of one of its natures, or whose own words are found in it; not who refused its
        first nature. Each is cut by the place first, which leaves little to put together."""
        natures = notice.offer.natures
        hers = [self.natures[each] for each in natures if each in self.natures]
        found = BitMap.union(NOBODY, *(each & near for each in (*hers, *self._trades.found_in(notice.words))))
        refused = self._not_natures.get(natures[0]) if natures else None
        return found - (refused - self.natures.get(natures[0], NOBODY)) if refused else found

    def _near_enough(self, places: tuple[str, ...]) -> BitMap:
        """Those to whom one of ``places`` is near enough; everybody, where no place is told."""
        if len(places) == 1:
            return self._around(places[0])
        return BitMap.union(*map(self._around, places)) if places else self.everyone

    def _around(self, code: str) -> BitMap:
        """Those to whom a place is near enough: kept, since a day's notices are in a few hundred places."""
        found = self._near.get(code)
        if found is None:
            found = self._near[code] = self._reached(code) - self._refused(code)
        return found

    def _reached(self, code: str) -> BitMap:
        """Those at home there, who serve it or what it lies in, a part of whose region it is, or who told no place."""
        if code == COUNTRY:
            return self.everyone
        near = [self._placeless, self._home.get(code[:PROVINCE], NOBODY), *_within(code, self._served)]
        if len(code) == REGION:
            near.append(self._region.get(code, NOBODY))
        return BitMap.union(*near)

    def _refused(self, code: str) -> BitMap:
        """Those who said it is too far, unless they serve it by name."""
        return BitMap.union(NOBODY, *_within(code, self._not_places)) - self._served.get(code, NOBODY)


def rows(numbers: Numbers) -> Rows:
    """Numbers as they are counted with, however they come."""
    if isinstance(numbers, np.ndarray):
        return numbers.astype(np.uint32, copy=False)
    return np.array(list(numbers), dtype=np.uint32)


def flat(who: BitMap) -> Rows:
    """What a bitmap holds, the smallest first."""
    return np.frombuffer(who.to_array(), dtype=np.uint32)


def bitmap(who: Rows) -> BitMap:
    """Rows that are in order, as a bitmap."""
    return BitMap(array("I", who.tobytes()))


def _bitmaps(column: Iterable[tuple[Thing, Numbers]], ranks: Ranks) -> dict[Thing, BitMap]:
    found: dict[Thing, BitMap] = {}
    for thing, numbers in column:
        who = bitmap(ranks.of(numbers))
        found[thing] = found[thing] | who if thing in found else who
    return found


def _shorter(column: Iterable[tuple[str, BitMap]], length: int) -> dict[str, BitMap]:
    """The same by the beginning of each code."""
    grouped: dict[str, list[BitMap]] = defaultdict(list)
    for code, who in column:
        grouped[code[:length]].append(who)
    return {code: BitMap.union(NOBODY, *each) for code, each in grouped.items()}


def _within(code: str, column: dict[str, BitMap]) -> list[BitMap]:
    """What a column holds for a place and for all that it lies in."""
    return [column[code[:end]] for end in range(len(code) + 1) if code[:end] in column]
