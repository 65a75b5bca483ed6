"""Keeping what a structure said it can do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wolouj.coaching.capacity.questions import Answer, questions
from wolouj.coaching.models import CapacityReview, OwnReview
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Participant
from wolouj.structures.models import Structure
from wolouj.structures.queries import structures_of


def keep_review(*, participant: Participant, answers: Mapping[str, str], by: Actor, at: datetime) -> CapacityReview:
    """The answers of the day. Again the same day: corrected.

    Raises:
        BadInput: a question is not answered, or not of the list.
    """
    _whole(answers)
    structure = structures_of(participant.person_id).first() if participant.person_id else None
    with transaction.atomic():
        row, new = CapacityReview.objects.update_or_create(
            participant=participant, told_on=timezone.localdate(at),
            defaults={
                "answers": dict(answers), "told_at": at, "by_id": by.person, "structure": structure,
                "is_sample": participant.is_sample,
            },
        )  # fmt: skip
        audit.record(at=at, by=by, act="capacity_told", about=row, concerns=participant.person_id, detail={"new": new})
    return row


def keep_own_review(*, structure: Structure, answers: Mapping[str, str], by: Actor, at: datetime) -> OwnReview:
    """The same for a structure that nobody accompanies. Again the same day: corrected.

    Raises:
        BadInput: a question is not answered, or not of the list.
    """
    _whole(answers)
    with transaction.atomic():
        row, new = OwnReview.objects.update_or_create(
            structure=structure, told_on=timezone.localdate(at),
            defaults={"answers": dict(answers), "told_at": at, "by_id": by.person, "is_sample": structure.is_sample},
        )  # fmt: skip
        audit.record(at=at, by=by, act="capacity_told", about=row, concerns=by.on_behalf_of, detail={"new": new})
    return row


def _whole(answers: Mapping[str, str]) -> None:
    known = set(questions())
    if set(answers) != known or not set(answers.values()) <= set(Answer):
        raise BadInput(pair("coaching.answer_all", n=len(known)))
