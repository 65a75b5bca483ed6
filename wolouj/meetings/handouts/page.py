"""Documents as lists show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.meetings.models import Handout, Meeting, both


def handouts_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Title, what it goes with, the way to take it, the way to remove it; in one query."""
    lang = active()
    return [
        {
            "title": fmt.isolate_auto(both(row, "title", lang)[0]),
            "detail": _detail(row, lang),
            "url": reverse("meetings:handout", args=[meeting.gathering.code, row.id]),
            "remove": reverse("meetings:handout_remove", args=[row.id]),
        }
        for row in meeting.handouts.select_related("intervention")
    ]


def _detail(row: Handout, lang: str) -> str:
    kind = say("meetings.handout_pdf" if str(row.file.name).endswith(".pdf") else "meetings.handout_photo")
    if row.intervention is None:
        return kind
    return f"{kind} · {fmt.isolate_auto(both(row.intervention, 'subject', lang)[0])}"
