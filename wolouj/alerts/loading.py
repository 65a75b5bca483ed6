"""What an address of this room leads to, or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.foundation.outbox.models import Message
from wolouj.structures.models import Structure
from wolouj.structures.queries import full


@dataclass(frozen=True, slots=True)
class Said:
    """What a short address opens: to whoever holds it, as the message itself was."""

    right_object: ClassVar[str] = "secret_link"
    message: Message

    def owners(self) -> set[UUID]:
        """Whoever holds the address."""
        return set()


@dataclass(frozen=True, slots=True)
class Told:
    """How one of her structures is told about."""

    right_object: ClassVar[str] = "alert"
    structure: Structure

    def owners(self) -> set[UUID]:
        """The people of the structure."""
        return self.structure.owners()


def load_said(code: str) -> Said:
    """The message of a short address."""
    found = Message.objects.filter(code=code).first() if len(code) == 10 else None
    if found is None:
        raise Http404
    return Said(found)


def load_told(structure_id: UUID) -> Told:
    """A structure that is not archived."""
    found = full(structure_id)
    if found is None or found.archived_at is not None:
        raise Http404
    return Told(found)
