"""The ledger: one row moves one amount from an account to another, so that no row can be unbalanced.

Rows are added, never changed nor removed: a trigger of the database refuses it (migration 0002), as for the audit.
A mistake is undone by its reversal, a row of its own. What each budget line holds is always a sum over rows.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.cofinancing.models.terms import money
from wolouj.programme.models.programmes import OfBody, both


class Account(models.TextChoices):
    """The four accounts of a budget line. ``allotted`` is what the donor promised, as a debt: it only goes down."""

    ALLOTTED = "allotted"
    FREE = "free"
    COMMITTED = "committed"
    PAID = "paid"


class Move(models.TextChoices):
    """Why money moves."""

    ALLOT = "allot"
    COMMIT = "commit"
    RELEASE = "release"
    PAY = "pay"
    RETURN = "return"
    """A person gives money back."""


WAYS: dict[str, tuple[str, str]] = {
    Move.ALLOT: (Account.ALLOTTED, Account.FREE),
    Move.COMMIT: (Account.FREE, Account.COMMITTED),
    Move.RELEASE: (Account.COMMITTED, Account.FREE),
    Move.PAY: (Account.COMMITTED, Account.PAID),
    Move.RETURN: (Account.PAID, Account.FREE),
}
"""From which account to which each move goes; its reversal goes the other way."""


class BudgetLine(OfBody):
    """A donor's money for co-financing, in one programme."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "ledger"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="+")
    donor = models.ForeignKey("programme.Donor", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    """The line's own number in the donor's budget."""
    label_ar = models.CharField(max_length=160, blank=True)
    label_fr = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["programme", "code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "code"], name="budget_code_once"),
            models.CheckConstraint(condition=~Q(label_ar="", label_fr=""), name="budget_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.code

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}

    def shown(self, lang: str) -> str:
        """Its label in the language, or the other."""
        return both(self, "label", lang)


def _known_ways() -> Q:
    found = Q()
    for move, (source, target) in WAYS.items():
        found |= Q(move=move, source=source, target=target, reverses=None)
        found |= Q(move=move, source=target, target=source, reverses__isnull=False)
    return found


class Entry(OfBody):
    """``amount`` leaves ``source`` and arrives at ``target``."""

    personal_data: ClassVar[str] = "Ids and amounts only: which file was paid what. Kept with the accounts."
    right_object: ClassVar[str] = "ledger"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=7, choices=Move)
    source = models.CharField(max_length=9, choices=Account)
    target = models.CharField(max_length=9, choices=Account)
    amount = money()
    request = models.ForeignKey("Request", null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    tranche = models.ForeignKey("Tranche", null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    on = models.DateField()
    """The day of the money: of the transfer, of the decision."""
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["line", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "number"], name="entry_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="entry_goes_somewhere"),
            models.CheckConstraint(condition=_known_ways(), name="entry_goes_a_known_way"),
            models.CheckConstraint(condition=Q(move="allot") | Q(request__isnull=False), name="entry_is_of_a_file"),
        ]
        indexes: ClassVar = [models.Index(fields=["request", "move"], name="entry_request")]

    def __str__(self) -> str:
        return f"{self.move} {self.amount}"

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return self.line.bodies()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that exists is refused here before the database refuses it."""
        if not self._state.adding:
            raise TypeError("an entry is never changed: write its reversal")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, always."""
        raise TypeError("an entry is never removed: write its reversal")
