"""What was said of two names of buyers: one buyer, or two. Said by a person, or by us where it is certain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class _Said(models.Model):
    """Something said of two buyers, which may be taken back: the row stays, with who took it back and when."""

    by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who said it; empty when we did."""
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    right_object: ClassVar[str] = "buyer"

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs: a buyer is public."""
        return set()


class BuyerMerge(_Said):
    """ "These two names are one buyer." Nothing is deleted: ``Buyer.same_as`` follows from the rows not undone."""

    personal_data: ClassVar[str] = "who said it, and who took it back; names nobody once that account is erased"

    kept = models.ForeignKey("notices.Buyer", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("notices.Buyer", on_delete=models.PROTECT, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    """How alike the names were found, 0 to 1."""
    reasons = models.JSONField(default=list, blank=True)
    """Why, as keys worded under ``notices.same_why_…``."""
    automatic = models.BooleanField(default=False)
    """Merged without a person: the names were equal once legal forms are folded away."""

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="merge_of_two"),
            models.UniqueConstraint(fields=["kept", "other"], condition=Q(undone_at=None), name="merged_once"),
        ]


class BuyerApart(_Said):
    """ "These two names are two buyers": never proposed again unless it is taken back. ``one`` is the lower id."""

    personal_data: ClassVar[str] = "who said it, and who took it back; names nobody once that account is erased"

    one = models.ForeignKey("notices.Buyer", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("notices.Buyer", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at=None), name="apart_once"),
        ]


class BuyerProposal(models.Model):
    """Two names that may be one buyer's, waiting for a person. Written anew by each comparison: no truth in it."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "buyer"

    kept = models.ForeignKey("notices.Buyer", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("notices.Buyer", on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kept", "other"], name="proposed_once")]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs."""
        return set()
