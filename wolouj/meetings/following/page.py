"""What the pages about commitments show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import JOINT, title_of
from wolouj.meetings.following.models import CommitmentStep, Reply
from wolouj.meetings.following.queries import Reminder, Why
from wolouj.meetings.following.states import LATE, SIGNS, STEPS, State, standing
from wolouj.meetings.models import Commitment, Point, Review, both


def text_of(row: object, name: str) -> str:
    """A text of a row in the page's language, or the other's."""
    text = both(row, name, active())[0]
    return fmt.isolate_auto(text) if text else ""


def state_word(row: Commitment, *, on: date) -> tuple[str, str]:
    """The sign of its state that day and its word."""
    state = standing(row.state, row.due, on=on)
    return SIGNS[State(state) if state != LATE else LATE], say(f"meetings.state_{state}")


def row_of(row: Commitment, *, on: date) -> dict[str, Any]:
    """One commitment in a list of the staff."""
    sign, word = state_word(row, on=on)
    parts = [
        text_of(row, "institution"),
        text_of(row, "owner") or say("meetings.owner_open"),
        fmt.day(row.due, active()) if row.due else say("meetings.due_open"),
    ]
    return {
        "title": text_of(row, "what"),
        "detail": JOINT.join(part for part in parts if part),
        "sign": sign,
        "word": word,
        "url": reverse("meetings:commitment", args=[row.id]),
    }


def reminder_row(one: Reminder) -> dict[str, Any]:
    """Why a commitment asks for a hand, in a list."""
    days = abs(one.days or 0)
    told = say("meetings.remind_unsettled") if one.why is Why.UNSETTLED else say(f"meetings.remind_{one.why}", n=days)
    institution = text_of(one.commitment, "institution")
    return {
        "title": text_of(one.commitment, "what"),
        "detail": JOINT.join(part for part in (told, institution) if part),
        "sign": "watch" if one.why in (Why.LATE, Why.TODAY) else "wait",
        "url": reverse("meetings:commitment", args=[one.commitment.id]),
    }


def board(rows: list[Commitment], recalled: list[Reminder], advised: Iterable[Point], *, on: date) -> dict[str, Any]:
    """Every promise of a body: what asks for a hand, the open ones, those that are over; and the recommendations."""
    open_ = [row for row in rows if State(row.state) in (State.ANNOUNCED, State.CONFIRMED, State.UNDER_WAY)]
    kept = sum(1 for row in rows if row.state == State.KEPT)
    return {
        "reminders": [reminder_row(one) for one in recalled],
        "open": [row_of(row, on=on) for row in open_],
        "over": [row_of(row, on=on) for row in rows if row not in open_],
        "total": len(rows),
        "kept": kept,
        "recommendations": [_recommendation(point, on=on) for point in advised],
    }


def _recommendation(point: Point, *, on: date) -> dict[str, Any]:
    return {
        "title": text_of(point, "text"),
        "detail": title_of(point.meeting.gathering),
        "takers": [row_of(row, on=on) for row in point.taken_up.all()],
        "url": reverse("meetings:take_up", args=[point.id]),
    }


def step_rows(row: Commitment) -> list[dict[str, Any]]:
    """The road of a commitment, from the day it was announced."""
    lang = active()
    first = {
        "title": say("meetings.state_announced"),
        "detail": fmt.day(row.meeting.gathering.day, lang),
        "note": "",
        "proofs": [],
    }
    return [first, *(_step(step) for step in row.steps.all())]


def _step(step: CommitmentStep) -> dict[str, Any]:
    title = say(f"meetings.state_{step.state}")
    if step.moved and step.due_before and step.due_after:
        title = say("meetings.day_moved", before=step.due_before, after=step.due_after)
    elif step.moved:
        title = say("meetings.day_set", after=step.due_after) if step.due_after else say("meetings.day_gone")
    proofs = []
    if step.proof:
        proofs.append({"url": reverse("meetings:proof", args=[step.id]), "word": say("meetings.proof_see")})
    if step.link:
        proofs.append({"url": step.link, "word": say("meetings.link_see")})
    return {"title": title, "detail": fmt.day(step.on, active()), "note": text_of(step, "note"), "proofs": proofs}


def reply_row(row: Reply) -> dict[str, Any]:
    """The institution's own line."""
    return {
        "id": row.id,
        "text": text_of(row, "text"),
        "who": say("meetings.reply_by", who=row.function, day=row.on),
        "held": row.review == Review.HELD,
        "shown": row.review == Review.PUBLISHED,
        "by_link": row.how == Reply.How.LINK,
    }


def head_of(row: Commitment, *, on: date) -> dict[str, Any]:
    """What was promised, by whom, by when, where it stands: the same for everybody."""
    sign, word = state_word(row, on=on)
    return {
        "what": text_of(row, "what"),
        "sign": sign,
        "word": word,
        "facts": _facts(row),
        "sample": row.meeting.gathering.is_sample,
        "steps": step_rows(row),
    }


def _facts(row: Commitment) -> list[dict[str, str]]:
    """Who, who answers for it, by when, said where, after which recommendation."""
    told = [
        ("commitment", "promised_by", text_of(row, "institution") or say("meetings.institution_open")),
        ("person", "promised_owner", text_of(row, "owner") or say("meetings.owner_open")),
        ("calendar", "promised_due", fmt.day(row.due, active()) if row.due else say("meetings.due_open")),
        ("meeting", "promised_at", title_of(row.meeting.gathering)),
        ("question", "takes_up", text_of(row.point, "text") if row.point else ""),
    ]
    return [{"icon": icon, "label": say(f"meetings.{key}"), "value": value} for icon, key, value in told if value]


def commitment_page(row: Commitment, *, on: date) -> dict[str, Any]:
    """One commitment for those who follow it."""
    head = head_of(row, on=on)
    return head | {
        "one": head,
        "commitment": row,
        "replies": [reply_row(each) for each in row.replies.all()],
        "moves": bool(STEPS[State(row.state)]),
        "published": row.published_at,
    }


def public_page(rows: Iterable[Commitment], *, on: date) -> dict[str, Any]:
    """What a person decided to show: neutral, the same shape whoever promised; with the institutions' own lines."""
    found = list(rows)
    shown = [head_of(row, on=on) | {"replies": [reply_row(r) for r in row.shown_replies]} for row in found]  # type: ignore[attr-defined]
    return {
        "rows": shown,
        "total": len(shown),
        "kept": sum(1 for row in found if row.state == State.KEPT),
        "sample": any(row["sample"] for row in shown),
    }
