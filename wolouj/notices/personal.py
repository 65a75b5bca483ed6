"""What this room holds about a person: notices she entered, drafts she pasted, searches, what she said of buyers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError

from wolouj.foundation.actor import Actor
from wolouj.notices.models import (
    BuyerApart,
    BuyerMerge,
    MinutesDraft,
    Notice,
    NoticeApart,
    NoticeDraft,
    NoticeLink,
    SavedSearch,
)

ROOM = "notices"


_OF_A_SEARCH = ("id", "name", "question", "made_at", "looked_at")


def export(person: UUID) -> dict[str, Any]:
    """Her notices with their lots and lines, drafts and searches, and what she said of the names of buyers.

    A search's secret link is not told: whoever found the archive could read by it.
    """
    notices = Notice.objects.filter(entered_for=person).prefetch_related("lots", "lines")
    rows = {row["id"]: row for row in Notice.objects.filter(entered_for=person).values()}
    return {
        "notices": [rows[n.id] | {"lots": list(n.lots.values()), "lines": list(n.lines.values())} for n in notices],
        "drafts": list(NoticeDraft.objects.filter(person=person).values()),
        "minutes": list(MinutesDraft.objects.filter(person=person).values()),
        "searches": list(SavedSearch.objects.filter(person=person).values(*_OF_A_SEARCH)),
        "said_of_buyers": [
            row for kind in (BuyerMerge, BuyerApart) for row in kind._default_manager.filter(by=person).values()
        ],
        "said_of_notices": [
            row for kind in (NoticeLink, NoticeApart) for row in kind._default_manager.filter(by=person).values()
        ],
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Delete them. A notice that others of her structure still answer stays: it is a public text, entered by nobody."""
    drafts, _ = NoticeDraft.objects.filter(person=person).delete()
    minutes, _ = MinutesDraft.objects.filter(person=person).delete()
    searches, _ = SavedSearch.objects.filter(person=person).delete()
    gone = 0
    for notice in Notice.objects.filter(entered_for=person):
        try:
            notice.delete()
        except ProtectedError:
            continue
        gone += 1
    return {"drafts": drafts + minutes, "searches": searches, "notices": gone}
