"""What structures told, and the notices to match, read from the database: by column, in a fixed number of queries.

PostgreSQL puts the numbers of those who told a thing one after the other, so that a million structures come in a few
thousand rows.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from rulebook.engine.facts import Bidder, BidderKind, Paper
from wolouj.matching.models import Answer, Feedback
from wolouj.matching.queries import offer_of
from wolouj.matching.scale.told import Numbers, Posted, Told, limit_of
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice
from wolouj.structures import models as structures

UUID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Numbered:
    """The structures that are matched, numbered in the order of their ids."""

    ids: bytes
    """The ids, sixteen bytes each."""

    def __len__(self) -> int:
        return len(self.ids) // UUID_BYTES

    def id(self, number: int) -> UUID:
        """The id of a structure."""
        return UUID(bytes=self._bytes(number))

    def number(self, id: UUID) -> int | None:
        """The number of a structure; ``None`` for one that is not matched."""
        found = bisect_left(range(len(self)), id.bytes, key=self._bytes)
        return found if found < len(self) and self._bytes(found) == id.bytes else None

    def _bytes(self, number: int) -> bytes:
        return self.ids[UUID_BYTES * number : UUID_BYTES * (number + 1)]


def told(*, on: date) -> tuple[Told, Numbered]:
    """What the structures that are not archived told, as the law sees them on the day ``on``."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(_filled(_NUMBERED))
        cursor.execute("ANALYZE matching_numbered")
        cursor.execute("SELECT count(*), string_agg(uuid_send(id), '' ORDER BY n) FROM matching_numbered")
        count, ids = cursor.fetchone() or (0, b"")
        columns = {name: list(_column(cursor, query, on)) for name, query in _COLUMNS.items()}
        cursor.execute("DROP TABLE matching_numbered")
    return _told(count, columns), Numbered(bytes(ids or b""))


def _told(count: int, columns: dict[str, list[tuple[tuple[Any, ...], Numbers]]]) -> Told:
    limits = [(limit_of(month, None), who) for (month,), who in columns.pop("months")]
    limits += [(limit_of(None, amount), who) for (amount,), who in columns.pop("too_big")]
    bidders = [(Bidder(BidderKind(kind), excluded=out), who) for (kind, out), who in columns.pop("bidders")]
    papers = [(Paper(*paper), who) for paper, who in columns.pop("papers")]
    single: dict[str, Any] = {name: [(thing, who) for (thing,), who in rows] for name, rows in columns.items()}
    known = [(limit, who) for limit, who in limits if limit is not None]
    return Told(count, limits=known, bidders=bidders, papers=papers, **single)


def posted(rows: QuerySet[Notice], numbered: Numbered) -> Iterator[tuple[Notice, Posted]]:
    """Notices as they are matched, with those who put each aside."""
    notices = list(rows.defer(None).defer("search_vector").select_related("buyer").prefetch_related("lots", "lines"))
    aside: dict[UUID, list[int]] = defaultdict(list)
    said = Feedback.objects.filter(notice__in=[notice.pk for notice in notices])
    for notice, structure in said.values_list("notice", "structure"):
        if (number := numbered.number(structure)) is not None:
            aside[notice].append(number)
    for row in notices:
        words = frozenset(row.search_words.split())
        yield row, Posted(offer_of(row), words, tuple(aside[row.pk]), as_notice(row))


def _column(cursor: Any, query: str, on: date) -> Iterator[tuple[tuple[Any, ...], Numbers]]:
    cursor.execute(_filled(query), {"on": on} if "%(on)s" in query else None)
    for *thing, numbers in cursor:
        who = array("I", bytes(numbers))
        if sys.byteorder == "little":
            who.byteswap()
        yield tuple(thing), who


def _filled(query: str) -> str:
    for name, model in _TABLES.items():
        query = query.replace(f"<{name}>", connection.ops.quote_name(model._meta.db_table))
    return query.replace("<who>", "string_agg(int4send(n), '')").replace("<numbered>", "matching_numbered")


_TABLES = {
    "structure": structures.Structure,
    "activity": structures.Activity,
    "served": structures.Served,
    "capacity": structures.Capacity,
    "paper": structures.Paper,
    "feedback": Feedback,
}
_NUMBERED = """
CREATE TEMPORARY TABLE <numbered> AS
    SELECT id, (row_number() OVER (ORDER BY id) - 1)::int AS n FROM <structure> WHERE archived_at IS NULL
"""
_OF = "JOIN <numbered> AS numbered ON numbered.id = structure_id"
_SAID = f"<who> FROM <feedback> {_OF} WHERE answer ="
_COLUMNS = {
    "natures": f"SELECT nature, <who> FROM <activity> {_OF} WHERE nature > 0 GROUP BY 1",
    "words": f"SELECT words, <who> FROM <activity> {_OF} WHERE words <> '' GROUP BY 1",
    "served": f"SELECT place, <who> FROM <served> {_OF} GROUP BY 1",
    "seats": "SELECT commune, <who> FROM <structure> JOIN <numbered> USING (id) WHERE commune <> '' GROUP BY 1",
    "months": f"""SELECT month, <who> FROM (
        SELECT n, sum(amount_per_month) AS month FROM <capacity> {_OF} WHERE amount_per_month IS NOT NULL GROUP BY n
        ) AS each GROUP BY 1""",
    "too_big": f"SELECT amount, {_SAID} '{Answer.TOO_BIG}' AND amount > 0 GROUP BY 1",
    "not_natures": f"SELECT nature, {_SAID} '{Answer.NOT_MY_TRADE}' AND nature > 0 GROUP BY 1",
    "not_places": f"SELECT place, {_SAID} '{Answer.TOO_FAR}' AND place <> '' GROUP BY 1",
    "bidders": "SELECT kind, excluded, <who> FROM <structure> JOIN <numbered> USING (id) GROUP BY 1, 2",
    "papers": f"""SELECT kind, issued_on, expires_on, <who> FROM <paper> {_OF}
        WHERE replaced_by_id IS NULL AND removed_at IS NULL AND (issued_on IS NULL OR issued_on <= %(on)s)
        GROUP BY 1, 2, 3""",
}
