"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.page import JOINT, title_of
from wolouj.meetings.following.page import row_of, text_of
from wolouj.meetings.models import Intervention, Meeting, PointKind, Question, Review, Series, both
from wolouj.meetings.papers.minutes.context import state_of
from wolouj.meetings.queries import OfTheme, Record, Wall

START = 140
"""Letters of a text shown in a list."""
SIGNS = {"answered": "go", "owned": "wait", "open": "unknown"}
"""The sign of a question by how far it has come."""


def list_page(rows: list[Gathering], *, on: date) -> dict[str, Any]:
    """The meetings of a body: those to come first, the nearest first, then those held, the latest first."""
    shown = [_row(row, on) for row in rows]
    coming = [row for row in reversed(shown) if row["coming"]]
    return {"coming": coming, "held": [row for row in shown if not row["coming"]]}


def series_links(rows: Iterable[Series]) -> list[dict[str, str]]:
    """The series of a body, each with its page."""
    lang = active()
    return [
        {"title": fmt.isolate_auto(getattr(row, f"name_{lang}") or str(row)),
         "url": reverse("meetings:series", args=[row.id])}
        for row in rows
    ]  # fmt: skip


def _row(row: Gathering, on: date) -> dict[str, Any]:
    lang = active()
    coming = row.last_day >= on
    place = row.place(lang)
    signed, came = row.signed, row.came
    parts = [
        fmt.weekday(row.day, lang),
        fmt.isolate_auto(place) if place else "",
        say("meetings.signed_n", n=signed) if coming and not came else say("meetings.came_n", n=came),
        say("gatherings.sample") if row.is_sample else "",
    ]
    return {
        "title": title_of(row),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("gatherings:show", args=[row.id]),
        "coming": coming,
    }


def _start(row: object, name: str) -> str:
    """The beginning of a text, for a list."""
    return fmt.isolate_auto(shortened(both(row, name, active())[0], START))


def _line(row: object, *names: str) -> str:
    return JOINT.join(text for text in (text_of(row, name) for name in names) if text)


def _edit(meeting: Meeting, kind: str, row: Any) -> str:
    return reverse("meetings:item", args=[meeting.pk, kind, row.id])


def programme_page(record: Record, *, on: date) -> dict[str, Any]:
    """All that was written of the meeting, each line with its way to be corrected."""
    meeting = record.meeting
    return {
        "context": text_of(meeting, "context"),
        "aim": text_of(meeting, "aim"),
        "interventions": [
            line | {"url": _edit(meeting, "intervention", row)}
            for row, line in zip(record.interventions, agenda(record.interventions), strict=True)
        ],
        "groups": [
            {
                "title": say(f"meetings.part_{kind.value}"),
                "rows": [
                    {
                        "title": _start(row, "text"),
                        "detail": text_of(row, "held_by"),
                        "url": _edit(meeting, "point", row),
                    }
                    for row in record.of(kind)
                ],
            }
            for kind in PointKind
        ],
        "commitments": [row_of(row, on=on) for row in record.commitments],
    }


def agenda(rows: Iterable[Intervention]) -> list[dict[str, str]]:
    """The lines of an agenda: what, then at what hour and by whom."""
    return [{"title": text_of(row, "subject"), "detail": _intervention(row)} for row in rows]


def agenda_of(meeting: Meeting) -> list[dict[str, str]]:
    """The agenda as who is invited reads it: functions, no names."""
    rows = list(meeting.interventions.all())
    for row in rows:
        row.speaker = ""
    return agenda(rows)


def _intervention(row: Intervention) -> str:
    hour = fmt.isolate(f"{row.starts:%H:%M}") if row.starts else ""
    speaker = fmt.isolate_auto(row.speaker) if row.speaker else ""
    return JOINT.join(part for part in (hour, speaker, _line(row, "role", "institution")) if part)


def question_row(row: Question) -> dict[str, Any]:
    """A published question as the wall shows it: never the words it was asked in."""
    state = state_of(row)
    owner = text_of(row, "owner")
    lang = active()
    if owner and row.due:
        owner = say("meetings.answer_by", who=both(row, "owner", lang)[0], day=row.due)
    return {
        "text": text_of(row, "text"),
        "answer": text_of(row, "answer"),
        "voices": row.voices,
        "voices_word": fmt.noun(row.voices, "voice", lang),
        "sign": SIGNS[state],
        "state": say(f"meetings.question_{state}"),
        "owner": owner if state != "answered" else "",
        "url": reverse("meetings:review", args=[row.id]),
    }


