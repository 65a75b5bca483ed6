"""A document handed out at a meeting."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


def handout_name(_row: Any, filename: str) -> str:
    """A random place for a document; only the suffix we gave it is kept."""
    return f"handouts/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Handout(models.Model):
    """One document, of the meeting or of a line of its agenda; anybody who has the meeting's page may take it."""

    personal_data: ClassVar[str] = "none: a speaker's document, which names whom it names in public"
    right_object: ClassVar[str] = "gathering"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="handouts")
    intervention = models.ForeignKey(
        "meetings.Intervention", null=True, blank=True, on_delete=models.SET_NULL, related_name="handouts"
    )
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    file = models.FileField(upload_to=handout_name, max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["meeting", "added_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="handout_has_a_title"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()
