"""What every room writes to: the line that says who did what, for whom, and when."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from wolouj.foundation.outbox.models import JobRun as JobRun
from wolouj.foundation.outbox.models import Message as Message


class AuditLine(models.Model):
    """One act. Lines are added and never changed: a trigger of the database refuses it (migration 0002)."""

    personal_data: ClassVar[str] = (
        "Ids of persons only, never a name, a phone or a number. Kept: once a person is erased her id names nobody."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Whoever held the phone; null for a command of the operator."""
    on_behalf_of = models.UUIDField(null=True)
    mandate = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60, blank=True)
    concerns = models.UUIDField(null=True)
    """The person the act is about when she is neither of the two above (a code issued for her, say)."""
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at"], name="audit_person"),
            models.Index(fields=["on_behalf_of", "-at"], name="audit_behalf"),
            models.Index(fields=["concerns", "-at"], name="audit_concerns"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; a line that exists is refused here before the database refuses it."""
        if not self._state.adding:
            raise TypeError("an audit line is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, always."""
        raise TypeError("an audit line is never removed")
