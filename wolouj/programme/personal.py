"""What this room holds about a person: her file at each body, applications, consents (her voice too), answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation import keys
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.programme.actions import intake
from wolouj.programme.models import Application, Consent, Decision, Participant, Seat, Sensitive

ROOM = "programme"
_FILE = (
    "body__name_fr", "name", "name_ar", "phone", "whose_phone", "spoken", "comfort", "sex", "born_on", "born_in",
    "province", "commune", "douar", "status", "made_at",
)  # fmt: skip
_APPLICATION = (
    "call__title_fr", "call__title_ar", "number", "state", "activity", "idea", "need", "income", "schooling",
    "dependants", "told", "begun_at", "received_at", "answered_at",
)  # fmt: skip
_CONSENT = ("purpose", "how", "given_at", "recorded_at", "withdrawn_at", "ended_by")


def export(person: UUID) -> dict[str, Any]:
    """Everything of her files, sensitive facts included: they are hers."""
    mine = {"participant__person": person}
    facts = Sensitive.objects.filter(**mine)
    return {
        "files": list(Participant.objects.filter(person=person).values(*_FILE)),
        "applications": list(Application.objects.filter(**mine).values(*_APPLICATION)),
        "consents": list(Consent.objects.filter(**mine).values(*_CONSENT)),
        "sensitive": [{"kind": fact.kind, "text": fact.text, "told_at": fact.told_at} for fact in facts],
        "answers": list(
            Decision.objects.filter(application__participant__person=person).values(
                "outcome", "rank", "reason_fr", "reason_ar", "next_fr", "next_ar", "decided_at"
            )
        ),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """Each yes that she said aloud and that was recorded, in clear."""
    rows = Consent.objects.filter(participant__person=person).exclude(sound="").order_by("given_at", "id")
    found = []
    for i, row in enumerate(rows, start=1):
        with row.sound.open("rb") as file:
            voice = keys.decrypt_bytes(file.read())
        found.append((f"consent-{i}-{row.purpose}.{str(row.sound.name).rsplit('.', 1)[-1]}", voice))
    return found


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her files are emptied; her name leaves the committees she sat on."""
    rows = list(Participant.objects.filter(person=person))
    for row in rows:
        intake.forget(participant=row, by=by, at=at)
    her = Person.objects.get(pk=person)
    names = [name for name in (her.full_name, her.name_ar) if name]
    seats = Seat.objects.filter(name__in=names).update(name="—")
    return {"files": len(rows), "seats": seats}
