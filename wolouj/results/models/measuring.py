"""How each indicator of the framework is worked out: from the records by a named measure, or told by hand."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


def proof_name(_row: object, filename: str) -> str:
    """A random place for a proof; only the suffix we gave it is kept."""
    return f"results/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class OfIndicator(models.Model):
    """What belongs to the body that runs the indicator's programme."""

    right_object: ClassVar[str] = "results"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class Measured(OfIndicator):
    """The measure an indicator is counted by. No row, or an empty measure: it is told by hand."""

    personal_data: ClassVar[str] = "none"

    indicator = models.OneToOneField(
        "programme.Indicator", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    measure = models.CharField(max_length=30, blank=True)
    """A key of :data:`wolouj.results.counting.measures.MEASURES`."""
    chosen_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.measure or "by hand"

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return self.indicator.bodies()


class HandFigure(OfIndicator):
    """A value of an indicator as a person told it, at a day, with where it comes from. Never changed: told again."""

    personal_data: ClassVar[str] = (
        "A figure, its source and perhaps a photo or a PDF that shows it, which may name people: read by the "
        "body's coaches and manager only, in no export. Who wrote it down, by id."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey("programme.Indicator", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=300)
    proof = models.FileField(upload_to=proof_name, max_length=120, blank=True)
    """A photo or a PDF that shows it, made safe."""
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["indicator", "-on", "-told_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(value__gte=0), name="hand_figure_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="hand_figure_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.on}"

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return self.indicator.bodies()
