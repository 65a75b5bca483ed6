"""Which public notices are one published notice, brought in by two sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice


def first_of(notices: Iterable[Notice], *, at: datetime) -> dict[UUID, UUID]:
    """Notice -> the one that came first of those that are one published notice, brought in by two sources.

    One buyer (under all its names), one kind, one reference: the same reference of another buyer is another notice.
    """
    asked = {notice.id: notice.buyer.whole_id for notice in notices}
    wholes = set(asked.values())
    theirs = open_public(at).filter(Q(buyer__in=wholes) | Q(buyer__same_as__in=wholes)).order_by("entered_at", "id")
    first: dict[tuple[object, ...], UUID] = {}
    same = {}
    for id, buyer, whole, kind, reference in theirs.values_list("id", "buyer", "buyer__same_as", "kind", "reference"):
        parts = Notice(reference=reference).reference_key
        same[id] = first.setdefault((whole or buyer, kind, parts) if parts else (id,), id)
    return {id: same.get(id, id) for id in asked}
