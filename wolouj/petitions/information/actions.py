"""All writing about requests for information."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.people.models import Body, Person
from wolouj.petitions.actions import NotNow
from wolouj.petitions.information.models import InformationRequest, RequestStep
from wolouj.petitions.information.models import RequestState as State
from wolouj.petitions.information.states import may_follow

WORDED = frozenset({"institution_ar", "institution_fr", "asked_ar", "asked_fr", "urgent", "petition"})


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a step. ``proof`` is a file already made safe."""

    state: str
    on: date
    number: str = ""
    note: str = ""
    proof: CleanFile | None = None


def open_request(
    *, fields: dict[str, Any], person: Person | None = None, body: Body | None = None, by: Actor, at: datetime,
    is_sample: bool = False,
) -> InformationRequest:  # fmt: skip
    """A new request, of a person or of a body: one of the two. ``fields``: those of :data:`WORDED`."""
    if (person is None) == (body is None):
        raise ValueError("a request is a person's or a body's")
    if strange := fields.keys() - WORDED:
        raise ValueError(f"not a field of a request: {sorted(strange)}")
    with transaction.atomic():
        row = InformationRequest.objects.create(
            person=person, body=body, created_at=at, is_sample=is_sample, **fields
        )  # fmt: skip
        audit.record(at=at, by=by, act="information_opened", about=row, concerns=person.pk if person else None)
    return row


def reword(*, request: InformationRequest, fields: dict[str, Any], by: Actor, at: datetime) -> None:
    """Change what it asks, or of whom.

    Raises:
        NotNow: it was sent as it was.
    """
    if strange := fields.keys() - WORDED:
        raise ValueError(f"not a field of a request: {sorted(strange)}")
    with transaction.atomic():
        row = InformationRequest.objects.select_for_update().get(pk=request.pk)
        if row.state != State.DRAFT:
            raise NotNow
        for name, value in fields.items():
            setattr(row, name, value)
            setattr(request, name, value)
        row.save(update_fields=list(fields))
        audit.record(at=at, by=by, act="information_reworded", about=row, detail={"fields": sorted(fields)})


def move(*, request: InformationRequest, told: Told, by: Actor, at: datetime) -> RequestStep:
    """It passes to a state.

    Raises:
        NotNow: the table of states refuses it.
        BadInput: sent with nothing that shows it; a day before the step it follows.
    """
    with transaction.atomic():
        row = InformationRequest.objects.select_for_update().get(pk=request.pk)
        if not may_follow(row.state, told.state):
            raise NotNow
        last = row.steps.order_by("-at").first()
        if last is not None and told.on < last.on:
            raise BadInput(pair("petitions.day_before_last", day=last.on), field="on")
        if told.state == State.SENT and not (told.number or told.proof or told.note):
            raise BadInput(pair("petitions.request_proof_needed"), field="number")
        step = RequestStep(request=row, state=told.state, on=told.on, at=at, number=told.number, note=told.note)
        if told.proof:
            step.proof.save(f"proof.{told.proof.extension}", ContentFile(told.proof.bytes), save=False)
        step.save(force_insert=True)
        row.state = request.state = told.state
        row.save(update_fields=["state"])
        audit.record(
            at=at, by=by, act="information_moved", about=row, detail={"state": told.state}, concerns=row.person_id
        )
    return step
