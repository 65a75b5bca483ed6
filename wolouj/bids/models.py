"""Quotes, their versions, lines, steps and receipts."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wolouj.people.permissions import Contest, Side

PRICES = "prices and costs of the structure: its own people and mandate holders only; go with the structure"


def private_name(_row: Any, filename: str) -> str:
    """A random place for a file; only the suffix we gave it is kept."""
    return f"quotes/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class State(models.TextChoices):
    """Where a quote stands. See :data:`wolouj.bids.states.STEPS` for what may follow what."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class NoGo(models.TextChoices):
    """Why not this time. The first three are also remembered by the room of matching."""

    NOT_MY_TRADE = "not_my_trade"
    TOO_FAR = "too_far"
    TOO_BIG = "too_big"
    PRICE = "price"
    CASH = "cash"
    PAPERS = "papers"
    TIME = "time"
    BUYER = "buyer"
    OTHER = "other"


class Go(models.TextChoices):
    """Why yes."""

    OUR_TRADE = "our_trade"
    NEAR = "near"
    WORTH = "worth"
    FEW_RIVALS = "few_rivals"
    TO_LEARN = "to_learn"
    OTHER = "other"


class Quote(models.Model):
    """One structure's answer to one notice: a bidder gives one quote."""

    personal_data: ClassVar[str] = PRICES
    right_object: ClassVar[str] = "quote"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    structure = models.ForeignKey("structures.Structure", on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey("notices.Notice", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField()
    result = models.ForeignKey("notices.Result", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The published result that ended it, once a person confirmed it."""
    not_results = ArrayField(models.UUIDField(), default=list, blank=True)
    """Results a person said are of another notice: never proposed again."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["structure", "notice"], name="one_quote_a_bidder")]
        indexes: ClassVar = [models.Index(fields=["structure", "state"])]

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the people of the structure."""
        return self.structure.owners()

    def contest(self) -> Contest:
        """This quote and what other bidders have on the same published notice, for the wall between rivals."""
        return contest_of(self)

    @property
    def version(self) -> Version:
        """The version being worked on, or the last frozen one."""
        return self.versions.order_by("-number").first()  # type: ignore[return-value]


def contest_of(mine: Quote | Weighing) -> Contest:
    """One bidder's figures on a notice, and those of the others: their quotes, and what they told to weigh it.

    Notices are entered person by person: which ones are the same is :meth:`Notice.same_as`'s to say.
    """
    notice = mine.notice
    whole = notice.buyer.whole_id
    near = Q(notice__buyer=whole) | Q(notice__buyer__same_as=whole)
    if notice.deadline is not None:
        near |= Q(notice__deadline=notice.deadline)
    own = _side(mine)
    rivals = []
    for kind in (Quote, Weighing):
        others = kind.objects.filter(near).exclude(structure=mine.structure_id)
        others = others.select_related("structure", "notice__buyer").prefetch_related("structure__members")
        rivals += [_side(each) for each in others if each.notice.same_as(notice)]
    # A person on both sides holds both already: no wall inside one head's own affairs.
    sides = (Side(side.persons - own.persons, side.since, side.rank) for side in rivals)
    return Contest(own, tuple(side for side in sides if side.persons), notice.deadline)


def _side(mine: Quote | Weighing) -> Side:
    """The persons of the structure at any time since its figures exist."""
    since = mine.opened_at if isinstance(mine, Quote) else mine.at
    on = timezone.localdate(since)
    members = mine.structure.members.all()
    persons = frozenset(m.person_id for m in members if m.person_id and (m.until is None or m.until >= on))
    return Side(persons, since, str(mine.pk))


class Version(models.Model):
    """One wording of the quote. Frozen once ready: its figures and its papers never change again."""

    personal_data: ClassVar[str] = PRICES

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    loss_accepted = models.TextField(blank=True, max_length=500)
    """Why the structure keeps a price under its cost; empty when it does not."""
    frozen = models.JSONField(null=True, blank=True)
    """The figures shown on the screen, as they stood when frozen."""
    pdf = models.FileField(upload_to=private_name, max_length=120, blank=True)
    xlsx = models.FileField(upload_to=private_name, max_length=120, blank=True)
    """The papers as they were when frozen: what was sent can always be shown again, letter for letter."""
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["quote", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quote", "number"], name="version_number_once")]


class QuoteLine(models.Model):
    """The answer to one line of the notice: its price, and its cost part by part, per unit, in dirhams."""

    personal_data: ClassVar[str] = PRICES

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    unit = models.CharField(max_length=60, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    unit_price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    unit_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """What one unit costs the structure; the parts below explain it when they were told, and then add up to it."""
    inputs = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    labour = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    hour_rate = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    """Hours for one unit and the price of an hour, when labour was counted so: their product is ``labour``."""
    transport = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    packaging = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    overhead = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "number"], name="quote_line_number_once")]


class Step(models.Model):
    """A dated step of a quote, with who took it and for whom."""

    personal_data: ClassVar[str] = "who acted, by id; anonymised when that person's account is erased"

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    on_behalf_of = models.UUIDField(null=True, blank=True)
    version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, blank=True)
    """Why it was answered, or not, as one of :data:`GO` or :data:`NO_GO`."""
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["quote", "at", "id"]


class Weighing(models.Model):
    """What a structure told to weigh one notice before answering: its own cost first. Dirhams."""

    personal_data: ClassVar[str] = PRICES
    right_object: ClassVar[str] = "price"

    structure = models.ForeignKey("structures.Structure", on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    hour_rate = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["structure", "notice"], name="one_weighing_a_notice")]

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the people of the structure."""
        return self.structure.owners()

    def contest(self) -> Contest:
        """As that of a quote: what one told to weigh a notice is as close to a price as can be."""
        return contest_of(self)


class Receipt(models.Model):
    """The photo of the portal's receipt, kept as proof of the deposit."""

    personal_data: ClassVar[str] = "a photo of the receipt, which may show the account's name; goes with the quote"

    right_object: ClassVar[str] = "receipt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="receipts")
    file = models.FileField(upload_to=private_name, max_length=120)
    added_at = models.DateTimeField()

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is."""
        return self.quote.owners()
