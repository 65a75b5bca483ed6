"""Which open notices fit a structure, best first, and which nearly do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Case, QuerySet, Value, When

from rulebook.engine.verdict import Confidence
from wolouj.foundation.searching import facet
from wolouj.matching.fit import COUNTRY, Aspect, Fit, Offer, Wants, fit
from wolouj.matching.learning import NOTHING, Learned, Said, learn
from wolouj.matching.models import YES, Answer, Feedback
from wolouj.matching.rivals import tell_rivals
from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice
from wolouj.notices.understanding import ABROAD
from wolouj.reference.search_words import query
from wolouj.structures.models import Activity, Capacity, Served, Structure

_NO = {
    Answer.NOT_MY_TRADE: Aspect.TRADE,
    Answer.TOO_FAR: Aspect.PLACE,
    Answer.TOO_BIG: Aspect.SIZE,
    Answer.TOO_SOON: Aspect.TIME,
    Answer.CROWDED: Aspect.RIVALS,
}
"""Which aspect the reason of a "no" is about."""
REGION = len("05")
MOST_CANDIDATES = 1000
SHOWN = 30
NEAR_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A notice with why it fits, or nearly does."""

    notice: Notice
    fit: Fit


@dataclass(frozen=True, slots=True)
class Matches:
    """What a structure is shown: what fits, best first, and what nearly does."""

    fitting: list[Match]
    near: list[Match]
    learned: Learned = NOTHING
    """What her own answers changed in this order."""


def wants_of(structure: Structure) -> Wants:
    """What a structure can answer. Reads its activities, places, capacities and its own answers."""
    months = [each.amount_per_month for each in structure.capacities.all() if each.amount_per_month]
    return _wants(
        (each.nature for each in structure.activities.all() if each.nature),
        (each.place for each in structure.served.all()),
        structure.commune,
        sum(months, Decimal(0)) if months else None,
        list(Feedback.objects.filter(structure=structure)),
    )


def _wants(
    natures: Iterable[int], served: Iterable[str], seat: str, month: Decimal | None, said: list[Feedback]
) -> Wants:
    amounts = [each.amount for each in said if each.answer == Answer.TOO_BIG and each.amount]
    return Wants(
        natures=frozenset(natures),
        served=frozenset(served),
        seat=seat,
        month=month,
        not_natures=frozenset(each.nature for each in said if each.answer == Answer.NOT_MY_TRADE and each.nature),
        not_places=frozenset(each.place for each in said if each.answer == Answer.TOO_FAR and each.place),
        too_big_from=min(amounts, default=None),
        learned=learn(Said(_NO.get(Answer(each.answer)), each.nature, each.place) for each in said),
    )


def wants_of_all(ids: Iterable[UUID]) -> dict[UUID, Wants]:
    """The same for many structures, in five queries: plain columns, no rows made into objects."""
    asked = list(ids)
    seats = dict(Structure.objects.filter(id__in=asked).values_list("id", "commune"))
    natures: dict[UUID, set[int]] = defaultdict(set)
    for id, nature in Activity.objects.filter(structure__in=asked, nature__gt=0).values_list("structure", "nature"):
        natures[id].add(nature or 0)
    served: dict[UUID, set[str]] = defaultdict(set)
    for id, place in Served.objects.filter(structure__in=asked).values_list("structure", "place"):
        served[id].add(place)
    months: dict[UUID, Decimal] = defaultdict(Decimal)
    capacities = Capacity.objects.filter(structure__in=asked, amount_per_month__gt=0)
    for id, amount in capacities.values_list("structure", "amount_per_month"):
        months[id] += amount or 0
    said: dict[UUID, list[Feedback]] = defaultdict(list)
    for each in Feedback.objects.filter(structure__in=asked):
        said[each.structure_id].append(each)
    return {id: _wants(natures[id], served[id], seat, months.get(id), said[id]) for id, seat in seats.items()}


def offer_of(notice: Notice) -> Offer:
    """What a notice tells of itself; ``by_words`` is read from the candidates' query, ``rivals`` told beforehand.

    Where it names no place and only the region of its buyer is known, where it is to be delivered is not known.
    """
    codes = tuple(notice.place_codes)
    region = codes[0] if len(codes) == 1 and len(codes[0]) == REGION and not notice.places else ""
    region = "" if region in (COUNTRY, ABROAD) else region
    return Offer(
        natures=tuple(notice.natures),
        confidence=Confidence(notice.nature_confidence) if notice.nature_confidence else None,
        places=() if region else codes,
        region=region,
        estimate=notice.estimate,
        deadline=notice.deadline,
        rivals=getattr(notice, "rivals", None),
        by_words=bool(getattr(notice, "by_words", False)),
    )


def matches_for(structure: Structure, *, at: datetime, shown: int | None = None) -> Matches:
    """The open notices that fit ``structure`` at ``at``, and those that nearly do. A fixed number of queries.

    ``shown``: how many that fit, at most (:data:`SHOWN`).
    """
    wants = wants_of(structure)
    words = [each.words for each in structure.activities.all() if each.words]
    candidates = list(_candidates(structure, wants, words, at))
    tell_rivals(candidates, at=at)
    compared = [Match(notice, fit(wants, offer_of(notice), at=at)) for notice in candidates]
    fitting = sorted((m for m in compared if m.fit.fits), key=order)
    near = sorted((m for m in compared if m.fit.near), key=order)
    return Matches(fitting[: shown or SHOWN], near[:NEAR_SHOWN], wants.learned)


def match_of(structure: Structure, notice: Notice, *, at: datetime) -> Match:
    """One notice compared with one structure."""
    words = _asked([each.words for each in structure.activities.all() if each.words])
    if words:
        by_words = Notice.objects.filter(pk=notice.pk, search_vector=_search(words)).exists()
        notice.by_words = by_words  # type: ignore[attr-defined]
    tell_rivals([notice], at=at)
    return Match(notice, fit(wants_of(structure), offer_of(notice), at=at))


def order(match: Match) -> tuple[object, ...]:
    """Best first: the score, then the one that closes first; the id settles a tie."""
    closes = match.notice.deadline
    return (-match.fit.score, closes is None, closes, match.notice.id)


def _candidates(structure: Structure, wants: Wants, words: Sequence[str], at: datetime) -> QuerySet[Notice]:
    """Open notices of her natures, or where the words of her trade are found, and that she has not put aside."""
    asked = _asked(words)
    natures = " | ".join(f"'{facet('nature', each)}'" for each in sorted(wants.natures))
    trade = " | ".join(f"({part})" for part in (natures, asked) if part)
    if not trade:
        return Notice.objects.none()
    put_aside = Feedback.objects.filter(structure=structure).exclude(answer__in=YES).values("notice")
    found = open_public(at).filter(search_vector=_search(trade)).exclude(pk__in=put_aside).select_related("buyer")
    by_words = Case(
        *([When(search_vector=_search(asked), then=Value(True))] if asked else []),
        default=Value(False),
        output_field=BooleanField(),
    )
    found = found.annotate(by_words=by_words)
    return found.order_by("closes", "id")[:MOST_CANDIDATES]


def _search(asked: str) -> SearchQuery:
    return SearchQuery(asked, search_type="raw", config="simple")


def _asked(words: Iterable[str]) -> str:
    """Any of the trades she wrote in her own words, each with all its words."""
    said = [query(each) for each in words]
    return " | ".join(f"({each.tsquery()})" for each in said if each)
