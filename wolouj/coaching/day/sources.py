"""What each source says of one file: its orders, its papers, its plan, the helper's clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from wolouj.alerts.planning.quotes import to_watch
from wolouj.bids.models import Quote, State
from wolouj.coaching.capacity.plan import next_time
from wolouj.coaching.day.clocks import Clock, Late, clocks_of
from wolouj.coaching.day.facts import Facts
from wolouj.coaching.day.lines import Line, Risk
from wolouj.coaching.wall.notes import plain_words
from wolouj.cofinancing.models import Tranche
from wolouj.notices.models import Notice
from wolouj.support.models import Referral
from wolouj.support.states import Clock as Silent
from wolouj.support.states import clock_of

WEEK = timedelta(days=7)
SOON = timedelta(hours=48)
PAPER_DAYS = 14
PROOFS = timedelta(days=30)
"""How long proofs may take before the next part of the money is at risk. A custom of ours, no rule."""
SILENCE = timedelta(days=21)
"""Without a visit, nor one planned."""


def lines_of(row: Any, facts: Facts, *, at: datetime) -> tuple[Line, ...]:
    """Everything a file risks, the worst first."""
    key: UUID = row.participant_id
    found = [
        *_orders(facts.quotes.get(key, []), at), *_papers(facts, key, at), *_wall(facts.walled.get(key), at),
        *_money(facts.tranches.get(key), at), *_referral(facts.referrals.get(key), at), *_plan(row, facts),
        *_helper(row, at), *_silence(row, timezone.localdate(at)),
        *_questions(row, facts.asked.get(key), timezone.localdate(at)),
    ]  # fmt: skip
    return tuple(sorted(found, key=Line.rank))


def _about(notice: Notice) -> dict[str, Any]:
    return {"notice": notice}


def _orders(quotes: list[Quote], at: datetime) -> Iterator[Line]:
    """A confirmation asked, a quote to finish or to deposit this week, an account to look at."""
    act = reverse("people:act_for")
    for quote in quotes:
        notice, closes = quote.notice, quote.notice.deadline
        about = _about(notice)
        if quote.state == State.INVITED:
            yield Line(Risk.STOP, "invited", "act", act, None, None, about)
        elif quote.state in (State.DRAFT, State.READY):
            if closes is not None and at < closes <= at + WEEK:
                risk = Risk.STOP if closes <= at + SOON else Risk.WATCH
                why = "unfinished" if quote.state == State.DRAFT else "undeposited"
                since = timezone.localdate(quote.opened_at)
                yield Line(risk, why, "act", act, closes, since, about)
        elif closes is not None and closes < at and to_watch(quote, at):
            yield Line(Risk.WATCH, "account", "act", act, None, timezone.localdate(closes), about)


def _papers(facts: Facts, key: UUID, at: datetime) -> Iterator[Line]:
    """A paper that ends soon or has ended; worse while an order hangs on it."""
    answering = any(quote.state in (State.DRAFT, State.READY, State.INVITED) for quote in facts.quotes.get(key, []))
    on = timezone.localdate(at)
    for paper, left in facts.papers.get(key, []):
        if left > PAPER_DAYS:
            continue
        risk = Risk.STOP if answering and left < WEEK.days else Risk.WATCH
        why = "paper_ended" if left < 0 else "paper_ends"
        yield Line(
            risk, why, "renew", reverse("people:act_for"), on + timedelta(days=left), None, {"paper": paper.kind}
        )


def _wall(quote: Quote | None, at: datetime) -> Iterator[Line]:
    """Another of her files answers the same notice."""
    if quote is not None and (quote.notice.deadline is None or quote.notice.deadline > at):
        yield Line(Risk.WATCH, "walled", "open", reverse("people:act_for"), quote.notice.deadline, None,
                   _about(quote.notice))  # fmt: skip


def _money(tranche: Tranche | None, at: datetime) -> Iterator[Line]:
    """Money paid and not proved: the next part waits for it."""
    if tranche is None or tranche.paid_on is None:
        return
    waited = timezone.localdate(at) - tranche.paid_on
    if waited >= WEEK:
        risk = Risk.STOP if waited >= PROOFS else Risk.WATCH
        url = reverse("cofinancing:show", args=[tranche.request_id])
        yield Line(risk, "tranche", "open", url, None, tranche.paid_on, {})


def _referral(referral: Referral | None, at: datetime) -> Iterator[Line]:
    """A body that does not answer, from the day its own clock tells who sent her."""
    if referral is not None and clock_of(referral.sent_at, at=at) >= Silent.VERY_LATE:
        url = reverse("support:referral", args=[referral.pk])
        yield Line(Risk.WATCH, "referral", "open", url, None, timezone.localdate(referral.sent_at), {})


def _plan(row: Any, facts: Facts) -> Iterator[Line]:
    """The oldest of what she was to do and did not. Amounts another wrote are left to her page, where the wall is
    asked."""
    late = facts.late.get(row.participant_id)
    if late:
        first = min(late, key=lambda each: each.due)
        values = {"text": plain_words(first, row.coach_id), "n": len(late)}
        yield Line(Risk.WATCH, "action_late", "open", _file(row.participant_id), None, first.due, values)


def _helper(row: Any, at: datetime) -> Iterator[Line]:
    """What the coach owes her."""
    for clock in clocks_of(row, at=at):
        yield helper_line(row, clock, at=at)


def helper_line(row: Any, clock: Clock, *, at: datetime) -> Line:
    """One thing owed, said plainly; worse from five days on, when the manager reads it too."""
    risk = Risk.STOP if clock.late >= Late.TO_MANAGER else Risk.WATCH
    do = "call" if clock.owed == "meet" else "visit"
    since = timezone.localdate(clock.since)
    values = {"late": clock.late, "days": (at - clock.since).days}
    return Line(risk, f"owed_{clock.owed}", do, _file(row.participant_id), None, since, values)


def _silence(row: Any, on: date) -> Iterator[Line]:
    """Nobody met her for long, and no day was said."""
    last = row.last_on
    if last is not None and last >= row.since and row.promised is None and on - last > SILENCE:
        yield Line(Risk.WATCH, "silence", "visit", _file(row.participant_id), None, last, {})


def _questions(row: Any, asked: date | None, on: date) -> Iterator[Line]:
    """The fifteen questions, at entry and every six months: nothing is lost when they wait a little."""
    due = next_time(asked, since=row.since)
    if due <= on:
        yield Line(Risk.GO, "questions", "ask", reverse("coaching:capacity", args=[row.participant_id]), None, due, {})


def _file(key: UUID) -> str:
    return reverse("coaching:file", args=[key])
