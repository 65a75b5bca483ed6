"""Which quotes answer the same notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from wolouj.bids.models import Quote


def rivals(quotes: Iterable[Quote]) -> list[tuple[Quote, Quote]]:
    """Each pair of quotes of two structures on one published notice, however each copy of it was typed.

    Only quotes to one buyer, or closing at one instant, are compared: two copies of a notice share one of the two.
    """
    near: dict[Any, dict[Any, Quote]] = defaultdict(dict)
    for quote in quotes:
        near["buyer", quote.notice.buyer.whole_id][quote.pk] = quote
        if quote.notice.deadline is not None:
            near["deadline", quote.notice.deadline][quote.pk] = quote
    found: dict[frozenset[Any], tuple[Quote, Quote]] = {}
    for alike in near.values():
        for one, other in combinations(alike.values(), 2):
            if one.structure_id != other.structure_id and one.notice.same_as(other.notice):
                found.setdefault(frozenset((one.pk, other.pk)), (one, other))
    return list(found.values())
