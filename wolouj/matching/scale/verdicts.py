"""The structures that a notice fits, by what the law says of them: each standing before each aspect judged once.

What weighs of a structure (kind, trade, each paper on the day it would be given) makes one number; those of one number
are one standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from pyroaring import BitMap

from rulebook.engine.facts import Bidder
from rulebook.engine.law import Law, governing_day, law_since
from rulebook.engine.papers import production_day
from wolouj.matching.scale.index import NOBODY, Index, Rows, flat
from wolouj.matching.scale.papers import SEEN, Codes, Papers
from wolouj.matching.scale.standings import (
    ANYBODY,
    Aspect,
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

TRADES = (Trade.SAME, Trade.OTHER, Trade.NOT_TOLD)


class Verdicts:
    """What the law sees of the structures of an index, and what it said so far. ``on``: the day of the law for a
    notice without a day of publication."""

    def __init__(self, told: Told, index: Index, *, on: date) -> None:
        self._index, self._on = index, on
        self._alike: list[Bidder] = []
        """A bidder of each kind; the last stands for those that told nothing."""
        self._kind = self._kinds(told)
        self._with_trade = BitMap.union(NOBODY, *index.natures.values())
        self._papers = Papers(told.papers, index.ranks)
        self._looked: dict[date, list[Codes]] = {}
        self._looked_at(Law.on(on))
        self.judged: dict[tuple[Standing, Aspect], Shared] = {}
        """Every standing judged before every aspect so far."""
        self._same: dict[Shared, Shared] = {}
        self._aspects: dict[Aspect, dict[int, Shared]] = defaultdict(dict)
        """For each aspect, what was said to each number: found again without a look at the standing."""

    def of(self, notice: Posted, found: BitMap) -> list[tuple[Shared, Rows]]:
        """``found`` (ranks of structures) cut by what the law says of them before ``notice``, a piece a standing."""
        aspect = aspect_of(notice.facts, on=self._on)
        if not found:
            return []
        if not is_bound(notice.facts):
            return [(self._judge(ANYBODY, aspect), flat(found))]
        said, answers = self._aspects[aspect], []
        for code, who in self._pieces(notice, aspect.law, found):
            answer = said.get(code)
            if answer is None:
                answer = said[code] = self._judge(self._standing(code, aspect.law), aspect)
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

    def _kinds(self, told: Told) -> Codes:
        """The place of each structure's kind in ``_alike``."""
        numbers: dict[tuple[Any, ...], int] = {}
        whose: list[tuple[int, Rows]] = []
        for bidder, who in told.bidders:
            kind = numbers.setdefault((kept_of(bidder), form_of(bidder)), len(numbers))
            if kind == len(self._alike):
                self._alike.append(bidder)
            whose.append((kind, self._index.ranks.of(who)))
        found: Codes = np.full(told.count, len(self._alike), dtype=np.int32)
        for kind, ranks in whose:
            found[ranks] = kind
        self._alike.append(Bidder())
        return found

    def _looked_at(self, law: Law) -> list[Codes]:
        """For the first paper that ``law`` looks at, the second…: the row of it for each kind."""
        since = law_since(law.day)
        found = self._looked.get(since)
        if found is None:
            each = [looks(bidder, law) for bidder in self._alike]
            found = self._looked[since] = [
                np.array([self._papers.row(look[place] if place < len(look) else None) for look in each], np.int32)
                for place in range(max(map(len, each)))
            ]
        return found

    def _pieces(self, notice: Posted, law: Law, found: BitMap) -> Iterator[tuple[int, Rows]]:
        """``found`` cut by the number that its kind, its trade and its papers on the day they are given make."""
        day = production_day(notice.facts, None, Law.on(governing_day(notice.facts, on=self._on)))
        who, code = self._by_trade(found, notice.facts.nature)
        kind = self._kind[who]
        code += len(TRADES) * kind
        for row in self._looked_at(law):
            code = len(SEEN) * code + self._papers.seen(row[kind], who, day)
        # Small numbers are put in order faster.
        code = code.astype(np.min_scalar_type(int(code.max())))
        order = np.argsort(code, kind="stable")
        who, code = who[order], code[order]
        ends = np.append(np.flatnonzero(code[1:] != code[:-1]) + 1, len(code)).tolist()
        start = 0
        for end, each in zip(ends, code[np.array(ends) - 1].tolist(), strict=True):
            yield each, who[start:end]
            start = end

    def _by_trade(self, found: BitMap, nature: int | None) -> tuple[Rows, Codes]:
        """``found`` in the order of :data:`TRADES` before ``nature``, and the place of each there."""
        same = found & self._index.natures.get(nature, NOBODY) if nature is not None else NOBODY
        left = found - same
        parts = [flat(each) for each in (same, left & self._with_trade, left - self._with_trade)]
        return np.concatenate(parts), np.repeat(np.arange(len(TRADES), dtype=np.int32), list(map(len, parts)))

    def _standing(self, code: int, law: Law) -> Standing:
        """The standing behind a number."""
        papers = []
        for _ in self._looked_at(law):
            code, seen = divmod(code, len(SEEN))
            papers.append(SEEN[seen])
        kind, trade = divmod(code, len(TRADES))
        bidder = self._alike[kind]
        papers = papers[::-1][: len(looks(bidder, law))]
        return Standing(kept_of(bidder), form_of(bidder), TRADES[trade], tuple(papers))
