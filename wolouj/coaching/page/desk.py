"""The coach's day, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from wolouj.coaching.models import Following
from wolouj.coaching.page import name_of, place_of
from wolouj.foundation.words import say


def desk_page(rows: Sequence[Following], *, at: datetime) -> dict[str, Any]:
    """Her files, by road."""
    shown = [
        {
            "title": name_of(row.participant), "detail": place_of(row.participant),
            "url": reverse("coaching:file", args=[row.participant_id]),
        }
        for row in rows
    ]  # fmt: skip
    return {"rows": shown, "count": say("coaching.files_n", n=len(rows)), "now": at}
