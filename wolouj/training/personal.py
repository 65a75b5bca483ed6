"""What this room holds about a person: the groups she learns in, and the lines of the day written for her."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.gatherings import actions as gatherings
from wolouj.programme.models import Participant
from wolouj.training.models import Expected, Learner, Session

ROOM = "training"
_GROUP = (
    "group__name_fr", "group__name_ar", "group__path__name_fr", "group__path__name_ar", "joined_at", "left_at",
)  # fmt: skip


def export(person: UUID) -> dict[str, Any]:
    """Her groups, the sessions she was expected at and those she came to; and those she taught."""
    mine = {"learner__participant__person": person}
    session = "session__module__name_fr", "session__module__name_ar", "session__gathering__day"
    return {
        "groups": list(Learner.objects.filter(participant__person=person).values(*_GROUP)),
        "sessions": list(Expected.objects.filter(**mine).values(*session, "registration__arrived_at")),
        "taught": list(
            Session.objects.filter(trainer=person).values("module__name_fr", "module__name_ar", "gathering__day")
        ),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name leaves the lists of the day; she stays counted, and her file in ``programme`` is emptied there."""
    gone = 0
    for her in Participant.objects.filter(person=person):
        gone += gatherings.forget(phone=her.phone, names=(her.name, her.name_ar), by=by, at=at)
    return {"lists": gone}
