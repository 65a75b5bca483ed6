"""Ways to read quotes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rulebook.bid_file import BidFile, NoFile, papers_of
from rulebook.engine import judge
from rulebook.engine.counterfactual import Changes, changes_of
from rulebook.engine.verdict import Verdict
from wolouj.bids.facts import bidder_of, priced, quote_for_the_law
from wolouj.bids.models import Quote, State, Version
from wolouj.bids.pricing_types import PricedQuote
from wolouj.bids.states import OPEN
from wolouj.bids.storing import from_document
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice
from wolouj.structures.facts import as_bidder
from wolouj.structures.models import Structure

WATCHED = (State.SENT, State.INVITED)
"""After the deadline, the buyer may ask for a confirmation: the portal account is to be looked at every day."""


def quotes_of(structures: Iterable[UUID]) -> QuerySet[Quote]:
    """The quotes of these structures, open ones by deadline, then the rest."""
    return (
        Quote.objects.filter(structure__in=structures)
        .select_related("notice", "notice__buyer", "structure")
        .order_by("notice__deadline", "id")
    )


def open_quotes(structures: Iterable[UUID]) -> QuerySet[Quote]:
    """Those in which something may still happen."""
    return quotes_of(structures).filter(state__in=OPEN)


def ended_quotes(structures: Iterable[UUID]) -> QuerySet[Quote]:
    """Those that are over, the latest first."""
    return quotes_of(structures).exclude(state__in=OPEN).order_by("-notice__deadline", "id")


def version_of(quote: Quote) -> Version:
    """The last version with its lines."""
    version = Version.objects.filter(quote=quote).prefetch_related("lines").order_by("-number")[0]
    version.quote = quote
    return version


def worked_out(version: Version, *, at: datetime) -> PricedQuote:
    """The figures of a version: those frozen with it, or worked out now."""
    if version.frozen is not None:
        return from_document(version.frozen)
    return priced(version, at=at)


def answer_for(structure: Structure, notice: Notice, *, at: datetime) -> tuple[Changes, BidFile | None]:
    """What the law says of this structure and this notice before any price, what would change it, and the papers.

    ``None`` for the papers where no list can be told.
    """
    on = timezone.localdate(at)
    bidder, told = as_bidder(structure, on=on), as_notice(notice)
    found = changes_of(bidder, told, on=on, at=on)
    try:
        return found, papers_of(bidder, told, on=on)
    except NoFile:
        return found, None


def verdict_on(version: Version, worked: PricedQuote, *, at: datetime) -> Verdict:
    """What the law says of the quote as it stands."""
    quote = version.quote
    return judge.judge(
        bidder_of(quote, at=at),
        as_notice(quote.notice),
        quote_for_the_law(worked, at=at),
        on=timezone.localdate(at),
    )
