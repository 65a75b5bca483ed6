"""Which notices of two sources are one: compared at each import, once a day more widely, and when buyers move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.arrays import array
from wolouj.notices.joining import Groups, alone, rank, settle, side
from wolouj.notices.linking_results import Moved, names_of
from wolouj.notices.models import Notice, NoticeApart, NoticeLink, NoticeProposal
from wolouj.notices.same_notices import LINKED, NEAR_DAYS, PROPOSED, Likeness, Why, likeness

WIDE, CLOSE = timedelta(days=NEAR_DAYS), timedelta(days=1)
"""How far apart deadlines are looked at: once a day, and at each import."""


def compare(notices: Sequence[Moved], *, at: datetime, apart: timedelta = CLOSE) -> int:
    """Compare these notices with what other sources told, link what is sure, propose what is near; how many new links.

    Call inside a transaction. Two queries when there is nothing near.
    """
    return _link_near(_near(notices, apart), at=at)


def compare_since(since: datetime, *, by: Actor, at: datetime) -> int:
    """The same, more widely, for what came in since: a deadline moved in one source may not yet be in the other."""
    with transaction.atomic():
        fresh = Notice.objects.filter(entered_at__gte=since, entered_at__lte=at).select_related("buyer")
        linked = compare([Moved.of(row) for row in fresh], at=at, apart=WIDE)
        if linked:
            audit.record(at=at, by=by, act="notices_compared", about="notice", detail={"linked": linked})
    return linked


def look_again(buyers: Iterable[UUID], *, at: datetime) -> None:
    """After names of buyers were merged or parted: our own links that no longer hold go, those that now do come.

    Call inside a transaction.
    """
    names = list(buyers)
    _drop(NoticeLink.objects.filter(automatic=True, undone_at=None), names)
    _drop(NoticeProposal.objects.all(), names)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR_OF_BUYERS, [names, NEAR_DAYS, NEAR_DAYS])
        near = {(min(two), max(two)) for two in cursor.fetchall()}
    _link_near(near, at=at)


def _drop(rows: QuerySet[Any], buyers: list[UUID]) -> None:
    """Delete those of notices of these buyers that stood on names which are no longer one buyer's.

    Nothing else makes a link fall: a deadline moved in one source first leaves the notice what it is.
    """
    asked = rows.filter(Q(kept__buyer__in=buyers) | Q(other__buyer__in=buyers))
    found = asked.select_related("kept__buyer", "other__buyer")
    gone = [
        row for row in found if Why.PORTAL_ID not in row.reasons and row.kept.buyer.whole_id != row.other.buyer.whole_id
    ]
    rows.filter(pk__in=[row.pk for row in gone]).delete()
    if rows.model is NoticeLink:
        settle({each for row in gone for each in (row.kept_id, row.other_id)})


def _link_near(near: set[tuple[UUID, UUID]], *, at: datetime) -> int:
    if not near:
        return 0
    alone()
    wanted = {each for two in near for each in two}
    rows = {row.pk: row for row in Notice.objects.filter(pk__in=wanted).select_related("buyer")}
    scored = {two: likeness(side(rows[two[0]]), side(rows[two[1]])) for two in near}
    sure, maybe = _sorted_out({two: found for two, found in scored.items() if found.score >= PROPOSED}, rows)
    NoticeLink.objects.bulk_create(
        NoticeLink(kept_id=kept, other_id=other, automatic=True, at=at, **_told(found))
        for (kept, other), found in sure.items()
    )
    NoticeProposal.objects.bulk_create(
        [NoticeProposal(kept_id=kept, other_id=other, **_told(found)) for (kept, other), found in maybe.items()],
        ignore_conflicts=True,
    )
    settle({each for two in sure for each in two})
    return len(sure)


def _told(found: Likeness) -> dict[str, object]:
    return {"score": round(found.score, 3), "reasons": [str(why) for why in found.reasons]}


_OTHER_SOURCE = "(split_part(one.identity, ':', 1) <> split_part(near.identity, ':', 1) OR one.identity LIKE 'ocds:%%')"
_NEAR = f"""
SELECT one.id, near.id FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::timestamptz[], %s::timestamptz[])
     AS one (id, identity, buyer, since, until)
