"""An invitation to a body or to a person, its answer; and a change of day or place, with who was told of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.gatherings.models import BodyKind


class Answer(models.TextChoices):
    """What was answered to an invitation."""

    COMES = "comes"
    SENDS = "sends"
    """Somebody else comes in its place."""
    NOT = "not"


class Invitation(models.Model):
    """One body, or one person with an account, invited to a meeting. Its secret address opens the answer."""

    personal_data: ClassVar[str] = (
        "Who is invited when it is a person; who comes is a registration. For the body's people; forgotten with her."
    )
    right_object: ClassVar[str] = "gathering"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=18, choices=BodyKind)
    name = models.CharField(max_length=160, blank=True)
    """The body's name, as typed; empty for a person of the house, who is named by her account."""
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    link_sealed = models.BinaryField(editable=False)
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    comes = models.PositiveSmallIntegerField(default=0)
    """How many people come."""
    transport = models.BooleanField(default=False)
    children = models.PositiveSmallIntegerField(default=0)
    """How many children to look after meanwhile."""
    answered_at = models.DateTimeField(null=True, blank=True)
    registration = models.ForeignKey(
        "gatherings.Registration", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who comes, once named: she is on the list of the desk."""

    class Meta:
        ordering: ClassVar = ["meeting", "kind", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="person_invited_once"
            ),
            models.CheckConstraint(condition=Q(comes__lte=50, children__lte=50), name="invitation_counts"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's: whoever holds the address answers."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()


class MeetingChange(models.Model):
    """The day, the place or the length changed: what it was, what it is, and who was told."""

    personal_data: ClassVar[str] = "none: days and places; who was told is counted"
    right_object: ClassVar[str] = "gathering"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    day_before = models.DateField()
    day_after = models.DateField()
    place_moved = models.BooleanField(default=False)
    place_ar = models.CharField(max_length=200, blank=True)
    place_fr = models.CharField(max_length=200, blank=True)
    """Where it is held since then."""
    told_at = models.DateTimeField(null=True, blank=True)
    """When a person said that those without an account were told too."""

    class Meta:
        ordering: ClassVar = ["meeting", "-at", "id"]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()
