"""What structures told, as plain columns: what the index is built from, whoever reads the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rulebook.engine.facts import Bidder, Notice, Paper
from wolouj.matching.fit import Offer, Wants, weights

Numbers = Iterable[int] | NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """What ``count`` structures, numbered from 0, told; what nobody told stands in no column.

    A column gives a thing told with the numbers of those who told it; the same thing may come several times.
    """

    count: int
    away: Numbers = ()
    """Numbers that are nobody's: left free, or of a structure that is put away."""
    natures: Iterable[tuple[int, Numbers]] = ()
    words: Iterable[tuple[str, Numbers]] = ()
    """Trades in their own words, as they wrote them."""
    served: Iterable[tuple[str, Numbers]] = ()
    seats: Iterable[tuple[str, Numbers]] = ()
    """HCP codes of the commune of the seat."""
    limits: Iterable[tuple[int, Numbers]] = ()
    """The largest amount that suits, in centimes; see :func:`limit_of`. Absent: any amount does."""
    not_natures: Iterable[tuple[int, Numbers]] = ()
    not_places: Iterable[tuple[str, Numbers]] = ()
    bidders: Iterable[tuple[Bidder, Numbers]] = ()
    """What the law sees of them, without natures and papers; a structure in none is a bidder that told nothing."""
    papers: Iterable[tuple[Paper, Numbers]] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice as it is matched: what it tells, its words, and who put it aside."""

    offer: Offer
    """``by_words`` says nothing here: it is another answer for each structure."""
    words: frozenset[str] = frozenset()
    """The tokens of its indexed words."""
    aside: tuple[int, ...] = ()
    """Numbers of the structures that answered about it: it is not shown to them again."""
    facts: Notice = field(default_factory=Notice)
    """The notice as the law sees it."""


def limit_of(month: Decimal | None, too_big_from: Decimal | None) -> int | None:
    """The largest estimate, in centimes, that :func:`~wolouj.matching.fit.fit` does not find too big; ``None``: any.

    So many months of her work at most, and less than the smallest amount she found too big.
    """
    most = int(month * 100) * int(weights()["size"]["most_months"]) if month else None
    refused = int(too_big_from * 100) - 1 if too_big_from is not None else None
    told = [each for each in (most, refused) if each is not None]
    return min(told, default=None)


def columns(rows: Iterable[tuple[Wants, Iterable[str], Bidder]]) -> Told:
    """Structures one by one (what each wants, its trades in words, what the law sees) turned into columns."""
    found: dict[str, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    bidders: list[tuple[Bidder, Numbers]] = []
    number = -1
    for number, (wants, words, bidder) in enumerate(rows):
        limit = limit_of(wants.month, wants.too_big_from)
        told: dict[str, Iterable[object]] = {
            "natures": wants.natures,
            "words": words,
            "served": wants.served,
            "seats": [wants.seat] if wants.seat else [],
            "limits": [] if limit is None else [limit],
            "not_natures": wants.not_natures,
            "not_places": wants.not_places,
            "papers": bidder.papers or (),
        }
        for column, things in told.items():
            for thing in things:
                found[column][thing].append(number)
        bidders.append((replace(bidder, activities=None, papers=None), [number]))
    by_name: dict[str, Iterable[tuple[object, Numbers]]] = {name: list(told.items()) for name, told in found.items()}
    return Told(count=number + 1, bidders=bidders, **by_name)  # type: ignore[arg-type]
