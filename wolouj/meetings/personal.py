"""What this room holds about a person: interventions under her name, questions she asked, invitations to her."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.foundation.actor import Actor
from wolouj.meetings.models import Intervention, Invitation, Question
from wolouj.people.models import Person

ROOM = "meetings"
SAID_ALOUD = "—"
"""What stands for the words of a voice note that is no more."""


def _names(person: UUID) -> set[str]:
    her = Person.objects.get(pk=person)
    return {name for name in (her.full_name, her.name_ar) if name}


def export(person: UUID) -> dict[str, Any]:
    """The interventions under her name, her questions, her invitations."""
    rows = Intervention.objects.filter(speaker__in=_names(person))
    asked = Question.objects.filter(asker=person).values("text", "asked_at", "text_fr", "text_ar", "answered_at")
    invited = Invitation.objects.filter(person=person).values(
        "meeting__gathering__title_fr", "meeting__gathering__day", "answer", "comes", "transport", "children"
    )
    return {
        "invitations": list(invited),
        "interventions": list(rows.values("speaker", "subject_fr", "subject_ar", "said_fr", "said_ar")),
        "questions": list(asked),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The voice notes she sent."""
    rows = Question.objects.filter(asker=person).exclude(sound="")
    found = []
    for row in rows:
        with row.sound.open("rb") as sound:
            found.append((f"question-{row.id}.{str(row.sound.name).rsplit('.', 1)[-1]}", sound.read()))
    return found


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name leaves the interventions and her questions; what she said aloud goes, what was published stays."""
    invitations, _ = Invitation.objects.filter(person=person).delete()
    gone = Intervention.objects.filter(speaker__in=_names(person)).update(speaker="")
    asked = list(Question.objects.filter(asker=person))
    for row in asked:
        if row.sound:
            transaction.on_commit(partial(row.sound.storage.delete, str(row.sound.name)))
            row.sound, row.text = "", row.text or SAID_ALOUD
        row.asker = None
        row.save(update_fields=["sound", "text", "asker"])
    return {"interventions": gone, "questions": len(asked), "invitations": invitations}
