"""What this room holds about a person: where she was sent, what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.support.actions import referrals
from wolouj.support.models import Referral

ROOM = "support"
_REFERRAL = (
    "offer__title_fr", "offer__title_ar", "offer__provider__name_fr", "state", "need", "shows", "consent_how",
    "consented_on", "withdrawn_at", "sent_at", "received_at", "answered_at", "refusal", "answer",
)  # fmt: skip


def export(person: UUID) -> dict[str, Any]:
    """Each referral of hers, whole."""
    return {"referrals": list(Referral.objects.filter(participant__person=person).values(*_REFERRAL))}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her referrals are emptied; no body sees them any more."""
    rows = Referral.objects.filter(participant__person=person)
    return {"referrals": referrals.forget(referrals=rows, by=by, at=at)}
