"""A quote's own alerts: deposit it, look at the account after the deadline, a result that may end it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener
from wolouj.alerts.saying import lang_of, message, path_of
from wolouj.alerts.timing import after_quiet, daily, quiet, reminder
from wolouj.bids.ending import results_for
from wolouj.bids.models import Quote, State
from wolouj.bids.queries import WATCHED
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.outbox.models import State as Sent
from wolouj.foundation.words import say
from wolouj.notices.models import Result
from wolouj.notices.telling import buyer_name, what

STEPS = (24, 4)
"""Hours before the deadline at which to remind of the deposit."""
AHEAD = timedelta(hours=14)
"""How far ahead reminders are written: longer than any quiet night, so that one may be moved before it."""
UNDEPOSITED = (State.DRAFT, State.READY)
EACH_DAY = timedelta(days=30)
"""After so many days the account is looked at once a week: who is reminded daily for a year mutes us."""


def deposits(heard: Mapping[UUID, list[Listener]], *, at: datetime) -> Iterator[Message]:
    """A day and four hours before the deadline of a quote nobody said was deposited."""
    last = at + timedelta(hours=max(STEPS)) + AHEAD
    quotes = _quotes(UNDEPOSITED).filter(notice__deadline__gt=at, notice__deadline__lte=last)
    for quote in quotes.filter(notice__cancelled_at=None):
        deadline = quote.notice.deadline
        assert deadline is not None
        for hours, next_one in zip(STEPS, (*STEPS[1:], 0), strict=True):
            wanted = deadline - timedelta(hours=hours)
            # A quote begun later than that is on her mind; a step the next one has overtaken is not told any more.
            if quote.opened_at > wanted or at >= deadline - timedelta(hours=next_one):
                continue
            for who in heard.get(quote.structure_id, ()):
                due = max(at, reminder(who.hours, max(wanted, at), deadline=deadline))
                if due <= at + AHEAD:
                    yield _deposit(quote, who, hours, due, deadline, at)


def _deposit(quote: Quote, who: Listener, hours: int, due: datetime, deadline: datetime, at: datetime) -> Message:
    lang, notice = lang_of(who), quote.notice
    left = max(1, round((deadline - due).total_seconds() / 3600))
    return message(
        who, Kind.DEPOSIT, key=f"{quote.id}:{deadline:%Y%m%dT%H%M}:{hours}", name=what(notice, lang), at=at, due=due,
        until=deadline, path=path_of("bids:deposit", lang, quote.id), hours=left, deadline=deadline,
        about={"quote": str(quote.id), "deadline": deadline.isoformat()}, buyer=buyer_name(notice.buyer, lang),
        why=say("alerts.because.not_deposited", lang),
    )  # fmt: skip


def after_deadline(heard: Mapping[UUID, list[Listener]], *, at: datetime) -> tuple[list[Message], list[Message]]:
    """From the deadline of a sent quote, once a day: look at the account; or, instead, a result that may end it."""
    watches, results = [], []
    quotes = list(_quotes(WATCHED).filter(notice__deadline__lt=at, notice__cancelled_at=None))
    ended = results_for(quotes)
    for quote in quotes:
        for who in heard.get(quote.structure_id, ()):
            due = max(at, daily(who.hours, local(at).date()))
            if (result := ended.get(quote.id)) is not None:
                results.append(_result(quote, result, who, after_quiet(who.hours, due), at))
            elif to_watch(quote, at) and not quiet(who.hours, due):
                watches.append(_watch(quote, who, due, at))
    return watches, results


def to_watch(quote: Quote, at: datetime) -> bool:
    """Whether the account is to be looked at that day: each day at first, then on Mondays."""
    assert quote.notice.deadline is not None
    return at - quote.notice.deadline <= EACH_DAY or local(at).weekday() == 0


def _watch(quote: Quote, who: Listener, due: datetime, at: datetime) -> Message:
    lang, notice = lang_of(who), quote.notice
    return message(
        who, Kind.WATCH, key=f"{quote.id}:{local(at):%Y%m%d}", name=what(notice, lang), at=at, due=due,
        until=due + timedelta(hours=20), path=path_of("bids:show", lang, quote.id), about={"quote": str(quote.id)},
        buyer=buyer_name(notice.buyer, lang), why=say("alerts.because.sent", lang),
    )  # fmt: skip


def _result(quote: Quote, result: Result, who: Listener, due: datetime, at: datetime) -> Message:
    lang, notice = lang_of(who), quote.notice
    return message(
        who, Kind.RESULT, key=f"{quote.id}:{result.id}", name=what(notice, lang), at=at, due=due,
        path=path_of("bids:show", lang, quote.id), about={"quote": str(quote.id)},
        buyer=buyer_name(notice.buyer, lang), why=say("alerts.because.sent", lang),
    )  # fmt: skip


def _quotes(states: Iterable[State]) -> QuerySet[Quote]:
    return Quote.objects.filter(state__in=states).select_related("notice", "notice__buyer", "structure").order_by("id")


def no_longer_true(*, at: datetime) -> list[UUID]:
    """Messages that wait and would say what is not so any more: deposited, answered, ended, or the deadline moved.

    One that names no quote, such as a sample sent again by hand, has nothing left to say either.
    """
    waiting = Message.objects.filter(state=Sent.WAITING, kind__in=(Kind.DEPOSIT, Kind.WATCH)).only(
        "id", "kind", "about"
    )
    about = {row.about.get("quote") for row in waiting} - {None}
    now = {str(quote.id): quote for quote in Quote.objects.filter(id__in=about).select_related("notice")}
    return [row.id for row in waiting if not _true(row, now.get(row.about.get("quote", "")))]


def _true(row: Message, quote: Quote | None) -> bool:
    if quote is None or quote.notice.cancelled_at is not None:
        return False
    if row.kind == Kind.WATCH:
        return quote.state in WATCHED
    deadline = quote.notice.deadline
    return quote.state in UNDEPOSITED and deadline is not None and deadline.isoformat() == row.about.get("deadline")
