"""Signed sheets, scanned: what proves the presences that were noted."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models

from wolouj.training.models.groups import Session


def sheet_name(_row: object, filename: str) -> str:
    """A random place for a scanned sheet; only the suffix we gave it is kept."""
    return f"training/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class SignedSheet(models.Model):
    """A scan or a photo of the sheet everybody signed at a session."""

    personal_data: ClassVar[str] = (
        "Names, phones and signatures of those who came, on paper: the donor's proof. Seen by the body's coaches and "
        "manager and by who teaches the session; removed with the session or by the manager."
    )
    right_object: ClassVar[str] = "session"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sheets")
    file = models.FileField(upload_to=sheet_name, max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["session", "added_at", "id"]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs but the desk's."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches the session."""
        return self.session.holders()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the group."""
        return self.session.bodies()
