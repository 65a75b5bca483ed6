"""What this room holds about a person: who accompanied her, her goals, what was to be done, her visits."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wolouj.coaching.models import (
    CapacityReview,
    Following,
    Handover,
    OwnReview,
    PlanAction,
    PlanGoal,
    SecondCoach,
    Visit,
    VisitBefore,
    VisitPhoto,
)
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor

ROOM = "coaching"
_VISIT = ("on", "where", "topics", "done", "obstacle", "next_on", "kept_at")


def export(person: UUID) -> dict[str, Any]:
    """Her goals, actions and visits, who accompanied her, or was named for one quote; what her structures can do."""
    mine = {"participant__person": person}
    actions = PlanAction.objects.filter(**mine)
    return {
        "coaches": list(Following.objects.filter(**mine).values("coach__full_name", "since", "ended_at")),
        "second_coaches": list(SecondCoach.objects.filter(**mine).values("coach__full_name", "quote", "named_at")),
        "goals": list(PlanGoal.objects.filter(**mine).values("text", "opened_at", "closed_at", "reached")),
        "actions": list(actions.values("text", "doer", "due", "done_on")),
        "capacity": list(CapacityReview.objects.filter(**mine).values("told_on", "answers")),
        "own_capacity": list(
            OwnReview.objects.filter(structure__members__person=person, structure__members__until=None)
            .distinct()
            .values("structure__name", "told_on", "answers")
        ),
        "visits": list(Visit.objects.filter(**mine).values(*_VISIT)),
        "visits_before": list(
            VisitBefore.objects.filter(visit__participant__person=person).values("visit", "said", "corrected_at")
        ),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The photos and voice notes of her visits."""
    found = []
    for photo in VisitPhoto.objects.filter(visit__participant__person=person).order_by("visit__on", "id"):
        with photo.file.open("rb") as file:
            found.append((f"visit-{photo.visit_id}-{photo.id}.{_suffix(photo.file)}", file.read()))
    for visit in Visit.objects.filter(participant__person=person).exclude(sound=""):
        with visit.sound.open("rb") as sound:
            found.append((f"visit-{visit.id}.{_suffix(visit.sound)}", sound.read()))
    return found


def _suffix(file: Any) -> str:
    return str(file.name).rsplit(".", 1)[-1]


def stop(files: list[UUID], *, by: Actor, at: datetime) -> None:
    """She is accompanied no more: her coach opens her file no longer; what was agreed and done stays written."""
    for row in Following.objects.filter(participant__in=files, ended_at=None).select_related("participant"):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        audit.record(at=at, by=by, act="following_ended", about=row, concerns=row.participant.person_id)


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her goals go; of her visits the day and the kind stay, to be counted; words left with files go."""
    mine = {"participant__person": person}
    photos = list(VisitPhoto.objects.filter(visit__participant__person=person))
    visits = list(Visit.objects.filter(**mine))
    for row in [*(photo.file for photo in photos), *(visit.sound for visit in visits if visit.sound)]:
        transaction.on_commit(partial(row.storage.delete, str(row.name)))
    VisitPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    Visit.objects.filter(**mine).update(done="", sound="")
    VisitBefore.objects.filter(visit__participant__person=person).delete()
    CapacityReview.objects.filter(**mine).delete()
    goals, _ = PlanGoal.objects.filter(**mine).delete()
    Following.objects.filter(**mine, ended_at=None).update(ended_at=at)
    SecondCoach.objects.filter(**mine).delete()
    # A word left with her file may speak of her; of whom it speaks among several files, nobody can tell.
    left = Handover.objects.filter(Q(giver=person) | Q(given__participant__person=person)).values("pk")
    words = Handover.objects.filter(pk__in=left).exclude(word="").update(word="")
    return {"goals": goals, "visits": len(visits), "photos": len(photos), "words": words}
