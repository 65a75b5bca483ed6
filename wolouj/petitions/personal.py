"""What this room holds about a person: her name as the agent of a petition or as who counted sheets.

Signatures are kept apart on purpose: no file of the house is ever compared with them (law 09-08), so they are not
looked up here. Who signed and wants her line erased asks the keeper of that petition, as the sheet she signed says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.petitions.models import Petition
from wolouj.petitions.signing.models import Authorisation, Batch

ROOM = "petitions"


def _names(person: UUID) -> set[str]:
    her = Person.objects.get(pk=person)
    return {name for name in (her.full_name, her.name_ar) if name}


def export(person: UUID) -> dict[str, Any]:
    """The petitions whose agent, or whose agent's replacement, bears her name."""
    names = _names(person)
    told = ("title_ar", "title_fr", "agent", "deputy", "state")
    rows = Petition.objects.filter(agent__in=names) | Petition.objects.filter(deputy__in=names)
    counted = Batch.objects.filter(counted_by__in=names).values("number", "province", "counted", "counted_on")
    kept = Authorisation.objects.filter(keeper=person).values("number", "granted_on", "keep_until", "ended_on")
    return {"petitions": list(rows.values(*told)), "batches": list(counted), "kept": list(kept)}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file of a person lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name leaves the petitions; the paper the council received is not ours to change."""
    names = _names(person)
    gone = Petition.objects.filter(agent__in=names).update(agent="")
    gone += Petition.objects.filter(deputy__in=names).update(deputy="")
    counted = Batch.objects.filter(counted_by__in=names).update(counted_by="—")
    return {"agents": gone, "batches": counted}
