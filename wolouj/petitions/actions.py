"""All writing about a petition: what it asks, what is answered of its conditions, the steps of its road."""

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
from wolouj.people.models import Body
from wolouj.petitions.facts import OF_ASSOCIATION, SUBJECT
from wolouj.petitions.models import Level, Petition, Step
from wolouj.petitions.models import PetitionState as State
from wolouj.petitions.states import ANSWERABLE, WRITABLE, may_follow
from wolouj.reference import territories

WORDED = frozenset(
    {"cause", "level", "place", "filer", "title_ar", "title_fr", "request_ar", "request_fr", "reasons_ar", "reasons_fr"}
)
"""What people sign: fixed once they do."""
ANSWERS = frozenset({*SUBJECT, *OF_ASSOCIATION, "committee", "association_ar", "association_fr", "agent", "deputy"})


class NotNow(Exception):
    """This does not follow the present state."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is told of a step. ``proof`` is a file already made safe; ``due`` the session, when it is on an agenda."""

    state: str
    on: date
    number: str = ""
    due: date | None = None
    note_ar: str = ""
    note_fr: str = ""
    mend_ar: str = ""
    mend_fr: str = ""
    proof: CleanFile | None = None


def open_petition(*, body: Body, fields: dict[str, Any], by: Actor, at: datetime, is_sample: bool = False) -> Petition:
    """A new petition, being prepared. ``fields``: those of :data:`WORDED`.

    Raises:
        ValueError: the place is not of the level: another organic law would then answer.
    """
    _only(fields, WORDED)
    _placed(fields["level"], fields.get("place", ""))
    with transaction.atomic():
        row = Petition.objects.create(body=body, created_at=at, is_sample=is_sample, **fields)
        audit.record(at=at, by=by, act="petition_opened", about=row, detail={"level": row.level})
    return row


def reword(*, petition: Petition, fields: dict[str, Any], by: Actor, at: datetime) -> None:
    """Change what it asks, or of whom.

    Raises:
        NotNow: people sign it, or signed it, as it was.
    """
    _only(fields, WORDED)
    _placed(fields.get("level", petition.level), fields.get("place", petition.place))
    _write(petition, fields, WRITABLE, act="petition_reworded", by=by, at=at)


def answer(*, petition: Petition, fields: dict[str, Any], by: Actor, at: datetime) -> None:
    """What is known of its conditions, of the association that files and of the agent.

    Raises:
        NotNow: it was filed as it was.
    """
    _only(fields, ANSWERS)
    _write(petition, fields, ANSWERABLE, act="petition_answered", by=by, at=at)


def _only(fields: dict[str, Any], allowed: frozenset[str]) -> None:
    if strange := fields.keys() - allowed:
        raise ValueError(f"not a field of this form: {sorted(strange)}")


def _placed(level: str, code: str) -> None:
    """The State has no place; a council is that of a commune, a province or a region, as its level says."""
    found = territories.place(code) if code else None
    if (found.level.value if found else Level.STATE.value) != level:
        raise ValueError(f"{code or 'no place'} is not of the level {level}")


def _write(
    petition: Petition, fields: dict[str, Any], states: frozenset[State], *, act: str, by: Actor, at: datetime
) -> None:
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        if row.state not in states:
            raise NotNow
        changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, fields[name])
            setattr(petition, name, fields[name])
        if changed:
            row.save(update_fields=changed)
            audit.record(at=at, by=by, act=act, about=row, detail={"fields": changed})


def move(*, petition: Petition, happened: Happened, signatures: int | None = None, by: Actor, at: datetime) -> Step:
    """It passes to a state. ``signatures``: how many are counted, kept with the receipt.

    Raises:
        NotNow: the table of states refuses it.
        BadInput: filed with neither number nor proof of the receipt; refused or voted on without a word of why; a
            day before that of the step it follows.
    """
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        if not may_follow(row.state, happened.state):
            raise NotNow
        _shown(happened)
        last = row.steps.order_by("at").last()
        if last is not None and happened.on < last.on:
            raise BadInput(pair("petitions.day_before_last", day=last.on), field="on")
        step = Step(
            petition=row, state=happened.state, on=happened.on, at=at, number=happened.number, due=happened.due,
            note_ar=happened.note_ar, note_fr=happened.note_fr, mend_ar=happened.mend_ar, mend_fr=happened.mend_fr,
            signatures=signatures if happened.state == State.FILED else None,
        )  # fmt: skip
        if happened.proof:
            step.proof.save(f"proof.{happened.proof.extension}", ContentFile(happened.proof.bytes), save=False)
        step.save(force_insert=True)
        row.state = happened.state
        row.save(update_fields=["state"])
        petition.state = row.state
        detail = {"state": happened.state, "proof": bool(happened.proof)}
        audit.record(at=at, by=by, act="petition_moved", about=row, detail=detail)
    return step


def _shown(happened: Happened) -> None:
    """What a step cannot do without."""
    told = bool(happened.note_ar or happened.note_fr)
    if happened.state == State.FILED and not (happened.number or happened.proof):
        raise BadInput(pair("petitions.receipt_needed"), field="number")
    if happened.state == State.REFUSED and not told:
        raise BadInput(pair("petitions.reason_needed"), field="note_ar")
    if happened.state in {State.ADOPTED, State.REJECTED, State.DONE} and not (told or happened.proof):
        raise BadInput(pair("petitions.result_needed"), field="note_ar")


def publish(*, petition: Petition, shown: bool, by: Actor, at: datetime) -> None:
    """Show a petition to anybody, or take it from the public page again."""
    with transaction.atomic():
        petition.published_at = at if shown else None
        petition.save(update_fields=["published_at"])
        audit.record(at=at, by=by, act="petition_published", about=petition, detail={"shown": shown})
