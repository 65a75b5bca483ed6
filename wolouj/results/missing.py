"""What is missing to report, before a donor asks: facts nobody told, wins without their result, answers that are late,
indicators nobody measures. Each row leads to the page where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote
from wolouj.bids.models import State as QuoteState
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant, both
from wolouj.programme.page import joined
from wolouj.results import queries
from wolouj.results.counting.frame import Frame
from wolouj.results.page import following

SHOWN = 25
"""Rows of one kind on the page; the count says how many there are."""
FACTS = ("sex", "age", "province", "status")


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of thing that is missing."""

    key: str
    count: int
    rows: list[dict[str, Any]]


def gaps(frame: Frame) -> list[Gap]:
    """Everything missing over a frame, in a fixed number of queries; kinds of which nothing is missing are left out."""
    found = [_unmeasured(frame), _follow_ups(frame), _facts(frame), _answers(frame), _results(frame)]
    return [gap for gap in found if gap.count]


def _unmeasured(frame: Frame) -> Gap:
    rows = queries.unmeasured(frame)
    return Gap("unmeasured", len(rows), [
        {"title": fmt.isolate_auto(both(row, "text", active())), "detail": "",
         "url": reverse("results:indicator", args=[row.pk])}
        for row in rows[:SHOWN]
    ])  # fmt: skip


def _follow_ups(frame: Frame) -> Gap:
    late = following.waiting(frame)
    return Gap("follow_ups", len(late), following.rows(late[:SHOWN], frame))


def _facts(frame: Frame) -> Gap:
    wanted = {}
    for key in (key for key in frame.accepted if key not in frame.stopped):
        her = frame.persons[key]
        lack = [name for name in FACTS if getattr(her, name) in ("", None)]
        if lack:
            wanted[key] = lack
    names = _names(list(wanted)[:SHOWN])
    return Gap("facts", len(wanted), [
        {"title": names[key], "detail": joined(say(f"programme.split_{name}") for name in lack),
         "url": reverse("results:facts", args=[key])}
        for key, lack in list(wanted.items())[:SHOWN]
    ])  # fmt: skip


def _answers(frame: Frame) -> Gap:
    late = {call.pk: call.answers_on for call in frame.programme.calls.all() if call.answers_on}
    rows = [row for row in frame.filed if row.answered is None and late.get(row.call, frame.until) < frame.until]
    names = _names([row.person for row in rows[:SHOWN]])
    return Gap("answers", len(rows), [
        {"title": names[row.person], "detail": say("results.promised", day=late[row.call]),
         "url": reverse("programme:received_file", args=[row.id])}
        for row in rows[:SHOWN]
    ])  # fmt: skip


def _results(frame: Frame) -> Gap:
    won = [row for row in frame.sold if row.state == QuoteState.WON and row.quote not in frame.awarded]
    quotes = Quote.objects.filter(pk__in=[row.quote for row in won[:SHOWN]]).select_related("notice__buyer")
    called = {q.pk: fmt.isolate_auto(f"{q.notice.reference} · {q.notice.buyer.name}") for q in quotes}
    names = _names([row.persons[0] for row in won[:SHOWN]])
    return Gap("results", len(won), [
        {"title": names[row.persons[0]], "detail": called[row.quote],
         "url": reverse("programme:received_file", args=[frame.accepted[row.persons[0]].id])}
        for row in won[:SHOWN]
    ])  # fmt: skip


def _names(keys: Iterable[UUID]) -> dict[UUID, str]:
    people = Participant.objects.in_bulk(list(keys))
    return {
        key: fmt.isolate_auto(name) if (name := her.shown_name(active())) else say("results.nameless")
        for key, her in people.items()
    }
