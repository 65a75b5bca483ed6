"""How a rule sees a paper: there or not, and still fresh on the day it would be given to the buyer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from rulebook.engine.calendar import add_months
from rulebook.engine.facts import Bidder, Notice, Paper, Quote
from rulebook.engine.format import local
from rulebook.engine.law import Law


class Seen(StrEnum):
    """What one look at the papers gives. The order is from best to worst."""

    FRESH = "fresh"
    UNDATED = "undated"
    STALE = "stale"
    MISSING = "missing"
    NOT_TOLD = "not_told"


def production_day(notice: Notice, quote: Quote | None, law: Law) -> date:
    """The day papers are judged at: the earliest on which the buyer would see them.

    That is the deadline; else the instant of the quote; else the day of the law.
    """
    if notice.deadline is not None:
        return local(notice.deadline).date()
    if quote is not None and quote.at is not None:
        return local(quote.at).date()
    return law.day


def look_for(bidder: Bidder, kind: str, *, day: date, months: int | None) -> Seen:
    """The best paper of a kind on ``day``. ``months`` is how long it lives; ``None`` when it has no age limit."""
    if bidder.papers is None:
        return Seen.NOT_TOLD
    order = tuple(Seen)
    seen = [_state(paper, day, months) for paper in bidder.papers if paper.kind == kind]
    return min(seen, key=order.index, default=Seen.MISSING)


def held(seen: Seen) -> bool | None:
    """Whether it is held and usable, for a checklist; ``None`` when that is not known."""
    return None if seen in {Seen.NOT_TOLD, Seen.UNDATED} else seen is Seen.FRESH


def _state(paper: Paper, day: date, months: int | None) -> Seen:
    if paper.expires is not None and paper.expires < day:
        return Seen.STALE
    if months is None:
        return Seen.FRESH
    if paper.issued is None:
        return Seen.UNDATED if paper.expires is None else Seen.FRESH
    # Under so many months: on the very anniversary it is no longer under.
    return Seen.FRESH if day < add_months(paper.issued, months) else Seen.STALE
