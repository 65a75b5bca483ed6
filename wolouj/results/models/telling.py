"""Facts of a person that her file does not say, told once it was closed: they fill, they never replace."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wolouj.programme.models import Sex, Status


class ToldLater(models.Model):
    """What she told afterwards of what indicators are told apart by. Her file's own words always win."""

    personal_data: ClassVar[str] = "Sex, year of birth, province, status told after selection. Removed when she asks."
    right_object: ClassVar[str] = "after_creation"

    participant = models.OneToOneField(
        "programme.Participant", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    born_in = models.PositiveSmallIntegerField(null=True, blank=True)
    province = models.CharField(max_length=16, blank=True)
    status = models.CharField(max_length=18, choices=Status, blank=True)
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps her file."""
        return self.participant.bodies()
