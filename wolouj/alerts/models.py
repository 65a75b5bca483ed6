"""How each person wants to be told, what she follows, and the secret addresses of her feeds."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.foundation import secret_links
from wolouj.foundation.outbox.models import Channel

CEILINGS = (1, 3, 5)
"""Alerts a day one may ask for."""
WORDING = "2026-11"
"""Which wording of the question a person says yes to; changes when ``words.yaml`` asks for more."""


class Choice(models.Model):
    """How a person wants to be told of one of her structures; without a structure, of those she accompanies.

    Without a row, everything waits for her in the house and nothing leaves.
    """

    personal_data: ClassVar[str] = "By which way and at what hour she wants to be told, and her yes; goes with her."
    right_object: ClassVar[str] = "alert"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    structure = models.ForeignKey("structures.Structure", null=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.PAGE)
    hour = models.PositiveSmallIntegerField(null=True)
    """The hour of the day, in Casablanca; null: as notices come."""
    quiet_from = models.PositiveSmallIntegerField(default=21)
    quiet_to = models.PositiveSmallIntegerField(default=7)
    """Between these hours nothing leaves; equal: there are no quiet hours."""
    ceiling = models.PositiveSmallIntegerField(default=3)
    agreed_at = models.DateTimeField(null=True)
    """Her yes to be written to outside the house; asked again when ``wording`` is an older one."""
    wording = models.CharField(max_length=20, blank=True)
    stopped_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "structure"], name="one_choice_a_structure", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(ceiling__in=CEILINGS), name="choice_ceiling"),
            models.CheckConstraint(
                condition=Q(hour=None) | Q(hour__lte=23), name="choice_hour"
            ),
            models.CheckConstraint(condition=Q(quiet_from__lte=23, quiet_to__lte=23), name="choice_quiet"),
            models.CheckConstraint(condition=Q(channel="page") | Q(agreed_at__isnull=False), name="choice_agreed"),
        ]  # fmt: skip

    def owners(self) -> set[uuid.UUID]:
        """Whose choice it is."""
        return {self.person_id}


class Follow(models.Model):
    """A notice a person asked to be told of: its changes, its cancellation, its end."""

    personal_data: ClassVar[str] = "Which notices she follows; goes with her."

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "notice"], name="followed_once")]


class FeedLink(models.Model):
    """The secret address of the feed and the calendar of a structure, one for each of its people."""

    personal_data: ClassVar[str] = "A secret that opens what fits her structure, sealed; withdrawn with her."

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    structure = models.ForeignKey("structures.Structure", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "structure"], name="one_feed_a_person_and_structure")
        ]

    @property
    def token(self) -> str:
        """The secret, to show it to her again."""
        return secret_links.opened(self.sealed)
