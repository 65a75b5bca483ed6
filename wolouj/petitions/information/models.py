"""A request for information to an administration (law 31-13), and each dated step after it."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

TEXT = 2000


class RequestState(models.TextChoices):
    """How far it has come. *Late* is no state: it is worked out from the days the law gives."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    """What was asked was given, whole or enough."""
    REFUSED = "refused"
    """In writing; silence is no state either."""
    HEAD = "head"
    """The head of the administration was written to."""
    HEAD_REPLIED = "head_replied"
    """The head replied, without giving it."""
    COMMISSION = "commission"
    """The commission on access to information was seized."""
    COMMISSION_REPLIED = "commission_replied"
    COURT = "court"
    CLOSED = "closed"
    """Left at that."""


def proof_name(_row: Any, filename: str) -> str:
    """A random place for a proof; only the suffix we gave it is kept."""
    return f"requests/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class InformationRequest(models.Model):
    """What is asked, of whom: a person's own, or a body's."""

    personal_data: ClassVar[str] = "The person who asks, when it is her own request; erased with her."
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey("people.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    petition = models.ForeignKey(
        "petitions.Petition", null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    """The petition its figures are for, when there is one."""
    institution_ar = models.CharField(max_length=200, blank=True)
    institution_fr = models.CharField(max_length=200, blank=True)
    asked_ar = models.TextField(max_length=TEXT, blank=True)
    asked_fr = models.TextField(max_length=TEXT, blank=True)
    urgent = models.BooleanField(default=False)
    """To protect the life, the safety or the freedom of people."""
    state = models.CharField(max_length=18, choices=RequestState, default=RequestState.DRAFT)
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(asked_ar="", asked_fr=""), name="request_asks_something"),
            models.CheckConstraint(condition=~Q(institution_ar="", institution_fr=""), name="request_has_an_address"),
            models.CheckConstraint(
                condition=Q(person=None, body__isnull=False) | Q(person__isnull=False, body=None), name="request_of_one"
            ),
        ]

    def __str__(self) -> str:
        return self.institution_fr or self.institution_ar

    @property
    def right_object(self) -> str:
        """Its line in the table of rights: a person's own is never her body's."""
        return "information" if self.body_id is None else "body_information"

    def owners(self) -> set[uuid.UUID]:
        """The person who asks, when it is her own."""
        return {self.person_id} if self.person_id else set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that asks, when it is one's."""
        return {self.body_id} if self.body_id else set()


class RequestStep(models.Model):
    """One dated step, with what shows it. Never rewritten; a correction is a new step."""

    personal_data: ClassVar[str] = "A letter that answers a person may name her; erased with her request."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=18, choices=RequestState)
    on = models.DateField()
    at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    note = models.TextField(max_length=TEXT, blank=True)
    proof = models.FileField(upload_to=proof_name, max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "at", "id"]
