"""The memory of one theme, for anybody: first voiced when, how many times, what was answered, what the law became.

Only what was published is read: counts over the least group, questions a person published, answers as they stand.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count

from rulebook.engine import format as fmt
from rulebook.engine.format import local
from wolouj.difficulties import queries as told
from wolouj.difficulties.codes import Code
from wolouj.difficulties.page import code_head, measured
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import title_of
from wolouj.meetings.became import became
from wolouj.meetings.following.page import text_of
from wolouj.meetings.models import Question, Review, Theme, both

THEME_OF = {
    "knowing": Theme.KNOWING, "language": Theme.LANGUAGE, "papers": Theme.PAPERS, "account": Theme.ACCOUNT,
    "price": Theme.PRICE, "cash": Theme.PAYMENT, "delays": Theme.DELAYS, "guarantees": Theme.GUARANTEES,
    "capacity": Theme.CAPACITY, "other": Theme.OTHER,
}  # fmt: skip
"""Difficulty -> the theme of the questions asked about it; the others have no theme of their own."""


def memory_page(code: Code, *, at: datetime) -> dict[str, Any]:
    """One theme: a fixed number of queries, however long it has been voiced."""
    rows, sample = told.public_rows()
    rows = rows.filter(code=code.key)
    shown = told.in_public(told.people(rows))
    times = rows.aggregate(n=Count("told_on", distinct=True))["n"] if shown else 0
    asked = _questions(code, sample=sample)
    voiced = [row.first for row in shown] + [row.meeting.gathering.day for row in asked[:1]]
    return code_head(code) | {
        "became": became(code, since=min(voiced, default=None), on=local(at).date()),
        "sample": sample,
        "facts": _facts(shown, times),
        "least": told.LEAST,
        "measured": measured(code, at=at),
        "questions": [_question(row) for row in asked],
        "answered": sum(1 for row in asked if row.answered),
    }


def _facts(shown: list[told.Counted], times: int) -> list[dict[str, str]]:
    """When it was first voiced, last voiced, on how many days, by how many people; nothing under the least group."""
    if not shown:
        return []
    one, lang = shown[0], active()
    return [
        {"icon": "calendar", "label": say("meetings.memory_first"), "value": fmt.day(one.first, lang)},
        {"icon": "clock", "label": say("meetings.memory_last"), "value": fmt.day(one.last, lang)},
        {"icon": "meeting", "label": say("meetings.memory_times"), "value": fmt.count(times, "day", lang)},
        {"icon": "helper", "label": say("meetings.memory_people"), "value": fmt.count(one.people, "person", lang)},
    ]


def _questions(code: Code, *, sample: bool) -> list[Question]:
    """The published questions of its theme, the oldest meeting first: what was asked first is read first."""
    theme = THEME_OF.get(code.key)
    if theme is None:
        return []
    rows = Question.objects.filter(theme=theme, review=Review.PUBLISHED, meeting__gathering__is_sample=sample)
    rows = rows.select_related("meeting__gathering")
    return list(rows.order_by("meeting__gathering__day", "-voices", "id")[:100])


def _question(row: Question) -> dict[str, str]:
    lang = active()
    who = both(row, "checked_by", lang)[0] or both(row, "owner", lang)[0]
    answered = row.answered_at if row.answered else None
    if answered and who:
        by = say("meetings.memory_by", who=who, day=answered)
    elif answered:
        by = say("meetings.memory_on", day=answered)
    else:
        by = say("meetings.memory_waits", who=who) if who else say("meetings.question_open")
    return {
        "text": text_of(row, "text"),
        "answer": text_of(row, "answer"),
        "asked": say("meetings.memory_asked", day=row.meeting.gathering.day, title=title_of(row.meeting.gathering)),
        "by": by,
        "sign": "go" if row.answered else "wait",
    }
