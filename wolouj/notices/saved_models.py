"""A search a person keeps, to come back to and to be told of what is new."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class SavedSearch(models.Model):
    """What was asked of the public search, under a name of hers. ``looked_at``: notices that came later are new."""

    personal_data: ClassVar[str] = "whose it is, what she looks for, the name she gave it; goes with her account"
    right_object: ClassVar[str] = "saved_search"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    question = models.JSONField()
    """As ``Asked.told`` gives it: read again each time, so that a choice that is no more is left out."""
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    link_digest = models.CharField(max_length=64, blank=True)
    """What its secret link is looked up by; empty when it has none. See ``foundation.secret_links``."""
    link_sealed = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "question"], name="search_saved_once"),
            models.UniqueConstraint(fields=["link_digest"], condition=~Q(link_digest=""), name="search_link_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is."""
        return {self.person_id}
