"""An edition that ends: its results, its lessons with their evidence, what the next call made of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

TEXT = 600
"""Characters of a lesson, of its evidence, of what was made of it."""


class OfCall(models.Model):
    """What belongs to the body that runs a call."""

    right_object: ClassVar[str] = "results"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.call.bodies()  # type: ignore[attr-defined, no-any-return]


class Edition(OfCall):
    """A call that was closed, with the frozen period that tells its results."""

    personal_data: ClassVar[str] = "none"

    call = models.OneToOneField("programme.Call", primary_key=True, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("results.Period", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    by = models.UUIDField(null=True)


class Extract(OfCall):
    """The extract for researchers of a closed edition, made once: taken again it is the same, so that two of them
    subtracted tell nothing of who came or changed in between."""

    personal_data: ClassVar[str] = "none: rows told alike by five people at least, without a name, a number or an id"

    call = models.OneToOneField("programme.Call", primary_key=True, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    """As they leave: lists of texts in the order of ``exporting.anonymous.HEAD``."""
    generalised = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    least = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    by = models.UUIDField(null=True)


class Lesson(OfCall):
    """Something an edition taught: what was seen, what shows it, what to change."""

    personal_data: ClassVar[str] = "none: what an edition taught, in words that should name nobody"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey("programme.Call", on_delete=models.CASCADE, related_name="+")
    text_ar = models.CharField(max_length=TEXT, blank=True)
    text_fr = models.CharField(max_length=TEXT, blank=True)
    figure = models.ForeignKey(
        "results.PeriodFigure", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The frozen figure that shows it."""
    evidence = models.CharField(max_length=TEXT, blank=True)
    """What shows it otherwise: a meeting, a visit, a count, with its date."""
    change_ar = models.CharField(max_length=TEXT, blank=True)
    change_fr = models.CharField(max_length=TEXT, blank=True)
    """What to do differently next time."""
    made_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["call", "made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="lesson_has_a_text"),
            models.CheckConstraint(condition=Q(figure__isnull=False) | ~Q(evidence=""), name="lesson_has_evidence"),
        ]

    def __str__(self) -> str:
        return self.text_fr or self.text_ar


class Carried(OfCall):
    """What the design of a later call made of a lesson: taken up, or not and why."""

    personal_data: ClassVar[str] = "none"

    id = models.BigAutoField(primary_key=True)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="carried")
    call = models.ForeignKey("programme.Call", on_delete=models.CASCADE, related_name="+")
    kept = models.BooleanField()
    how = models.CharField(max_length=TEXT)
    """What changed in this call, or why nothing did."""
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["lesson", "at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "call"], name="carried_once"),
            models.CheckConstraint(condition=~Q(how=""), name="carried_says_how"),
        ]
