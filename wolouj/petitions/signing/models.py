"""What is kept of those who sign: counts; and, once the CNDP authorised it, lines that lie encrypted until a day.

A line is kept apart from every file of the house: no key leads from it to a person, and nobody but the keeper that the
authorisation names opens it. Law 09-08, article 12 (certain) asks the authorisation beforehand; how long a list may be
kept is not established, so the day comes from the authorisation itself.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.foundation.fields import EncryptedText, masked


class Authorisation(models.Model):
    """What the CNDP allowed for one petition, as the operator recorded it; one at a time is live."""

    personal_data: ClassVar[str] = "The keeper: a person of the body, by her account."
    right_object: ClassVar[str] = "authorisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.PROTECT, related_name="authorisations")
    number = models.CharField(max_length=60)
    granted_on = models.DateField()
    purpose = models.CharField(max_length=500)
    keep_until = models.DateField()
    """The last day lines may be kept; they are erased the day after."""
    keeper = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["petition", "recorded_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition"], condition=Q(ended_on=None), name="one_live_authorisation"),
            models.CheckConstraint(condition=Q(keep_until__gt=F("granted_on")), name="authorisation_kept_after"),
        ]

    def live(self, on: date) -> bool:
        """Whether lines may be entered and read that day."""
        return self.ended_on is None and self.granted_on <= on <= self.keep_until

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class Batch(models.Model):
    """Paper sheets of one province counted together, or a count read on the State's portal."""

    personal_data: ClassVar[str] = "The name of who counted, on the desk of the body alone."
    right_object: ClassVar[str] = "petition"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    province = models.CharField(max_length=14, blank=True)
    """HCP code; empty for signatures given on the State's portal."""
    sheets = models.PositiveSmallIntegerField(default=0)
    counted = models.PositiveIntegerField()
    """Valid signatures found on the sheets."""
    set_aside = models.PositiveIntegerField(default=0)
    """Lines left out when counting: unreadable, unsigned, from elsewhere."""
    withdrawn = models.PositiveIntegerField(default=0)
    twice = models.PositiveIntegerField(default=0)
    """Counted ones found to be a second signature of the same person."""
    counted_by = models.CharField(max_length=120)
    counted_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["petition", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "number"], name="batch_number_once"),
            models.CheckConstraint(
                condition=Q(counted__gte=F("withdrawn") + F("twice")), name="batch_not_below_zero"
            ),
        ]  # fmt: skip

    @property
    def standing(self) -> int:
        """The signatures that count."""
        return self.counted - self.withdrawn - self.twice

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body the petition is prepared with."""
        return self.petition.bodies()


class Scan(models.Model):
    """The picture of the sheets of a batch, encrypted; none is kept without an authorisation."""

    personal_data: ClassVar[str] = "Names, numbers and signatures, encrypted; opened by the keeper; erased at the day."

    batch = models.OneToOneField(Batch, primary_key=True, on_delete=models.CASCADE, related_name="scan")
    sealed = models.BinaryField()
    kind = models.CharField(max_length=5)
    """``photo`` or ``pdf``."""
    at = models.DateTimeField()


class Signature(models.Model):
    """One line of a sheet. ``digest`` finds a second signature without reading any number."""

    personal_data: ClassVar[str] = (
        "Name and identity number of who signed, encrypted, shown masked; erased at the day of the authorisation, or "
        "when she withdraws. No key leads to a person of the house."
    )

    id = models.BigAutoField(primary_key=True)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.CASCADE, related_name="signatures")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    province = models.CharField(max_length=14, blank=True)
    number = EncryptedText()
    name = EncryptedText(blank=True, default="")
    digest = models.CharField(max_length=64)
    signed_on = models.DateField()
    """The day she signed, consent on the sheet included."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["petition", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "digest"], name="one_signature_a_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["petition", "province"], name="signatures_by_province")]

    @property
    def masked_number(self) -> str:
        """Her number with only its ends."""
        return masked(self.number)

    @property
    def masked_name(self) -> str:
        """The first letters of her name."""
        return " ".join(f"{word[0]}." for word in self.name.split()[:3])


class Withdrawal(models.Model):
    """Somebody took her signature back. Who, nobody knows any more."""

    personal_data: ClassVar[str] = "none: that one was withdrawn, from which batch, never whose"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.CASCADE, related_name="withdrawals")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    had_line = models.BooleanField()
    """Whether a line was erased with it."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["petition", "at", "id"]


class Rule(models.TextChoices):
    """Why lines were erased."""

    RETENTION = "retention"
    """The day of the authorisation was over."""
    ENDED = "ended"
    """The authorisation ended before."""


class Erasure(models.Model):
    """The proof that lines were erased: how many, when, by which rule."""

    personal_data: ClassVar[str] = "none: counts only"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.CASCADE, related_name="erasures")
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="erasures")
    rule = models.CharField(max_length=9, choices=Rule)
    lines = models.PositiveIntegerField()
    scans = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["petition", "at", "id"]
