"""What this room holds about a person by herself: facts told later, follow-ups. Counts hold ids and no name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.results.models import FollowUp, ToldLater

ROOM = "results"
_TOLD = ("sex", "born_in", "province", "status", "told_at")
_FOLLOWED = ("month", "done_on", "how", "sold", "jobs_self", "jobs_permanent", "jobs_seasonal", "income")


def export(person: UUID) -> dict[str, Any]:
    """What she told afterwards."""
    mine = {"application__participant__person": person}
    return {
        "told_later": list(ToldLater.objects.filter(participant__person=person).values(*_TOLD)),
        "follow_ups": list(FollowUp.objects.filter(**mine).values(*_FOLLOWED)),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Forget what she told afterwards; a figure that counted her stays a figure."""
    told, _ = ToldLater.objects.filter(participant__person=person).delete()
    followed, _ = FollowUp.objects.filter(application__participant__person=person).delete()
    return {"told_later": told, "follow_ups": followed}
