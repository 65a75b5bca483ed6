"""What this room holds about a person by herself: facts told after selection. Counts hold ids and no name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.results.models import ToldLater

ROOM = "results"
_TOLD = ("sex", "born_in", "province", "status", "told_at")


def export(person: UUID) -> dict[str, Any]:
    """What she told afterwards."""
    return {"told_later": list(ToldLater.objects.filter(participant__person=person).values(*_TOLD))}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Forget what she told afterwards; a figure that counted her stays a figure."""
    told, _ = ToldLater.objects.filter(participant__person=person).delete()
    return {"told_later": told}
