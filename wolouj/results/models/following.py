"""What became of a person three, six and twelve months after: a few answers, and the dates of her orders."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.programme.models import Income

MONTHS = (3, 6, 12)
"""When she is asked, in months after she created her activity, or after she was accepted."""


def jobs_told(*counts: int | None) -> int | None:
    """All the jobs told; ``None`` when none of the counts was."""
    told = [n for n in counts if n is not None]
    return sum(told) if told else None


class OfHerFile(models.Model):
    """What belongs to one person's file."""

    right_object: ClassVar[str] = "after_creation"

    class Meta:
        abstract = True


class How(models.TextChoices):
    """How she was asked."""

    VISIT = "visit"
    CALL = "call"
    CAME = "came"


class FollowUp(OfHerFile):
    """One follow-up of one accepted application. ``None`` and empty: she did not say; never zero, never no."""

    personal_data: ClassVar[str] = (
        "Whether she still sells, the jobs her activity gives, a band of income. Seen by her body's coaches and "
        "manager, and herself. Removed when she asks."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("programme.Application", on_delete=models.CASCADE, related_name="+")
    month = models.PositiveSmallIntegerField(choices=[(m, str(m)) for m in MONTHS])
    done_on = models.DateField()
    how = models.CharField(max_length=5, choices=How)
    sold = models.BooleanField(null=True, blank=True)
    """Whether she sold something in the last sixty days."""
    jobs_self = models.PositiveSmallIntegerField(null=True, blank=True)
    """People who work for themselves in it, herself counted."""
    jobs_permanent = models.PositiveSmallIntegerField(null=True, blank=True)
    jobs_seasonal = models.PositiveSmallIntegerField(null=True, blank=True)
    income = models.CharField(max_length=9, choices=Income, blank=True)
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["application", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "month"], name="one_follow_up_a_month"),
            models.CheckConstraint(condition=Q(month__in=MONTHS), name="follow_up_month"),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.application.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that accompanies her."""
        return self.application.bodies()

    @property
    def jobs(self) -> int | None:
        """All the jobs told; ``None`` when none of the three was."""
        return jobs_told(self.jobs_self, self.jobs_permanent, self.jobs_seasonal)


class OrderPaid(OfHerFile):
    """When an order she won was delivered and paid: the product knows the win, these two days only she knows."""

    personal_data: ClassVar[str] = "Two days of an order. Goes with the quote."

    quote = models.OneToOneField("bids.Quote", primary_key=True, on_delete=models.CASCADE, related_name="+")
    delivered_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(delivered_on=None) | Q(paid_on__gte=F("delivered_on")),
                name="paid_after_delivered",
            ),
        ]

    def owners(self) -> set[uuid.UUID]:
        """Those of the structure."""
        return self.quote.owners()
