"""Named ways to read the directory and the referrals. Each list takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from wolouj.foundation.folding import fold
from wolouj.programme.models import Call
from wolouj.programme.queries import open_calls
from wolouj.support.models import Offer, Provider, Referral, Standing
from wolouj.support.states import FIRST, OPEN

SHOWN_FIRST = (
    Standing.OPEN,
    Standing.SOON,
    Standing.MAY_BE_CLOSED,
    Standing.BELIEVED_CLOSED,
)
"""In which order offers are listed; what is over is not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one looks for. Empty is "all"."""

    need: str = ""
    province: str = ""
    kind: str = ""
    words: str = ""


def offers() -> QuerySet[Offer]:
    """What the directory shows, with who gives it and its conditions: two queries."""
    rows = Offer.objects.filter(removed_at=None, provider__removed_at=None)
    return rows.select_related("provider").prefetch_related("conditions")


def offer_of(key: UUID) -> Offer | None:
    """One offer that stands in the directory."""
    return offers().filter(pk=key).first()


def found(asked: Asked, *, on: date) -> list[Offer]:
    """The offers that answer, the surest open ones first; what is over is left out."""
    rows = offers().filter(need=asked.need) if asked.need else offers()
    kept = [row for row in rows if _answers(row, asked)]
    order = {standing: place for place, standing in enumerate(SHOWN_FIRST)}
    standing = {row.pk: row.standing(on=on) for row in kept}
    return sorted(
        (row for row in kept if standing[row.pk] in order), key=lambda row: (order[standing[row.pk]], row.need)
    )


def calls_for(province: str, *, at: datetime) -> list[Call]:
    """The calls of the programme open now, those of other provinces left out. One query."""
    rows = open_calls(at)
    return [row for row in rows if not province or not row.programme.provinces or province in row.programme.provinces]


def _answers(row: Offer, asked: Asked) -> bool:
    if asked.province and (served := row.served()) and asked.province not in served:
        return False
    if asked.kind and row.kinds and asked.kind not in row.kinds:
        return False
    if not asked.words:
        return True
    parts = (row.title_ar, row.title_fr, row.what_ar, row.what_fr, row.provider.name_ar, row.provider.name_fr)
    text = fold(" ".join(parts))
    return all(word in text for word in fold(asked.words).split())


def providers(bodies: Iterable[UUID] | None = None) -> QuerySet[Provider]:
    """The bodies of the directory; of those that ``bodies`` keep or are, when given. Two queries."""
    rows = Provider.objects.filter(removed_at=None).prefetch_related("offers")
    if bodies is not None:
        asked = list(bodies)
        rows = rows.filter(Q(kept_by__in=asked) | Q(body__in=asked))
    return rows.order_by("kind", "name_fr", "id")


def provider_of(key: UUID) -> Provider | None:
    """One body, with what it offers."""
    return Provider.objects.filter(pk=key, removed_at=None).prefetch_related("offers__conditions").first()


def referral_of(key: UUID) -> Referral | None:
    """One referral with all that its page shows."""
    return _with(Referral.objects.filter(pk=key)).prefetch_related("steps").first()


def _with(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("offer__provider", "participant__body", "other_door__provider")


def referrals_by(bodies: Iterable[UUID]) -> QuerySet[Referral]:
    """Those sent by these associations, the ones without answer first, the oldest first."""
    return _with(Referral.objects.filter(participant__body__in=list(bodies))).order_by("answered_at", "sent_at", "id")


def referrals_of(person: UUID) -> QuerySet[Referral]:
    """Her own, the latest first."""
    return _with(Referral.objects.filter(participant__person=person)).order_by("-sent_at", "id")


def referrals_to(bodies: Iterable[UUID]) -> QuerySet[Referral]:
    """Those the officers of these bodies may see: sent to their offers, with a consent that lives."""
    rows = Referral.objects.filter(offer__provider__body__in=list(bodies), withdrawn_at=None)
    return _with(rows).order_by("answered_at", "sent_at", "id")


def without_answer(bodies: Iterable[UUID] | None = None, *, at: datetime) -> QuerySet[Referral]:
    """Those whose clock has begun to run late; of every association when none is named."""
    rows = Referral.objects.filter(state__in=list(OPEN), sent_at__lte=at - FIRST)
    if bodies is not None:
        rows = rows.filter(participant__body__in=list(bodies))
    return _with(rows).order_by("sent_at", "id")
