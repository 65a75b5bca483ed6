"""What this room holds about a person: her name as the agent of a petition or as who counted sheets,
and her requests for information.

Signatures are kept apart on purpose: no file of the house is ever compared with them (law 09-08), so they are not
looked up here. Who signed and wants her line erased asks the keeper of that petition, as the sheet she signed says.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.petitions.information.models import InformationRequest, RequestStep
from wolouj.petitions.models import Petition
from wolouj.petitions.signing.models import Authorisation, Batch
from wolouj.structures.personal import read_all

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
    asked = InformationRequest.objects.filter(person=person)
    steps = RequestStep.objects.filter(request__in=asked).values("request", "state", "on", "number", "note")
    return {
        "petitions": list(rows.values(*told)), "batches": list(counted), "kept": list(kept),
        "requests": list(asked.values("id", "institution_ar", "institution_fr", "asked_ar", "asked_fr", "state")),
        "request_steps": list(steps),
    }  # fmt: skip


def files(person: UUID) -> list[tuple[str, bytes]]:
    """What shows the steps of her requests."""
    steps = RequestStep.objects.filter(request__person=person).exclude(proof="")
    return read_all([step.proof for step in steps])


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name leaves the petitions; the paper the council received is not ours to change."""
    names = _names(person)
    gone = Petition.objects.filter(agent__in=names).update(agent="")
    gone += Petition.objects.filter(deputy__in=names).update(deputy="")
    counted = Batch.objects.filter(counted_by__in=names).update(counted_by="—")
    proofs = RequestStep.objects.filter(request__person=person).exclude(proof="")
    for step in proofs:
        transaction.on_commit(partial(step.proof.storage.delete, str(step.proof.name)))
    asked = InformationRequest.objects.filter(person=person)
    requests = asked.count()
    asked.delete()
    return {"agents": gone, "batches": counted, "requests": requests}
