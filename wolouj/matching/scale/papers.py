"""The papers that structures hold: whether each may be given on a day, for many structures at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rulebook.engine.facts import Bidder, Paper
from rulebook.engine.papers import Seen, good_until, look_for
from wolouj.matching.scale.index import Ranks, Rows
from wolouj.matching.scale.standings import EITHER, Look
from wolouj.matching.scale.told import Numbers

Codes = NDArray[np.int32]
SEEN = (Seen.FRESH, Seen.STALE, Seen.UNDATED, Seen.MISSING)
"""How a paper is seen -> its number, from 0."""
FRESH, STALE, UNDATED, MISSING = range(len(SEEN))


class Papers:
    """For each paper looked at and each structure one number: four times the last day on which the best of hers may be
    given, plus how she is seen from the day after."""

    def __init__(self, papers: Iterable[tuple[Paper, Numbers]], ranks: Ranks) -> None:
        self._count = len(ranks.order)
        self._held: dict[str, list[tuple[Paper, Rows]]] = defaultdict(list)
        for paper, numbers in papers:
            self._held[paper.kind].append((paper, ranks.of(numbers)))
        self._row: dict[Look | None, int] = {None: 0}
        self._lives: Codes = np.full((1, self._count), MISSING, dtype=np.int32)

    def row(self, look: Look | None) -> int:
        """The row of a paper and the months it lives; of no paper: it is not seen."""
        if look not in self._row:
            self._row[look] = len(self._lives)
            self._lives = np.vstack([self._lives, self._lived(*look)]) if look else self._lives
        return self._row[look]

    def seen(self, row: Codes, who: Rows, day: date) -> Codes:
        """How the paper of each ``row`` is seen on ``day`` at the structure of each rank."""
        lives = self._lives.take(row * self._count + who)
        return np.where(lives >= len(SEEN) * day.toordinal(), FRESH, lives % len(SEEN))

    def _lived(self, kind: str, months: int | None) -> Codes:
        """Of several papers the best is seen: fresh, then without a date, then too old."""
        until, undated, dated = (np.zeros(self._count, dtype=kind) for kind in (np.int32, bool, bool))
        for paper, who in self._held.get(kind, ()):
            holder = Bidder(papers=(paper,))
            if look_for(holder, kind, day=date.min, months=months) is Seen.UNDATED:
                undated[who] = True
            else:
                last = good_until(holder, kind, months) or date.max
                until[who] = np.maximum(until[who], last.toordinal())
                dated[who] = True
        after = np.where(undated, UNDATED if kind in EITHER else MISSING, np.where(dated, STALE, MISSING))
        return len(SEEN) * until + after.astype(np.int32)
