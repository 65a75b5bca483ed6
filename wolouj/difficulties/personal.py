"""What this room holds about a person: the difficulties she told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.difficulties.models import Telling
from wolouj.foundation.actor import Actor

ROOM = "difficulties"


def export(person: UUID) -> dict[str, Any]:
    """Each difficulty told under her account."""
    rows = Telling.objects.filter(person=person).values(
        "code", "step", "articles", "buyer_kind", "province", "cost", "words", "words_ok", "source", "told_on",
    )  # fmt: skip
    return {"difficulties": list(rows)}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Nothing of what she told stays."""
    gone, _ = Telling.objects.filter(person=person).delete()
    return {"difficulties": gone}
