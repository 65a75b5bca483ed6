"""Structures and what they tell of themselves: people, trades, places, capacity, receipts, papers.

Everything a structure has not told is empty (``None`` or ``""``), and :mod:`wolouj.structures.facts` gives it to
the law as "not known". Nothing here is guessed. The number of the national identity card is not kept: law 09-08
asks for an authorisation first.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from rulebook.engine.facts import AeActivity, BidderKind, VatStatus

IDENTIFIERS = {
    "ice": "ice",
    "if": "tax_id",
    "rc": "rc",
    "tp": "tp",
    "cnss": "cnss",
    "rib": "rib",
    "local_register": "local_register",
    "ae_register": "ae_register",
}
"""The documented name of each identifier -> the column that holds it."""


def choices_of(kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration as choices; the words shown come from words.yaml."""
    return [(kind.value, kind.name.lower()) for kind in kinds]


HERE = tuple(kind for kind in BidderKind if kind is not BidderKind.PUBLIC_ESTABLISHMENT)
"""Whom the house serves. The law also looks at public establishments, as rivals or in a grouping."""


class NextNumber(models.Func):
    """The next number of a structure, from a sequence of the database."""

    template = "nextval('structures_structure_number')"
    output_field = models.IntegerField()


class Structure(models.Model):
    """A cooperative, a union, an auto-entrepreneur, a company or a natural person who may answer a notice."""

    personal_data: ClassVar[str] = (
        "name, phone, address and numbers of a natural person or an auto-entrepreneur; seen by its own people and "
        "whoever holds their mandate; erased with the structure"
    )
    right_object: ClassVar[str] = "structure"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.IntegerField(unique=True, editable=False, db_default=NextNumber())
    """A small number, given by the database and never twice: what matches a whole country counts with it."""
    kind = models.CharField(max_length=20, choices=choices_of(HERE))
    name = models.CharField(max_length=200, blank=True)
    name_ar = models.CharField(max_length=200, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    ae_activity = models.CharField(max_length=10, blank=True, choices=choices_of(AeActivity))

    commune = models.CharField(max_length=16, blank=True)
    """HCP code of the commune of the seat; see :mod:`wolouj.reference.territories`."""
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    ice = models.CharField(max_length=30, blank=True)
    tax_id = models.CharField(max_length=30, blank=True)
    rc = models.CharField(max_length=30, blank=True)
    rc_court = models.CharField(max_length=80, blank=True)
    tp = models.CharField(max_length=30, blank=True)
    cnss = models.CharField(max_length=30, blank=True)
    rib = models.CharField(max_length=40, blank=True)
    local_register = models.CharField(max_length=40, blank=True)
    local_register_court = models.CharField(max_length=80, blank=True)
    ae_register = models.CharField(max_length=40, blank=True)

    vat_status = models.CharField(max_length=10, blank=True, choices=choices_of(VatStatus))
    vat_stated_on = models.DateField(null=True, blank=True)
    vat_source = models.CharField(max_length=300, blank=True)
    """Who confirmed the VAT status, as the structure says it; printed beside an exemption."""

    excluded = models.BooleanField(null=True, blank=True)
    """Under a measure of exclusion, in liquidation or in receivership without leave, as the structure says."""

    setup_step = models.CharField(max_length=20, blank=True)
    """The question the first filling stands at; empty once it is finished."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        indexes: ClassVar = [models.Index(fields=["commune"])]

    def __str__(self) -> str:
        return self.name or str(self.id)

    def shown_name(self, lang: str) -> str:
        """The name for a reader of ``lang``; the other when there is only one."""
        return (self.name_ar if lang == "ar" else "") or self.name

    def owners(self) -> set[uuid.UUID]:
        """The persons whose affairs this is: members with an account whose role has not ended.

        Reads ``members`` from memory when the query prefetched them.
        """
        return {m.person_id for m in self.members.all() if m.person_id and m.until is None}

    @property
    def identifiers(self) -> dict[str, str]:
        """The numbers that are filled, under their documented names."""
        return {key: value for key, column in IDENTIFIERS.items() if (value := getattr(self, column))}

    @property
    def is_personal(self) -> bool:
        """Whether the structure is one human being."""
        return self.kind in (BidderKind.AUTO_ENTREPRENEUR, BidderKind.NATURAL_PERSON)


class Role(models.TextChoices):
    """What a person is in the structure."""

    PRESIDENT = "president"
    MANAGER = "manager"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MEMBER = "member"
    OWNER = "owner"


class Member(models.Model):
    """A human being of the structure, with or without an account; who ended her role stays, dated."""

    personal_data: ClassVar[str] = "name and role of a member; erased with the structure, or at her request"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    may_sign = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["structure", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "person"], condition=Q(until__isnull=True), name="one_running_role_a_person"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"])]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """A trade of the structure: one of the portal's natures, or free words, never both empty."""

    personal_data: ClassVar[str] = "none"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="activities")
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    """Id of :mod:`wolouj.reference.natures`."""
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["structure", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "nature"], condition=Q(nature__isnull=False), name="nature_once"
            ),
            models.CheckConstraint(
                condition=(Q(nature__isnull=False) & Q(words="")) | (Q(nature__isnull=True) & ~Q(words="")),
                name="nature_or_words",
            ),
        ]


