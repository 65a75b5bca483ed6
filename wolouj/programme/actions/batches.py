"""A list brought in: read, shown with its refusals, then written whole on a person's yes, or dropped."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.copying import copy_in
from wolouj.foundation.folding import fold
from wolouj.foundation.words import pair
from wolouj.programme.actions import intake, merging
from wolouj.programme.intake.reading import Person, Progress, read, refusals_json
from wolouj.programme.models import Application, Batch, Call, Consent, Decision, How, Participant, Purpose
from wolouj.programme.models.people import ConsentHow

KEPT_REFUSALS = 2000
"""Refusals told one by one; beyond, their number."""


def take(*, call: Call, data: bytes, name: str, by: Actor, at: datetime, progress: Progress | None = None) -> Batch:
    """Read a list; nothing of it is written yet. What was read waits, encrypted.

    Raises:
        BadInput: the call is not open to anybody yet, its decisions are written, or the file itself cannot be read.
    """
    if call.opened_at is None:
        raise BadInput(pair("programme.call_not_open"))
    _undecided(call)
    found = read(data, name[-160:], provinces=call.where(), on=timezone.localdate(at), progress=progress)
    known = _known(call)
    already = sum(1 for person in found.people if known.file_of(person, call) is not None)
    waiting = json.dumps([person.as_json() for person in found.people], ensure_ascii=False)
    with transaction.atomic():
        batch = Batch.objects.create(
            call=call, file=found.file, rows=found.rows, good=len(found.people), already=already,
            columns=found.headings, refusals=refusals_json(found.refusals[:KEPT_REFUSALS]), waiting=waiting, read_at=at,
        )  # fmt: skip
        audit.record(
            at=at, by=by, act="list_read", about=batch,
            detail={"rows": found.rows, "refused": found.refused},
        )  # fmt: skip
    return batch


def _undecided(call: Call) -> None:
    """A file that comes after the decisions would never be compared, nor answered."""
    if Decision.objects.filter(application__call=call).exists():
        raise BadInput(pair("programme.call_decided"))


class _Known:
    """Who the body knows already, by the tool's own number and by name and phone."""

    def __init__(self) -> None:
        self.external: dict[str, Participant] = {}
        self.named: dict[tuple[str, str], Participant] = {}
        self.applied: set[uuid.UUID] = set()

    def add(self, her: Participant) -> None:
        if her.external:
            self.external[her.external] = her
        if her.phone:
            for name in (her.name, her.name_ar):
                if name:
                    self.named.setdefault((fold(name), her.phone), her)

    def find(self, person: Person) -> Participant | None:
        """The same row brought before, or the same name on the same phone."""
        if person.external and person.external in self.external:
            return self.external[person.external]
        return self.named.get((fold(person.name or person.name_ar), person.phone)) if person.phone else None

    def file_of(self, person: Person, call: Call) -> Participant | None:
        """Her file, when she has applied to this call already."""
        her = self.find(person)
        return her if her is not None and her.pk in self.applied else None


def _known(call: Call) -> _Known:
    known = _Known()
    for her in Participant.objects.filter(body=call.programme.body_id, erased_at=None):
        known.add(her)
    known.applied = set(Application.objects.filter(call=call).values_list("participant", flat=True))
    return known


def bring(*, batch: Batch, by: Actor, at: datetime) -> int:
    """Write what was read, all of it or nothing; returns how many applications are new. Said twice, it is done once.

    A row with a consent is received and numbered; one without waits to be completed with the person.
    """
    steps = bringing(batch=batch, by=by, at=at)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def bringing(*, batch: Batch, by: Actor, at: datetime) -> Generator[int, None, int]:
    """:func:`bring`, telling now and then how far it is, in full per cents. Closed before its end, nothing is written
    and the list still waits."""
    with transaction.atomic():
        call = Call.objects.select_for_update().select_related("programme").get(pk=batch.call_id)
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != Batch.State.READ:
            return 0
        _undecided(call)
        people = [Person(**told) for told in json.loads(batch.waiting or "[]")]
        made = _Made()
        for done in _making(call, batch, people, made, by, at):
            yield 40 * done // len(people)
        copy_in(made.participants)
        yield 50
        copy_in(made.consents)
        copy_in(made.applications)
        yield 60
        batch.state, batch.waiting, batch.settled_at = Batch.State.BROUGHT, "", at
        batch.already = len(people) - len(made.applications)
        batch.save(update_fields=["state", "waiting", "settled_at", "already"])
        audit.record(at=at, by=by, act="list_brought", about=batch, detail={"new": len(made.applications)})
        merging.look(body=call.programme.body_id, fresh={her.pk for her in made.participants}, at=at)
        yield 95
    yield 100
    return len(made.applications)


class _Made:
    """Rows ready to be written."""

    def __init__(self) -> None:
        self.participants: list[Participant] = []
        self.consents: list[Consent] = []
        self.applications: list[Application] = []


EACH = 250
"""Rows between two words of how far it is."""


def _making(call: Call, batch: Batch, people: Iterable[Person], made: _Made, by: Actor, at: datetime) -> Iterator[int]:
    """Fill ``made``; now and then, how many rows were looked at."""
    known = _known(call)
    agreed = set(
        Consent.objects.filter(
            participant__body=call.programme.body_id, purpose=Purpose.FOLLOW, withdrawn_at=None
        ).values_list("participant", flat=True)
    )
    last = Application.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    for done, person in enumerate(people):
        if done % EACH == 0:
            yield done
        her = known.find(person)
        if her is not None and her.pk in known.applied:
            continue
        if her is None:
            her = _participant(call, person, at)
            made.participants.append(her)
            known.add(her)
        if person.consent and her.pk not in agreed:
            agreed.add(her.pk)
            made.consents.append(
                Consent(participant=her, purpose=Purpose.FOLLOW, how=ConsentHow.ORAL, given_at=at, taken_by=by.person)
            )
        application = Application(
            call=call, participant=her, how=How.FILE, batch=batch, begun_at=at, activity=person.activity,
            idea=person.idea, need=person.need,
        )  # fmt: skip
        if her.pk in agreed:
            intake.number(application, at=at, last=last)
            last += 1
        known.applied.add(her.pk)
        made.applications.append(application)


def _participant(call: Call, person: Person, at: datetime) -> Participant:
    told: dict[str, Any] = {
        name: getattr(person, name)
        for name in ("name", "name_ar", "phone", "sex", "born_in", "province", "commune", "douar", "status", "external")
    }
    born_on = date.fromisoformat(person.born_on) if person.born_on else None
    return Participant(
        body_id=call.programme.body_id, born_on=born_on, made_at=at, is_sample=call.programme.is_sample, **told
    )


def drop(*, batch: Batch, by: Actor, at: datetime) -> None:
    """Forget what was read."""
    with transaction.atomic():
        if Batch.objects.filter(pk=batch.pk, state=Batch.State.READ).update(
            state=Batch.State.DROPPED, waiting="", settled_at=at
        ):
            audit.record(at=at, by=by, act="list_dropped", about=batch)


def forget_what_waits(*, by: Actor, at: datetime, before: datetime) -> int:
    """Forget the lists read before that instant and never answered; returns how many."""
    rows = Batch.objects.filter(state=Batch.State.READ, read_at__lt=before)
    with transaction.atomic():
        gone: int = rows.update(state=Batch.State.DROPPED, waiting="", settled_at=at)
        if gone:
            audit.record(at=at, by=by, act="list_dropped", about="lists", detail={"lists": gone})
    return gone
