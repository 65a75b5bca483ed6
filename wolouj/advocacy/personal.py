"""What this room holds about a person: that she voted (never what), her proposals, what she supports."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.advocacy.models import Proposal, Support, Voter
from wolouj.foundation.actor import Actor

ROOM = "advocacy"


def export(person: UUID) -> dict[str, Any]:
    """What she took part in. What she chose is not known to anybody."""
    voted = Voter.objects.filter(person=person)
    made = Proposal.objects.filter(author=person)
    return {
        "votes": list(voted.values("consultation__title_fr", "consultation__title_ar", "kind", "sex", "province")),
        "proposals": list(made.values("text", "part", "text_fr", "text_ar", "review", "at")),
        "supports": list(Support.objects.filter(person=person).values("proposal__text_fr", "proposal__text_ar")),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file of hers lies here."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her supports go; her votes and proposals stay without her: a result is not changed afterwards."""
    gone, _ = Support.objects.filter(person=person).delete()
    votes = Voter.objects.filter(person=person).update(person=None)
    made = Proposal.objects.filter(author=person).update(author=None)
    return {"supports": gone, "votes": votes, "proposals": made}
