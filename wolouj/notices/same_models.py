"""What was said of two names of buyers, or of two notices: one, or two. By a person, or by us where it is certain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class _Said(models.Model):
    """Something said of two buyers or notices, which may be taken back: the row stays, with who did so and when."""

    by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who said it; empty when we did."""
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    right_object: ClassVar[str] = "buyer"

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs: what is published is public."""
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


class NoticeLink(_Said):
    """ "These two are one notice, told by two sources." ``Notice.same_notice`` follows from the rows not undone."""

    personal_data: ClassVar[str] = "who said it, and who took it back; names nobody once that account is erased"

    kept = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    """Why, as keys worded under ``notices.one_why_…``."""
    automatic = models.BooleanField(default=False)
    """Linked without a person. Deleted, not undone, when it no longer holds because a buyer's names were parted."""

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="link_of_two"),
            models.UniqueConstraint(fields=["kept", "other"], condition=Q(undone_at=None), name="linked_once"),
        ]


class NoticeApart(_Said):
    """ "These are two notices": never linked by us nor proposed unless it is taken back. ``one`` is the lower id."""

    personal_data: ClassVar[str] = "who said it, and who took it back; names nobody once that account is erased"

    one = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="notices_apart_in_order"),
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at=None), name="notices_apart_once"),
        ]


class NoticeProposal(models.Model):
    """Two public notices that may be one, waiting for a person: no truth in it."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "buyer"

    kept = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kept", "other"], name="notices_proposed_once")]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs."""
        return set()
