"""What the press note prints: one page, so long texts are cut at a word."""

from __future__ import annotations

import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from rulebook.engine.format import Lang
from wolouj.difficulties.codes import codes
from wolouj.difficulties.queries import in_public
from wolouj.foundation.runs import Runs, clean, plain, shortened
from wolouj.meetings.models import PointKind
from wolouj.meetings.papers.text import Pen, head
from wolouj.meetings.queries import Record

PARAGRAPH = 520
"""Letters of one paragraph: whole sentences, as many as fit."""
POINT = 176
AIM = 280
EXCHANGE = 400
MOST = 4
"""Points retained, at most."""
SPEAKERS = 6
VOICED = 3
"""Difficulties named, at most."""


def context(record: Record, *, lang: Lang, at: datetime, number: int | None) -> dict[str, Any]:
    """The press note in one language as JSON for the page. Speakers by function, participants by figures."""
    pen, meeting = Pen(lang), record.meeting
    retained = (*record.of(PointKind.AGREED), *record.of(PointKind.RECOMMENDATION))[:MOST]
    exchange = record.of(PointKind.EXCHANGE)[:1]
    return head(meeting, pen, at=at, number=number) | {
        "title": pen.say("press_title"),
        "lead": _lead(record, pen),
        "aim": _short(meeting, "aim", AIM, pen),
        "context": _short(meeting, "context", PARAGRAPH, pen),
        "presence": pen.say("press_presence", came=record.presence.came, women=record.presence.women,
                            economic=record.presence.economic, support=record.presence.support)
        if record.presence.came else None,
        "speakers_title": pen.say("press_speakers"),
        "speakers": [
            {"who": pen.line(row, "role", "institution"), "subject": pen.line(row, "subject")}
            for row in record.interventions[:SPEAKERS]
        ],
        "exchange": [_short(row, "text", EXCHANGE, pen) for row in exchange],
        "retained_title": pen.say("press_retained"),
        "retained": [
            {"by": pen.line(row, "held_by") or None, "text": _short(row, "text", POINT, pen)} for row in retained
        ],
        "difficulties": _difficulties(record, pen),
        "questions": pen.say("press_questions", n=len(record.questions), answered=_answered(record))
        if record.questions else None,
        "commitments": _commitments(record, pen),
        "foot": pen.say("press_foot"),
    }  # fmt: skip


def cut(text: str, most: int) -> str:
    """The first whole sentences of a text that fit; a first sentence longer than that is cut at a word."""
    text = clean(text.replace("\n", " "))
    if len(text) <= most:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?؟…](?= )", text[: most + 1])]
    return text[: ends[-1]] if ends else shortened(text, most)


def _short(row: object, name: str, most: int, pen: Pen) -> dict[str, Any] | None:
    texts = {f"{name}_{lang}": cut(str(getattr(row, f"{name}_{lang}")), most) for lang in ("ar", "fr")}
    return pen.told(SimpleNamespace(**texts), name)


def _lead(record: Record, pen: Pen) -> Runs:
    gathering = record.meeting.gathering
    body = plain(pen.typed(gathering.body.shown_name(pen.lang)))
    return pen.say(f"press_lead_{record.meeting.level}", body=body, day=gathering.day)


def _difficulties(record: Record, pen: Pen) -> Runs | None:
    """The most voiced, each with its hands; none so small that a neighbour guesses who."""
    shown = in_public(record.difficulties)[:VOICED]
    named = [f"{codes()[row.key].word(pen.lang)} ({row.people})" for row in shown]
    return pen.say("press_difficulties", named=" · ".join(named)) if named else None


def _answered(record: Record) -> int:
    return sum(1 for question in record.questions if question.answered)


def _commitments(record: Record, pen: Pen) -> Runs | None:
    if not record.commitments:
        return None
    undated = sum(1 for row in record.commitments if row.due is None)
    return pen.say("press_commitments", n=len(record.commitments), undated=undated)
