"""What the pages about requests for information show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.verdict import Advice, Outcome
from wolouj.foundation.articles import article_name
from wolouj.foundation.ics import Event, calendar_file
from wolouj.foundation.words import active, say
from wolouj.petitions.information.facts import Day, days_of
from wolouj.petitions.information.letters import FILES
from wolouj.petitions.information.models import InformationRequest, RequestStep
from wolouj.petitions.information.states import OVER, SIGNS, STEPS, State
from wolouj.petitions.page import JOINT, text_of


def state_word(row: InformationRequest, days: list[Day], *, on: date) -> tuple[str, str]:
    """The sign of its state that day and its word: late when the day of the answer is over."""
    late = any(not day.hers and day.on < on for day in days)
    return ("watch" if late else SIGNS[State(row.state)]), say(
        "petitions.info_state_late" if late else f"petitions.info_state_{row.state}"
    )


def row_of(row: InformationRequest, days: list[Day], *, on: date) -> dict[str, Any]:
    """One request in a list, with its nearest day."""
    sign, word = state_word(row, days, on=on)
    near = next((day for day in days if day.on >= on), None)
    return {
        "title": text_of(row, "institution"),
        "detail": getattr(near.figure.text, active()) if near else text_of(row, "asked"),
        "sign": sign,
        "word": word,
        "url": reverse("petitions:request", args=[row.id]),
        "over": row.state in OVER,
    }


def list_page(rows: Iterable[tuple[InformationRequest, Advice]], *, on: date) -> dict[str, Any]:
    """Every request: those under way, those that are over."""
    found = [row_of(row, days_of(row, advice), on=on) for row, advice in rows]
    return {
        "open": [row for row in found if not row["over"]],
        "over": [row for row in found if row["over"]],
        "total": len(found),
    }


def _step(step: RequestStep) -> dict[str, Any]:
    parts = [fmt.day(step.on, active())]
    if step.number:
        parts.append(say("petitions.number_n", number=fmt.isolate(step.number)))
    return {
        "title": say(f"petitions.info_state_{step.state}"),
        "detail": JOINT.join(parts),
        "note": fmt.isolate_auto(step.note) if step.note else "",
        "mend": "",
        "proof": reverse("petitions:request_proof", args=[step.id]) if step.proof else "",
    }


def named_once(articles: Iterable[str]) -> list[str]:
    """Articles without those that bear the same name: a text whose numbers were not read is named alone."""
    return list({getattr(article_name(each), active()): each for each in reversed(list(articles))}.values())[::-1]


def show_page(row: InformationRequest, advice: Advice, *, on: date) -> dict[str, Any]:
    """One request: where it stands, its days, what comes next, its letters."""
    days = days_of(row, advice)
    sign, word = state_word(row, days, on=on)
    first = {"title": say("petitions.info_state_draft"), "detail": fmt.day(row.created_at, active()), "note": "",
             "mend": "", "proof": ""}  # fmt: skip
    complains = advice.figure("write_to_the_head_by") is not None  # not before a refusal, or a delay that is over
    names = [name for name, (kind, _) in FILES.items() if kind == "request" or complains]
    told = [one for one in advice.findings if one.outcome is Outcome.MET]
    return {
        "row": row,
        "institution": text_of(row, "institution"),
        "asked": text_of(row, "asked"),
        "whose": fmt.isolate_auto(row.body.shown_name(active())) if row.body else "",
        "sign": sign,
        "word": word,
        "days": [
            {"figure": day.figure, "articles": named_once(day.figure.articles), "past": day.on < on, "hers": day.hers}
            for day in days
        ],
        "steps": [first, *(_step(step) for step in row.steps.all())],
        "findings": [one for one in advice.findings if one not in told],
        "told": [
            {"text": one.text, "articles": named_once(one.articles), "confidence": one.confidence} for one in told
        ],
        "questions": advice.questions,
        "letters": [
            {"title": say(f"petitions.file_{FILES[name][0]}_{FILES[name][1]}"),
             "url": reverse("petitions:letter", args=[row.id, name])} for name in names
        ],
        "moves": bool(STEPS[State(row.state)]),
        "writable": row.state == State.DRAFT,
    }  # fmt: skip


def calendar(row: InformationRequest, advice: Advice, *, at: datetime) -> bytes | None:
    """Its days for a phone's calendar; ``None`` while it has none."""
    lang = active()
    events = [
        Event(day.figure.name, day.on, say("petitions.info_event", lang, who=text_of(row, "institution")),
              getattr(day.figure.text, lang))
        for day in days_of(row, advice)
    ]  # fmt: skip
    return calendar_file(events, about=f"request-{row.id}", at=at) if events else None
