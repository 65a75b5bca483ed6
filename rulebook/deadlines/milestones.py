"""How a milestone is written: what is known in, a day or a reason out, signed with what it cites."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rulebook.deadlines.counting import Calendar, NoHolidays, Unit, shift
from rulebook.engine.facts import Notice, Procedure, Tender
from rulebook.engine.law import Law
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence, Force, Value


class NoTimeline(LookupError):
    """No dates can be told for this notice: ``reason`` is why, in one word, and ``text`` in a sentence."""

    def __init__(self, reason: str, text: Bilingual) -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text


@dataclass(frozen=True, slots=True)
class Known:
    """Days the notice itself does not carry. ``None`` is not known: what counts from it stays undated."""

    opening: date | None = None
    """The opening of bids, when it is another day than the deadline."""
    corrected: date | None = None
    """Last publication of a corrective notice."""
    commission: date | None = None
    """The commission ended its work."""
    informed: date | None = None
    """The bidder was told that it is eliminated."""
    invited: date | None = None
    """The presumptive winner was invited to complete its file."""
    served: date | None = None
    """The service was recorded as done, every supporting paper given."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day of the life of a notice, or why there is none yet."""

    key: str
    day: date | None
    reason: str
    """``dated``, or the code of what was seen, or of what is missing."""
    careful: date | None
    """For what the bidder does: the working day by which doing it is safe however days are counted."""
    counted_from: str
    """``publication, opening, deadline, correction, commission, elimination, invitation, service``."""
    days: int | None
    unit: Unit
    tolerance_days: int
    articles: tuple[str, ...]
    confidence: Confidence
    force: Force
    expected: bool
    """True when it leans on a holiday that is expected and not announced."""
    title: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Situation:
    """What a milestone may look at."""

    notice: Notice
    published: date | None
    opening: date | None
    deadline: date | None
    known: Known
    tender: Tender | None
    law: Law
    calendar: Calendar = field(default_factory=NoHolidays)


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer: a day or none, why, and what weakens it."""

    reason: str
    day: date | None
    days: int | None = None
    tolerance: int = 0
    for_bidder: bool = False
    """The bidder must act: a careful day is worked out."""
    at_most: Force = Force.DECIDES
    no_surer_than: Confidence = Confidence.CERTAIN
    values: Mapping[str, Value | Bilingual] = field(default_factory=dict)
    expected: bool = False
    asks: tuple[str, ...] = ()


def after(start: date | None, days: int, **more: object) -> Marked:
    """``days`` after ``start``; undated while the start is not known."""
    return _marked(start, days, days, more)


def before(end: date | None, days: int, **more: object) -> Marked:
    """``days`` before ``end``; undated while the end is not known."""
    return _marked(end, -days, days, more)


def _marked(start: date | None, move: int, days: int, more: Mapping[str, object]) -> Marked:
    if start is None:
        return Marked("start_not_known", None, days, **more)  # type: ignore[arg-type]
    return Marked("dated", shift(start, move), days, **more)  # type: ignore[arg-type]


Written = Callable[[Situation], Marked | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A registered milestone: the function, and everything that signs its answer."""

    key: str
    counted_from: str
    cites: tuple[str, ...]
    confidence: Confidence
    concerns: frozenset[Procedure]
    of_the_decree: bool
    call: Written
    doc: str


MARKS: dict[str, Mark] = {}


def milestone(
    *,
    counted_from: str,
    cites: Iterable[str],
    concerns: Iterable[Procedure] = (Procedure.TENDER,),
    confidence: Confidence = Confidence.CERTAIN,
) -> Callable[[Written], Written]:
    """Register a function as a milestone; its name is the key. ``LawError`` when an article is in no file."""

    def register(function: Written) -> Written:
        cited = tuple(cites)
        for article in cited:
            TEXTS.article(article)
        if function.__name__ in MARKS:
            raise ValueError(f"two milestones are called {function.__name__}")
        MARKS[function.__name__] = Mark(
            key=function.__name__,
            counted_from=counted_from,
            cites=cited,
            confidence=confidence,
            concerns=frozenset(concerns),
            of_the_decree=any(article.startswith("decree-2-22-431/") for article in cited),
            call=function,
            doc=inspect.getdoc(function) or "",
        )
        return function

    return register
