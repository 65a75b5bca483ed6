"""Who told a disability: read only when a period is frozen, by who may open such facts, each reading logged."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.programme.models import Programme, Sensitive
from wolouj.programme.models.people import SensitiveKind


def told_a_disability(programme: Programme, *, by: Actor, at: datetime) -> frozenset[UUID]:
    """Persons of the programme who told one, each by the file that is kept. Only the kind of a fact is opened."""
    rows = Sensitive.objects.filter(participant__applications__call__programme=programme).distinct()
    found = frozenset(
        row.participant.same_as_id or row.participant_id
        for row in rows.select_related("participant").defer("text")
        if row.kind == SensitiveKind.DISABILITY
    )
    audit.record(at=at, by=by, act="disability_counted", about=programme, detail={"n": len(found)})
    return found
