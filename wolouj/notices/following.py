"""What follows from who a buyer is and where: the places, words and choices of its notices, the place of its results.

All of it is worked out from the rows as they stand, so that the same buyer, put back as it was, puts all back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from wolouj.notices.models import PUBLIC, Buyer, Notice, Result
from wolouj.notices.storing_notices import where
from wolouj.notices.understanding import choices, search_words

FOLLOWS = ("place_codes", "search_words", "choices")


def under_one_name(wholes: Iterable[UUID]) -> QuerySet[Buyer]:
    """Every name of the buyers whose one id is among ``wholes``."""
    asked = list(wholes)
    return Buyer.objects.filter(Q(id__in=asked) | Q(same_as__in=asked)).select_related("same_as")


def follow(buyers: Iterable[Buyer]) -> None:
    """Bring the public notices and the results of these buyers to what is now known of them."""
    by_id = {buyer.id: buyer for buyer in buyers}
    moved = []
    for notice in Notice.objects.filter(PUBLIC, buyer__in=by_id).defer(None).defer("search_vector", "closes"):
        before = tuple(getattr(notice, name) for name in FOLLOWS)
        notice.buyer = by_id[notice.buyer_id]
        if "place_codes" not in notice.corrected:
            notice.place_codes = where(notice.places, notice.buyer)
        find_by_what_it_is(notice)
        if tuple(getattr(notice, name) for name in FOLLOWS) != before:
            moved.append(notice)
    Notice.objects.bulk_update(moved, FOLLOWS, batch_size=500)
    there: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for buyer in by_id.values():
        region, province, _ = buyer.placed
        there[region, province].append(buyer.id)
    for (region, province), ids in there.items():
        Result.objects.filter(buyer__in=ids).update(province=province, region=region)


def find_by_what_it_is(notice: Notice) -> None:
    """Set the words and the choices a notice is found by as it stands, a person's corrections included."""
    notice.choices = choices(notice.kind, notice.category, notice.natures, notice.place_codes)
    notice.search_words = search_words(
        object=notice.object, buyer=notice.buyer.names, reference=notice.reference, kind=notice.kind,
        category=notice.category, natures=tuple(notice.natures), places=tuple(notice.place_codes),
    )  # fmt: skip
