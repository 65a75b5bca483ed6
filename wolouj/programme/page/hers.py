"""A person's own side: the call she reads, her file, where it stands, her answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.grid import grid_of
from wolouj.programme.models import Application, Assignment, Call, Decision, Stage, State, both
from wolouj.programme.page.words import SIGNS, places_word, text


def public_call(call: Call, at: datetime) -> dict[str, Any]:
    """What anybody reads of a call: what, for whom, until when, how."""
    papers = list(call.papers.all())
    return {
        "call": call,
        "title": text(call, "title"),
        "body": fmt.isolate_auto(call.programme.body.shown_name(active())),
        "what": text(call, "what"), "whom": text(call, "whom"), "how": text(call, "how"),
        "where": places_word(call.where()),
        "open": call.takes(at), "now": at,
        "conditions": [fmt.isolate_auto(line.label(active())) for line in grid_of(call).conditions],
        "criteria": [
            {"label": fmt.isolate_auto(line.label(active())), "weight": line.weight} for line in grid_of(call).marked
        ],
        "papers": [text(row, "label") for row in papers if not row.later],
        "later": [text(row, "label") for row in papers if row.later],
        "sample": call.programme.is_sample,
    }  # fmt: skip


def file_row(application: Application) -> dict[str, Any]:
    """One of her files, in a list."""
    draft = application.state == State.DRAFT
    name = "programme:step" if draft else "programme:file"
    args = [application.id, application.step or "contact"] if draft else [application.id]
    return {
        "title": text(application.call, "title"),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "detail": _after_a_comma(next_step(application)),
        "url": reverse(name, args=args),
    }


def _after_a_comma(text: str) -> str:
    """A sentence that goes on after the word of its sign."""
    return text[:1].lower() + text[1:]


def next_step(application: Application) -> str:
    """What comes next for her, with its date where there is one."""
    call = application.call
    if application.state == State.DRAFT:
        return say("programme.next_draft", day=call.closes_at)
    if application.answered_at is not None:
        return say("programme.answered_on", day=application.answered_at)
    if application.state == State.WITHDRAWN:
        return ""
    if application.state == State.INTERVIEW:
        return say("programme.next_interview")
    if call.answers_on is not None:
        return say("programme.next_answer", day=call.answers_on)
    return say("programme.next_answer_open")


def file_page(application: Application, at: datetime) -> dict[str, Any]:
    """Where her file stands: what happened with its day, where it is now, what remains; then her answer."""
    decision: Decision | None = getattr(application, "decision", None)
    answered = decision is not None and application.answered_at is not None
    return {
        "application": application,
        "title": text(application.call, "title"),
        "body": fmt.isolate_auto(application.call.programme.body.shown_name(active())),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "next": next_step(application),
        "steps": _steps(application),
        "answer": answer(decision) if answered and decision is not None else None,
        "later": [text(row, "label") for row in application.call.papers.all() if row.later]
        if application.state == State.SELECTED
        else [],
        "sample": application.call.programme.is_sample,
    }


def answer(decision: Decision) -> dict[str, Any]:
    """The decision in words: outcome, reason, next door."""
    return {
        "outcome": decision.outcome,
        "reason": both(decision, "reason", active()),
        "door": say(f"programme.door_{decision.door}"),
        "next": text(decision, "next"),
        "on": decision.application.answered_at,
    }


def _steps(application: Application) -> list[dict[str, str]]:
    lang = active()
    state = State(application.state)
    order = [State.RECEIVED, State.STUDIED, State.INTERVIEW]
    answered = application.answered_at is not None
    has_interview = bool(grid_of(application.call).of(Stage.INTERVIEW)) and (
        not answered or application.assignments.filter(task=Assignment.Task.INTERVIEW).exists()
    )
    reached = len(order) if answered else order.index(state) if state in order else -1
    steps = []
    for i, each in enumerate(order):
        if each == State.INTERVIEW and not has_interview:
            continue
        detail = fmt.day(application.received_at, lang) if each == State.RECEIVED and application.received_at else ""
        mark = "done" if i < reached or (each == State.RECEIVED and reached >= 0) else "now" if i == reached else ""
        steps.append({"title": say(f"programme.thread_{each.value}"), "detail": detail, "state": mark})
    last = fmt.day(application.answered_at, lang) if application.answered_at else ""
    if not answered and application.call.answers_on:
        last = say("programme.before_day", day=application.call.answers_on)
    steps.append({"title": say("programme.thread_answer"), "detail": last, "state": "now" if answered else ""})
    if not answered and reached == 0:
        steps[0]["state"] = "now"
    return steps
