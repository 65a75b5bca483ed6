"""Imported results written by batches, each tied to its notice when there is only one it can be of."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import fields
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from wolouj.foundation.copying import copy_values
from wolouj.notices.models import PUBLIC, Buyer, Notice, Result
from wolouj.notices.sources.incoming import IncomingResult
from wolouj.notices.storing_buyers import buyers, key_of
from wolouj.notices.storing_notices import Stored
from wolouj.notices.understanding import natures_category
from wolouj.reference.classify import natures_of


def store(batch: list[IncomingResult], *, is_sample: bool) -> Stored:
    """Write a batch, no two of one identity in it. Call inside a transaction. A fixed number of queries."""
    count = Stored()
    if not batch:
        return count
    told_now = {each.identity: digest(each) for each in batch}
    known = {row.identity: row for row in Result.objects.filter(identity__any_of=told_now)}
    same = {identity for identity, row in known.items() if row.digest == told_now[identity]}
    # The same again is still looked at while its notice is not known: the notice may have come in since.
    asked = [each for each in batch if each.identity not in same or known[each.identity].notice_id is None]
    who = buyers(each.buyer for each in asked) if asked else {}
    notices = _notices_of(asked, who, is_sample=is_sample)
    news = [each for each in asked if each.identity not in same or each.identity in notices]
    count.unchanged = len(batch) - len(news)
    fresh, changed = [], []
    for each in news:
        told = _columns(each, who[key_of(each.buyer)], notices.get(each.identity)) | {"digest": told_now[each.identity]}
        row = known.get(each.identity)
        if row is None:
            fresh.append({"id": uuid4(), "identity": each.identity, "is_sample": is_sample} | told)
        else:
            for name, value in told.items():
                if name not in row.corrected:
                    setattr(row, name, value)
            changed.append(row)
    copy_values(Result, fresh)
    if changed:
        Result.objects.bulk_update(changed, [name for name in told if name != "buyer_id"] + ["buyer"])
    count.created, count.updated = len(fresh), len(changed)
    return count


def digest(incoming: IncomingResult) -> str:
    """A digest of all that is told of a result, but for where it was read."""
    told = [getattr(incoming, each.name) for each in fields(incoming) if each.name != "row"]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _columns(each: IncomingResult, buyer: Buyer, notice: Notice | None) -> dict[str, Any]:
    category = each.category or (notice.category if notice else "")
    read = natures_of(each.object, natures_category(category or None))
    nature = notice.nature if notice and notice.nature else next(iter(read.natures), None)
    region, province, _ = buyer.placed
    return {
        "kind": each.kind,
        "reference": each.reference,
        "object": each.object,
        "buyer_id": buyer.pk,
        "published": each.published,
        "outcome": each.outcome,
        "quotes": each.quotes,
        "amount": each.amount,
        "awardee": each.awardee,
        "category": category,
        "nature": nature,
        "nature_confidence": read.confidence if nature else "",
        "province": province,
        "region": region,
        "notice_id": notice.pk if notice else None,
    }


def _notices_of(news: list[IncomingResult], who: dict[str, Buyer], *, is_sample: bool) -> dict[str, Notice]:
    """Result's identity -> its notice: by the source's own link, else buyer and reference when only one fits.

    A reference is used again each year and by every commune: the notice must be of the same buyer, have closed
    before the result was published, and be the only one such within a year. A sample ends only a sample.
    """
    if not news:
        return {}
    told = {each.notice_identity for each in news if each.notice_identity}
    wholes = {who[key_of(each.buyer)].whole_id for each in news}
    of_buyer = Q(buyer__any_of=wholes) | Q(buyer__same_as__any_of=wholes)
    asked = Q(identity__any_of=told) | (of_buyer & Q(reference__any_of={each.reference for each in news}))
    by_identity: dict[str, Notice] = {}
    by_reference: dict[tuple[UUID, str], list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(PUBLIC, is_sample=is_sample).filter(asked).select_related("buyer"):
        by_identity[notice.identity] = notice
        by_reference[notice.buyer.whole_id, notice.reference].append(notice)
    found = {}
    for each in news:
        near = [n for n in by_reference[who[key_of(each.buyer)].whole_id, each.reference] if _may_end_in(n, each)]
        notice_of = by_identity.get(each.notice_identity) or (near[0] if len(near) == 1 else None)
        if notice_of is not None:
            found[each.identity] = notice_of
    return found


def _may_end_in(notice: Notice, result: IncomingResult) -> bool:
    if notice.deadline is None or notice.kind != result.kind:
        return False
    return 0 <= (result.published - notice.deadline).days <= 365
