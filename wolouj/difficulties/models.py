"""What somebody told of the road to public purchasing: one difficulty, once, with its source protected."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

WORDS = 500
"""Characters of what she says in her words."""
MOST_COST = Decimal("10000000")
"""Dirhams: a greater cost is a slip of the finger, not a small bidder's."""


class Step(models.TextChoices):
    """Where on the road: from the account to the money."""

    ACCOUNT = "account"
    FIND = "find"
    READ = "read"
    PREPARE = "prepare"
    DEPOSIT = "deposit"
    ANSWER = "answer"
    """After the deposit: the invitation to confirm, the result."""
    DELIVER = "deliver"
    PAID = "paid"


class BuyerKind(models.TextChoices):
    """What sort of buyer it happened with; empty when not told."""

    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"
    STATE = "state"
    ESTABLISHMENT = "establishment"


class SourceKind(models.TextChoices):
    """Where it was told. The id beside it belongs to a room above, which this one never looks into."""

    HERSELF = "herself"
    MEETING = "meeting"
    VISIT = "visit"
    NOTICE = "notice"
    """A notice she declined."""
    QUOTE = "quote"
    """A quote lost or given up."""


class Telling(models.Model):
    """One difficulty told once. The same again from the same source is the same row."""

    personal_data: ClassVar[str] = (
        "Who told it (when she is known), her words, her province. Who: herself and those she mandated to accompany "
        "her. Her words: her association, only if she agreed. Deleted when she takes it back or is erased."
    )
    right_object: ClassVar[str] = "difficulty"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Whose register it stands in: the organiser, or who accompanies her; nobody's when nobody does."""
    code = models.CharField(max_length=16)
    """A key of ``codes.yaml``."""
    step = models.CharField(max_length=8, choices=Step)
    articles = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """As the rulebook signs them."""
    buyer_kind = models.CharField(max_length=13, choices=BuyerKind, blank=True)
    province = models.CharField(max_length=16, blank=True)
    """HCP code."""
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    """What it cost her, in dirhams, as she says."""
    words = models.CharField(max_length=WORDS, blank=True)
    words_ok = models.BooleanField(default=False)
    """Whether her association may read her words, without her name."""
    source = models.CharField(max_length=8, choices=SourceKind)
    source_id = models.CharField(max_length=64)
    """The row above, or the day for what is told without one."""
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    """Who told it; empty for hands counted at a meeting."""
    voices = models.PositiveSmallIntegerField(default=1)
    """How many hands, when nobody is named; 1 for a person."""
    told_on = models.DateField()
    told_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-told_on", "-told_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "code", "source", "source_id"], condition=Q(person__isnull=False),
                name="told_once_by_a_person",
            ),
            models.UniqueConstraint(
                fields=["body", "code", "source", "source_id"], condition=Q(person__isnull=True),
                name="hands_counted_once", nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(person__isnull=True) | Q(voices=1), name="a_person_is_one_voice"),
            models.CheckConstraint(condition=Q(voices__gte=1), name="some_voice"),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["code", "told_on"], name="telling_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """Who told it."""
        return {self.person_id} if self.person_id else set()

    def bodies(self) -> set[uuid.UUID]:
        """Whose register it stands in."""
        return {self.body_id} if self.body_id else set()
