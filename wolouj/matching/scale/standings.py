"""What the law sees of a structure and of a notice when it says whether the one may answer the other.

A million structures share a few hundred *standings*, the notices of a day a few dozen *aspects*: the law is asked once
for each standing before each aspect. A standing holds no date and no buyer: a paper is fresh or stale on the day it
would be given, activities hold the notice's nature or not. Whatever a fact of the engine holds is kept as it is unless
it is named below: a field added to the facts tomorrow is seen at once. That nothing named below is missed by what
weighs in a verdict is a property the tests try, field by field.

An aspect here is the law's view of a notice, not one of the four things that :mod:`wolouj.matching.fit` looks at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from rulebook.eligibility.rules import ALSO, REGISTER, life
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Grouping, Notice, Paper
from rulebook.engine.format import CASABLANCA
from rulebook.engine.judge import weigh
from rulebook.engine.law import FIRST_DAY, Law, governing_day, law_since
from rulebook.engine.papers import Seen, look_for, production_day
from rulebook.engine.verdict import WEIGHTY, About, Finding, Outcome, Verdict, Weighed

OF_THE_QUOTE = ("ae_activity", "turnover_received", "received_by_buyer", "vat_regime", "identifiers")
"""Seen only beside a quote, by buyer or by year: judged on the page of the pair."""
NOT_WEIGHED = ("name", "registered_on", "capacity", "serves", "represented")
"""No condition of bidding hangs on them."""
SEEN_OTHERWISE = ("activities", "papers", "grouping")
"""Told by :class:`Standing` in its own way."""
NOT_KEPT = frozenset({*OF_THE_QUOTE, *NOT_WEIGHED, *SEEN_OTHERWISE})
KEPT = tuple(each.name for each in fields(Bidder) if each.name not in NOT_KEPT)

OF_THE_NOTICE_ALONE = (
    *("reference", "object", "buyer", "category", "places", "estimate", "cancelled", "lots", "lines"),
    *("tender", "vat_rate", "guarantee", "asks"),
)
"""They say how the notice goes and what it asks, the same to everybody: told on its page."""
OF_THE_DAY = ("published", "deadline", "nature")
"""Told by :class:`Aspect` and :class:`Standing` in their own way."""
NOT_IN_ASPECT = frozenset({*OF_THE_NOTICE_ALONE, *OF_THE_DAY})
IN_ASPECT = tuple(each.name for each in fields(Notice) if each.name not in NOT_IN_ASPECT)

HERS, ANOTHER = 1, 2
"""The nature of the notice, whichever it is, and one that is not."""
LONG_AGO = date(1956, 1, 1)
"""Any day before the first law we know: no paper is looked at."""
EITHER = frozenset(kind for paper, instead in ALSO.items() for kind in (paper, *instead))
"""Papers of which one is enough: the better of the two is looked at."""
Look = tuple[str, int | None]
"""A paper, and the months it lives."""


class Trade(StrEnum):
    """The nature of a notice before the natures of a structure."""

    NOT_TOLD = "not_told"
    SAME = "same"
    OTHER = "other"


_NATURES = {Trade.NOT_TOLD: None, Trade.SAME: frozenset({HERS}), Trade.OTHER: frozenset({ANOTHER})}


@dataclass(frozen=True, slots=True)
class Standing:
    """What weighs of a structure before a notice."""

    kept: tuple[Any, ...]
    """Its facts of :data:`KEPT`, in that order."""
    form: tuple[Any, ...]
    """Whether it answers in a grouping, and of which form."""
    trade: Trade
    papers: tuple[Seen, ...]
    """Each paper of :func:`looks`, on the day it would be given: fresh, too old, without a date, or not seen."""

    def bidder(self, law: Law) -> Bidder:
        """A bidder of this standing on the day of ``law``: nobody's name, no date of anybody's."""
        told: dict[str, Any] = dict(zip(KEPT, self.kept, strict=True))
        asked = _looks(told["kind"], bool(told["abroad"]), law_since(law.day)) if self.papers else ()
        seen = zip(asked, self.papers, strict=True)
        held = tuple(paper for (kind, _), state in seen for paper in _paper(kind, state, law.day))
        grouping = Grouping(form=self.form[0]) if self.form else None
        return Bidder(**told, activities=_NATURES[self.trade], papers=held, grouping=grouping)


ANYBODY = Standing(tuple(getattr(Bidder(), name) for name in KEPT), (), Trade.NOT_TOLD, ())
"""Everybody, before a buyer that the decree does not bind: nothing of a bidder is looked at."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What weighs of a notice, whoever answers."""

    kept: tuple[Any, ...]
    """Its facts of :data:`IN_ASPECT`, in that order."""
    nature_told: bool
    law_since: date
    """The day since which the law that governs it stands."""

    @property
    def law(self) -> Law:
        """The law that governs it."""
        return Law.on(self.law_since)

    def notice(self) -> Notice:
        """A notice of this aspect, papers given on the day its law began."""
        published = datetime.combine(self.law_since, time(12), CASABLANCA)
        told: dict[str, Any] = dict(zip(IN_ASPECT, self.kept, strict=True))
        return Notice(nature=HERS if self.nature_told else None, published=published, **told)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the law says to every structure of a standing before every notice of an aspect."""

    outcome: Outcome
    weighed: tuple[Weighed, ...]


def looks(bidder: Bidder, law: Law) -> tuple[Look, ...]:
    """The papers that weigh for a bidder of this kind, each with the months it lives; none before the decree."""
    return _looks(bidder.kind, bool(bidder.abroad), law_since(law.day))


@lru_cache(maxsize=256)
def _looks(kind: BidderKind | None, abroad: bool, since: date) -> tuple[Look, ...]:
    if since < FIRST_DAY:
        return ()
    law = Law.on(since)
    papers = ["foreign_tax_certificate", "sworn_statement"] if abroad else ["tax_certificate"]
    if kind is BidderKind.PUBLIC_ESTABLISHMENT:
        papers = []
    if kind is not BidderKind.AUTO_ENTREPRENEUR:
        papers.append("foreign_social_certificate" if abroad else "cnss_certificate")
    months = law.count("eligibility.certificate_validity")
    found: list[Look] = [(paper, months) for paper in papers]
    if kind in REGISTER and not abroad:
        found.append((REGISTER[kind], life(kind, law)))
    return tuple(found)


def standing_of(bidder: Bidder, notice: Notice, *, on: date | None = None) -> Standing:
    """What weighs of ``bidder`` before ``notice``; ``on`` as for :func:`~rulebook.engine.judge.judge`."""
    if not is_bound(notice):
        return ANYBODY
    law = aspect_of(notice, on=on).law
    day = production_day(notice, None, Law.on(governing_day(notice, on=on)))
    seen = tuple(shown(kind, look_for(bidder, kind, day=day, months=months)) for kind, months in looks(bidder, law))
    return Standing(kept_of(bidder), form_of(bidder), trade_of(bidder.activities, notice.nature), seen)


def is_bound(notice: Notice) -> bool:
    """Whether the decree binds the buyer: no condition of bidding is looked at before another."""
    return notice.rulebook is BuyerRules.DECREE


def shown(kind: str, seen: Seen) -> Seen:
    """A paper without a date, or of which nobody told, is as one that was not seen; but where one of two is enough, an
    undated one stands before one that is too old."""
    if seen in {Seen.FRESH, Seen.STALE} or (seen is Seen.UNDATED and kind in EITHER):
        return seen
    return Seen.MISSING


def kept_of(bidder: Bidder) -> tuple[Any, ...]:
    """The facts of a bidder that are kept as they are."""
    return tuple(getattr(bidder, name) for name in KEPT)


def form_of(bidder: Bidder) -> tuple[Any, ...]:
    """Whether a bidder is in a grouping, and of which form."""
    return () if bidder.grouping is None else (bidder.grouping.form,)


def trade_of(activities: Collection[int] | None, nature: int | None) -> Trade:
    """The nature of a notice before what a structure told of its own."""
    if activities is None:
        return Trade.NOT_TOLD
    return Trade.SAME if nature in activities else Trade.OTHER


def aspect_of(notice: Notice, *, on: date | None = None) -> Aspect:
    """What weighs of ``notice``; ``on`` as for :func:`~rulebook.engine.judge.judge`."""
    since = law_since(governing_day(notice, on=on))
    if not is_bound(notice):
        notice = Notice(rulebook=notice.rulebook)
    kept = tuple(getattr(notice, name) for name in IN_ASPECT)
    return Aspect(kept, notice.nature is not None, max(since, LONG_AGO))


def shared(standing: Standing, aspect: Aspect) -> Shared:
    """The one judgement that all pairs of this standing and this aspect share."""
    return Shared(*weigh(standing.bidder(aspect.law), _notice(aspect)))


@lru_cache(maxsize=256)
def _notice(aspect: Aspect) -> Notice:
    """The notice that hundreds of standings are held before."""
    return aspect.notice()


def weighing(verdict: Verdict) -> Shared:
    """What weighs in a verdict: its outcome, and the findings about the bidder that decide or warn.

    A rule that is not concerned says nothing, and weighs nothing.
    """
    return Shared(verdict.outcome, tuple(map(_weighed, filter(_weighs, verdict.findings))))


def _weighs(finding: Finding) -> bool:
    speaks = finding.about is About.BIDDER and finding.outcome is not Outcome.NOT_CONCERNED
    return speaks and finding.force in WEIGHTY


def _weighed(found: Finding) -> Weighed:
    return Weighed(found.rule, found.outcome, found.reason, found.force, found.remedy, found.articles)


@lru_cache(maxsize=1024)
def _paper(kind: str, seen: Seen, day: date) -> tuple[Paper, ...]:
    """A paper seen so on ``day``."""
    held: Mapping[Seen, tuple[Paper, ...]] = {
        Seen.FRESH: (Paper(kind, issued=day, expires=day),),
        Seen.STALE: (Paper(kind, expires=day - timedelta(days=1)),),
        Seen.UNDATED: (Paper(kind),),
    }
    return held.get(seen, ())