class Served(models.Model):
    """A commune, a province or a region the structure can deliver to."""

    personal_data: ClassVar[str] = "none"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="served")
    place = models.CharField(max_length=16)
    """HCP code of a commune, a province or a region."""

    class Meta:
        ordering: ClassVar = ["structure", "place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["structure", "place"], name="place_once")]


class Capacity(models.Model):
    """What the structure can make in a month: so much of a thing, or so many dirhams in all."""

    personal_data: ClassVar[str] = "none"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="capacities")
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    quantity_per_month = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    amount_per_month = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["structure", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(quantity_per_month__gt=0) & Q(amount_per_month__isnull=True))
                | (Q(amount_per_month__gt=0) & Q(quantity_per_month__isnull=True)),
                name="capacity_quantity_or_amount",
            )
        ]


class Receipts(models.Model):
    """Cash received in a year. Without a buyer: all that came in that year. With one: the part it paid."""

    personal_data: ClassVar[str] = "receipts of an auto-entrepreneur or a natural person; erased with the structure"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="receipts")
    year = models.PositiveSmallIntegerField()
    buyer = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["structure", "-year", "buyer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "year", "buyer"], name="receipts_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="receipts_not_negative"),
        ]


def unguessable_name(_paper: Any, filename: str) -> str:
    """Where a paper's file goes: a random name, and only the suffix the cleaner gave (never the person's)."""
    return f"papers/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class PaperKeep(models.TextChoices):
    """What the cleaned file is."""

    PHOTO = "photo"
    PDF = "pdf"


class Paper(models.Model):
    """A paper the structure holds. A renewed paper points to the one that replaced it; nothing is overwritten.

    The file is never served by its address: :func:`wolouj.structures.views.paper_file` checks rights first.
    """

    personal_data: ClassVar[str] = (
        "certificates, statutes, bank details as a photo or a PDF; seen by the structure's own people and whoever "
        "holds their mandate; files erased with the structure"
    )
    right_object: ClassVar[str] = "paper"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=40)
    """A code of :mod:`wolouj.reference.papers`; other codes are kept as told."""
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to=unguessable_name, blank=True, max_length=120)
    file_is = models.CharField(max_length=5, blank=True, choices=PaperKeep)
    added_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["structure", "kind", "-added_at"]
        indexes: ClassVar = [models.Index(fields=["structure", "kind"]), models.Index(fields=["expires_on"])]

    def __str__(self) -> str:
        return self.kind

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the people of the structure."""
        return self.structure.owners()

    @property
    def is_current(self) -> bool:
        """Neither replaced nor taken away."""
        return self.replaced_by_id is None and self.removed_at is None
