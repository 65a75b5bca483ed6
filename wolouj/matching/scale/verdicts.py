"""The structures that a notice fits, by what the law says of them: each standing before each aspect judged once.

The structures of a notice are cut by what weighs of them (kind, trade, each paper on the day it would be given); each
piece is one standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pyroaring import BitMap

from rulebook.engine.facts import Bidder, Paper
from rulebook.engine.law import Law, governing_day
from rulebook.engine.papers import Seen, look_for, production_day
from wolouj.matching.scale.index import NOBODY, Index
from wolouj.matching.scale.standings import (
    Aspect,
    Shared,
    Standing,
    Trade,
    aspect_of,
    form_of,
    kept_of,
    looks,
    shared,
)
from wolouj.matching.scale.told import Posted, Told

Parts = Sequence[tuple[Any, BitMap]]
"""Structures told apart by one thing: what it is, and for whom. Whoever is in none is in the rest."""
Pieces = list[tuple[tuple[Any, ...], BitMap]]
UNDATED_FIRST = (Seen.FRESH, Seen.UNDATED, Seen.STALE)
"""Of several papers of one kind the best is seen; the order of :class:`~rulebook.engine.papers.Seen`."""


class Verdicts:
    """What the law sees of the structures of an index, and what it said so far. ``on``: the day of the law for a
    notice without a day of publication."""

    def __init__(self, told: Told, index: Index, *, on: date) -> None:
        self._index, self._on = index, on
        static: dict[tuple[Any, ...], list[BitMap]] = defaultdict(list)
        for bidder, numbers in told.bidders:
            static[kept_of(bidder), form_of(bidder)].append(index.ranks.of(numbers))
        self._static = [(kind, BitMap.union(NOBODY, *each)) for kind, each in static.items()]
        self._papers: dict[str, list[tuple[Paper, BitMap]]] = defaultdict(list)
        for paper, numbers in told.papers:
            self._papers[paper.kind].append((paper, index.ranks.of(numbers)))
        holders = [who for each in self._papers.values() for _, who in each]
        self._holders: Parts = [(True, BitMap.union(NOBODY, *holders))]
        self._trades: Parts = [(True, BitMap.union(NOBODY, *index.natures.values()))]
        self._days: dict[tuple[date, date], list[tuple[int, Parts]]] = {}
        self.judged: dict[tuple[Standing, Aspect], Shared] = {}
        """Every standing judged before every aspect so far."""
        self._same: dict[Shared, Shared] = {}

    def of(self, notice: Posted, found: BitMap) -> list[tuple[Shared, BitMap]]:
        """``found`` (ranks of structures) cut by what the law says of them before ``notice``, a piece a standing."""
        aspect = aspect_of(notice.facts, on=self._on)
        return [(self._judge(standing, aspect), who) for standing, who in self._standings(notice, aspect, found)]

    def _judge(self, standing: Standing, aspect: Aspect) -> Shared:
        said = self.judged.get((standing, aspect))
        if said is None:
            said = shared(standing, aspect)
            said = self.judged[standing, aspect] = self._same.setdefault(said, said)
        return said

    def _standings(self, notice: Posted, aspect: Aspect, found: BitMap) -> Iterable[tuple[Standing, BitMap]]:
        facts, law = notice.facts, aspect.law
        day = production_day(facts, None, Law.on(governing_day(facts, on=self._on)))
        pieces = _cut([((), found)], self._static, (kept_of(Bidder()), ()))
        pieces = _cut(pieces, self._of_nature(facts.nature), Trade.NOT_TOLD)
        pieces = _cut(pieces, self._holders, False)
        seen = self._on_day(law, day)
        for _, parts in seen:
            pieces = _cut(pieces, parts, Seen.MISSING)
        places, count = [place for place, _ in seen], len(looks(law))
        for ((kept, form), trade, holds, *states), who in pieces:
            papers = [Seen.MISSING] * count
            for place, state in zip(places, states, strict=True):
                papers[place] = state
            yield Standing(kept, form, trade, tuple(papers) if holds else None), who

    def _of_nature(self, nature: int | None) -> Parts:
        """Those who told the nature of a notice, then those who told others."""
        same = self._index.natures.get(nature, NOBODY) if nature is not None else NOBODY
        return [(Trade.SAME, same), *((Trade.OTHER, who) for _, who in self._trades)]

    def _on_day(self, law: Law, day: date) -> list[tuple[int, Parts]]:
        """The papers somebody holds, by their place in :func:`looks`, each as it is seen on ``day``."""
        found = self._days.get((law.day, day))
        if found is None:
            held = [(place, look) for place, look in enumerate(looks(law)) if self._papers.get(look[0])]
            found = [(place, self._seen(kind, months, day)) for place, (kind, months) in held]
            self._days[law.day, day] = found
        return found

    def _seen(self, kind: str, months: int | None, day: date) -> Parts:
        by_state: dict[Seen, list[BitMap]] = defaultdict(list)
        for paper, who in self._papers[kind]:
            by_state[look_for(Bidder(papers=(paper,)), kind, day=day, months=months)].append(who)
        parts: list[tuple[Seen, BitMap]] = []
        better = NOBODY
        for state in UNDATED_FIRST:
            if by_state[state]:
                who = BitMap.union(NOBODY, *by_state[state]) - better
                parts.append((state, who))
                better = better | who
        return parts


def _cut(pieces: Pieces, parts: Parts, rest: Any) -> Pieces:
    """Each piece cut by one thing more; what is left of it after all parts is of the ``rest``."""
    found: Pieces = []
    for known, piece in pieces:
        left = piece
        for what, who in parts:
            some = left & who
            if some:
                found.append(((*known, what), some))
                left = left - some
            if not left:
                break
        if left:
            found.append(((*known, rest), left))
    return found
