"""Kept searches read: those of a person with what is new in each, and the one a secret link opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from wolouj.foundation import secret_links
from wolouj.notices.asked import NEWEST, Asked
from wolouj.notices.finding import Listed, answering, find, vocabulary
from wolouj.notices.models import NoticeChange, SavedSearch

FEED_SIZE = 50
"""Notices of a feed: the newest. A reader that comes once a day misses none, of any search worth keeping."""
MOST_NEW = 99
"""Beyond, they are not counted one by one."""


def asked_of(search: SavedSearch) -> Asked:
    """Its question as its notices are told: all the words, those that came last first."""
    return replace(Asked.read(search.question), order=NEWEST, exact=True)


def searches_of(person: UUID) -> list[SavedSearch]:
    """A person's, in the order they were kept."""
    return list(SavedSearch.objects.filter(person=person))


def count_new(searches: Sequence[SavedSearch], *, at: datetime) -> dict[UUID, int]:
    """How many open notices of each came since she last looked; :data:`MOST_NEW` + 1 when more.

    Two queries, however many searches.
    """
    if not searches:
        return {}
    held = vocabulary()
    parts: list[str] = []
    values: list[Any] = []
    for number, search in enumerate(searches):
        fresh = answering(asked_of(search), held, at=at).filter(entered_at__gt=search.looked_at)
        sql, told = fresh.order_by().values("pk")[: MOST_NEW + 1].query.sql_with_params()
        parts.append(f"SELECT {number}, count(*) FROM ({sql}) AS fresh")
        values += told
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {searches[number].id: count for number, count in cursor.fetchall()}


def by_link(token: str) -> SavedSearch | None:
    """The search a secret link opens."""
    digest = secret_links.digest(token)
    return SavedSearch.objects.filter(link_digest=digest).first() if digest else None


@dataclass(frozen=True, slots=True)
class Fed:
    """One notice of a feed, with when it came or last changed."""

    row: Listed
    updated: datetime


def fed(search: SavedSearch, *, at: datetime) -> list[Fed]:
    """The newest open notices of a search, as :func:`wolouj.notices.finding.find` gives them."""
    rows = find(asked_of(search), at=at, size=FEED_SIZE, counted=False).rows
    changes = NoticeChange.objects.filter(notice__in=[row.id for row in rows])
    last = dict(changes.order_by().values_list("notice").annotate(Max("at")))
    return [Fed(row, max(row.entered_at, last.get(row.id, row.entered_at))) for row in rows]
