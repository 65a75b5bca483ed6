"""Orders won, and what happened to each: dated events that are never rewritten."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from rulebook.payment import Client
from wolouj.people.permissions import Contest

NOTE = 500


def paper_name(_row: Any, filename: str) -> str:
    """A random place for a paper; only the suffix we gave it is kept."""
    return f"orders/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Kind(models.TextChoices):
    """What may happen to an order, on the road's own order. See :mod:`wolouj.orders.states`."""

    CONFIRMED = "confirmed"
    """The buyer's signed order reached her: what allows to begin."""
    DELIVERED = "delivered"
    RESERVED = "reserved"
    """The buyer finds something to redo or to complete."""
    LIFTED = "lifted"
    RECEIVED = "received"
    """The buyer wrote that it accepts: provisional acceptance, or the service recorded as done."""
    INVOICED = "invoiced"
    REMINDED = "reminded"
    PAID = "paid"
    """The whole or a part reached the bank."""
    INTEREST = "interest"
    """Late interest was asked for."""
    CLOSED = "closed"


class How(models.TextChoices):
    """How a paper reached the buyer."""

    PLATFORM = "platform"
    """The suppliers' platform of the Treasury."""
    OFFICE = "office"
    """By hand, with a stamp on her copy."""
    POST = "post"
    EMAIL = "email"


class Order(models.Model):
    """What a structure has to deliver and a buyer has to pay. Amounts are MAD; ``amount`` is what will be asked in all.

    Buyer, reference and object are copied when it opens: an order keeps its words if the notice changes.
    """

    personal_data: ClassVar[str] = "an order of the structure, its buyer and amount; erased with the structure"
    right_object: ClassVar[str] = "order"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    structure = models.ForeignKey("structures.Structure", on_delete=models.PROTECT, related_name="+")
    quote = models.OneToOneField("bids.Quote", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The won quote it opened from; empty for an order won elsewhere, told by hand."""
    buyer = models.CharField(max_length=400)
    client = models.CharField(max_length=13, blank=True, choices=[(c.value, c.name.lower()) for c in Client])
    """Which public buyer it is, for the law of payment; empty: nobody said."""
    province = models.CharField(max_length=16, blank=True)
    """HCP code of the buyer's province, when it is known."""
    reference = models.CharField(max_length=200, blank=True)
    object = models.CharField(max_length=2000)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    """Taxes included, when there are any."""
    excl = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """By hand only: the amount without VAT, and the rate, of who adds VAT."""
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    opened_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-opened_at", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="order_amount_above_zero")]
        indexes: ClassVar = [models.Index(fields=["structure", "opened_at"])]

    def __str__(self) -> str:
        return self.reference or str(self.id)

    @property
    def won_elsewhere(self) -> bool:
        """Whether the house knows of it only what a person typed."""
        return self.quote_id is None

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the people of the structure."""
        return self.structure.owners()

    def contest(self) -> Contest | None:
        """The quote's, for the wall between rivals; ``None`` for an order of no notice of ours."""
        return self.quote.contest() if self.quote is not None else None


class Event(models.Model):
    """Something that happened on a day, as somebody told it. Never changed: a correction stands ``instead_of`` it."""

    personal_data: ClassVar[str] = "amounts, a photo that may show people, who told it by id; erased with the order"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """Of an invoice, of a payment that reached the bank, of the interest asked. Taxes included."""
    withheld = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """Of a payment: what the payer kept (tax withheld at source, retention money), as the statement says."""
    number = models.CharField(max_length=60, blank=True)
    how = models.CharField(max_length=8, blank=True, choices=How)
    note = models.CharField(max_length=NOTE, blank=True)
    paper = models.FileField(upload_to=paper_name, max_length=120, blank=True)
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    on_behalf_of = models.UUIDField(null=True, blank=True)
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    taken_back = models.BooleanField(default=False)
    """The correction says that the first one never happened."""

    class Meta:
        ordering: ClassVar = ["order", "on", "told_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="event_amount_above_zero"),
            models.CheckConstraint(condition=Q(withheld=None) | Q(withheld__gte=0), name="event_withheld_not_below"),
            models.CheckConstraint(
                condition=Q(taken_back=False) | Q(instead_of__isnull=False), name="taken_back_of_one"
            ),
            models.CheckConstraint(condition=Q(instead_of=None) | ~Q(instead_of=F("id")), name="not_instead_of_itself"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "on"])]

    @property
    def right_object(self) -> str:
        """Its order's line in the table of rights."""
        return Order.right_object

    def owners(self) -> set[uuid.UUID]:
        """Those of its order."""
        return self.order.owners()

    def contest(self) -> Contest | None:
        """That of its order."""
        return self.order.contest()
