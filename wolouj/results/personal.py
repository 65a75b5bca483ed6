"""What this room holds about a person by herself: nothing yet beyond counts; who told a figure is an id."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor

ROOM = "results"


def export(person: UUID) -> dict[str, Any]:
    """Nothing of hers."""
    return {}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Nothing to erase."""
    return {}
