"""A request: her plan in a few plain answers, what she would buy, what she brings, the papers that show it."""

from __future__ import annotations

import secrets
import uuid
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from wolouj.cofinancing import plan
from wolouj.cofinancing.models.terms import Terms, money
from wolouj.cofinancing.states import State

TEXT = 600
"""Characters of one answer."""


class OfFile(models.Model):
    """What belongs to a request: her affairs, and those of the body that studies it."""

    right_object: ClassVar[str] = "cofinancing"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.request.owners()  # type: ignore[attr-defined,no-any-return]

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.request.bodies()  # type: ignore[attr-defined,no-any-return]


class Request(models.Model):
    """One project for which a chosen participant asks a part of the money."""

    personal_data: ClassVar[str] = (
        "A person's project, its costs and her means. Read by herself, her helper, the body's coaches, manager and "
        "finance. When she asks, answers and files go; amounts stay for the accounts, naming nobody."
    )
    right_object: ClassVar[str] = "cofinancing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField("programme.Application", on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    turn = models.PositiveSmallIntegerField(default=0)
    """The last tranche paid; 0 before the first."""
    step = models.CharField(max_length=8, blank=True)
    """The question where she stopped."""
    since = models.DateTimeField()
    """Since when it stands where it stands."""
    answer_by = models.DateField(null=True, blank=True)
    """The day her answer is promised for; set when the file is complete."""
    sells = models.TextField(max_length=TEXT, blank=True)
    buyers = models.TextField(max_length=TEXT, blank=True)
    rivals = models.TextField(max_length=TEXT, blank=True)
    makes = models.TextField(max_length=TEXT, blank=True)
    helpers = models.TextField(max_length=TEXT, blank=True)
    risks = models.TextField(max_length=TEXT, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    """What she counts when she sells: a plate, a metre, a jar."""
    price = money(null=True, blank=True)
    cost = money(null=True, blank=True)
    fixed = money(null=True, blank=True)
    """One unit: its price and what it costs to make; then what must be paid each month whatever is sold."""
    hopes = models.PositiveIntegerField(null=True, blank=True)
    """Units she thinks she sells in a month."""
    start = money(null=True, blank=True)
    months = models.JSONField(default=list)
    """Twelve pairs of texts: dirhams that come in, dirhams that go out."""
    proposed = money(null=True, blank=True)
    proposal = models.TextField(max_length=TEXT, blank=True)
    """What the coach proposes to the committee, and why."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["terms", "number", "made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "number"], name="request_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(number__isnull=False), name="request_is_numbered"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "since"], name="request_state")]

    def __str__(self) -> str:
        return f"request {self.number or self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.application.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.application.participant.body_id}

    @property
    def costs(self) -> plan.Costs | None:
        """One unit and one month, when she told all three."""
        if self.price is None or self.cost is None or self.fixed is None:
            return None
        return plan.Costs(self.price, self.cost, self.fixed)

    @property
    def cash(self) -> plan.Cash | None:
        """Twelve months, when she told them."""
        if self.start is None or len(self.months) != plan.MONTHS:
            return None
        return plan.cash(self.start, [(Decimal(comes), Decimal(goes)) for comes, goes in self.months])

    def financing(self) -> plan.Financing:
        """Who pays what, from the rows of the request (prefetch ``items`` and ``owns``)."""
        zero = Decimal(0)
        cash = sum((own.amount for own in self.owns.all() if own.kind == OwnKind.CASH), zero)
        kind = sum((own.amount for own in self.owns.all() if own.kind != OwnKind.CASH), zero)
        return plan.Financing(sum((item.total for item in self.items.all()), zero), cash, kind)


class ItemKind(models.TextChoices):
    """What is bought: each kind asks for its own proofs (:mod:`wolouj.cofinancing.proofs`)."""

    EQUIPMENT = "equipment"
    WORKS = "works"
    STOCK = "stock"
    OTHER = "other"


class Item(OfFile):
    """One line of what she would buy."""

    personal_data: ClassVar[str] = "What a person would buy, from whom and at what price."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=9, choices=ItemKind, default=ItemKind.EQUIPMENT)
    label = models.CharField(max_length=160)
    quantity = models.PositiveIntegerField(default=1)
    price = money()
    supplier = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=1, price__gt=0), name="item_costs_something")
        ]

    @property
    def total(self) -> Decimal:
        """The whole line."""
        total: Decimal = self.price * self.quantity
        return total


class OwnKind(models.TextChoices):
    """What she brings."""

    CASH = "cash"
    KIND = "kind"
    """A thing: a room, a tool she has."""
    WORK = "work"


class Own(OfFile):
    """A part of her own contribution: how much, and how that figure was found."""

    personal_data: ClassVar[str] = "What a person brings to her project: money, things, work."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="owns")
    kind = models.CharField(max_length=4, choices=OwnKind)
    label = models.CharField(max_length=160)
    amount = money()
    valued = models.CharField(max_length=200, blank=True)
    """How it was valued: twenty days at so much, the price of the same tool second-hand."""

    class Meta:
        ordering: ClassVar = ["request", "kind", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="own_is_something")]


class PieceKind(models.TextChoices):
    """What a file shows."""

    QUOTE = "quote"
    OWN = "own"
    INVOICE = "invoice"
    BANK = "bank"
    PHOTO = "photo"
    SIGNED = "signed"


def piece_name(_row: Any, filename: str) -> str:
    """A random place; only the suffix we gave is kept."""
    return f"cofinancing/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Piece(OfFile):
    """A photo or a PDF, made safe, with its fingerprint. Never served by its address: the view asks for the right."""

    personal_data: ClassVar[str] = (
        "Quotes, receipts, bank slips, photos, the signed agreement. Read with the file they belong to; the file goes "
        "when the person is erased, its fingerprint stays."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=7, choices=PieceKind)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.CASCADE, related_name="pieces")
    own = models.ForeignKey(Own, null=True, blank=True, on_delete=models.CASCADE, related_name="pieces")
    purchase = models.ForeignKey("Purchase", null=True, blank=True, on_delete=models.CASCADE, related_name="pieces")
    supplier = models.CharField(max_length=160, blank=True)
    amount = money(null=True, blank=True)
    """For a quote."""
    file = models.FileField(upload_to=piece_name, max_length=120, blank=True)
    file_is = models.CharField(max_length=5, choices=[("photo", "photo"), ("pdf", "pdf")])
    digest = models.CharField(max_length=64, db_index=True)
    """SHA-256 of what was sent: the same receipt given twice is seen, on whichever file."""
    added_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["request", "kind", "added_at", "id"]


class Event(models.Model):
    """One dated step of a file: where it came to, by whose duty, and the words that went with it. Never rewritten."""

    personal_data: ClassVar[str] = "What was said to a person about her file, and who acted. Kept with the accounts."

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    turn = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    note = models.TextField(max_length=TEXT, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "at", "id"]


class Hand(models.Model):
    """Who holds which duty on a file. One a person: the database itself refuses a second."""

    personal_data: ClassVar[str] = "Which of the body's people proposed, decided or paid which file."

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="hands")
    person = models.UUIDField()
    duty = models.CharField(max_length=7, choices=[("propose", "propose"), ("decide", "decide"), ("pay", "pay")])
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "person"], name="one_duty_a_file")]
