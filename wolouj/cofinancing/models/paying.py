"""After the yes: the agreement, its tranches, what was bought with them, what must not be sold."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.cofinancing.models.files import Item, OfFile, Request
from wolouj.cofinancing.models.terms import money


class Agreement(OfFile):
    """The agreement of a file as it was printed: both languages frozen; then the day it was signed."""

    personal_data: ClassVar[str] = "The agreement a person signs with the body: her name, her project, amounts."

    request = models.OneToOneField(Request, primary_key=True, on_delete=models.CASCADE, related_name="agreement")
    papers = models.JSONField()
    """Language -> what the page is given."""
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True, blank=True)


class Tranche(OfFile):
    """A part of what was granted. Asked once, paid once; a payment taken back opens it again."""

    personal_data: ClassVar[str] = "When a person asked for which part of the money, and when she was paid."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()
    """Per cent of what was granted, as the rules of the call cut it."""
    amount = money()
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    """Of the transfer or the cheque."""
    proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="tranche_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tranche_is_something"),
            models.CheckConstraint(
                condition=Q(paid_at=None) | Q(asked_at__isnull=False), name="paid_tranche_was_asked"
            ),
            models.CheckConstraint(condition=Q(proved_at=None) | Q(paid_at__isnull=False), name="proved_after_paid"),
        ]

    def __str__(self) -> str:
        return f"tranche {self.number}"


class How(models.TextChoices):
    """How a purchase was paid."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CASH = "cash"


class Purchase(OfFile):
    """One purchase with the money of a tranche: what, from whom, how much, when, and what shows it."""

    personal_data: ClassVar[str] = "What a person bought, from whom, for how much."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="purchases")
    tranche = models.ForeignKey(Tranche, on_delete=models.CASCADE, related_name="purchases")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="purchases")
    supplier = models.CharField(max_length=160)
    amount = money()
    on = models.DateField()
    how = models.CharField(max_length=8, choices=How)
    serial = models.CharField(max_length=80, blank=True)
    told_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    ok = models.BooleanField(null=True)
    """What finance said of it; null until then."""
    judged_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    """What is wrong with it, in words she reads."""

    class Meta:
        ordering: ClassVar = ["request", "on", "told_at", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="purchase_is_something")]
        indexes: ClassVar = [models.Index(fields=["ok", "told_at"], name="purchase_waiting")]


class Asset(OfFile):
    """A thing bought with the programme's money, and until when it may not be sold or given without a written yes."""

    personal_data: ClassVar[str] = "What equipment a person holds."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="assets")
    purchase = models.OneToOneField(Purchase, on_delete=models.PROTECT, related_name="asset")
    label = models.CharField(max_length=160)
    serial = models.CharField(max_length=80, blank=True)
    value = money()
    bought_on = models.DateField()
    bound_until = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    gone_why = models.CharField(max_length=300, blank=True)
    """Sold with a yes, stolen, broken: what became of it."""

    class Meta:
        ordering: ClassVar = ["request", "bought_on", "id"]
        indexes: ClassVar = [models.Index(fields=["bound_until"], name="asset_bound")]
