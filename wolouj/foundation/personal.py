"""What this room holds about a person: what was said to her. Audit lines keep ids that name nobody once she is gone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message

ROOM = "foundation"
_TOLD = ("kind", "channel", "title", "text", "why", "short", "due", "state", "sent_at")


def export(person: UUID) -> dict[str, Any]:
    """Each message that was said to her, or waits."""
    return {"messages": list(Message.objects.filter(person=person).values(*_TOLD))}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Remove what was said to her; what waits is never sent."""
    gone, _ = Message.objects.filter(person=person).delete()
    return {"messages": gone}
