"""Saying that two names are one buyer, or two; taking it back. Nothing is deleted and nothing is copied.

What was said and not taken back is the only truth: ``Buyer.same_as`` and all that follows is worked out from it again
at each word, so that taking one back leaves exactly what there would be had it never been said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from wolouj.foundation import audit, turns
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.following import follow, under_one_name
from wolouj.notices.linking_results import relink_buyers
from wolouj.notices.models import Buyer, BuyerApart, BuyerMerge, BuyerProposal
from wolouj.notices.pairing import look_again


def roots(said: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """Name -> the name kept for it, from pairs (kept, other) in the order they were said; those kept are left out.

    A chain is collapsed to its end; a pair already joined by others changes nothing.
    """
    parent: dict[UUID, UUID] = {}

    def end(name: UUID) -> UUID:
        while name in parent:
            name = parent[name]
        return name

    for kept, other in said:
        first, second = end(kept), end(other)
        if first != second:
            parent[second] = first
    return {name: end(name) for name in parent}


def merge(
    *, kept: Buyer, other: Buyer, by: Actor, at: datetime, score: float | None = None, reasons: Sequence[str] = ()
) -> BuyerMerge:
    """Say that ``other`` is another name of ``kept``.

    Raises:
        BadInput: when they are one already (a circle), or when a person said that they are two.
    """
    with transaction.atomic():
        alone()
        one, two = _whole(kept), _whole(other)
        if one == two:
            raise BadInput(pair("notices.same_already"))
        if apart().filter(Q(a=one, b=two) | Q(a=two, b=one)).exists():
            raise BadInput(pair("notices.same_said_two"))
        said = BuyerMerge.objects.create(
            kept=kept, other=other, score=score, reasons=list(reasons), by_id=by.person, at=at
        )
        settle({one, two}, at=at)
        audit.record(at=at, by=by, act="buyers_merged", about=said, detail={"kept": kept.id, "other": other.id})
    return said


def undo(*, said: BuyerMerge | BuyerApart, by: Actor, at: datetime) -> None:
    """Take back what was said of two names. Taking it back twice changes nothing."""
    with transaction.atomic():
        alone()
        row = type(said)._default_manager.select_for_update().get(pk=said.pk)
        if row.undone_at is not None:
            return
        row.undone_at, row.undone_by_id = at, by.person
        row.save(update_fields=["undone_at", "undone_by"])
        both = (row.kept_id, row.other_id) if isinstance(row, BuyerMerge) else (row.one_id, row.other_id)
        Buyer.objects.filter(pk__in=both).update(compared_as="")  # they are asked about again
        if isinstance(row, BuyerMerge):
            settle({_whole(row.kept)}, at=at)
        audit.record(at=at, by=by, act="buyers_taken_back", about=row)


def keep_apart(*, one: Buyer, other: Buyer, by: Actor, at: datetime) -> BuyerApart:
    """Say that the two names are two buyers: they are never proposed again. Said twice, it is said once.

    Raises:
        BadInput: when they are merged: the merge is to be taken back first.
    """
    with transaction.atomic():
        alone()
        if _whole(one) == _whole(other):
            raise BadInput(pair("notices.same_already"))
        low, high = sorted((one, other), key=lambda each: each.id)
        said, made = BuyerApart.objects.get_or_create(
            one=low, other=high, undone_at=None, defaults={"by_id": by.person, "at": at}
        )
        if made:
            audit.record(at=at, by=by, act="buyers_kept_apart", about=said, detail={"one": low.id, "other": high.id})
    return said


def apart() -> QuerySet[BuyerApart]:
    """Pairs said to be two, as the one ids ``a`` and ``b`` of the buyers they now belong to."""
    return BuyerApart.objects.filter(undone_at=None).annotate(
        a=Coalesce("one__same_as_id", "one_id"), b=Coalesce("other__same_as_id", "other_id")
    )


def waiting() -> QuerySet[BuyerProposal]:
    """Proposals no one has answered, best first, with both buyers."""
    a, b = OuterRef("a"), OuterRef("b")
    asked = BuyerProposal.objects.annotate(
        a=Coalesce("kept__same_as_id", "kept_id"), b=Coalesce("other__same_as_id", "other_id")
    )
    said_two = apart().filter(Q(a=a, b=b) | Q(a=b, b=a))
    return asked.exclude(a=F("b")).filter(~Exists(said_two)).select_related("kept", "other")


def alone() -> None:
    """Wait until nobody else says anything of buyers, until the end of the transaction."""
    turns.wait_for(turns.BUYERS)


def _whole(buyer: Buyer) -> UUID:
    """Its one id as the database holds it now."""
    told = Buyer.objects.filter(pk=buyer.pk).values_list("same_as_id", flat=True).get()
    return told or buyer.pk


def settle(wholes: set[UUID], *, at: datetime) -> None:
    """Work out again which name stands for which, among all the names of these buyers; what follows, follows."""
    members = {buyer.id: buyer for buyer in under_one_name(wholes)}
    said = BuyerMerge.objects.filter(kept__in=members, undone_at=None).order_by("id").values_list("kept_id", "other_id")
    ends = roots(said)
    groups: dict[UUID, list[Buyer]] = defaultdict(list)
    for key, buyer in members.items():
        groups[ends.get(key, key)].append(buyer)
    changed = []
    for end, group in groups.items():
        for buyer in group:
            others = sorted(each.name for each in group if each is not buyer)
            same_as = None if buyer.id == end else members[end]
            if (buyer.same_as_id, buyer.other_names) != (same_as and same_as.id, others):
                buyer.same_as, buyer.other_names = same_as, others
                changed.append(buyer)
    _write(changed)
    follow(changed)
    if changed:
        look_again([buyer.id for group in groups.values() for buyer in group], at=at)
        relink_buyers(set(groups))


_WRITE = """
UPDATE notices_buyer AS buyer SET same_as_id = told.same_as, other_names = told.names::jsonb
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS told (id, same_as, names) WHERE buyer.id = told.id
"""


def _write(changed: list[Buyer]) -> None:
    """In one statement: the first comparison of a country changes tens of thousands of rows."""
    if changed:
        names = [json.dumps(buyer.other_names, ensure_ascii=False) for buyer in changed]
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [[each.id for each in changed], [each.same_as_id for each in changed], names])
