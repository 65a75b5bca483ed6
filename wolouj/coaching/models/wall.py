"""A second coach, named for one person and one quote, when her coach also accompanies a rival."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wolouj.coaching.models.caseload import OfFile


class SecondCoach(OfFile):
    """For this quote, somebody else accompanies her. She gives her mandate herself."""

    personal_data: ClassVar[str] = "Who accompanies a person for one quote, beside her coach."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    quote = models.OneToOneField("bids.Quote", on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-named_at", "id"]
        indexes: ClassVar = [models.Index(fields=["coach"], name="second_coach_of")]
