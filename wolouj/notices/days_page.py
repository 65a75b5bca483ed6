"""What the folded dates of a notice show, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from rulebook.deadlines import Milestone, NoTimeline
from rulebook.engine import facts
from rulebook.engine.verdict import Bilingual
from wolouj.foundation.words import active, say
from wolouj.notices.calendar import CHECKS, days_of, noted


def page_of_days(notice: facts.Notice, *, today: date) -> dict[str, Any]:
    """The dated milestones, those still without a day, what to ask; or ``why`` nothing can be dated."""
    try:
        found = days_of(notice, on=today)
    except NoTimeline as none:
        return {"why": _said(none.text)}
    return {
        "why": "",
        "dated": [_step(one, today) for one in found.milestones if one.day],
        "later": [_step(one, today) for one in found.milestones if not one.day],
        "questions": [say("notices.days.question", text=asked.text, ask=asked.ask) for asked in found.questions],
        "file": bool(noted(found)),
    }


def _step(one: Milestone, today: date) -> dict[str, str]:
    """A knot of the thread: behind us, now, or ahead. A check on a delay is neither; watching goes on."""
    state = ""
    if one.day is not None and one.key not in CHECKS:
        past = "now" if one.key == "watch_the_account" else "done"
        state = past if one.day < today else "now" if one.day == today else ""
    return {"title": _said(one.title), "detail": _said(one.text), "state": state}


def _said(text: Bilingual) -> str:
    return str(getattr(text, active()))
