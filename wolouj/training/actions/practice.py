"""The practice mode: an exercise is given, answered, marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.training.models import Attempt, Exercise, Learner, Session
from wolouj.training.practice.marking import Marked, mark, mocks

MOST = 10
"""Exercises of one session."""
Prices = Mapping[str, Mapping[str, Decimal | None]]


def set_exercise(*, session: Session, code: str, closes_at: datetime, by: Actor, at: datetime) -> Exercise:
    """Give a mock order to the group of a session.

    Raises:
        BadInput: it would close before it opens, or the session holds as many as it may.
    """
    if closes_at <= at:
        raise BadInput(pair("training.closes_in_the_past"), field="closes_at")
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        if session.exercises.count() >= MOST:
            raise BadInput(pair("training.exercises_full", most=MOST))
        row = Exercise.objects.create(session=session, code=mocks()[code].code, set_at=at, closes_at=closes_at)
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
    marked = mark(mocks()[exercise.code], prices, vat, set_at=exercise.set_at, closes_at=exercise.closes_at, at=at)
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
        mocks()[exercise.code], prices, attempt.vat, set_at=exercise.set_at, closes_at=exercise.closes_at, at=attempt.at
    )
