"""A reporting period: its figures, frozen with the exact list behind each, and what was corrected since."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

REASON = 500
"""Characters of the reason of a correction."""


class OfProgramme(models.Model):
    """What belongs to the body that runs a programme."""

    right_object: ClassVar[str] = "results"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class Period(OfProgramme):
    """From a day to a day. Once frozen, its figures never change: they are corrected beside, with a reason."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programme.Programme", on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["programme", "-ends_on", "-starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_dates"),
            models.UniqueConstraint(fields=["programme", "starts_on", "ends_on"], name="period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.ends_on}"

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}


class PeriodFigure(OfProgramme):
    """One indicator at the instant its period was frozen: what it said, how, and of whom."""

    personal_data: ClassVar[str] = (
        "Ids of the files a figure counts, no name: emptied files stay counted and name nobody. Kept as the proof of "
        "what was reported."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("programme.Indicator", null=True, on_delete=models.SET_NULL, related_name="+")
    """``None`` once it was taken out of the framework: its words stay here."""
    position = models.PositiveSmallIntegerField()
    text_ar = models.CharField(max_length=300, blank=True)
    text_fr = models.CharField(max_length=300, blank=True)
    goal_ar = models.CharField(max_length=400, blank=True)
    goal_fr = models.CharField(max_length=400, blank=True)
    is_share = models.BooleanField(default=False)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    measure = models.CharField(max_length=30, blank=True)
    """Empty: told by hand, from ``source``."""
    source = models.CharField(max_length=300, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    """Over the period; ``None``: not known."""
    whole = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    """From the first day of the programme to the last day of the period."""
    base = models.PositiveIntegerField(null=True)
    """What a share was taken of."""
    untold = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    """Way -> list of [group, value as text or null, people]."""
    records = models.JSONField(default=list)
    """The exact list: [person, kind, record, day] as text, with the amount when one is added."""

    class Meta:
        ordering: ClassVar = ["period", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "position"], name="figure_place_once")]

    def __str__(self) -> str:
        return self.text_fr or self.text_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return self.period.bodies()

    @property
    def told(self) -> Decimal | None:
        """What it is now said to be: the last correction, else what was frozen."""
        kept = list(self.corrections.all()) if self.pk and not self._state.adding else []
        return kept[-1].value if kept else self.value

    @property
    def reached(self) -> Decimal | None:
        """From the first day to the last, the correction followed when the period is all there was."""
        return self.told if self.whole == self.value else self.whole


class Correction(OfProgramme):
    """A frozen figure said to be another one, and why. What was frozen stays beside it."""

    personal_data: ClassVar[str] = "none: a figure and a reason; who wrote it, by id"

    id = models.BigAutoField(primary_key=True)
    figure = models.ForeignKey(PeriodFigure, on_delete=models.CASCADE, related_name="corrections")
    value = models.DecimalField(max_digits=16, decimal_places=2)
    reason = models.CharField(max_length=REASON)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["figure", "at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(condition=Q(value__gte=0), name="correction_not_negative"),
        ]

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return self.figure.bodies()
