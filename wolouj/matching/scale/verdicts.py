"""The structures that a notice fits, by what the law says of them: each standing before each aspect judged once.

The structures of a notice are cut by what weighs of them (kind, trade, each paper on the day it would be given); each
piece is one standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from pyroaring import BitMap

from rulebook.engine.facts import Bidder, Paper
from rulebook.engine.law import Law, governing_day
from rulebook.engine.papers import Seen, good_until, look_for, production_day
from wolouj.matching.scale.index import NOBODY, Index
from wolouj.matching.scale.standings import (
    ANYBODY,
    EITHER,
    Aspect,
    Look,
    Shared,
    Standing,
    Trade,
    aspect_of,
    form_of,
    is_bound,
    kept_of,
    looks,
    shared,
)
from wolouj.matching.scale.told import Posted, Told

Parts = Sequence[BitMap]
"""Structures told apart by one thing, in an order its reader knows. Whoever is in none is of the rest, the last."""
Pieces = list[tuple[tuple[int, ...], BitMap]]
"""Structures, with the part of each thing that they are in."""
TRADES = (Trade.SAME, Trade.OTHER, Trade.NOT_TOLD)
PAPERS = (Seen.FRESH, Seen.STALE, Seen.UNDATED, Seen.MISSING)


class Verdicts:
    """What the law sees of the structures of an index, and what it said so far. ``on``: the day of the law for a
    notice without a day of publication."""

    def __init__(self, told: Told, index: Index, *, on: date) -> None:
        self._index, self._on = index, on
        alike: dict[tuple[Any, ...], Bidder] = {}
        whose: dict[tuple[Any, ...], list[BitMap]] = defaultdict(list)
        for bidder, numbers in told.bidders:
            key = (kept_of(bidder), form_of(bidder))
            alike.setdefault(key, bidder)
            whose[key].append(index.ranks.of(numbers))
        self._alike = [*alike.values(), Bidder()]
        """A bidder of each kind; the last stands for those that told nothing."""
        self._kinds: Parts = [BitMap.union(NOBODY, *each) for each in whose.values()]
        self._papers: dict[str, list[tuple[Paper, BitMap]]] = defaultdict(list)
        for paper, numbers in told.papers:
            self._papers[paper.kind].append((paper, index.ranks.of(numbers)))
        self._with_trade = BitMap.union(NOBODY, *index.natures.values())
        self._lives: dict[Look, _Lives] = {}
        self._days: dict[tuple[Look, date], Parts] = {}
        self.judged: dict[tuple[Standing, Aspect], Shared] = {}
        """Every standing judged before every aspect so far."""
        self._same: dict[Shared, Shared] = {}
        self._aspects: dict[Aspect, dict[tuple[int, ...], Shared]] = defaultdict(dict)
        """For each aspect, what was said to each piece: found again without a look at the standing."""

    def of(self, notice: Posted, found: BitMap) -> list[tuple[Shared, BitMap]]:
        """``found`` (ranks of structures) cut by what the law says of them before ``notice``, a piece a standing."""
        aspect = aspect_of(notice.facts, on=self._on)
        if not is_bound(notice.facts):
            return [(self._judge(ANYBODY, aspect), found)] if found else []
        said, answers = self._aspects[aspect], []
        for parts, who in self._pieces(notice, aspect.law, found):
            answer = said.get(parts)
            if answer is None:
                answer = said[parts] = self._judge(self._standing(*parts), aspect)
            answers.append((answer, who))
        return answers

    def forget(self) -> None:
        """Forget what the law said: it is asked again."""
        self.judged.clear()
        self._aspects.clear()

    def _judge(self, standing: Standing, aspect: Aspect) -> Shared:
        said = self.judged.get((standing, aspect))
        if said is None:
            said = shared(standing, aspect)
            said = self.judged[standing, aspect] = self._same.setdefault(said, said)
        return said

    def _standing(self, kind: int, trade: int, *papers: int) -> Standing:
        bidder = self._alike[kind]
        return Standing(kept_of(bidder), form_of(bidder), TRADES[trade], tuple(PAPERS[each] for each in papers))

    def _pieces(self, notice: Posted, law: Law, found: BitMap) -> Iterator[tuple[tuple[int, ...], BitMap]]:
        """``found`` cut by kind, by trade before the nature of the notice, by each paper on the day it is given."""
        nature = notice.facts.nature
        day = production_day(notice.facts, None, Law.on(governing_day(notice.facts, on=self._on)))
        same = NOBODY if nature is None else self._index.natures.get(nature, NOBODY)
        for kind, hers in _cut([((), found)], self._kinds):
            pieces = _cut([(kind, hers)], (same, self._with_trade))
            for look in looks(self._alike[kind[0]], law):
                pieces = _cut(pieces, self._on_day(look, day))
            yield from pieces

    def _on_day(self, look: Look, day: date) -> Parts:
        """Those whose paper is fresh on ``day``, too old, or, where one of two is enough, without a date."""
        found = self._days.get((look, day))
        if found is None:
            lives = self._lives.get(look)
            if lives is None:
                lives = self._lives[look] = _Lives(self._papers.get(look[0], ()), look)
            found = self._days[look, day] = lives.on(day)
        return found


class _Lives:
    """The papers of one kind that structures hold, by the last day on which each may be given."""

    def __init__(self, held: Iterable[tuple[Paper, BitMap]], look: Look) -> None:
        kind, months = look
        undated: list[BitMap] = []
        dated: dict[date, list[BitMap]] = defaultdict(list)
        for paper, who in held:
            holder = Bidder(papers=(paper,))
            if look_for(holder, kind, day=date.min, months=months) is Seen.UNDATED:
                undated.append(who)
            else:
                dated[good_until(holder, kind, months) or date.max].append(who)
        self._undated, self._kind = BitMap.union(NOBODY, *undated), kind
        self._until = [(end, BitMap.union(NOBODY, *each)) for end, each in dated.items()]
        self._dated = BitMap.union(NOBODY, *(who for _, who in self._until)) - self._undated

    def on(self, day: date) -> Parts:
        """Of several papers the best is seen: fresh, then without a date, then too old."""
        fresh = BitMap.union(NOBODY, *(who for end, who in self._until if day <= end))
        return fresh, self._dated - fresh, self._undated - fresh if self._kind in EITHER else NOBODY


def _cut(pieces: Pieces, parts: Parts) -> Pieces:
    """Each piece cut by one thing more; what is left of it after all parts is of the rest."""
    found: Pieces = []
    for known, left in pieces:
        for number, who in enumerate(parts):
            some = left & who
            if some:
                found.append(((*known, number), some))
                left = left - some if len(some) < len(left) else NOBODY
                if not left:
                    break
        if left:
            found.append(((*known, len(parts)), left))
    return found
