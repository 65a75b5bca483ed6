"""Named ways to read the directory and the referrals. Each list takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When

from wolouj.foundation import secret_links
from wolouj.foundation.folding import fold
from wolouj.people.models import Body
from wolouj.people.roles import Role
from wolouj.programme.models import Call
from wolouj.programme.queries import open_calls
from wolouj.support.models import Card, HelpState, Offer, Provider, Question, Referral, ReferralState, Standing
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
    open_now: bool = False
    """Only what is known to take requests that day."""


def offers() -> QuerySet[Offer]:
    """What the directory shows, with who gives it. One query."""
    return Offer.objects.filter(removed_at=None, provider__removed_at=None).select_related("provider")


def offer_of(key: UUID) -> Offer | None:
    """One offer that stands in the directory."""
    return offers().prefetch_related("conditions").filter(pk=key).first()


def found(asked: Asked, *, on: date, conditions: bool = False) -> list[Offer]:
    """The offers that answer, the surest open ones first; what is over is left out. One query; two with conditions."""
    rows = offers().filter(need=asked.need) if asked.need else offers()
    if conditions:
        rows = rows.prefetch_related("conditions")
    kept = [row for row in rows if _answers(row, asked)]
    listed = SHOWN_FIRST[:1] if asked.open_now else SHOWN_FIRST
    order = {standing: place for place, standing in enumerate(listed)}
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


def brought() -> bool:
    """Whether the first directory came in already."""
    return Provider.objects.exclude(key="").exists()


def bodies_with_officers(entry: Provider | None = None) -> list[Body]:
    """The bodies whose officers have accounts and that no other entry of the directory stands for."""
    rows = Body.objects.filter(memberships__role=Role.OFFICER).distinct().order_by("name_fr", "id")
    taken = Provider.objects.exclude(body=None)
    taken = taken.exclude(pk=entry.pk) if entry else taken
    return list(rows.exclude(pk__in=taken.values("body")))


def provider_of(key: UUID) -> Provider | None:
    """One body, with what it offers."""
    return Provider.objects.filter(pk=key, removed_at=None).prefetch_related("offers__conditions").first()


def referral_of(key: UUID) -> Referral | None:
    """One referral with all that its page shows."""
    return _with(Referral.objects.filter(pk=key)).prefetch_related("steps").first()


def _with(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("offer__provider", "participant__body", "other_door__provider", "led_to")


_OWED_FIRST = (F("answered_at").desc(nulls_first=True), "sent_at", "id")
"""Those without answer, the oldest first; then the answered ones, the latest first."""


def pointing_to(offer: str, participant: UUID) -> Referral | None:
    """The referral of hers that pointed to this door (an id as an address gives it), not followed yet."""
    rows = Referral.objects.filter(participant=participant, state=ReferralState.REDIRECTED, led_to=None)
    return next((row for row in rows.order_by("-answered_at", "id") if str(row.other_door_id) == offer), None)


def referrals_by(bodies: Iterable[UUID]) -> QuerySet[Referral]:
    """Those sent by these associations, the ones without answer first, the oldest first."""
    return _with(Referral.objects.filter(participant__body__in=list(bodies))).order_by(*_OWED_FIRST)


def referrals_of(person: UUID) -> QuerySet[Referral]:
    """Her own, the latest first."""
    return _with(Referral.objects.filter(participant__person=person)).order_by("-sent_at", "id")


def referrals_to(bodies: Iterable[UUID]) -> QuerySet[Referral]:
    """Those the officers of these bodies may see: sent to their offers, with a consent that lives."""
    rows = Referral.objects.filter(offer__provider__body__in=list(bodies), withdrawn_at=None)
    return _with(rows).order_by(*_OWED_FIRST)


def owed(bodies: Iterable[UUID]) -> QuerySet[Referral]:
    """Those that the officers of these bodies still owe an answer."""
    return referrals_to(bodies).filter(state__in=list(OPEN))


def without_answer(bodies: Iterable[UUID] | None = None, *, at: datetime) -> QuerySet[Referral]:
    """Those whose clock has begun to run late; of every association when none is named."""
    rows = Referral.objects.filter(state__in=list(OPEN), sent_at__lte=at - FIRST)
    if bodies is not None:
        rows = rows.filter(participant__body__in=list(bodies))
    return _with(rows).order_by("sent_at", "id")


# ---- Help -------------------------------------------------------------------------------------------------------


def question_of(key: UUID) -> Question | None:
    """One question with its exchange."""
    return _asked().filter(pk=key).prefetch_related("replies").first()


def question_by(token: str) -> Question | None:
    """The question whose asker was given this secret link."""
    digest = secret_links.digest(token)
    return _asked().filter(link_digest=digest).prefetch_related("replies").first() if digest else None


def _asked() -> QuerySet[Question]:
    return Question.objects.select_related("body", "person", "owner")


def questions_to(bodies: Iterable[UUID]) -> QuerySet[Question]:
    """Those asked of these bodies: unanswered first, the oldest first."""
    open_first = Case(When(state=HelpState.OPEN, then=0), When(state=HelpState.ANSWERED, then=1), default=2)
    return _asked().filter(body__in=list(bodies)).order_by(open_first, "asked_at", "id")


def unanswered(bodies: Iterable[UUID]) -> QuerySet[Question]:
    """Those of them that still wait for an answer."""
    return questions_to(bodies).filter(state=HelpState.OPEN)


def questions_of(person: UUID) -> QuerySet[Question]:
    """Her own, the latest first."""
    return _asked().filter(person=person).order_by("-asked_at", "id")


def cards_on(topic: str) -> QuerySet[Card]:
    """The reviewed cards on one subject, the latest first."""
    return Card.objects.filter(topic=topic, reviewed_at__isnull=False)[:SHOWN_CARDS]


def cards_with(words: str) -> list[Card]:
    """The reviewed cards that hold every one of these words, by what they are about, the latest first. One query."""
    rows = Card.objects.filter(reviewed_at__isnull=False).order_by("about", "-reviewed_at", "id")
    wanted = fold(words).split()
    return [row for row in rows if all(word in _card_text(row) for word in wanted)]


def _card_text(row: Card) -> str:
    return fold(" ".join((row.question_ar, row.question_fr, row.answer_ar, row.answer_fr)))


def cards_of(bodies: Iterable[UUID]) -> QuerySet[Card]:
    """The cards these bodies keep, those that wait for a review first."""
    return Card.objects.filter(body__in=list(bodies)).order_by(F("reviewed_at").asc(nulls_first=True), "id")


SHOWN_CARDS = 5
"""Cards proposed to who is about to ask."""
