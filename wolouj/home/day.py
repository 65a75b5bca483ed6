"""A person's day: the one thing to do first, then at most three that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from rulebook.engine import format as fmt
from wolouj.bids.ending import results_for
from wolouj.bids.models import Quote, State
from wolouj.bids.queries import open_quotes, quotes_of
from wolouj.foundation.words import active, say
from wolouj.matching.queries import Match, matches_for
from wolouj.notices.models import Notice, Result
from wolouj.notices.queries import open_notices, waiting_drafts
from wolouj.notices.telling import buyer_name, lead
from wolouj.people.models import Person
from wolouj.reference.coded import paper_kinds
from wolouj.structures.models import Paper, Structure
from wolouj.structures.queries import full, structures_of

SOON = timedelta(days=30)
WAITING = 3


@dataclass(frozen=True, slots=True)
class First:
    """The main card: one sign, one title, one deadline, one button."""

    sign: str
    word: str
    title: str
    detail: str
    deadline: datetime | None
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Day:
    """What the desk shows."""

    structures: list[Structure]
    first: First | None
    waiting: list[dict[str, Any]]
    fitting: int = 0
    """How many open notices fit her first structure."""


def day_of(person: Person, *, at: datetime) -> Day:
    """The day of ``person`` at ``at``. A fixed number of queries, however much she has."""
    mine = list(structures_of(person.id))
    quotes = list(open_quotes([s.id for s in mine])) if mine else []
    answered = set(quotes_of([s.id for s in mine]).values_list("notice", flat=True)) if mine else set()
    fresh = [n for n in open_notices(person.id, at=at) if n.id not in answered]
    matches = _matches(mine, answered, at)
    first = (_first(quotes, fresh, at) or _first_match(matches)) if mine else None
    results = results_for(quotes)
    waiting = [*_quotes_waiting(quotes, results), *_papers_waiting(mine, at), *_drafts_waiting(person.id)]
    return Day(mine, first, waiting[:WAITING], len(matches))


def _matches(mine: list[Structure], answered: set[UUID], at: datetime) -> list[Match]:
    """What fits her first structure and waits for an answer."""
    structure = full(mine[0].id) if mine else None
    if structure is None:
        return []
    return [each for each in matches_for(structure, at=at).fitting if each.notice.id not in answered]


def _first_match(matches: list[Match]) -> First | None:
    if not matches:
        return None
    notice = matches[0].notice
    title = lead(notice, active()) or fmt.isolate_auto(notice.object)
    return First(
        "go",
        say("home.first_match"),
        title,
        buyer_name(notice.buyer, active()),
        notice.deadline,
        reverse("notices:show", args=[notice.id]),
        say("home.open_notice"),
    )


def _first(quotes: list[Quote], fresh: list[Notice], at: datetime) -> First | None:
    """What cannot wait: a confirmation asked, a deposit to make, a quote begun, a notice unread; urgent first."""
    for state, action in ((State.INVITED, "answer"), (State.READY, "deposit"), (State.DRAFT, "go_on")):
        for quote in quotes:
            alive = quote.notice.deadline is None or quote.notice.deadline > at
            if quote.state == state and (alive or state == State.INVITED):
                return _quote_first(quote, action)
    if fresh:
        notice = fresh[0]
        return First(
            "go",
            say("home.first_notice"),
            fmt.isolate_auto(notice.object),
            fmt.isolate_auto(notice.buyer.name),
            notice.deadline,
            reverse("bids:decide", args=[notice.id]),
            say("home.open_notice"),
        )
    return None


def _quote_first(quote: Quote, action: str) -> First:
    url = reverse("bids:prices" if quote.state == State.DRAFT else "bids:show", args=[quote.id])
    sign = "watch" if quote.state == State.INVITED else "go"
    return First(
        sign,
        say(f"home.first_{action}"),
        fmt.isolate_auto(quote.notice.object),
        fmt.isolate_auto(quote.notice.buyer.name),
        quote.notice.deadline if quote.state != State.INVITED else None,
        url,
        say(f"home.do_{action}"),
    )


def _quotes_waiting(quotes: list[Quote], results: dict[UUID, Result]) -> list[dict[str, Any]]:
    """Quotes whose result is published come first, then those sent and watched."""
    ordered = sorted(quotes, key=lambda quote: quote.id not in results)
    return [
        {
            "sign": "watch" if quote.id in results else "wait",
            "title": fmt.isolate_auto(quote.notice.object),
            "detail": say("home.result_seen") if quote.id in results else say("home.watch_account"),
            "url": reverse("bids:show", args=[quote.id]),
        }
        for quote in ordered
        if quote.state == State.SENT or quote.id in results
    ]


def _papers_waiting(mine: list[Structure], at: datetime) -> list[dict[str, Any]]:
    today = timezone.localdate(at)
    rows = []
    for structure in mine:
        for paper in structure.papers.all():
            if paper.is_current and paper.expires_on and paper.expires_on <= today + SOON:
                rows.append((paper.expires_on, _paper_row(paper, today)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _paper_row(paper: Paper, today: Any) -> dict[str, Any]:
    kind = paper_kinds().get(paper.kind)
    left = (paper.expires_on - today).days
    key = "home.paper_ends" if left >= 0 else "home.paper_ended"
    return {
        "sign": "watch",
        "title": getattr(kind.name, active()) if kind else fmt.isolate_auto(paper.kind),
        "detail": say(key, n=abs(left)) if left else say("home.paper_today"),
        "url": reverse("structures:papers"),
    }


def _drafts_waiting(person: UUID) -> list[dict[str, Any]]:
    return [
        {
            "sign": "wait",
            "title": say("home.draft_waits"),
            "detail": say("notices.draft_detail", day=draft.made_at),
            "url": reverse("notices:draft", args=[draft.id]),
        }
        for draft in waiting_drafts(person)[:1]
    ]
