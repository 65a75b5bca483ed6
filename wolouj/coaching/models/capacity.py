"""What a structure said it can do, dated: answers, never a mark."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wolouj.coaching.models.caseload import OfFile


class CapacityReview(OfFile):
    """The fifteen questions answered one day. Answered again that day, the answers are corrected."""

    personal_data: ClassVar[str] = "What a person's activity does or not yet. Seen by herself, her coach, the manager."
    right_object: ClassVar[str] = "capacity"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    structure = models.ForeignKey(
        "structures.Structure", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Her structure in the house, when she has one."""
    told_on = models.DateField()
    told_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    answers = models.JSONField()
    """Key of a question -> ``yes``, ``some`` or ``no``."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["participant", "-told_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "told_on"], name="one_review_a_day"),
        ]
