"""Giving a file to a coach; passing files to another in one act; taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from wolouj.coaching import queries
from wolouj.coaching.models import Following, Handover
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Body, Person
from wolouj.programme.models import Participant


def give(*, participant: Participant, coach: Person, by: Actor, at: datetime) -> Following:
    """The file of an accepted participant is given to a coach of its body; the helper's clock starts.

    Raises:
        BadInput: she is not accepted, has a coach already, or ``coach`` is none of this body today.
    """
    if not queries.accepted([participant.body_id]).filter(pk=participant.pk).exists():
        raise BadInput(pair("coaching.not_accepted"))
    _must_coach(coach, participant.body_id, at)
    try:
        with transaction.atomic():
            made = _begin(participant, coach, by, at, None)
            audit.record(
                at=at, by=by, act="coach_given", about=made, concerns=participant.person_id,
                detail={"file": participant.pk, "coach": coach.pk},
            )  # fmt: skip
    except IntegrityError as fault:
        raise BadInput(pair("coaching.has_a_coach")) from fault
    return made


def _begin(
    participant: Participant, coach: Person, by: Actor, at: datetime, came_by: Handover | None
) -> Following:  # fmt: skip
    return Following.objects.create(
        participant=participant, coach=coach, since=timezone.localdate(at), given_at=at, given_by_id=by.person,
        came_by=came_by, is_sample=participant.is_sample,
    )  # fmt: skip


def _must_coach(coach: Person, body: UUID, at: datetime) -> None:
    if not queries.coaches_of([body], on=timezone.localdate(at)).filter(pk=coach.pk).exists():
        raise BadInput(pair("coaching.not_a_coach"), field="taker")


def hand_over(
    *, body: Body, giver: Person, taker: Person, files: Iterable[UUID] | None, word: str, by: Actor, at: datetime,
    takes_back: Handover | None = None,
) -> Handover:  # fmt: skip
    """Pass files from one coach to another: all she has in this body, or those of these participants.

    Plans, visits and promises stay with the file. Mandates do not move: they are the person's own, to a person.

    Raises:
        BadInput: to herself, to nobody's coach, or no such open file.
    """
    if giver.pk == taker.pk:
        raise BadInput(pair("coaching.to_herself"), field="taker")
    _must_coach(taker, body.pk, at)
    with transaction.atomic():
        live = Following.objects.select_for_update(of=("self",)).filter(
            coach=giver, participant__body=body, ended_at=None
        )
        if files is not None:
            live = live.filter(participant__in=list(files))
        rows = list(live.select_related("participant"))
        if not rows:
            raise BadInput(pair("coaching.nothing_to_hand"), field="files")
        made = Handover.objects.create(
            body=body, giver=giver, taker=taker, word=word, at=at, by_id=by.person, takes_back=takes_back
        )
        _move(rows, made, by, at)
    return made


def _move(rows: list[Following], handover: Handover, by: Actor, at: datetime) -> None:
    """End each row and begin the next; one line for the act, one for each person it concerns."""
    Following.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=at)
    audit.record(
        at=at, by=by, act="files_handed", about=handover,
        detail={"from": handover.giver_id, "to": handover.taker_id, "n": len(rows)},
    )  # fmt: skip
    for row in rows:
        made = _begin(row.participant, handover.taker, by, at, handover)
        audit.record(
            at=at, by=by, act="coach_given", about=made, concerns=row.participant.person_id,
            detail={"file": row.participant_id, "coach": handover.taker_id},
        )  # fmt: skip


def take_back(*, handover: Handover, by: Actor, at: datetime) -> Handover:
    """Undo a handover: the files it passed that are still with the second coach go back to the first.

    Raises:
        BadInput: it was taken back already, the first no longer coaches here, or none of the files is there any more.
    """
    with transaction.atomic():
        found = Handover.objects.select_for_update(of=("self",)).select_related("body", "giver", "taker")
        row = found.get(pk=handover.pk)
        if Handover.objects.filter(takes_back=row).exists():
            raise BadInput(pair("coaching.taken_back_already"))
        there = Following.objects.filter(came_by=row, ended_at=None).values_list("participant", flat=True)
        return hand_over(
            body=row.body, giver=row.taker, taker=row.giver, files=list(there), word="", by=by, at=at, takes_back=row
        )
