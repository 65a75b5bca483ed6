"""The wall, as plain values: names and the notice, never an amount."""

from __future__ import annotations

from typing import Any

from rulebook.engine import format as fmt
from wolouj.coaching.models import SecondCoach
from wolouj.coaching.page import name_of
from wolouj.coaching.wall.standing import Meeting, Side
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.notices.models import Notice
from wolouj.notices.telling import buyer_name, what

TEXT = 90


def notice_words(notice: Notice) -> str:
    """What is bought, in a few words."""
    return fmt.isolate_auto(shortened(fmt.plain(what(notice, active())), TEXT))


def meeting_row(row: Meeting) -> dict[str, Any]:
    """Two people on one notice: what to do about it."""
    lang = active()
    sign = "stop" if row.identical else "watch" if row.walled else "go"
    key = "wall_identical" if row.identical else "wall_open" if row.walled else "wall_settled"
    why = "wall_identical_over" if row.identical and row.over else key
    first = row.offered[0].pk if row.offered else None
    return {
        "title": notice_words(row.notice), "buyer": buyer_name(row.notice.buyer, lang), "closes": row.notice.deadline,
        "sign": sign, "word": say(f"coaching.{key}"), "why": say(f"coaching.{why}_why"), "walled": row.walled,
        "reference": fmt.isolate(row.notice.reference) if row.notice.reference else "",
        "sides": [_side(side) for side in row.sides],
        "coaches": [{"id": c.pk, "name": c.shown_name(lang), "proposed": c.pk == first} for c in row.offered],
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    lang = active()
    return {
        "quote": side.quote.pk, "name": name_of(side.following.participant),
        "coach": fmt.isolate_auto(side.following.coach.shown_name(lang)),
        "second": fmt.isolate_auto(side.second.shown_name(lang)) if side.second else "",
    }  # fmt: skip


def second_row(row: SecondCoach) -> dict[str, str]:
    """For the coach who was named: whose quote, on what."""
    return {"title": name_of(row.participant), "detail": notice_words(row.quote.notice)}


def hers_row(row: SecondCoach) -> dict[str, str]:
    """For the person: who was named, for what."""
    who = row.coach.shown_name(active())
    return {"title": say("coaching.second_for_you", who=who), "detail": notice_words(row.quote.notice)}
