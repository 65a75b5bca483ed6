"""What became of a commitment, step by step, and the institution's own line about it."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models

PROSE = 1000


def proof_name(_row: Any, filename: str) -> str:
    """A random place for a proof; only the suffix we gave it is kept."""
    return f"commitments/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class CommitmentState(models.TextChoices):
    """How far a promise has come, as a person says. *Late* is no state: it is worked out from the day."""

    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    """The institution says it again, with who and by when."""
    UNDER_WAY = "under_way"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    WITHDRAWN = "withdrawn"


class CommitmentStep(models.Model):
    """One dated change: a state, or a day that was moved. Never rewritten; a correction is a new step."""

    personal_data: ClassVar[str] = "none: functions are named, not persons"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey("meetings.Commitment", on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=CommitmentState)
    on = models.DateField()
    """The day it happened."""
    at = models.DateTimeField()
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    """The day that was moved, from and to; both empty for a change of state."""
    note_ar = models.TextField(max_length=PROSE, blank=True)
    note_fr = models.TextField(max_length=PROSE, blank=True)
    link = models.URLField(max_length=500, blank=True)
    proof = models.FileField(upload_to=proof_name, max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["commitment", "at", "id"]

    @property
    def moved(self) -> bool:
        """Whether it tells of a day, not of a state."""
        return self.due_before is not None or self.due_after is not None


class Reply(models.Model):
    """The institution's own line, as it gave it: its right of reply. Shown only once a person said yes."""

    personal_data: ClassVar[str] = "The function of who answers for the institution, never a name."

    class How(models.TextChoices):
        """Which way it came."""

        GIVEN = "given"
        """Written down by the body's people, as given to them."""
        LINK = "link"
        """By the secret link sent to the institution."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey("meetings.Commitment", on_delete=models.CASCADE, related_name="replies")
    how = models.CharField(max_length=5, choices=How)
    function = models.CharField(max_length=160)
    """Who speaks for it: a function, a service."""
    text_ar = models.TextField(max_length=PROSE, blank=True)
    text_fr = models.TextField(max_length=PROSE, blank=True)
    on = models.DateField()
    """The day it was given."""
    at = models.DateTimeField()
    review = models.CharField(max_length=10, default="held")
    """A value of ``meetings.Review``."""

    class Meta:
        ordering: ClassVar = ["commitment", "at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text_ar="", text_fr=""), name="reply_has_a_text"),
        ]
