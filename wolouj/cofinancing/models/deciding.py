"""The committee's day: who sits, who leaves the room for a file, what is decided, frozen in minutes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.cofinancing.models.files import TEXT, OfFile, Request
from wolouj.cofinancing.models.ledger import BudgetLine
from wolouj.cofinancing.models.terms import Terms, money
from wolouj.programme.models.programmes import OfBody


class Sitting(OfBody):
    """One day of the committee on the requests of a call. Several may follow; one at a time is open."""

    personal_data: ClassVar[str] = "Its minutes name its members and the numbers of files."
    right_object: ClassVar[str] = "granting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place_ar = models.CharField(max_length=160, blank=True)
    place_fr = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    papers = models.JSONField(default=dict)
    """Language -> what the page of the minutes is given, frozen when they are approved."""

    class Meta:
        ordering: ClassVar = ["terms", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "number"], name="sitting_number_once"),
            models.UniqueConstraint(fields=["terms"], condition=Q(approved_at=None), name="one_open_sitting"),
        ]

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.terms.bodies()


class Member(models.Model):
    """Who sits: name, quality, here or not. She signs the minutes on paper."""

    personal_data: ClassVar[str] = "Name and quality of who sits: on the body's minutes, never on a public page."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    quality_ar = models.CharField(max_length=160, blank=True)
    quality_fr = models.CharField(max_length=160, blank=True)
    here = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["sitting", "position", "id"]


class Away(models.Model):
    """A member who leaves the room for one file: she is not counted for it."""

    personal_data: ClassVar[str] = "Which member declared a conflict on which file."

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aways")
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "request"], name="away_once")]


class Verdict(models.TextChoices):
    """What the committee says of a file."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Ruling(OfFile):
    """The committee's decision on one file, with its reason. The person reads it once the minutes are approved."""

    personal_data: ClassVar[str] = "Why a project was accepted or refused, and for how much. She reads it."

    request = models.OneToOneField(Request, primary_key=True, on_delete=models.CASCADE, related_name="ruling")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="rulings")
    verdict = models.CharField(max_length=8, choices=Verdict)
    amount = money(null=True, blank=True)
    line = models.ForeignKey(BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Which donor's money."""
    reason_ar = models.CharField(max_length=TEXT)
    reason_fr = models.CharField(max_length=TEXT)
    decided_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verdict="refused", amount=None, line=None)
                | Q(verdict="accepted", amount__gt=0, line__isnull=False),
                name="ruling_has_its_money",
            ),
        ]

    @property
    def money(self) -> BudgetLine:
        """The line an accepted file is paid from."""
        assert self.line is not None  # the constraint above
        return self.line
