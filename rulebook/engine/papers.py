"""How a rule sees a paper: there or not, and still fresh on the day it would be given to the buyer."""

from __future__ import annotations

from datetime import date, timedelta
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


_ORDER, _FRESH = tuple(Seen), Seen.FRESH


def production_day(notice: Notice, quote: Quote | None, law: Law) -> date:
    """The day papers are judged at: the earliest on which the buyer would see them.

    That is the deadline; else the instant of the quote; else the day of the law.
    """
    if notice.deadline is not None:
        return local(notice.deadline).date()
    if quote is not None and quote.at is not None:
        return local(quote.at).date()
    return law.day


def look_for(bidder: Bidder, *kinds: str, day: date, months: int | None) -> Seen:
    """The best paper of these kinds on ``day``. ``months`` is how long it lives; ``None``: no age limit."""
    if bidder.papers is None:
        return Seen.NOT_TOLD
    seen = [_state(paper, day, months) for paper in bidder.papers if paper.kind in kinds]
    return min(seen, key=_ORDER.index, default=Seen.MISSING)


def good_until(bidder: Bidder, kind: str, months: int | None) -> date | None:
    """The last day on which the longest-lived paper of a kind may still be given; ``None`` when none has an end.

    The end it bears, or the eve of its anniversary: under so many months, on the very day it is no longer under.
    """
    dated = [paper for paper in bidder.papers or () if paper.kind == kind and _state(paper, date.min, months) is _FRESH]
    ends = [_end(paper, months) for paper in dated]
    return None if None in ends else max((end for end in ends if end is not None), default=None)


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


def _end(paper: Paper, months: int | None) -> date | None:
    ends = [paper.expires] if paper.expires is not None else []
    if months is not None and paper.issued is not None:
        ends.append(add_months(paper.issued, months) - timedelta(days=1))
    return min(ends, default=None)
