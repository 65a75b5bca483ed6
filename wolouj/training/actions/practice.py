"""The practice mode: an exercise is given, answered, marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.training.models import Attempt, Exercise, Learner, Session
from wolouj.training.models.practice import REAL
from wolouj.training.practice import real
from wolouj.training.practice.marking import Marked, mark, mocks, order_of

MOST = 10
"""Exercises of one session."""
Prices = Mapping[str, Mapping[str, Decimal | None]]


def set_exercise(*, session: Session, code: str, closes_at: datetime, by: Actor, at: datetime) -> Exercise:
    """Give a mock order to the group of a session.

    Raises:
        BadInput: it would close before it opens, or the session holds as many as it may.
    """
    return _set(Exercise(session=session, code=mocks()[code].code, set_at=at, closes_at=closes_at), by=by, at=at)


def set_real_exercise(
    *, session: Session, notice: UUID, vat: str, closes_at: datetime, by: Actor, at: datetime
) -> Exercise:
    """Give a real notice to the group of a session, as it stands at ``at``: it is copied, nothing is written to it.

    Args:
        vat: what the structure of the exercise does, a value of ``VatStatus``: the trainer says it.
        closes_at: at the latest when the notice itself closes, if that comes first.

    Raises:
        BadInput: the notice is not open, has no lines or too many, closes too soon, or the session holds enough.
    """
    found = real.document_of(notice, person=by.person, at=at)
    if found is None:
        raise BadInput(pair("training.real_gone"), field="notice")
    document, deadline, public = found
    row = Exercise(
        session=session, code=REAL, document=document, vat=vat, notice_id=notice if public else None, set_at=at,
        closes_at=min(closes_at, deadline),
    )  # fmt: skip
    return _set(row, by=by, at=at)


def _set(row: Exercise, *, by: Actor, at: datetime) -> Exercise:
    if row.closes_at <= at:
        raise BadInput(pair("training.closes_in_the_past"), field="closes_at")
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=row.session_id)
        if Exercise.objects.filter(session=row.session_id).count() >= MOST:
            raise BadInput(pair("training.exercises_full", most=MOST))
        row.save(force_insert=True)
        audit.record(at=at, by=by, act="exercise_set", about=row, detail={"exercise": row.code})
    return row


def answer(
    *, exercise: Exercise, learner: Learner, prices: Prices, vat: str, by: Actor, at: datetime
) -> tuple[Attempt, Marked]:
    """Keep what she answers, marked at ``at``; answered again, the last one stays.

    Raises:
        BadInput: she is not of the group, or figures that the pricing refuses.
    """
    if learner.group_id != exercise.session.group_id:
        raise BadInput(pair("training.not_of_the_group"))
    marked = mark(order_of(exercise), prices, vat, set_at=exercise.set_at, closes_at=exercise.closes_at, at=at)
    told = {
        number: {name: str(value) for name, value in row.items() if value is not None} for number, row in prices.items()
    }
    with transaction.atomic():
        Exercise.objects.select_for_update().get(pk=exercise.pk)
        row = Attempt.objects.filter(exercise=exercise, learner=learner).first()
        row = row or Attempt(exercise=exercise, learner=learner, tries=0)
        row.prices, row.vat, row.at, row.tries = told, vat, at, min(row.tries + 1, 30_000)
        row.met = {str(rule): met for rule, met in marked.met.items()}
        row.save()
        audit.record(at=at, by=by, act="exercise_answered", about=row, detail={"points": marked.points})
    return row, marked


def marked_again(attempt: Attempt) -> Marked:
    """What an attempt was, worked out again as of its own instant."""
    exercise = attempt.exercise
    prices = {number: {name: Decimal(value) for name, value in row.items()} for number, row in attempt.prices.items()}
    return mark(
        order_of(exercise), prices, attempt.vat, set_at=exercise.set_at, closes_at=exercise.closes_at, at=attempt.at
    )
