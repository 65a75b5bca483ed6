"""What this room holds about a person: the answers of her structures about notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.matching.models import Feedback
from wolouj.structures import personal as structures
from wolouj.structures.queries import structures_of

ROOM = "matching"


def export(person: UUID) -> dict[str, Any]:
    """Each answer about a notice."""
    hers = [structure.id for structure in structures_of(person)]
    return {"answers": list(Feedback.objects.filter(structure__in=hers).values())}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Delete the answers of the structures that are only hers."""
    hers = [structure.id for structure in structures.only_hers(person)]
    gone, _ = Feedback.objects.filter(structure__in=hers).delete()
    return {"answers": gone}
