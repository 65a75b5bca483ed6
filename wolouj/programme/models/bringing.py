"""Spreadsheets brought in, files that may be one person's, and what a person said of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.foundation.fields import EncryptedText
from wolouj.programme.models.people import Participant
from wolouj.programme.models.programmes import Call


class Batch(models.Model):
    """A spreadsheet brought in: what was read waits, encrypted, until a person says yes; then it is forgotten."""

    personal_data: ClassVar[str] = (
        "Rows of a spreadsheet, encrypted, until a person confirms or drops them; afterwards only counts and the "
        "reasons of refusals, which quote no cell."
    )
    right_object: ClassVar[str] = "intake"

    class State(models.TextChoices):
        READ = "read"
        BROUGHT = "brought"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="batches")
    file = models.CharField(max_length=160)
    state = models.CharField(max_length=7, choices=State, default=State.READ)
    rows = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    """Heading of the file -> what it was taken for, or nothing."""
    refusals = models.JSONField(default=list)
    """Row, field, text in both languages."""
    waiting = EncryptedText(blank=True, default="")
    read_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-read_at", "id"]

    def __str__(self) -> str:
        return self.file

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.call.programme.body_id}


class Pair(models.Model):
    """Two files that may be one person's."""

    right_object: ClassVar[str] = "intake"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class DuplicateProposal(Pair):
    """Two files that look like one person's, how much, and why. A person decides."""

    personal_data: ClassVar[str] = "Ids of two files and coded reasons."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-score", "found_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kept", "other"], name="participant_proposed_once")]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.kept.body_id}


class ParticipantMerge(Pair):
    """What a person said: these two files are one person's; and when it was taken back."""

    personal_data: ClassVar[str] = "Ids of two files and of who said it."

    id = models.BigAutoField(primary_key=True)
    kept = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    reasons = models.JSONField(default=list)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    undone_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.kept.body_id}


class ParticipantApart(Pair):
    """What a person said: these two files are two persons'. They are not proposed again."""

    personal_data: ClassVar[str] = "Ids of two files and of who said it."

    id = models.BigAutoField(primary_key=True)
    one = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    undone_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at=None), name="said_apart_once")
        ]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.one.body_id}
