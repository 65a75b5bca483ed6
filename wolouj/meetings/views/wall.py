"""The wall of questions, shared by the page of the staff and the public one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.meetings import actions, page, queries
from wolouj.meetings.forms import QuestionForm
from wolouj.meetings.models import Meeting, Question, Source

WALL_SHOWN = 40
"""Questions on a page, the most asked first, until all are asked for."""


def wall_of(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """The published questions by theme, the first ones or all; of one theme when it is asked for. Two queries.

    What is not shown is counted, not read: a wall of three hundred questions opens as fast as one of forty.
    """
    counts = queries.by_theme(meeting)
    themes = page.theme_pills(counts, request.GET.get("theme", ""))
    rows = queries.published(meeting)
    if asked_theme := themes["asked"]:
        rows, counts = rows.filter(theme=asked_theme), [row for row in counts if row.theme == asked_theme]
    shown = list(rows if "all" in request.GET else rows[:WALL_SHOWN])
    total = sum(row.n for row in counts)
    return {
        "groups": page.by_theme(shown),
        "themes": themes,
        "rows": bool(shown),
        "total": total,
        "answered": sum(row.answered for row in counts),
        "more": len(shown) < total,
    }


def asked(request: HttpRequest, meeting: Meeting, form: QuestionForm, source: Source) -> Question | None:
    """Keep what was asked; ``None`` with the form saying why."""
    if not form.is_valid():
        return None
    try:
        return actions.ask(meeting=meeting, **form.cleaned_data, source=source, by=request.actor, at=clock.now())
    except actions.Full:
        form.add_error(None, say("meetings.question_full"))
        return None
