"""All the buyers' names compared: those that are certain merged, the others proposed to a person."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.notices.buyer_names import BuyerName, taken_apart
from wolouj.notices.comparing import alike
from wolouj.notices.merging import alone, apart, settle, waiting
from wolouj.notices.models import Buyer, BuyerMerge, BuyerProposal
from wolouj.notices.same_buyers import CERTAIN, Likeness, Why

Two = tuple[UUID, UUID, Likeness]
"""The name to keep, the other, and how alike they are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of all the names came to."""

    names: int
    merged: int
    proposed: int


def compare(*, by: Actor, at: datetime, anew: bool = False) -> Compared:
    """Compare the buyers' names: merge those that are certain, propose the others.

    Only names that are new, or read otherwise than the last time, are compared with all the others; ``anew`` compares
    all with all. Which words are rare moves as names come in, so a pair may be met later by the second and never by the
    first: run it anew from time to time.

    What a person said is never touched: two names she said are two are not met again, and a merge she took back is
    only proposed. Queries: a fixed number but for what follows from each merge.
    """
    rows = {buyer.id: buyer for buyer in Buyer.objects.all()}
    marks = {key: mark_of(buyer) for key, buyer in rows.items()}
    moved = frozenset(key for key, buyer in rows.items() if anew or buyer.compared_as != marks[key])
    if not moved:
        return Compared(len(rows), 0, waiting().count())
    names = {key: read(buyer) for key, buyer in rows.items()}
    # Before anybody has to wait: what was said meanwhile is read after it.
    found = list(alike(names, among=None if anew or len(moved) == len(rows) else moved))
    with transaction.atomic():
        alone()
        whole = {key: same_as or key for key, same_as in Buyer.objects.values_list("id", "same_as_id")}
        # What was near before is weighed again with the rest: a merge may make two proposals one.
        sure, asked = _sorted_out([*found, *_waiting_still(moved)], names, whole)
        BuyerMerge.objects.bulk_create(
            BuyerMerge(kept_id=kept, other_id=other, automatic=True, at=at, **_told(found))
            for kept, other, found in sure
        )
        settle({whole[key] for kept, other, _ in sure for key in (kept, other)}, at=at)
        BuyerProposal.objects.all().delete()
        BuyerProposal.objects.bulk_create(
            BuyerProposal(kept_id=kept, other_id=other, **_told(found)) for kept, other, found in asked
        )
        _remember({key: marks[key] for key in moved})
        done = Compared(len(names), len(sure), waiting().count())
        if sure:
            counts = {"merged": done.merged, "proposed": done.proposed}
            audit.record(at=at, by=by, act="buyers_compared", about="buyer", detail=counts)
    return done


def _waiting_still(moved: frozenset[UUID]) -> Iterator[Two]:
    """The proposals of before between names that did not move."""
    for row in BuyerProposal.objects.all():
        if row.kept_id not in moved and row.other_id not in moved:
            yield row.kept_id, row.other_id, Likeness(float(row.score), tuple(map(Why, row.reasons)))


_REMEMBER = """
UPDATE notices_buyer AS buyer SET compared_as = told.mark FROM unnest(%s::uuid[], %s::text[]) AS told (id, mark)
WHERE buyer.id = told.id
"""


def _remember(marks: dict[UUID, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, [list(marks), list(marks.values())])


def mark_of(buyer: Buyer) -> str:
    """A digest of all that the comparison looks at of a buyer."""
    told = (buyer.name, buyer.region, buyer.province, buyer.commune, _is_sure(buyer))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _is_sure(buyer: Buyer) -> bool:
    return buyer.confidence == "certain" or "commune" in buyer.corrected


def read(buyer: Buyer) -> BuyerName:
    """A buyer's name taken apart, with what is known of its place."""
    place = {"region": buyer.region, "province": buyer.province, "commune": buyer.commune}
    return taken_apart(buyer.name, **place, sure=_is_sure(buyer))


def keeps(one: BuyerName, other: BuyerName) -> bool:
    """Whether ``one`` is the better name to show: without the portal's acronyms, its place sure, then the longer."""

    def rank(name: BuyerName) -> tuple[bool, bool, int, str]:
        return bool(name.acronym), not name.sure, -len(name.folded), name.folded

    return rank(one) <= rank(other)


def _told(found: Likeness) -> dict[str, object]:
    return {"score": round(found.score, 3), "reasons": [str(why) for why in found.reasons]}


@dataclass
class _Joining:
    """Which names are one by now, and which buyers were said to be two."""

    whole: dict[UUID, UUID]
    two: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def end(self, name: UUID) -> UUID:
        """The one id of a name by now."""
        end = self.whole[name]
        while end != self.whole[end]:
            end = self.whole[end]
        self.whole[name] = end
        return end

    def part(self, one: UUID, other: UUID) -> None:
        """They are two: nothing joins them."""
        one, other = self.end(one), self.end(other)
        if one != other:
            self.two[one].add(other)
            self.two[other].add(one)

    def joined(self, kept: UUID, other: UUID) -> bool:
        """Whether they were two and are one from now on."""
        kept, other = self.end(kept), self.end(other)
        if kept == other or other in self.two[kept]:
            return False
        self.whole[other] = kept
        for each in self.two.pop(other, set()):
            self.two[each].discard(other)
            self.two[each].add(kept)
            self.two[kept].add(each)
        return True


def _sorted_out(
    found: Iterable[Two], names: dict[UUID, BuyerName], wholes: dict[UUID, UUID]
) -> tuple[list[Two], list[Two]]:
    """What is merged at once, then what is asked: the surest pair of each two buyers, the surest first."""
    joining = _Joining(dict(wholes))
    said_two = list(apart().values_list("one", "other"))
    taken_back = list(BuyerMerge.objects.exclude(undone_at=None).values_list("kept", "other"))
    for one, other in (*said_two, *taken_back):
        joining.part(one, other)
    sure: list[Two] = []
    others: list[Two] = []
    for one, other, likeness in sorted(found, key=lambda each: (-each[2].score, each[0], each[1])):
        kept, less = (one, other) if keeps(names[one], names[other]) else (other, one)
        if likeness.score >= CERTAIN and joining.joined(kept, less):
            sure.append((kept, less, likeness))
        else:
            others.append((kept, less, likeness))
    asked: dict[frozenset[UUID], Two] = {}
    refused = {frozenset((joining.end(one), joining.end(other))) for one, other in said_two}
    for two in others:
        both = frozenset((joining.end(two[0]), joining.end(two[1])))
        if len(both) == 2 and both not in refused:
            asked.setdefault(both, two)
    return sure, list(asked.values())
