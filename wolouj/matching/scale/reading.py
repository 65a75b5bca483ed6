"""What structures told, and the notices to match, read from the database: by column, in a fixed number of queries.

PostgreSQL puts the numbers of those who told a thing one after the other, so that a million structures come in a few
thousand rows. A structure's number is a column of its own: it is never given twice, and those of erased structures stay
free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from django.db.models import QuerySet

from rulebook.engine.facts import Bidder, BidderKind, Paper
from wolouj.matching.models import YES, Answer, Feedback
from wolouj.matching.queries import offer_of
from wolouj.matching.scale.index import Rows
from wolouj.matching.scale.told import Numbers, Posted, Told, limit_of
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice
from wolouj.structures import models as structures
from wolouj.structures.models import Structure

UUID_BYTES = 16


class Ids:
    """The ids of the structures, by their numbers; read when they are first asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def id(self, number: int) -> UUID:
        """The id of a structure."""
        return UUID(bytes=bytes(self._bytes[UUID_BYTES * number : UUID_BYTES * (number + 1)]))

    @cached_property
    def _bytes(self) -> bytearray:
        found = bytearray(UUID_BYTES * self._count)
        for number, id in Structure.objects.filter(number__lt=self._count).values_list("number", "id").iterator():
            found[UUID_BYTES * number : UUID_BYTES * (number + 1)] = id.bytes
        return found


def told(*, on: date) -> Told:
    """What the structures that are not archived told, as the law sees them on the day ``on``."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(_filled("SELECT coalesce(max(number) + 1, 0) FROM <structure>"))
        (count,) = cursor.fetchone() or (0,)
        columns = {name: list(_column(cursor, query, on)) for name, query in _COLUMNS.items()}
    return _told(count, columns)


def _told(count: int, columns: dict[str, list[tuple[tuple[Any, ...], Rows]]]) -> Told:
    away = np.ones(count, dtype=bool)
    for _, who in columns["bidders"]:
        away[who] = False
    limits = [(limit_of(month, None), who) for month, who in _months(count, columns.pop("months"))]
    limits += [(limit_of(None, amount), who) for (amount,), who in columns.pop("too_big")]
    bidders = [(Bidder(BidderKind(kind), excluded=out), who) for (kind, out), who in columns.pop("bidders")]
    papers = [(Paper(*paper), who) for paper, who in columns.pop("papers")]
    single: dict[str, Any] = {name: [(thing, who) for (thing,), who in rows] for name, rows in columns.items()}
    known = [(limit, who) for limit, who in limits if limit is not None]
    return Told(count, away=np.flatnonzero(away), limits=known, bidders=bidders, papers=papers, **single)


def _months(count: int, rows: list[tuple[tuple[Any, ...], Rows]]) -> Iterator[tuple[Decimal, Numbers]]:
    """What structures can make in a month, all their trades together, with those who can make as much."""
    centimes, told = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
    for (amount,), who in rows:
        np.add.at(centimes, who, int(amount * 100))
        told[who] = True
    able = np.flatnonzero(told)
    able = able[np.argsort(centimes[able], kind="stable")]
    amounts, starts = np.unique(centimes[able], return_index=True)
    for amount, start, end in zip(amounts.tolist(), starts, [*starts[1:], len(able)], strict=False):
        yield Decimal(amount) / 100, able[start:end]


def posted(rows: QuerySet[Notice]) -> Iterator[tuple[Notice, Posted]]:
    """Notices as they are matched, with those who put each aside."""
    notices = list(rows.defer(None).defer("search_vector").select_related("buyer").prefetch_related("lots", "lines"))
    aside: dict[UUID, list[int]] = defaultdict(list)
    said = Feedback.objects.filter(notice__in=[notice.pk for notice in notices]).exclude(answer__in=YES)
    for notice, number in said.values_list("notice", "structure__number"):
        aside[notice].append(number)
    for row in notices:
        words = frozenset(row.search_words.split())
        yield row, Posted(offer_of(row), words, tuple(aside[row.pk]), as_notice(row))


def _column(cursor: Any, query: str, on: date) -> Iterator[tuple[tuple[Any, ...], Rows]]:
    cursor.execute(_filled(query), {"on": on} if "%(on)s" in query else None)
    for *thing, numbers in cursor:
        yield tuple(thing), np.frombuffer(numbers, dtype=">u4").astype(np.uint32)


def _filled(query: str) -> str:
    for name, model in _TABLES.items():
        query = query.replace(f"<{name}>", connection.ops.quote_name(model._meta.db_table))
    return query.replace("<who>", "string_agg(int4send(s.number), '')")


_TABLES = {
    "structure": Structure,
    "activity": structures.Activity,
    "served": structures.Served,
    "capacity": structures.Capacity,
    "paper": structures.Paper,
    "feedback": Feedback,
}
_OF = "JOIN <structure> AS s ON s.id = structure_id AND s.archived_at IS NULL"
_SAID = f"<who> FROM <feedback> {_OF} WHERE answer ="
_COLUMNS = {
    "natures": f"SELECT nature, <who> FROM <activity> {_OF} WHERE nature > 0 GROUP BY 1",
    "words": f"SELECT words, <who> FROM <activity> {_OF} WHERE words <> '' GROUP BY 1",
    "served": f"SELECT place, <who> FROM <served> {_OF} GROUP BY 1",
    "seats": "SELECT commune, <who> FROM <structure> AS s WHERE archived_at IS NULL AND commune <> '' GROUP BY 1",
    "months": f"SELECT amount_per_month, <who> FROM <capacity> {_OF} WHERE amount_per_month IS NOT NULL GROUP BY 1",
    "too_big": f"SELECT amount, {_SAID} '{Answer.TOO_BIG}' AND amount > 0 GROUP BY 1",
    "not_natures": f"SELECT nature, {_SAID} '{Answer.NOT_MY_TRADE}' AND nature > 0 GROUP BY 1",
    "not_places": f"SELECT place, {_SAID} '{Answer.TOO_FAR}' AND place <> '' GROUP BY 1",
    "bidders": "SELECT kind, excluded, <who> FROM <structure> AS s WHERE archived_at IS NULL GROUP BY 1, 2",
    "papers": f"""SELECT p.kind, issued_on, expires_on, <who> FROM <paper> AS p {_OF}
        WHERE replaced_by_id IS NULL AND removed_at IS NULL AND (issued_on IS NULL OR issued_on <= %(on)s)
        GROUP BY 1, 2, 3""",
}
