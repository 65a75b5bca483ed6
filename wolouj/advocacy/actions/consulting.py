"""All writing of consultations: prepared, opened, answered, closed; what came out feeds the cause."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from wolouj.advocacy.models import (
    Cause,
    Consultation,
    ConsultationState,
    Fact,
    FactKind,
    Option,
    Proposal,
    Receipt,
    Show,
    Support,
    Voter,
)
from wolouj.advocacy.models.consulting import new_slip
from wolouj.advocacy.states import WRITTEN
from wolouj.advocacy.tally import best, enough, result
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.gatherings.models import CODE_LETTERS
from wolouj.meetings.models import Review
from wolouj.people.models import Body

MOST_HELD = 200
"""Proposals that wait for a person: more is an attack on the page."""
MOST_SLIPS = 300
State = ConsultationState


class NotNow(Exception):
    """It is not open, or no longer."""


class Full(Exception):
    """Too many proposals wait already."""


class Voted(Exception):
    """This person, or this slip, voted already."""


class NoSuchSlip(Exception):
    """No slip of this consultation bears these letters."""


def open_to(row: Consultation, *, on: date) -> bool:
    """Whether it takes anything that day: open, and its last day not over."""
    return row.state == State.OPEN and on <= row.closes_on


def prepare(
    *, body: Body, fields: Mapping[str, Any], options: Sequence[tuple[str, str]], by: Actor, at: datetime,
    cause: Cause | None = None, is_sample: bool = False, row: Consultation | None = None,
) -> Consultation:  # fmt: skip
    """A consultation being prepared, or ``row`` corrected, with its options (Arabic, French).

    Raises :class:`NotNow` once it is open: what was asked is not changed under those who answered.
    """
    with transaction.atomic():
        found = Consultation.objects.select_for_update().get(pk=row.pk) if row else Consultation(
            body=body, cause=cause, is_sample=is_sample
        )  # fmt: skip
        if found.state != State.DRAFT:
            raise NotNow
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        found.options.all().delete()
        Option.objects.bulk_create(
            [Option(consultation=found, position=n, text_ar=ar, text_fr=fr) for n, (ar, fr) in enumerate(options)]
        )
        audit.record(at=at, by=by, act="consultation_prepared", about=found, detail={"options": len(options)})
    return found


def open_now(*, consultation: Consultation, by: Actor, at: datetime) -> None:
    """Open it to the network: a person's decision.

    Raises:
        NotNow: it is not being prepared.
        BadInput: its last day is over already.
    """
    with transaction.atomic():
        row = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if row.state != State.DRAFT:
            raise NotNow
        if row.closes_on < timezone.localdate(at):
            raise BadInput(pair("advocacy.closes_past"), field="closes_on")
        row.state, row.opened_at = State.OPEN, at
        row.save(update_fields=["state", "opened_at"])
        consultation.state, consultation.opened_at = row.state, at
        audit.record(at=at, by=by, act="consultation_opened", about=row, detail={"until": str(row.closes_on)})


def _open(consultation: Consultation, at: datetime) -> Consultation:
    """The row, locked, when it takes something now."""
    row = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not open_to(row, on=timezone.localdate(at)):
        raise NotNow
    return row


def digest(slip: str) -> str:
    """What a slip is looked up by; small letters, spaces and dashes do not matter. Empty when it cannot be one."""
    letters = "".join(letter for letter in slip.upper() if letter in CODE_LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest() if len(letters) == 8 else ""


def make_slips(*, consultation: Consultation, count: int, by: Actor, at: datetime) -> list[str]:
    """Slips to hand out at a meeting, returned once and kept nowhere. Raises :class:`NotNow`."""
    with transaction.atomic():
        row = _open(consultation, at)
        slips = [new_slip() for _ in range(count)]
        Receipt.objects.bulk_create([Receipt(consultation=row, digest=digest(slip)) for slip in slips])
        audit.record(at=at, by=by, act="slips_made", about=row, detail={"count": count})
    return slips


def vote(*, consultation: Consultation, option: Option, told: Mapping[str, str], by: Actor, at: datetime,
         slip: str = "") -> None:  # fmt: skip
    """One vote: of who is signed in and acts for herself, or of a slip. What she chose is only added to its count.

    Raises:
        NotNow: it takes no vote now.
        Voted: she, or the slip, voted already.
        NoSuchSlip: no slip of this consultation bears these letters, and nobody is signed in.
    """
    person = None if slip or by.on_behalf_of else by.person
    try:
        with transaction.atomic():
            row = _open(consultation, at)
            if person is None:
                _spend(row, slip)
            Voter.objects.create(consultation=row, person_id=person, **told)
            Option.objects.filter(pk=option.pk, consultation=row).update(votes=F("votes") + 1)
            audit.record(at=at, by=by, act="consultation_voted", about=row, detail={"slip": person is None})
    except IntegrityError as twice:
        raise Voted from twice


def _spend(row: Consultation, slip: str) -> None:
    found = Receipt.objects.select_for_update().filter(consultation=row, digest=digest(slip) or "-").first()
    if found is None:
        raise NoSuchSlip
    if found.used:
        raise Voted
    found.used = True
    found.save(update_fields=["used"])


def propose(*, consultation: Consultation, text: str, part: str, by: Actor, at: datetime) -> Proposal:
    """Keep a proposal, held until a person reads it. Raises :class:`NotNow`, :class:`Full`."""
    with transaction.atomic():
        row = _open(consultation, at)
        again = row.proposals.filter(text=text, part=part, author_id=by.person).first()
        if again is not None:
            return again
        if row.proposals.filter(review=Review.HELD).count() >= MOST_HELD:
            raise Full
        made = Proposal.objects.create(consultation=row, text=text, part=part, author_id=by.person, at=at)
        audit.record(at=at, by=by, act="proposal_made", about=made, detail={})
    return made


def review(*, proposal: Proposal, texts: tuple[str, str], decision: Review, by: Actor, at: datetime) -> None:
    """Word a proposal (Arabic, French) and publish it, keep it held, or put it aside.

    Raises ``BadInput`` when it would be published without words.
    """
    if decision == Review.PUBLISHED and not any(texts):
        raise BadInput(pair("advocacy.text_needed"), field="text_ar")
    with transaction.atomic():
        proposal.text_ar, proposal.text_fr = texts
        proposal.review = decision
        proposal.save(update_fields=["text_ar", "text_fr", "review"])
        audit.record(at=at, by=by, act="proposal_reviewed", about=proposal, detail={"decision": str(decision)})


def support(*, proposal: Proposal, by: Actor, at: datetime) -> None:
    """Who is signed in stands behind a published proposal, once. Raises :class:`NotNow`."""
    if by.person is None or by.on_behalf_of or proposal.review != Review.PUBLISHED:
        raise NotNow
    with transaction.atomic():
        _open(proposal.consultation, at)
        _, new = Support.objects.get_or_create(proposal=proposal, person_id=by.person)
        if new:
            audit.record(at=at, by=by, act="proposal_supported", about=proposal, detail={})


def count_hands(*, consultation: Consultation, fields: Mapping[str, Any], by: Actor, at: datetime) -> Show:
    """A show of hands, as the facilitator counted it. Raises :class:`NotNow`."""
    with transaction.atomic():
        row = _open(consultation, at)
        made = Show.objects.create(consultation=row, **fields)
        audit.record(at=at, by=by, act="hands_counted", about=row, detail={"present": made.present})
    return made


def close(*, consultation: Consultation, by: Actor, at: datetime) -> None:
    """Close it: what came out is frozen and shown. Raises :class:`NotNow` when it is not open."""
    with transaction.atomic():
        row = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        if row.state != State.OPEN:
            raise NotNow
        row.state, row.closed_at, row.result = State.CLOSED, at, result(row)
        row.save(update_fields=["state", "closed_at", "result"])
        consultation.state, consultation.closed_at, consultation.result = row.state, at, row.result
        audit.record(at=at, by=by, act="consultation_closed", about=row, detail={"people": row.result["people"]})


def feed(*, consultation: Consultation, cause: Cause, by: Actor, at: datetime) -> Fact:
    """What came out becomes a fact of the cause, as it was frozen.

    Raises:
        NotNow: it is not closed, or the cause was sent.
        BadInput: too few took part to say anything.
    """
    if consultation.state != State.CLOSED or not enough(consultation.result):
        raise BadInput(pair("advocacy.feed_few"), field="cause")
    with transaction.atomic():
        row = Cause.objects.select_for_update().get(pk=cause.pk)
        if row.state not in WRITTEN:
            raise NotNow
        assert consultation.closed_at is not None
        first = best(consultation.result)
        figures = {
            "title_ar": consultation.title_ar, "title_fr": consultation.title_fr,
            "people": consultation.result["people"], "best": first,
        }  # fmt: skip
        told = {
            "kind": FactKind.CONSULTED,
            "figures": figures,
            "at": at,
            "on": timezone.localdate(consultation.closed_at),
        }
        fact, _ = Fact.objects.update_or_create(cause=row, measure=f"vote-{consultation.code}", defaults=told)
        audit.record(at=at, by=by, act="cause_fact_added", about=row, detail={"consultation": str(consultation.pk)})
    return fact
