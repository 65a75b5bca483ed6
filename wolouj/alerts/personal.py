"""What this room holds about a person: how she wants to be told, what she follows, her feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.alerts.models import Choice, FeedLink, Follow
from wolouj.foundation.actor import Actor

ROOM = "alerts"


def export(person: UUID) -> dict[str, Any]:
    """Her choices, the notices she follows, and for which structures a feed is open (not its secret)."""
    return {
        "choices": list(Choice.objects.filter(person=person).values()),
        "follows": list(Follow.objects.filter(person=person).values()),
        "feeds": list(FeedLink.objects.filter(person=person).values("structure", "made_at")),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """All of it goes; her feeds open nothing any more."""
    kinds = (Choice, Follow, FeedLink)
    return {kind.__name__.lower(): kind._default_manager.filter(person=person).delete()[0] for kind in kinds}
