"""A path of modules, as one body teaches it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

THRESHOLD = 80
"""Share of the half-days, in per cent, that most programmes ask for a certificate."""


class OfBody(models.Model):
    """What belongs to a body and to no person."""

    right_object: ClassVar[str] = "training"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class Path(OfBody):
    """The modules a body teaches one after another, and how much of them a certificate asks."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    threshold = models.PositiveSmallIntegerField(default=THRESHOLD)
    """Per cent of the half-days held while she was in the group."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="path_has_a_name"),
            models.CheckConstraint(condition=Q(threshold__gte=1, threshold__lte=100), name="path_threshold"),
        ]

    def __str__(self) -> str:
        return self.name_fr or self.name_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches it."""
        return {self.body_id}


class Module(OfBody):
    """One module of a path."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=16)
    """A key of ``modules.yaml``, or :data:`wolouj.training.modules.OWN`."""
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    aim_ar = models.CharField(max_length=300, blank=True)
    aim_fr = models.CharField(max_length=300, blank=True)
    half_days = models.PositiveSmallIntegerField(default=2)
    """How long it usually takes; a session may take longer or shorter."""

    class Meta:
        ordering: ClassVar = ["path", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="module_has_a_name"),
            models.CheckConstraint(condition=Q(half_days__gte=1, half_days__lte=20), name="module_half_days"),
        ]

    def __str__(self) -> str:
        return self.name_fr or self.name_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches it."""
        return {self.path.body_id}
