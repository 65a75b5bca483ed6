"""The days of a notice as plain data, ready for JSON: the contract of ``wolouj calendar``."""

from __future__ import annotations

from rulebook.deadlines.dates import Dated
from rulebook.deadlines.milestones import Milestone, NoTimeline
from rulebook.engine.plain import Json
from rulebook.engine.verdict import Bilingual, Question


def as_json(found: Dated) -> Json:
    """The whole answer: days ISO, delays plain numbers, sentences in both languages."""
    return {
        "outcome": "dated",
        "why": None,
        "law_on": found.law_on.isoformat(),
        "milestones": [_milestone(one) for one in found.milestones],
        "questions": [_question(one) for one in found.questions],
    }


def refusal_as_json(refused: NoTimeline, law_on: str) -> Json:
    """The same shape when no day can be told: why, and nothing dated."""
    return {
        "outcome": refused.reason,
        "why": _pair(refused.text),
        "law_on": law_on,
        "milestones": [],
        "questions": [],
    }


def _milestone(one: Milestone) -> Json:
    return {
        "key": one.key,
        "day": one.day.isoformat() if one.day else None,
        "reason": one.reason,
        "careful_day": one.careful.isoformat() if one.careful else None,
        "counted_from": one.counted_from,
        "days": one.days,
        "unit": one.unit.value,
        "tolerance_days": one.tolerance_days,
        "articles": list(one.articles),
        "confidence": one.confidence.value,
        "force": one.force.value,
        "expected": one.expected,
        "title": _pair(one.title),
        "text": _pair(one.text),
    }


def _question(one: Question) -> Json:
    return {"key": one.key, "text": _pair(one.text), "ask": _pair(one.ask), "articles": list(one.articles)}


def _pair(text: Bilingual) -> Json:
    return {"fr": text.fr, "ar": text.ar}
