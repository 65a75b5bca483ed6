"""What a person and her coach agreed: three goals, and dated actions, hers or the coach's, done or not."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.coaching.models.caseload import OfFile

GOALS = 3
"""Open goals at a time."""
TEXT = 300


class PlanGoal(OfFile):
    """One of her goals, in the words it was said in."""

    personal_data: ClassVar[str] = (
        "What a person wants to reach, in her words or her coach's, and who noted it. Removed when she asks."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TEXT)
    noted_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who wrote these words, the last; null where nobody knows any more."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reached = models.BooleanField(null=True, blank=True)
    """Once closed: reached, or left aside."""

    class Meta:
        ordering: ClassVar = ["participant", "position", "opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "position"], condition=Q(closed_at=None), name="one_open_goal_a_place"
            ),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=GOALS), name="three_goals"),
            models.CheckConstraint(
                condition=Q(closed_at=None, reached=None) | Q(closed_at__isnull=False, reached__isnull=False),
                name="closed_goal_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Doer(models.TextChoices):
    """Who is to do it."""

    HER = "her"
    COACH = "coach"
    TOGETHER = "together"


class PlanAction(OfFile):
    """One thing to do, by somebody, by a day."""

    personal_data: ClassVar[str] = (
        "What a person or her coach is to do, by when, and who noted it. Removed when she asks."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(PlanGoal, on_delete=models.CASCADE, related_name="actions")
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=TEXT)
    noted_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who wrote these words, the last; null where nobody knows any more."""
    doer = models.CharField(max_length=8, choices=Doer, default=Doer.HER)
    due = models.DateField()
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["participant", "due", "made_at"]
        indexes: ClassVar = [
            models.Index(fields=["participant", "due"], condition=Q(done_on=None), name="action_waiting"),
        ]

    def __str__(self) -> str:
        return self.text
