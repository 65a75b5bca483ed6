"""The one way a file moves: held, the table asked, the hand checked and kept, the day and the words written."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing import duties
from wolouj.cofinancing.models import Event, Hand, Request
from wolouj.cofinancing.states import Duty, step_of
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair


def held(request: Request) -> Request:
    """The file, nobody else's until the end of the transaction."""
    rows = Request.objects.select_for_update(of=("self",))
    return rows.select_related("terms__call__programme", "application__participant").get(pk=request.pk)


def within_days(on: date, first: date | None, at: datetime) -> None:
    """Nothing happens before what allows it, nor on a day to come.

    Args:
        first: the first day it may be; ``None``: any day until today.

    Raises:
        BadInput: about the field ``on``.
    """
    last = local(at).date()
    if on > last:
        raise BadInput(pair("cofinancing.day_not_yet"), field="on")
    if first is not None and on < first:
        key = "day_only" if first == last else "day_between"
        raise BadInput(pair(f"cofinancing.{key}", start=first, end=last), field="on")


def take_hand(request: Request, duty: Duty, *, by: Actor, at: datetime) -> None:
    """Check that this person may hold this duty on this file, and keep that she does.

    Raises:
        BadInput: she holds another duty on it, or it is her own file.
    """
    if duty not in duties.APART:
        return
    hands = dict(request.hands.values_list("person", "duty"))
    if why := duties.barred(duty, by.person, hands, request.owners()):
        raise BadInput(pair(f"cofinancing.{why}"))
    if by.person is not None and by.person not in hands:
        Hand.objects.create(request=request, person=by.person, duty=duty.value, at=at)


def move(request: Request, act: str, *, by: Actor, at: datetime, note: str = "", turn: int | None = None) -> None:
    """Bring a held file one step further. Call it inside a transaction, on what :func:`held` returned.

    Raises:
        BadInput: the table of states refuses it, or the hand is not free.
    """
    step = step_of(request.state, act, turn=request.turn)
    if step is None:
        raise BadInput(pair("cofinancing.not_now"))
    take_hand(request, step.duty, by=by, at=at)
    request.state, request.since = step.after.value, at
    if turn is not None:
        request.turn = turn
    request.save()
    Event.objects.create(
        request=request, act=act, state=request.state, turn=request.turn, at=at, by_id=by.person, note=note
    )
    audit.record(
        at=at, by=by, act="cofinancing_moved", about=request, concerns=request.application.participant.person_id,
        detail={"act": act, "state": request.state, "turn": request.turn},
    )  # fmt: skip


def moved(*, request: Request, act: str, by: Actor, at: datetime, note: str = "") -> Request:
    """A step that needs nothing else: held, moved, returned."""
    with transaction.atomic():
        row = held(request)
        move(row, act, by=by, at=at, note=note)
    return row
