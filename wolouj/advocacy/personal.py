"""What this room holds about a person: nothing yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor

ROOM = "advocacy"


def export(person: UUID) -> dict[str, Any]:
    """Causes name no person."""
    return {}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file of hers lies here."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Nothing to erase."""
    return {}
