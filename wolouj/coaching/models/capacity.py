"""What a structure said it can do, dated: answers, never a mark."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wolouj.coaching.models.caseload import OfFile


class Answers(models.Model):
    """The fifteen questions answered one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    told_on = models.DateField()
    told_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    answers = models.JSONField()
    """Key of a question -> ``yes``, ``some`` or ``no``."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CapacityReview(Answers, OfFile):
    """What an accompanied person answered one day. Answered again that day, the answers are corrected."""

    personal_data: ClassVar[str] = "What a person's activity does or not yet. Seen by herself, her coach, the manager."
    right_object: ClassVar[str] = "capacity"

    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    structure = models.ForeignKey(
        "structures.Structure", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Her structure in the house, when she has one."""

    class Meta:
        ordering: ClassVar = ["participant", "-told_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "told_on"], name="one_review_a_day"),
        ]


class OwnReview(Answers):
    """The same for a structure that nobody accompanies: told by its own people, seen by them alone."""

    personal_data: ClassVar[str] = (
        "What a structure does or not yet. Seen by its people, and by who acts for one of them; removed with the "
        "structure."
    )
    right_object: ClassVar[str] = "capacity"

    structure = models.ForeignKey("structures.Structure", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["structure", "-told_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "told_on"], name="one_own_review_a_day"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """The people of the structure."""
        return self.structure.owners()