def asked_about(row: Question | None) -> str:
    """The wording of the question a difficulty is counted about; the words it was asked in while it has none."""
    if row is None:
        return ""
    return text_of(row, "text") or fmt.isolate_auto(row.text)


def by_theme(rows: list[Question]) -> list[dict[str, Any]]:
    """The questions of the wall under their themes, the most voiced theme first; those of no theme last."""
    groups: dict[str, list[Question]] = {}
    for row in rows:
        groups.setdefault(row.theme, []).append(row)
    order = sorted(groups, key=lambda theme: (not theme, -sum(row.voices for row in groups[theme])))
    return [
        {
            "title": say(f"meetings.theme_{theme}") if theme else say("meetings.theme_without"),
            "rows": [question_row(row) for row in groups[theme]],
        }
        for theme in order
    ]


def theme_pills(counts: Iterable[OfTheme], asked: str) -> dict[str, Any]:
    """The themes met on the wall with how many questions each, and the one asked for when it is met."""
    met = [row for row in counts if row.theme]
    pills = [
        {"key": row.theme, "word": say(f"meetings.theme_{row.theme}"), "n": row.n, "here": row.theme == asked}
        for row in met
    ]
    return {"asked": asked if any(row.theme == asked for row in met) else "", "pills": pills if len(pills) > 1 else []}


def answer_page(row: Question) -> dict[str, Any]:
    """What became of one question: its receipt, its state, its wording and its answer once they are published."""
    public = row.review == Review.PUBLISHED
    shown = question_row(row) if public else None
    state = "published" if public and not row.answered else "answered" if public else row.review
    return {
        "receipt": row.receipt,
        "shown": shown,
        "state_sign": {"answered": "go", "published": "wait", "held": "wait"}.get(state, "aside"),
        "state_word": say(f"meetings.asker_{state}"),
        "state_why": say(f"meetings.asker_{state}_why"),
    }


def asked_line(row: Question) -> dict[str, Any]:
    """A question she asked, at her own desk."""
    found = answer_page(row)
    title = found["shown"]["text"] if found["shown"] else fmt.isolate_auto(shortened(row.text, START))
    return {
        "title": title or say("meetings.voice"),
        "word": found["state_word"],
        "sign": found["state_sign"],
        "url": reverse("meetings:answer", args=[row.receipt]),
    }


def asked_row(row: Question) -> dict[str, Any]:
    """A question as it was asked: for the body's people only."""
    return {
        "title": fmt.isolate_auto(row.text) or say("meetings.voice"),
        "detail": say(f"meetings.from_{row.source}"),
        "url": reverse("meetings:review", args=[row.id]),
    }


def checks(record: Record, wall: Wall) -> list[dict[str, str]]:
    """What is ready of the minutes and what is still to be completed."""
    meeting = record.meeting
    framed = all((meeting.context_ar, meeting.context_fr, meeting.aim_ar, meeting.aim_fr))
    vague = sum(1 for row in record.commitments if not row.due or not (row.owner_ar or row.owner_fr))
    lost = sum(1 for row in record.questions if state_of(row) == "open")
    found = [
        (bool(record.presence.came), say("meetings.check_presence", n=record.presence.came)),
        (framed, say("meetings.check_context")),
        (not (n := missing(record)), say("meetings.check_texts", n=n)),
        (not wall.held, say("meetings.check_held", n=wall.held)),
        (not lost, say("meetings.check_open", n=lost)),
        (not vague, say("meetings.check_commitments", n=vague)),
    ]
    return [{"sign": "go" if good else "watch", "text": text} for good, text in found]


def missing(record: Record) -> int:
    """Texts written in one language only."""
    named: list[tuple[Iterable[object], tuple[str, ...]]] = [
        (record.interventions, ("subject", "said", "role", "institution")),
        (record.points, ("text", "held_by")),
        (record.commitments, ("what", "institution", "owner")),
        (record.questions, ("text", "answer", "owner")),
    ]
    pairs = ((getattr(row, f"{n}_ar"), getattr(row, f"{n}_fr")) for rows, names in named for row in rows for n in names)
    return sum(1 for ar, fr in pairs if bool(ar) != bool(fr))
