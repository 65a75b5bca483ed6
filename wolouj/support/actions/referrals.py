"""Sending somebody to a body that may help her, with her consent, and keeping what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from rulebook.engine.format import local
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Participant
from wolouj.support.models import Offer, Referral, ReferralState, ReferralStep, Refusal, Standing
from wolouj.support.states import ANSWERS, may_follow


class NotNow(Exception):
    """This state does not follow the present one."""


@dataclass(frozen=True, slots=True)
class Yes:
    """Her consent: what she agreed to show, in what form she said it, on which day."""

    shows: tuple[str, ...]
    how: str
    on: date


def refer(
    *,
    participant: Participant,
    offer: Offer,
    need: str,
    consent: Yes,
    by: Actor,
    at: datetime,
    after: Referral | None = None,
    is_sample: bool = False,
) -> Referral:
    """Send her there. The body sees her name, her need and what she agreed to show, nothing else.

    Args:
        after: the referral of hers that pointed to this door: from now on each tells of the other.

    Raises:
        BadInput: an offer that is over or was removed, a consent of a day to come, a referral that is open already,
            a file that was forgotten, a person who took back her yes to be accompanied.
    """
    if participant.erased_at is not None or not (participant.name or participant.name_ar):
        raise BadInput(pair("support.refer_nobody"), field="participant")
    if (participant.same_as or participant).stopped_at is not None:
        raise BadInput(pair("programme.stopped"), field="participant")
    _still_there(offer, at)
    if consent.on > local(at).date():
        raise BadInput(pair("support.consent_to_come"), field="on")
    her = participant.same_as or participant
    try:
        with transaction.atomic():
            made = Referral.objects.create(
                participant=her, offer=offer, need=need, shows=sorted(consent.shows), consent_how=consent.how,
                consented_on=consent.on, sent_by=by.person, sent_at=at, is_sample=is_sample,
            )  # fmt: skip
            _step(made, by=by, at=at, heard=False)
            if after is not None and after.participant_id == her.pk and after.other_door_id == offer.pk:
                Referral.objects.filter(pk=after.pk).update(led_to=made)
            detail = {"offer": offer.pk, "shows": made.shows}
            audit.record(at=at, by=by, act="referred", about=made, detail=detail, concerns=her.person_id)
    except IntegrityError as clash:
        raise BadInput(pair("support.referred_already"), field="offer") from clash
    return made


def _still_there(offer: Offer, at: datetime) -> None:
    gone = offer.removed_at or offer.provider.removed_at
    if gone or offer.standing(on=local(at).date()) == Standing.OVER:
        raise BadInput(pair("support.offer_over"), field="offer")


def receive(*, referral: Referral, heard: bool = False, by: Actor, at: datetime) -> None:
    """The body has read it.

    Raises:
        NotNow: it is not waiting to be read.
    """
    with transaction.atomic():
        row = _locked(referral, ReferralState.RECEIVED)
        _move(row, ReferralState.RECEIVED, {"received_at": at}, heard=heard, by=by, at=at)
    _copy(row, referral)


def answer(
    *,
    referral: Referral,
    state: str,
    words: str,
    refusal: str = "",
    other_door: Offer | None = None,
    heard: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """The body's answer: accepted, refused with its reason, or redirected to another offer.

    Args:
        heard: written by the association as it was told, on a call or a visit.

    Raises:
        NotNow: no answer is owed any more.
        BadInput: a yes that does not say where to go, a refusal without reason, a redirection that points nowhere.
    """
    if state == ReferralState.REFUSED and (refusal not in Refusal.values or not words):
        raise BadInput(pair("support.refusal_needs"), field="refusal")
    if state == ReferralState.ACCEPTED and not words:
        raise BadInput(pair("support.accept_needs"), field="words")
    if state == ReferralState.REDIRECTED and (other_door is None or other_door.pk == referral.offer_id):
        raise BadInput(pair("support.redirect_needs"), field="other_door")
    if state not in ANSWERS:
        raise NotNow
    with transaction.atomic():
        row = _locked(referral, state)
        fields = {
            "received_at": row.received_at or at, "answered_at": at, "answer": words,
            "refusal": refusal if state == ReferralState.REFUSED else "",
            "other_door": other_door if state == ReferralState.REDIRECTED else None,
        }  # fmt: skip
        _move(row, ReferralState(state), fields, heard=heard, by=by, at=at)
    _copy(row, referral)


def withdraw(*, referral: Referral, by: Actor, at: datetime) -> None:
    """She takes her consent back: the body sees nothing of it from this instant.

    Raises:
        NotNow: it was taken back already.
    """
    with transaction.atomic():
        row = _locked(referral, ReferralState.WITHDRAWN)
        _move(row, ReferralState.WITHDRAWN, {"withdrawn_at": at}, heard=False, by=by, at=at)
    _copy(row, referral)


def forget(*, referrals: Iterable[Referral], by: Actor, at: datetime) -> int:
    """Empty what was written of her: that a referral took place stays countable, naming nobody."""
    rows = list(referrals)
    with transaction.atomic():
        for row in rows:
            row.need, row.answer, row.shows = "", "", []
            row.withdrawn_at = row.withdrawn_at or at
            row.state = ReferralState.WITHDRAWN
            row.save(update_fields=["need", "answer", "shows", "withdrawn_at", "state"])
            audit.record(at=at, by=by, act="referral_forgotten", about=row)
    return len(rows)


def _locked(referral: Referral, after: str) -> Referral:
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if not may_follow(row.state, after):
        raise NotNow
    return row


def _move(row: Referral, state: ReferralState, fields: dict[str, Any], *, heard: bool, by: Actor, at: datetime) -> None:
    row.state = state
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *fields])
    _step(row, by=by, at=at, heard=heard)
    person = Participant.objects.values_list("person", flat=True).get(pk=row.participant_id)
    detail = {"state": str(state), "heard": heard}
    audit.record(at=at, by=by, act="referral_moved", about=row, detail=detail, concerns=person)


def _step(row: Referral, *, by: Actor, at: datetime, heard: bool) -> None:
    ReferralStep.objects.create(referral=row, state=row.state, by=by.person, at=at, heard=heard)


def _copy(row: Referral, into: Referral) -> None:
    """The caller's row tells what the database now holds."""
    for field in ("state", "received_at", "answered_at", "answer", "refusal", "other_door_id", "withdrawn_at"):
        setattr(into, field, getattr(row, field))
