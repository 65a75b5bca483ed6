"""One application a call: what she tells of her work and her project, and where it stands."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.programme.models.people import Participant
from wolouj.programme.models.programmes import TEXT, Call


class Income(models.TextChoices):
    """A band, never a figure; by month, in dirhams."""

    NONE = "none"
    TO_1000 = "to_1000"
    TO_3000 = "to_3000"
    FROM_3000 = "from_3000"


class Schooling(models.TextChoices):
    """How far she went to school."""

    NONE = "none"
    PRIMARY = "primary"
    MIDDLE = "middle"
    SECONDARY = "secondary"
    HIGHER = "higher"


class How(models.TextChoices):
    """Which way a file came in."""

    SELF = "self"
    COACH = "coach"
    FILE = "file"


class State(models.TextChoices):
    """Where an application stands, in words the person reads."""

    DRAFT = "draft"
    RECEIVED = "received"
    STUDIED = "studied"
    INTERVIEW = "interview"
    SELECTED = "selected"
    RESERVE = "reserve"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Application(models.Model):
    """Her file for one call."""

    personal_data: ClassVar[str] = "What she tells of her work, her project and her need. Removed when she asks."
    right_object: ClassVar[str] = "application"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="applications")
    number = models.PositiveIntegerField(null=True, blank=True)
    """Given when it is received: what markers, committee and minutes call it."""
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    how = models.CharField(max_length=5, choices=How)
    step = models.CharField(max_length=10, blank=True)
    """The question where she stopped."""
    activity = models.CharField(max_length=300, blank=True)
    idea = models.TextField(max_length=TEXT, blank=True)
    need = models.TextField(max_length=TEXT, blank=True)
    income = models.CharField(max_length=9, choices=Income, blank=True)
    schooling = models.CharField(max_length=9, choices=Schooling, blank=True)
    dependants = models.PositiveSmallIntegerField(null=True, blank=True)
    told = models.JSONField(default=dict)
    """Criterion -> "yes" or "no": what she answers herself to the conditions of the call."""
    batch = models.ForeignKey("Batch", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The other application of the same person to the same call: worked out from what was said, never typed."""
    link_digest = models.CharField(max_length=64, blank=True, db_index=True)
    link_sealed = models.BinaryField(null=True)
    """The page where who has no account reads how far her file has come."""
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["call", "number", "begun_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "participant"], name="one_application_a_call"),
            models.UniqueConstraint(fields=["call", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(number__isnull=False, received_at__isnull=False),
                name="received_application_is_numbered",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["call", "state"], name="application_state")]

    def __str__(self) -> str:
        return f"application {self.number or self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.participant.bodies()
