"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.alerts.kinds import Kind
from wolouj.foundation.outbox.models import Message
from wolouj.programme.models import Participant
from wolouj.support import queries
from wolouj.support.models import Card, Condition, Offer, Provider, Question, Referral


def _there(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


def load_offer(offer_id: UUID) -> Offer:
    """The offer of the address."""
    found: Offer = _there(queries.offer_of(offer_id))
    return found


def load_provider(provider_id: UUID) -> Provider:
    """The body of the address, with what it offers."""
    found: Provider = _there(queries.provider_of(provider_id))
    return found


def load_kept(kind: str, row_id: UUID) -> Provider | Offer:
    """A body or an offer, by its word in the address."""
    if kind not in ("body", "offer"):
        raise Http404
    return load_provider(row_id) if kind == "body" else load_offer(row_id)


def load_condition(condition_id: int) -> Condition:
    """The condition of the address, of an offer that stands."""
    rows = Condition.objects.filter(offer__removed_at=None).select_related("offer__provider")
    found: Condition = _there(rows.filter(pk=condition_id).first())
    return found


def load_participant(participant_id: UUID) -> Participant:
    """The file of the person to refer; of a file merged into another, the one that was kept."""
    row = _there(Participant.objects.select_related("body", "same_as__body").filter(pk=participant_id).first())
    found: Participant = row.same_as or row
    return found


def load_referral(referral_id: UUID) -> Referral:
    """The referral of the address, on the side of those who sent her."""
    found: Referral = _there(queries.referral_of(referral_id))
    return found


@dataclass(frozen=True, slots=True)
class Referred:
    """The same on the side of the body: nothing at all once the consent is taken back or the file forgotten."""

    referral: Referral
    right_object: ClassVar[str] = "referred"

    def owners(self) -> set[UUID]:
        """Nobody but through the body."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body the offer is of, while she agrees."""
        row = self.referral
        hidden = row.withdrawn_at is not None or row.participant.erased_at is not None
        body = row.offer.provider.body_id
        return set() if hidden or body is None else {body}


def load_referred(referral_id: UUID) -> Referred:
    """The referral of the address, as the body it was sent to may see it."""
    return Referred(load_referral(referral_id))


def load_question(question_id: UUID) -> Question:
    """The question of the address."""
    found: Question = _there(queries.question_of(question_id))
    return found


def load_card(card_id: UUID) -> Card:
    """The card of the address."""
    found: Card = _there(Card.objects.select_related("body").filter(pk=card_id).first())
    return found


@dataclass(frozen=True, slots=True)
class Link:
    """A question opened by its secret address: whoever holds it is its asker."""

    question: Question
    right_object: ClassVar[str] = "secret_link"

    def owners(self) -> set[UUID]:
        """Whoever holds the address."""
        return set()


def load_link(token: str) -> Link:
    """The question this secret link opens."""
    return Link(_there(queries.question_by(token)))


def load_told(code: str) -> Link:
    """The question whose answer was told under this short address, while it can still be opened."""
    sent = Message.objects.filter(code=code, kind=Kind.ANSWER).first() if len(code) == 10 else None
    asked = Question.objects.filter(pk=sent.person, person=None, link_sealed__isnull=False).first() if sent else None
    return Link(_there(asked))
