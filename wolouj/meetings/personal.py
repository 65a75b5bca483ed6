"""What this room holds about a person: the interventions under her name. Questions are asked unnamed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.meetings.models import Intervention
from wolouj.people.models import Person

ROOM = "meetings"


def _names(person: UUID) -> set[str]:
    her = Person.objects.get(pk=person)
    return {name for name in (her.full_name, her.name_ar) if name}


def export(person: UUID) -> dict[str, Any]:
    """The interventions under her name."""
    rows = Intervention.objects.filter(speaker__in=_names(person))
    return {"interventions": list(rows.values("speaker", "subject_fr", "subject_ar", "said_fr", "said_ar"))}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name leaves the interventions; what was said stays under the function."""
    gone = Intervention.objects.filter(speaker__in=_names(person)).update(speaker="")
    return {"interventions": gone}
