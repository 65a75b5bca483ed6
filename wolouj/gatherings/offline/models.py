"""What a desk sent after it was cut off: each entry once, by the id the device gave it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Did(models.TextChoices):
    """What somebody did at a desk."""

    ARRIVE = "arrive"
    WALK_IN = "walk_in"
    UNDO = "undo"


class DeskEntry(models.Model):
    """One entry of one device, taken. The same sent again finds itself here, and changes nothing."""

    personal_data: ClassVar[str] = "Ids only: which row a desk's entry wrote. Goes with the gathering."

    id = models.UUIDField(primary_key=True, editable=False)
    """Drawn by the device when the entry was made."""
    gathering = models.ForeignKey("gatherings.Gathering", on_delete=models.CASCADE, related_name="+")
    device = models.UUIDField()
    """Drawn by the device when its desk was first opened; tells two desks apart, nothing else."""
    did = models.CharField(max_length=7, choices=Did)
    registration = models.ForeignKey("gatherings.Registration", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    """When it was done, on the device's clock, held between the day before the gathering and the sending."""
    taken_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["registration"], name="desk_entry_row")]
