"""The reserve of article 148: how much, for whom, and how it shows on a notice."""

from __future__ import annotations

from rulebook.engine.facts import Bidder, BidderKind, Notice, Procedure
from rulebook.engine.law import Law
from rulebook.engine.rule import Answers, Asks, Said, ask, met, not_concerned, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force

ARTICLE_148 = ["decree-2-22-431/148"]
NAMED = frozenset({BidderKind.COOPERATIVE, BidderKind.UNION, BidderKind.AUTO_ENTREPRENEUR})
"""The kinds the article names whole, whatever their size."""
ON_ORDERS = {Procedure.PURCHASE_ORDER: Confidence.UNSURE}


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=ARTICLE_148, applied=ON_ORDERS)
def share_is_reserved_each_year(law: Law) -> Said:
    """A buyer reserves a share of the forecast amount of its year to the smallest."""
    share = law("preference.reserve")
    return unknown("only_the_buyer_knows", remedy="read_the_forecast", at_most=Force.INFORMS, share=share)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=ARTICLE_148, applied=ON_ORDERS)
def reservation_is_written(notice: Notice) -> Said:
    """A reserved contract says so in its notice and in its rules of consultation."""
    if notice.reserved is None:
        return unknown("not_told", remedy="read_the_notice", at_most=Force.INFORMS)
    return met("reserved") if notice.reserved else not_concerned("open_to_all")


@rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=ARTICLE_148, applied=ON_ORDERS)
def bidder_counts_among_the_smallest(bidder: Bidder, notice: Notice) -> Answers:
    """Cooperatives, their unions and auto-entrepreneurs count; the size of a firm that counts is not established."""
    if not _may_be_reserved(notice):
        return not_concerned("nothing_reserved")
    if bidder.kind is None:
        return unknown("kind_not_told", remedy="say_the_kind", at_most=_strength(notice))
    if bidder.kind in NAMED:
        return met("named_by_the_article")
    if bidder.kind is BidderKind.COMPANY:
        doubt = unknown("size_not_established", remedy="ask_about_the_size", at_most=_strength(notice))
        return doubt, ask("which_firms_count")
    doubt = unknown("person_not_established", remedy="ask_about_the_person", at_most=_strength(notice))
    return doubt, ask("which_persons_count")


@rule(
    answers=Asks.MAY_BID,
    about=About.BIDDER,
    cites=ARTICLE_148,
    confidence=Confidence.LIKELY,
    applied=ON_ORDERS,
)
def reserved_contract_is_closed_to_others(bidder: Bidder, notice: Notice) -> Answers:
    """In a reserved contract, the offers of others are not admitted."""
    if notice.reserved is not True:
        return not_concerned("nothing_reserved")
    groupings = ask("groupings_in_a_reserved_contract")
    if bidder.kind in NAMED:
        return met("open_to_this_kind"), groupings
    return unknown("perhaps_closed", remedy="ask_before_preparing"), groupings


def _may_be_reserved(notice: Notice) -> bool:
    """Said reserved; or a tender of which nobody said. Purchase orders are not reserved unless they say so."""
    return notice.reserved is True or (notice.reserved is None and notice.procedure is Procedure.TENDER)


def _strength(notice: Notice) -> Force:
    """A doubt about who counts holds up a verdict only where the contract is said to be reserved."""
    return Force.DECIDES if notice.reserved else Force.WARNS
