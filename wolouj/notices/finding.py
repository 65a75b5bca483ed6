"""The public search: what was asked, the notices that answer, the most urgent first, and the choices left with counts.

The same question gives the same answer to everybody: nothing here knows who asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from rulebook.engine.facts import Category, Procedure
from wolouj.foundation.searching import Query, Vocabulary, facet
from wolouj.foundation.words import active
from wolouj.notices.models import STANDING, ImportRun, Notice, SearchWord
from wolouj.notices.understanding import ABROAD, COUNTRY, PROVINCE, choices
from wolouj.reference.natures import nature
from wolouj.reference.search_words import query
from wolouj.reference.territories import place

PAGE = 25
MOST_PAGES = 40
"""Beyond a thousand notices nobody turns pages: the search is narrowed."""
LONGEST_QUESTION = 200


@lru_cache(maxsize=2)
def _address(lang: str) -> str:
    """Where the search is, in the language of the page: asked some sixty times a page."""
    return reverse("notices:search")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: words and choices. What was typed and is no choice of ours is left out, never an error."""

    words: str = ""
    kind: str = ""
    category: str = ""
    nature: int | None = None
    place: str = ""
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Asked:
        """The question an address holds."""
        where, number, turned = given.get("place", ""), _whole(given.get("nature")), _whole(given.get("page"))
        return cls(
            words=" ".join(given.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION],
            kind=given.get("kind", "") if given.get("kind") in set(Procedure) else "",
            category=given.get("category", "") if given.get("category") in set(Category) else "",
            nature=number if number and nature(number) else None,
            place=where if where in (COUNTRY, ABROAD) or place(where) else "",
            page=min(turned or 1, MOST_PAGES),
        )

    def url(self, **changes: Any) -> str:
        """The address of this question with ``changes``; the page begins again unless it is what changes."""
        asked = replace(self, **({"page": 1} | changes))
        told = {"q": asked.words, "kind": asked.kind, "category": asked.category, "nature": asked.nature,
                "place": asked.place, "page": asked.page if asked.page > 1 else None}  # fmt: skip
        coded = urlencode({key: value for key, value in told.items() if value})
        return _address(active()) + (f"?{coded}" if coded else "")

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.words or self.kind or self.category or self.nature or self.place)


def _whole(told: str | None) -> int | None:
    """A whole number of a few figures; ``None`` for anything else."""
    return int(told) if told and told.isascii() and told.isdigit() and len(told) <= 6 else None


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


def find(asked: Asked, *, at: datetime) -> Found:
    """The open public notices that answer ``asked`` at ``at``, in a fixed number of queries."""
    said = query(asked.words, vocabulary()) if asked.words else query("")
    matching = _matching(asked, said, at)
    counts = _counts(matching)
    loose = bool(said) and len(said.groups) > 1 and not counts["kind"]
    if loose:
        matching = _matching(asked, said, at, loose=True)
        counts = _counts(matching)
    total = sum(counts["kind"].values())  # every notice is of one kind
    asked = replace(asked, page=min(asked.page, max(1, -(-total // PAGE))))
    first = (asked.page - 1) * PAGE
    shown = matching.order_by("closes", "id").values_list(*SHOWN)[first : first + PAGE + 1]
    rows = [Listed._make((*told[:-3], ListedBuyer._make(told[-3:]))) for told in shown]
    more = len(rows) > PAGE and asked.page < MOST_PAGES
    return Found(asked, said, rows[:PAGE], more, total, counts, loose)


SHOWN = (*Listed._fields[:-1], *(f"buyer__{name}" for name in ListedBuyer._fields))
"""The columns a list shows, the three of the buyer last."""


def open_public(at: datetime) -> QuerySet[Notice]:
    """Public notices not cancelled and not closed at ``at``."""
    return Notice.objects.filter(STANDING, closes__gte=at)


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


_COUNTED = """
SELECT choice, count(*) FROM (SELECT unnest(choices) AS choice FROM ({rows}) AS found) AS each GROUP BY choice
"""


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
