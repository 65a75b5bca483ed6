"""Somebody sent to a body that may help her, with her consent: what is told of her, and what the body answers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.programme.models import Participant
from wolouj.programme.models.people import ConsentHow as ConsentHow
from wolouj.support.models.directory import TEXT, Offer


class ReferralState(models.TextChoices):
    """Where it stands, in words she reads."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    """She took her consent back: the body sees nothing any more."""


class Refusal(models.TextChoices):
    """Why a body says no, coded so that it can be counted; its own words stand beside."""

    NOT_FOR_HER = "not_for_her"
    """She does not meet a condition."""
    CLOSED = "closed"
    FULL = "full"
    PAPERS = "papers"
    PLACE = "place"
    OTHER = "other"


class Shared(models.TextChoices):
    """What she may agree to show, one by one. Her name always goes: there is no referral without it."""

    PHONE = "phone"
    PLACE = "place"
    SPOKEN = "spoken"
    AGE = "age"
    STATUS = "status"


class Referral(models.Model):
    """One person, one offer, one consent: for this purpose, to this body, for what is listed."""

    personal_data: ClassVar[str] = (
        "Who was sent to which offer, what she needs, which facts she agreed to show, and the answer. Seen by the "
        "association that sent her and, while her consent lives, by the officers of the body. Emptied when she asks."
    )
    right_object: ClassVar[str] = "referral"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.SENT)
    need = models.TextField(max_length=TEXT, blank=True)
    """What she asks for, in the words agreed with her."""
    shows = models.JSONField(default=list)
    """Values of :class:`Shared` she agreed to."""
    consent_how = models.CharField(max_length=6, choices=ConsentHow)
    consented_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.UUIDField(null=True)
    """The person of the association who sent her, and owes her the news."""
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=11, choices=Refusal, blank=True)
    answer = models.TextField(max_length=TEXT, blank=True)
    """The body's own words, for her."""
    led_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="came_from")
    """The referral that followed a redirection."""
    other_door = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Where a redirection points."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-sent_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "offer"], condition=Q(state__in=["sent", "received"]),
                name="one_open_referral_an_offer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "received", "withdrawn"]) | Q(answered_at__isnull=False),
                name="answered_referral_is_dated",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["state", "sent_at"], name="referral_state")]

    def __str__(self) -> str:
        return f"referral {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The association that keeps her file."""
        return self.participant.bodies()


class ReferralStep(models.Model):
    """What happened to a referral, when, and who wrote it down. Steps are added, never changed."""

    personal_data: ClassVar[str] = "Who wrote a step (an id). Removed with the referral."

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=ReferralState)
    heard = models.BooleanField(default=False)
    """Written by the association as it heard it (a call, a visit), not by the body itself."""
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["referral", "at", "id"]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"