JOIN notices_notice AS near ON near.buyer_id = one.buyer AND near.deadline BETWEEN one.since AND one.until
WHERE near.id <> one.id AND {_OTHER_SOURCE}
UNION SELECT one.id, near.id FROM unnest(%s::uuid[], %s::text[]) AS one (id, key)
JOIN notices_notice AS near ON near.identity = one.key AND near.entered_for_id IS NULL WHERE near.id <> one.id
UNION SELECT one.id, near.id FROM unnest(%s::uuid[], %s::text[]) AS one (id, key)
JOIN notices_notice AS near ON near.portal_key = one.key AND near.portal_key <> '' WHERE near.id <> one.id
"""
_NEAR_OF_BUYERS = f"""
WITH who AS (SELECT id, coalesce(same_as_id, id) AS whole FROM notices_buyer WHERE id = ANY(%s))
SELECT one.id, near.id FROM who AS a JOIN notices_notice AS one ON one.buyer_id = a.id
JOIN notices_buyer AS b ON coalesce(b.same_as_id, b.id) = a.whole
JOIN notices_notice AS near ON near.buyer_id = b.id AND near.id <> one.id
     AND near.deadline BETWEEN one.deadline - make_interval(days => %s) AND one.deadline + make_interval(days => %s)
WHERE {_OTHER_SOURCE}
"""


def _near(notices: Sequence[Moved], apart: timedelta) -> set[tuple[UUID, UUID]]:
    """Pairs worth comparing, of two sources: one buyer and near deadlines, or naming one page of the portal."""
    if not notices:
        return set()
    names = names_of({notice.whole for notice in notices})
    dated = [
        (n.id, n.identity, name, n.deadline - apart, n.deadline + apart)
        for n in notices
        if n.deadline is not None
        for name in names[n.whole]
    ]
    naming = [(n.id, n.portal_key) for n in notices if n.portal_key]
    keys = [(n.id, key) for n in notices for key in {n.identity, n.portal_key} if key.startswith(("tender:", "order:"))]
    values = [array(each) for rows, width in ((dated, 5), (naming, 2), (keys, 2))
              for each in (zip(*rows, strict=True) if rows else [[]] * width)]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, values)
        found = cursor.fetchall()
    return {(min(two), max(two)) for two in found}


def _sorted_out(
    scored: dict[tuple[UUID, UUID], Likeness], rows: dict[UUID, Notice]
) -> tuple[dict[tuple[UUID, UUID], Likeness], dict[tuple[UUID, UUID], Likeness]]:
    """What is linked at once and what is asked, each as (shown, other).

    A notice near two of one source is linked to neither: nobody can say which. A person's own is linked or left, and
    never asked about; nothing is linked that somebody answered before.
    """
    answered = _answered(scored)
    fresh = {two: found for two, found in scored.items() if two not in answered}
    many = Counter(
        (each, rows[other].identity.partition(":")[0])
        for (a, b), found in fresh.items()
        if found.score >= LINKED
        for each, other in ((a, b), (b, a))
    )
    groups = Groups(rows)
    sure: dict[tuple[UUID, UUID], Likeness] = {}
    maybe: dict[tuple[UUID, UUID], Likeness] = {}
    for two, found in sorted(fresh.items(), key=lambda each: (-each[1].score, each[0])):
        kept, other = sorted(two, key=lambda each: rank(rows[each]))
        only = all(many[each, rows[o].identity.partition(":")[0]] < 2 for each, o in (two, two[::-1]))
        if found.score >= LINKED and only and groups.joined(kept, other):
            sure[kept, other] = found
        elif rows[kept].is_public and rows[other].is_public and not groups.one(kept, other):
            maybe[kept, other] = found
    return sure, maybe


def _answered(pairs: Iterable[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Those already linked, taken back, or said to be two."""
    ids = {each for two in pairs for each in two}
    links = NoticeLink.objects.filter(kept__in=ids, other__in=ids).values_list("kept_id", "other_id")
    two = NoticeApart.objects.filter(one__in=ids, other__in=ids, undone_at=None).values_list("one_id", "other_id")
    return {(min(each), max(each)) for each in (*links, *two)}
