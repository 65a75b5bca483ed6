"""Minutes read and not yet confirmed: nothing of them is a result before a person's yes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class MinutesDraft(models.Model):
    """What was read in published minutes, waiting for who sent them. Deleted when it is confirmed or dropped.

    ``fields`` is what ``wolouj minutes`` prints of one file: the names of all bidders stand in it, those who lost too,
    which is why only its sender sees it and why it does not stay.
    """

    personal_data: ClassVar[str] = "who sent it, and the names of bidders as published; deleted within thirty days"
    right_object: ClassVar[str] = "published_minutes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    file = models.CharField(max_length=120, blank=True)
    way = models.CharField(max_length=12)
    """How the text was had: ``files.Way``."""
    fields = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is."""
        return {self.person_id}
