"""The wall of questions, shared by the page of the staff and the public one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.meetings import actions, page
from wolouj.meetings.forms import QuestionForm
from wolouj.meetings.models import Meeting, Question, Source

WALL_SHOWN = 40
"""Questions on a page, the most asked first, until all are asked for."""


def wall_of(request: HttpRequest, rows: list[Question]) -> dict[str, Any]:
    """The published questions by theme, the first ones or all; of one theme when it is asked for."""
    themes = page.theme_pills(rows, request.GET.get("theme", ""))
    rows = [row for row in rows if not themes["asked"] or row.theme == themes["asked"]]
    shown = rows if "all" in request.GET else rows[:WALL_SHOWN]
    return {
        "groups": page.by_theme(shown),
        "themes": themes,
        "rows": bool(shown),
        "total": len(rows),
        "answered": sum(1 for row in rows if row.answered),
        "more": len(shown) < len(rows),
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
