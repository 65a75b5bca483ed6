"""What people told of the councils of their territory: days of sessions, consultative bodies set up or not."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.advocacy.models.causes import SOURCE


class Told(models.Model):
    """What somebody of a body told about a council, with the source and the day."""

    right_object: ClassVar[str] = "cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=16)
    """HCP code of the commune, the province or the region."""
    source = models.CharField(max_length=SOURCE)
    """Who said it, which document."""
    told_on = models.DateField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Who keeps it."""
        return {self.body_id}


class SessionKind(models.TextChoices):
    """What sort of session."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class Session(Told):
    """A session of a council on days that people told. A last day for the agenda stands only where it was told."""

    personal_data: ClassVar[str] = "none: public affairs"

    level = models.CharField(max_length=8)
    """A rung of ``reference.territories``."""
    kind = models.CharField(max_length=13, choices=SessionKind, default=SessionKind.ORDINARY)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    agenda_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(agenda_until=None) | Q(agenda_until__lte=F("starts_on")), name="agenda_before_session"
            ),
        ]


class SetUp(Told):
    """Whether a consultative body is set up beside a council, as somebody told; the last told counts."""

    personal_data: ClassVar[str] = "none: public affairs"

    kind = models.CharField(max_length=20)
    """A key of ``consultative.yaml``."""
    is_set_up = models.BooleanField()
    told_at = models.DateTimeField(null=True)
    """Of two told on one day, which came last."""
    members = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "place", "-told_on", "id"]
