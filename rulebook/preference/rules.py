"""The reserve of article 148, then lots, subcontracting, ties, bidders of the country and people of the place."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.engine.facts import Bidder, BidderKind, Category, Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Asks, Said, ask, met, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force

DECREE = "decree-2-22-431/"
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
def reservation_is_written(notice: Notice) -> Answers:
    """A reserved contract says so in its notice and in its rules of consultation."""
    if notice.reserved is None:
        return unknown("not_told", remedy="read_the_notice", at_most=Force.INFORMS)
    if not notice.reserved:
        return not_concerned("open_to_all")
    if notice.procedure is Procedure.PURCHASE_ORDER:
        return met("reserved"), ask("reserve_on_orders")
    return met("reserved")


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "17", *ARTICLE_148],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def reserved_contracts_are_listed(law: Law) -> Answers:
    """The forecast programme shows what is reserved; the buyer publishes the list, and what came of it each year."""
    days = law.count("preference.programme_posted")
    return met("look_at_the_programme", at_most=Force.INFORMS, days=days), ask("when_the_lists_come_out")


@rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=ARTICLE_148, applied=ON_ORDERS)
def bidder_counts_among_the_smallest(bidder: Bidder, notice: Notice) -> Answers:
    """Cooperatives, their unions and auto-entrepreneurs count; the size of a firm that counts is not established."""
    if not _may_be_reserved(notice):
        return not_concerned("nothing_reserved")
    if bidder.abroad:
        # Who counts is certain; that the others are shut out is only likely (the next rule).
        return not_met("not_established_here", remedy="look_for_an_open_notice", at_most=Force.WARNS)
    if bidder.kind is None:
        return unknown("kind_not_told", remedy="say_the_kind", at_most=_strength(notice))
    if bidder.kind in NAMED:
        return met("named_by_the_article")
    if bidder.kind is BidderKind.PUBLIC_ESTABLISHMENT:
        return unknown("establishment_not_named", remedy="ask_before_preparing", at_most=_strength(notice))
    if bidder.kind is BidderKind.COMPANY:
        doubt = unknown("size_not_established", remedy="ask_about_the_size", at_most=_strength(notice))
        return doubt, ask("which_firms_count"), ask("young_innovative_firms")
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
    asked = ask("groupings_in_a_reserved_contract"), ask("subcontracting_in_a_reserved_contract")
    if bidder.kind in NAMED and not bidder.abroad:
        return met("open_to_this_kind"), *asked
    return unknown("perhaps_closed", remedy="ask_before_preparing"), *asked


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "10", *ARTICLE_148],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def lots_open_a_door(notice: Notice) -> Said:
    """Lots are there, among others, to let small structures in; the rules of consultation say how they are judged."""
    lots = len(notice.lots)
    return met("several_lots", at_most=Force.INFORMS, lots=lots) if lots > 1 else not_concerned("no_lots_told")


@rule(
    answers=Asks.MAY_WIN,
    about=About.QUOTE,
    cites=[DECREE + "29", DECREE + "151"],
    applied={Procedure.PURCHASE_ORDER: Confidence.LIKELY},
)
def subcontracting_stays_under_the_limit(quote: Quote | None, law: Law) -> Said:
    """One does not subcontract more than a share of the amount, nor the main lot or trade."""
    limit = law("eligibility.subcontracting_limit")
    if quote is None or quote.subcontracted is None:
        return met("up_to_the_limit", at_most=Force.INFORMS, limit=limit)
    told = {"share": quote.subcontracted, "limit": limit}
    if quote.subcontracted > limit:
        return not_met("above_the_limit", remedy="do_more_yourself", at_most=Force.DECIDES, **told)
    return met("within_the_limit", at_most=Force.DECIDES, **told)


@rule(answers=Asks.MAY_WIN, about=About.BUYER, cites=[DECREE + "43"])
def small_structures_win_ties(bidder: Bidder, notice: Notice) -> Answers:
    """Between equal offers of a tender, a cooperative, a union or an auto-entrepreneur comes first."""
    if notice.procedure is not Procedure.TENDER:
        return not_concerned("only_in_tenders"), ask("first_turn_in_orders")
    if bidder.kind is None:
        return met("they_come_first", at_most=Force.INFORMS)
    return met("you_come_first" if bidder.kind in NAMED else "others_come_first", at_most=Force.INFORMS)


@rule(
    answers=Asks.MAY_WIN,
    about=About.BUYER,
    cites=[DECREE + "147"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def offers_from_abroad_compare_dearer(notice: Notice, law: Law) -> Answers:
    """Offers of bidders not established in Morocco are compared as if dearer; how, sources do not agree."""
    rate = law("preference.national_preference")
    if notice.category is Category.STUDIES:
        return met("studies_go_another_way", at_most=Force.INFORMS, rate=rate)
    compared = met("compared_as_if_dearer", at_most=Force.INFORMS, rate=rate)
    return compared, ask("groupings_with_a_member_from_abroad")


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "149", DECREE + "local-craft"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def people_of_the_place_work(notice: Notice, law: Law) -> Iterator[Answer]:
    """Works, and services other than studies, employ local labour; works with a craft part employ craftsmen."""
    if notice.category in {Category.SUPPLIES, Category.STUDIES}:
        yield not_concerned("neither_works_nor_services")
        return
    share = law("preference.local_labour")
    if notice.category is None:
        yield unknown("category_not_told", remedy="read_the_notice", at_most=Force.INFORMS, share=share)
        return
    yield met("local_labour", at_most=Force.INFORMS, share=share)
    if notice.category is Category.WORKS:
        yield met("craftsmen", at_most=Force.INFORMS)
    yield ask("what_counts_as_local")


def _may_be_reserved(notice: Notice) -> bool:
    """Said reserved; or a tender of which nobody said. Purchase orders are not reserved unless they say so."""
    return notice.reserved is True or (notice.reserved is None and notice.procedure is Procedure.TENDER)


def _strength(notice: Notice) -> Force:
    """A doubt about who counts holds up a verdict only where the contract is said to be reserved."""
    return Force.DECIDES if notice.reserved else Force.WARNS
