"""What this room holds about a person: where she was sent, what she asked, what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.support.actions import referrals
from wolouj.support.models import Card, Question, Referral, Reply

ROOM = "support"
_REFERRAL = (
    "offer__title_fr", "offer__title_ar", "offer__provider__name_fr", "state", "need", "shows", "consent_how",
    "consented_on", "withdrawn_at", "sent_at", "received_at", "answered_at", "refusal", "answer",
)  # fmt: skip


def export(person: UUID) -> dict[str, Any]:
    """Each referral and each question of hers, whole; the answers she wrote for others are theirs."""
    asked = {"question__person": person}
    return {
        "referrals": list(Referral.objects.filter(participant__person=person).values(*_REFERRAL)),
        "questions": list(Question.objects.filter(person=person).values("about", "text", "state", "asked_at")),
        "replies": list(Reply.objects.filter(**asked).values("text", "by_helper", "at")),
        "cards_written": Card.objects.filter(written_by=person).count(),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def stop(files: list[UUID], *, by: Actor, at: datetime) -> None:
    """She is accompanied no more: the bodies she was sent to see nothing of her from this instant."""
    for row in Referral.objects.filter(participant__in=files, withdrawn_at=None):
        referrals.withdraw(referral=row, by=by, at=at)


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her referrals are emptied, no body sees them any more; her questions go, with what was answered."""
    rows = Referral.objects.filter(participant__person=person)
    forgotten = referrals.forget(referrals=rows, by=by, at=at)
    hers = Question.objects.filter(person=person)
    questions = hers.count()
    hers.delete()
    Question.objects.filter(owner=person).update(owner=None)
    return {"referrals": forgotten, "questions": questions}
