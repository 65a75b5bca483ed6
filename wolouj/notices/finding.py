"""The public search: what was asked, the notices that answer, the most urgent first, and the choices left with counts.

The same question gives the same answer to everybody: nothing here knows who asks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Max, QuerySet

from wolouj.foundation.searching import Query, Vocabulary, facet
from wolouj.notices.asked import MOST_PAGES as MOST_PAGES
from wolouj.notices.asked import NEWEST as NEWEST
from wolouj.notices.asked import Asked as Asked
from wolouj.notices.models import ImportRun, Notice, SearchWord
from wolouj.notices.understanding import PROVINCE, choices
from wolouj.reference.search_words import query
from wolouj.reference.territories import place

PAGE = 25


class ListedBuyer(NamedTuple):
    """What a list shows of a buyer, named as its columns are."""

    name: str
    name_key: str
    commune: str


class Listed(NamedTuple):
    """What a list shows of a notice, named as its columns are: a list of many is made of plain values."""

    id: UUID
    reference: str
    object: str
    kind: str
    category: str
    published: datetime | None
    entered_at: datetime
    nature: int | None
    nature_confidence: str
    deadline: datetime | None
    estimate: Decimal | None
    place_codes: list[str]
    is_sample: bool
    buyer: ListedBuyer


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: one page of rows, whether more follow, how many there are, and the choices with their counts."""

    asked: Asked
    said: Query
    """The question as the index was asked it: what was corrected, what was searched besides."""
    rows: Sequence[Listed]
    more: bool
    total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """``kind``, ``category``, ``nature``, ``region``, ``province`` -> value -> number of notices."""
    loose: bool = False
    """No notice holds all the words: these hold some of them."""


def find(asked: Asked, *, at: datetime, size: int = PAGE, counted: bool = True) -> Found:
    """The open public notices that answer ``asked`` at ``at``, in a fixed number of queries.

    The one way in for the page, the API and the feeds: the same question, the same notices, in the same order.

    Args:
        size: how many rows a page has.
        counted: whether the choices left are counted too; the total always is.
    """
    said = query(asked.words, vocabulary()) if asked.words else query("")
    matching = _matching(asked, said, at)
    total, counts = _totals(matching, counted)
    loose = not total and len(said.groups) > 1 and not asked.exact
    if loose:
        matching = _matching(asked, said, at, loose=True)
        total, counts = _totals(matching, counted)
    last = min(-(-total // size), MOST_PAGES)
    asked = replace(asked, page=min(asked.page, max(1, last)))
    rows = _rows(*page_sql(matching, asked.order, (asked.page - 1) * size, size)) if total else []
    return Found(asked, said, rows, asked.page < last, total, counts, loose)


def answering(asked: Asked, held: Vocabulary, *, at: datetime) -> QuerySet[Notice]:
    """The same notices as :func:`find` gives when no word is let go, in no order. ``held``: :func:`vocabulary`."""
    return _matching(asked, query(asked.words, held), at)


ORDERS = {"": ("closes", "id"), NEWEST: ("-entered_at", "closes", "id")}
"""The most urgent first; or those that came last first."""


def open_public(at: datetime) -> QuerySet[Notice]:
    """Public notices not cancelled and not closed at ``at``."""
    return Notice.objects.filter(closes__gte=at)


def _matching(asked: Asked, said: Query, at: datetime, *, loose: bool = False) -> QuerySet[Notice]:
    found = open_public(at)
    chosen = choices(asked.kind, asked.category, [asked.nature] if asked.nature else [], [])
    commune = len(asked.place) > PROVINCE
    if asked.place and not commune:
        chosen.append(f"{'province' if len(asked.place) == PROVINCE else 'region'}:{asked.place}")
    if chosen:  # read from the index that keeps the open notices in order, without a look at the rows
        found = found.filter(choices__contains=chosen)
    words = said.tsquery(*([[facet("place", asked.place)]] if commune else []), loose=loose)
    if words:
        found = found.filter(search_vector=SearchQuery(words, search_type="raw", config="simple"))
    return found


_SHOWN = """
SELECT {columns}, buyer.name, buyer.name_key, buyer.commune FROM ({rows}) AS found
JOIN notices_buyer AS buyer ON buyer.id = found.buyer_id ORDER BY {order}
"""


def page_sql(matching: QuerySet[Notice], order: str, first: int, size: int) -> tuple[str, tuple[Any, ...]]:
    """One page of rows as asked of the database: their buyers are joined once the page is cut, not before."""
    columns = Listed._fields[:-1]
    cut = matching.order_by(*ORDERS[order]).values(*columns, "closes", "buyer_id")[first : first + size]
    rows, values = cut.query.sql_with_params()
    ordered = ", ".join(f"found.{name.lstrip('-')}{' DESC' if name[0] == '-' else ''}" for name in ORDERS[order])
    named = ", ".join(f"found.{name}" for name in columns)
    return _SHOWN.format(columns=named, rows=rows, order=ordered), values


def _rows(sql: str, values: tuple[Any, ...]) -> list[Listed]:
    where = Listed._fields.index("place_codes")
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        told = cursor.fetchall()
    return [
        Listed._make((*row[:where], json.loads(row[where]), *row[where + 1 : -3], ListedBuyer._make(row[-3:])))
        for row in told
    ]


_COUNTED = """
SELECT choice, count(*) FROM (SELECT unnest(choices) AS choice FROM ({rows}) AS found) AS each GROUP BY choice
"""


def _totals(matching: QuerySet[Notice], counted: bool) -> tuple[int, dict[str, dict[str, int]]]:
    """How many notices, and how many each choice would leave: one query."""
    if not counted:
        return matching.count(), {}
    counts = _counts(matching)
    return sum(counts["kind"].values()), counts  # every notice is of one kind


def _counts(matching: QuerySet[Notice]) -> dict[str, dict[str, int]]:
    """How many notices each choice would leave, in one query. One in two provinces, or of two natures, counts twice."""
    rows, values = matching.values("choices").query.sql_with_params()
    counts: dict[str, dict[str, int]] = {name: {} for name in ("kind", "category", "nature", "region", "province")}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(rows=rows), values)
        for choice, number in cursor.fetchall():
            name, _, value = choice.partition(":")
            counts[name][value] = number
    return counts


def vocabulary() -> Vocabulary:
    """The words that notices hold. Kept in memory until an import brings others; the same for everybody."""
    return _vocabulary(ImportRun.objects.aggregate(last=Max("id"))["last"] or 0)


@lru_cache(maxsize=1)
def _vocabulary(last: int) -> Vocabulary:
    return Vocabulary(dict(SearchWord.objects.values_list("word", "held_by")))


def inside(code: str) -> str:
    """The region a place code lies in, itself when it is one; empty for the country and abroad."""
    found = place(code)
    return found.region if found else ""
