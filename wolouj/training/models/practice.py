"""Exercises given at a session, and what each learner answered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.training.models.groups import Learner, Session
from wolouj.training.models.results import OfLearner

REAL = "real"
"""The code of an exercise made of a real notice, open when it was given."""


class Exercise(models.Model):
    """An order given to the group of a session: a mock one, or a real notice as it stood that minute. It is a
    document of its own, never a notice of the house: nothing but this room knows it."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "session"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="exercises")
    code = models.CharField(max_length=16)
    """A key of ``exercises.yaml``, or :data:`REAL`."""
    notice = models.ForeignKey("notices.Notice", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The real notice it was copied from, to lead back to it: nothing is read from it any more."""
    document = models.JSONField(default=dict)
    """The real notice in the shape of the public schema; empty for a mock order, which is in the file."""
    vat = models.CharField(max_length=8, blank=True)
    """What the trainer said of the structure of the exercise, for a real notice: a value of ``VatStatus``."""
    set_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["session", "set_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("set_at")), name="exercise_closes_after"),
            models.CheckConstraint(
                condition=Q(code=REAL) & ~Q(vat="") & ~Q(document={}) | ~Q(code=REAL) & Q(document={}),
                name="exercise_real_or_mock",
            ),
        ]

    @property
    def real(self) -> bool:
        """Whether it is a real notice: then the prices of each are hers alone."""
        return self.code == REAL

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches the session."""
        return self.session.holders()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the group."""
        return self.session.bodies()


class Attempt(OfLearner):
    """The answer of one learner to one exercise; answered again, the last one stays."""

    personal_data: ClassVar[str] = "Invented prices she typed in an exercise, and how they were marked."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="attempts")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    prices = models.JSONField(default=dict)
    """Line number -> unit_cost, unit_price, vat_rate, as text; never floats."""
    vat = models.CharField(max_length=8, blank=True)
    """What she said of the structure's VAT; empty when she did not."""
    met = models.JSONField(default=dict)
    """Rule -> whether it was met, as ``practice.marking.mark`` said that day."""
    tries = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["exercise", "at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["exercise", "learner"], name="attempt_once")]

    @property
    def points(self) -> int:
        """How many rules she met."""
        return sum(1 for met in self.met.values() if met)
