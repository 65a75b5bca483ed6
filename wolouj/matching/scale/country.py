"""All the structures at once: which of them new notices fit, and what the law says of each pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from pyroaring import BitMap

from rulebook.engine.verdict import Outcome
from wolouj.matching.scale.index import Index, Rows
from wolouj.matching.scale.reading import Ids, posted, told
from wolouj.matching.scale.standings import Shared
from wolouj.matching.scale.told import Posted
from wolouj.matching.scale.verdicts import Verdicts
from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewMatches:
    """What came in since the day before, and for whom."""

    notices: int
    matches: int
    """Pairs of a new notice and a structure that it fits."""
    refused: int
    """Pairs where a condition that decides is surely not met."""
    structures: int
    """Structures that one new notice at least fits and whose answer may be accepted."""


class Country:
    """The structures as they are at ``at``. Built from the rows; to be built again when these have changed."""

    def __init__(self, *, at: datetime) -> None:
        today = timezone.localdate(at)
        columns = told(on=today)
        self.ids = Ids(columns.count)
        self.index = Index(columns)
        self.verdicts = Verdicts(columns, self.index, on=today)

    def posted(self, rows: QuerySet[Notice]) -> Iterator[tuple[Notice, Posted]]:
        """Notices as they are matched."""
        return posted(rows)

    def matches(self, notice: Posted) -> list[tuple[Shared, Rows]]:
        """The structures that a notice fits, a piece a standing, with what the law says of them."""
        return self.verdicts.of(notice, self.index.fitting(notice))

    def structures(self, found: BitMap | Rows) -> Iterator[UUID]:
        """The ids of structures found."""
        return map(self.ids.id, self.index.numbers(found))


def new_matches(*, at: datetime) -> NewMatches:
    """The open public notices entered in the day before ``at``, matched with every structure. Writes nothing."""
    fresh = open_public(at).filter(entered_at__gt=at - A_DAY, entered_at__lte=at)
    if not fresh.exists():
        return NewMatches(0, 0, 0, 0)
    country = Country(at=at)
    notices = matches = refused = 0
    reached = np.zeros(len(country.ids), dtype=bool)
    for _, notice in country.posted(fresh):
        notices += 1
        for said, who in country.matches(notice):
            matches += len(who)
            if said.outcome is Outcome.NOT_MET:
                refused += len(who)
            else:
                reached[who] = True
    return NewMatches(notices, matches, refused, int(reached.sum()))
