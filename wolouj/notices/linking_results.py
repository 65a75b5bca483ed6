"""Which notice a result ends: worked out from the rows as they stand, again whenever one of them or a buyer moves.

So a result that came in before its notice, or before its buyer's names were merged, finds it then; and what is taken
back takes its links along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from wolouj.foundation.arrays import array
from wolouj.notices.models import PUBLIC, Buyer, Notice, Result
from wolouj.notices.understanding import natures_category
from wolouj.reference.classify import NaturesFound, natures_of

WITHIN_DAYS = 365
FOLLOWS = ("notice_id", "category", "nature", "nature_confidence")
_AT_ONCE = 1000
_WEIGHS = ("category", "nature", "nature_confidence")
_LOOKED_AT = (
    *("identity", "reference", "kind", "deadline", "buyer__same_as"),
    *_WEIGHS,
    *(f"same_notice__{each}" for each in _WEIGHS),
)
"""All that is read of a notice here, and of the one it is shown as: a whole row takes three times as long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a result. ``told`` is the identity of its notice when the source tells it."""

    key: str
    told: str
    buyer: UUID
    """The one id of its buyer."""
    reference: str
    kind: str
    published: datetime


def notices_for(asked: Sequence[Asked], *, is_sample: bool) -> dict[str, Notice]:
    """Result's key -> its notice: by the source's own word, else buyer and reference when only one fits.

    A reference is used again each year and by every commune: the notice must be of the same buyer, have closed
    before the result was published, and be the only one such within a year; one notice told by two sources is one.
    A sample ends only a sample. One query.
    """
    if not asked:
        return {}
    told = {each.told for each in asked if each.told}
    wholes = {each.buyer for each in asked}
    of_buyer = Q(buyer__any_of=wholes) | Q(buyer__same_as__any_of=wholes)
    wanted = Q(identity__any_of=told) | (of_buyer & Q(reference__any_of={each.reference for each in asked}))
    by_identity: dict[str, Notice] = {}
    by_reference: dict[tuple[UUID, str], list[Notice]] = defaultdict(list)
    rows = Notice.objects.filter(PUBLIC, is_sample=is_sample).filter(wanted).select_related("buyer", "same_notice")
    for notice in rows.only(*_LOOKED_AT):
        by_identity[notice.identity] = notice
        by_reference[notice.buyer.whole_id, notice.reference].append(notice)
    found = {}
    for each in asked:
        near = {n.same_notice_id or n.id: n.same_notice or n
                for n in by_reference[each.buyer, each.reference] if _may_end_in(n, each)}  # fmt: skip
        ends = by_identity.get(each.told) if each.told else None
        if ends is None and len(near) == 1:
            ends = next(iter(near.values()))
        if ends is not None:
            found[each.key] = ends
    return found


def _may_end_in(notice: Notice, result: Asked) -> bool:
    if notice.deadline is None or notice.kind != result.kind:
        return False
    return 0 <= (result.published - notice.deadline).days <= WITHIN_DAYS


def understood(
    object: str, category_told: str, notice: Notice | None, *, read: NaturesFound | None = None
) -> dict[str, Any]:
    """The columns of a result that hang on its notice. ``read``: its natures by ``category_told``, when at hand."""
    category = category_told or (notice.category if notice else "")
    if read is None or category != category_told:
        read = natures_of(object, natures_category(category or None))
    nature, confidence = next(iter(read.natures), None), read.confidence if read.natures else ""
    if notice is not None and notice.nature:
        nature, confidence = notice.nature, notice.nature_confidence
    return {
        "notice_id": notice.pk if notice else None,
        "category": category,
        "nature": nature,
        "nature_confidence": confidence,
    }


def relink(results: Iterable[Result]) -> int:
    """Work out anew which notice each ends, its ``buyer`` at hand; how many moved."""
    moved = []
    rows = list(results)
    for is_sample in (False, True):
        part = [row for row in rows if row.is_sample is is_sample]
        for start in range(0, len(part), _AT_ONCE):
            moved += _moved(part[start : start + _AT_ONCE], is_sample=is_sample)
    if moved:
        Result.objects.bulk_update(moved, ["notice", *FOLLOWS[1:]], batch_size=500)
    return len(moved)


def _moved(rows: list[Result], *, is_sample: bool) -> list[Result]:
    asked = [
        Asked(str(row.id), row.notice_told, row.buyer.whole_id, row.reference, row.kind, row.published) for row in rows
    ]
    found = notices_for(asked, is_sample=is_sample)
    moved = []
    for row in rows:
        notice = found.get(str(row.id))
        if row.notice_id == (notice.pk if notice else None):
            continue
        for name, value in understood(row.object, row.category_told, notice).items():
            if name not in row.corrected:
                setattr(row, name, value)
        moved.append(row)
    return moved


def relink_buyers(wholes: Iterable[UUID]) -> int:
    """The same for every result of these buyers, under all their names."""
    asked = list(wholes)
    rows = Result.objects.filter(Q(buyer__in=asked) | Q(buyer__same_as__in=asked)).select_related("buyer")
    return relink(rows)


class Moved(NamedTuple):
    """What is looked at of a notice that came in or changed. ``whole`` is the one id of its buyer."""

    id: UUID
    identity: str
    whole: UUID
    reference: str
    deadline: datetime | None
    portal_key: str

    @classmethod
    def of(cls, notice: Notice) -> Moved:
        """That of a row, its ``buyer`` at hand."""
        whole = notice.buyer.whole_id
        return cls(notice.pk, notice.identity, whole, notice.reference, notice.deadline, notice.portal_key)


_OF_NOTICES = """
SELECT result.id FROM unnest(%s::uuid[], %s::text[]) AS told (buyer, reference)
JOIN notices_result AS result ON result.buyer_id = told.buyer AND result.reference = told.reference
UNION SELECT id FROM notices_result WHERE notice_told = ANY(%s::text[]) AND notice_told <> ''
"""


def relink_notices(notices: Sequence[Moved]) -> int:
    """The same for the results these notices may end in. Two queries when there are none."""
    if not notices:
        return 0
    names = names_of({notice.whole for notice in notices})
    pairs = [(buyer, notice.reference) for notice in notices for buyer in names[notice.whole]]
    with connection.cursor() as cursor:
        told = ([buyer for buyer, _ in pairs], [reference for _, reference in pairs], [n.identity for n in notices])
        cursor.execute(_OF_NOTICES, [array(each) for each in told])
        ids = [row[0] for row in cursor.fetchall()]
    return relink(Result.objects.filter(id__in=ids).select_related("buyer")) if ids else 0


def names_of(wholes: set[UUID]) -> dict[UUID, list[UUID]]:
    """One id of a buyer -> the ids of all its names. One query."""
    found: dict[UUID, list[UUID]] = {whole: [whole] for whole in wholes}
    for name, whole in Buyer.objects.filter(same_as__any_of=wholes).values_list("id", "same_as_id"):
        found[whole].append(name)
    return found
