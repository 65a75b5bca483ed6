"""What a call gives and asks: written by the body, after its donors' agreements; frozen when the first file comes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.cofinancing.plan import Rules
from wolouj.programme.models.programmes import OfBody


def money(**kwargs: object) -> models.DecimalField:  # type: ignore[type-arg]
    """Dirhams, to the centime."""
    return models.DecimalField(max_digits=12, decimal_places=2, **kwargs)  # type: ignore[arg-type]


class Terms(OfBody):
    """The co-financing rules of one call. No figure here is of the law: each body has those of its donors."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "granting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.OneToOneField("programme.Call", on_delete=models.PROTECT, related_name="+")
    ceiling = money()
    """The most one project may receive."""
    share = models.DecimalField(max_digits=5, decimal_places=2)
    """The most it may receive, per cent of what the project is worth."""
    in_kind = models.DecimalField(max_digits=5, decimal_places=2)
    """The most of her own contribution that may be in kind or in work, per cent."""
    quotes = models.PositiveSmallIntegerField(default=3)
    """Quotes of suppliers asked for a line of ``quotes_from`` or more; one below it."""
    quotes_from = money()
    cash = money()
    """Above this, a purchase is not paid in cash."""
    shares = models.JSONField(default=list)
    """The tranches, per cent of what is granted, in order; 100 in all."""
    spend_from = models.DateField()
    spend_until = models.DateField()
    """The days between which a purchase counts."""
    bound_months = models.PositiveSmallIntegerField(default=36)
    """How long what was bought may not be sold or given without the body's written yes."""
    answer_days = models.PositiveSmallIntegerField(default=30)
    """Days from a complete file to the day its answer is promised for."""
    quorum = models.PositiveSmallIntegerField(default=3)
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    """When the first file was received under them: nothing of them moves any more."""

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="terms_ceiling"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="terms_share"),
            models.CheckConstraint(condition=Q(in_kind__gte=0, in_kind__lte=100), name="terms_in_kind"),
            models.CheckConstraint(condition=Q(spend_until__gte=F("spend_from")), name="terms_days"),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="terms_quorum"),
        ]

    def __str__(self) -> str:
        return f"terms {self.call_id}"

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.call.programme.body_id}

    @property
    def rules(self) -> Rules:
        """What the arithmetic looks at."""
        return Rules(self.ceiling, self.share, self.in_kind)
