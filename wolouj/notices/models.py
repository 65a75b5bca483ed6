"""Buyers, notices, lots and lines; and the drafts that wait for a person's yes."""

from __future__ import annotations

import re
import uuid
from typing import ClassVar

from django.db import models

from rulebook.engine.facts import BuyerRules, Category, Procedure
from wolouj.foundation.folding import fold


def _choices(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.name.lower()) for kind in kinds]  # type: ignore[attr-defined]


class Buyer(models.Model):
    """A public buyer, as its name is published. The same commune may stand under several names."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, unique=True)
    """The name folded (case, accents, spaces), so that one name is one row."""
    rulebook = models.CharField(max_length=8, choices=_choices(BuyerRules), default=BuyerRules.UNKNOWN)

    def __str__(self) -> str:
        return self.name


class Source(models.TextChoices):
    """How a notice came in."""

    TYPED = "typed"
    PASTED = "pasted"
    JSON = "json"


class Notice(models.Model):
    """A published notice, confirmed by a person. ``estimate`` includes VAT; ``None`` is "not told"."""

    personal_data: ClassVar[str] = "who entered it; goes with that person's account"
    right_object: ClassVar[str] = "notice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=_choices(Procedure), default=Procedure.PURCHASE_ORDER)
    reference = models.CharField(max_length=120)
    object = models.CharField(max_length=1000)
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=8, choices=_choices(BuyerRules), default=BuyerRules.UNKNOWN)
    """The book of rules told with this notice; the buyer's own is only a default."""
    category = models.CharField(max_length=8, choices=_choices(Category), blank=True)
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    places = models.JSONField(default=list, blank=True)
    estimate = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reserved = models.BooleanField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source)
    entered_for = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    entered_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entered_for", "buyer", "reference", "deadline"],
                name="notice_once_for_a_person",
                nulls_distinct=False,
            )
        ]
        indexes: ClassVar = [models.Index(fields=["entered_for", "deadline"])]

    def __str__(self) -> str:
        return f"{self.reference} · {self.object}"

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the person it was entered for."""
        return {self.entered_for_id}

    def same_as(self, other: Notice) -> bool:
        """Whether both were copied from one published notice: the reference, and the buyer or the deadline.

        References are compared by their parts (``027/2026 BC`` is ``27/2026/BC``); the name of a buyer and a
        deadline that was moved are typed in many ways, so one of the two is enough. Without a reference both are.
        """
        buyer = self.buyer_id == other.buyer_id
        deadline = self.deadline is not None and self.deadline == other.deadline
        if self.reference_key and other.reference_key:
            return self.reference_key == other.reference_key and (buyer or deadline)
        return buyer and deadline

    @property
    def reference_key(self) -> tuple[str, ...]:
        """The letters and numbers of the reference, whatever stands between them and in whatever order."""
        return tuple(sorted(part.lstrip("0") or "0" for part in re.findall(r"[0-9]+|[^\W\d_]+", fold(self.reference))))


class Lot(models.Model):
    """A lot of a notice."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lots")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    object = models.CharField(max_length=1000, blank=True)
    estimate = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["notice", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "number"], name="lot_number_once")]


class Line(models.Model):
    """A line (article) of a notice: what, in which unit, how many."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    designation = models.CharField(max_length=1000)
    unit = models.CharField(max_length=60, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    details = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering: ClassVar = ["notice", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "number"], name="line_number_once")]


class NoticeDraft(models.Model):
    """A notice being read, not yet confirmed: the text it came from and the fields found so far.

    ``fields`` is the documented notice JSON. Unconfirmed drafts are deleted after thirty days.
    """

    personal_data: ClassVar[str] = "who pasted it, and the text, which may name an officer; goes with the account"
    right_object: ClassVar[str] = "notice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source)
    text = models.TextField(blank=True, max_length=100_000)
    fields = models.JSONField(default=dict)
    doubts = models.JSONField(default=dict, blank=True)
    """Field path -> why it wants a look: a code worded on the page."""
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is."""
        return {self.person_id}
