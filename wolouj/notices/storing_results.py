"""Imported results written by batches, each tied to its notice when there is only one it can be of."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from wolouj.foundation.copying import copy_values
from wolouj.notices.ahead import ahead_of, digest
from wolouj.notices.linking_results import Asked, notices_for, understood
from wolouj.notices.models import Buyer, Notice, Result
from wolouj.notices.sources.incoming import IncomingResult
from wolouj.notices.storing_buyers import buyers, key_of
from wolouj.notices.storing_notices import Stored


def store(batch: list[IncomingResult], *, is_sample: bool) -> Stored:
    """Write a batch, no two of one identity in it. Call inside a transaction. A fixed number of queries."""
    count = Stored()
    if not batch:
        return count
    told_now = {each.identity: digest(each) for each in batch}
    known = {row.identity: row for row in Result.objects.filter(identity__any_of=told_now)}
    news = [
        each for each in batch if each.identity not in known or known[each.identity].digest != told_now[each.identity]
    ]
    count.unchanged = len(batch) - len(news)
    who = buyers(each.buyer for each in news) if news else {}
    asked = [
        Asked(each.identity, each.notice_identity, who[key_of(each.buyer)].whole_id, each.reference, each.kind,
              each.published) for each in news
    ]  # fmt: skip
    notices = notices_for(asked, is_sample=is_sample)
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


def _columns(each: IncomingResult, buyer: Buyer, notice: Notice | None) -> dict[str, Any]:
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
        "province": province,
        "region": region,
        "notice_told": each.notice_identity,
        "category_told": each.category,
        **understood(each.object, each.category, notice, read=ahead_of(each).natures),
    }
