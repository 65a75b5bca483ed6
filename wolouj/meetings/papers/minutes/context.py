"""What the minutes print, in the order of the meeting. A part with nothing in it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.difficulties.codes import codes
from wolouj.difficulties.queries import LEAST, in_public
from wolouj.foundation.runs import Runs, held, said
from wolouj.foundation.words import say
from wolouj.gatherings.models import AgeBand, BodyKind
from wolouj.gatherings.page import province_word
from wolouj.gatherings.queries import Presence
from wolouj.meetings.models import Commitment, Intervention, Point, PointKind, Question, Theme
from wolouj.meetings.papers.text import Pen, head
from wolouj.meetings.queries import Record


def context(record: Record, *, lang: Lang, at: datetime, public: bool, number: int | None) -> dict[str, Any]:
    """The minutes in one language as JSON for the page.

    Args:
        public: speakers by their function only, no small group among those who voiced a difficulty.
        number: the version, or ``None`` for a draft, which is marked.
    """
    pen, meeting = Pen(lang), record.meeting
    return head(meeting, pen, at=at, number=number) | {
        "title": pen.say(f"minutes_of_{meeting.level}"),
        "context": _part(pen, "part_context", [part for part in (pen.told(meeting, "context"),) if part]),
        "aim": pen.told(meeting, "aim"),
        "aim_title": pen.say("part_aim"),
        "presence": presence(record.presence, pen),
        "interventions": _part(pen, "part_interventions", (_spoke(i, pen, public) for i in record.interventions)),
        "exchange": _points(record, PointKind.EXCHANGE, pen),
        "difficulties": difficulties(record, pen, public=public),
        "questions": _part(pen, "part_questions", (_asked(q, pen) for q in record.questions)),
        "themes": themes(record.questions, pen),
        "agreed": _points(record, PointKind.AGREED, pen),
        "commitments": _part(pen, "part_commitments", (_promised(c, pen) for c in record.commitments)),
        "commitment_heads": [pen.say(f"commitment_{key}") for key in ("who", "what", "owner", "due")],
        "commitments_note": pen.say("commitments_note"),
        "recommendations": _points(record, PointKind.RECOMMENDATION, pen),
        "next_steps": _points(record, PointKind.NEXT_STEP, pen),
        "foot": pen.say("foot_public" if public else "foot_body"),
    }


def _part(pen: Pen, key: str, rows: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    found = list(rows)
    return {"title": pen.say(key), "rows": found} if found else None


def _points(record: Record, kind: PointKind, pen: Pen) -> dict[str, Any] | None:
    rows = (_held(point, pen) for point in record.of(kind))
    return _part(pen, f"part_{kind.value}", rows)


def _held(point: Point, pen: Pen) -> dict[str, Any]:
    return {"by": pen.line(point, "held_by") or None, "text": pen.told(point, "text")}


def _spoke(row: Intervention, pen: Pen, public: bool) -> dict[str, Any]:
    who = pen.line(row, "role", "institution")
    if row.speaker and not public:
        who = [*pen.typed(row.speaker), ["t", " · "], *who] if who else pen.typed(row.speaker)
    return {"subject": pen.line(row, "subject"), "who": who, "said": pen.told(row, "said")}


def state_of(row: Question) -> str:
    """How far a question has come: answered, owned (somebody is to answer), open."""
    if row.answered:
        return "answered"
    return "owned" if row.owner_ar or row.owner_fr else "open"


def _asked(row: Question, pen: Pen) -> dict[str, Any]:
    owner = pen.line(row, "owner")
    state = state_of(row)
    due = said(fmt.day(row.due, pen.lang), pen.lang) if row.due else None
    return {
        "text": pen.told(row, "text"),
        "voices": held(str(row.voices)),
        "voices_word": said(fmt.noun(row.voices, "voice", pen.lang), pen.lang),
        "theme": pen.say(f"theme_{row.theme}") if row.theme else None,
        "answer": pen.told(row, "answer"),
        "state": pen.say(f"question_{state}"),
        "owner": owner or None,
        "due": due,
    }


def difficulties(record: Record, pen: Pen, *, public: bool) -> dict[str, Any] | None:
    """What stops people, as hands counted; in public no group so small that a neighbour guesses who."""
    shown = in_public(record.difficulties) if public else record.difficulties
    rows = [(codes()[row.key].word(pen.lang), row.people) for row in shown]
    note = pen.say("difficulties_least", n=LEAST) if public else pen.say("difficulties_note")
    heads = [pen.say("voiced_what"), pen.say("voiced_hands")]
    found = {"title": pen.say("part_difficulties"), "heads": heads, "note": note, "rows": _rows(rows, pen.lang)}
    return found if rows else None


def themes(questions: Iterable[Question], pen: Pen) -> list[list[Runs]]:
    """What was asked about, by theme, with how many voices; the most voiced first."""
    voices: Counter[str] = Counter()
    for question in questions:
        if question.theme:
            voices[question.theme] += question.voices
    order = [theme.value for theme in Theme]
    ranked = sorted(voices.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
    return [[pen.say(f"theme_{theme}"), held(str(n))] for theme, n in ranked]


def _promised(row: Commitment, pen: Pen) -> dict[str, Any]:
    due = said(fmt.day(row.due, pen.lang), pen.lang) if row.due else None
    return {
        "who": pen.line(row, "institution"),
        "what": pen.told(row, "what"),
        "owner": pen.line(row, "owner") or None,
        "due": due,
        "owner_open": pen.say("owner_open"),
        "due_open": pen.say("due_open"),
    }


def presence(found: Presence, pen: Pen) -> dict[str, Any] | None:
    """Who came: a sentence, then three small tables. Nothing before anybody has arrived."""
    if not found.came:
        return None
    lang = pen.lang
    provinces = [(province_word(code, lang), n) for code, n in found.by_province.items() if code]
    kinds = [(say(f"gatherings.kind_{kind.value}", lang), found.by_kind.get(kind, 0)) for kind in BodyKind]
    ages = [(say(f"gatherings.age_{age.value}", lang), found.by_age.get(age, 0)) for age in AgeBand]
    untold = say("gatherings.not_told", lang)
    tables = {
        "by_kind": [*kinds, (untold, found.by_kind.get("", 0))],
        "by_province": [*provinces, (untold, found.by_province.get("", 0))],
        "by_age": [*ages, (untold, found.by_age.get("", 0))],
    }
    return {
        "title": pen.say("part_presence"),
        "sentence": pen.say("presence", came=found.came, women=found.women, young=found.young),
        "tables": [{"title": pen.word(f"gatherings.{key}"), "rows": _rows(rows, lang)} for key, rows in tables.items()],
    }


def _rows(rows: Iterable[tuple[str, int]], lang: Lang) -> list[list[Runs]]:
    return [[said(word, lang), held(str(n))] for word, n in rows if n]
