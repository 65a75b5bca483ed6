"""Who may bid (art. 27), on what papers (art. 28), and what one states on one's honour (art. 29)."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.engine.facts import Bidder, BidderKind, Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.papers import Seen, held, look_for, production_day
from rulebook.engine.rule import Answer, Answers, Asks, Said, ask, met, need, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force, When

ON_ORDERS = {Procedure.PURCHASE_ORDER: Confidence.LIKELY}
REGISTER = {
    BidderKind.COOPERATIVE: "local_register_certificate",
    BidderKind.UNION: "local_register_certificate",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register_certificate",
}
SIGNS_ALONE = frozenset({BidderKind.AUTO_ENTREPRENEUR, BidderKind.NATURAL_PERSON})


@rule(
    answers=Asks.MAY_BID,
    about=About.BIDDER,
    cites=["decree-2-22-431/27", "decree-2-22-431/152"],
    applied=ON_ORDERS,
)
def bidder_is_not_excluded(bidder: Bidder) -> Said:
    """No exclusion, no liquidation, no receivership without a court's leave."""
    if bidder.excluded is None:
        return unknown("not_told", remedy="say_whether_excluded")
    if bidder.excluded:
        return not_met("excluded", remedy="ask_about_the_exclusion")
    return met("free_to_bid")


@rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=["decree-2-22-431/27"], applied=ON_ORDERS)
def activity_relates_to_the_object(bidder: Bidder, notice: Notice) -> Answers:
    """One bids for what one does. The match goes by the portal's natures, so a mismatch only warns."""
    if notice.nature is None:
        return unknown("nature_not_told", remedy="choose_the_nature", at_most=Force.WARNS)
    if bidder.activities is None:
        return unknown("activities_not_told", remedy="choose_the_activities")
    if notice.nature in bidder.activities:
        return met("same_nature")
    other = not_met("another_nature", remedy="compare_the_activity", at_most=Force.WARNS)
    return other, ask("what_proves_an_activity")


@rule(
    answers=Asks.MAY_BID,
    about=About.BIDDER,
    cites=["decree-2-22-431/27", "decree-2-22-431/28"],
    applied=ON_ORDERS,
)
def tax_is_in_order(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Said:
    """Taxes declared and paid, seen through the tax certificate on the day it would be produced."""
    months = law.count("eligibility.certificate_validity")
    day = production_day(notice, quote, law)
    seen = look_for(bidder, "tax_certificate", day=day, months=months)
    if seen is Seen.FRESH:
        return met("certificate_fresh", day=day)
    if seen is Seen.STALE:
        return not_met("certificate_too_old", remedy="renew_the_tax_certificate", at_most=Force.WARNS, months=months)
    return unknown("certificate_not_seen", remedy="get_the_tax_certificate", months=months)


@rule(
    answers=Asks.MAY_BID,
    about=About.BIDDER,
    cites=["decree-2-22-431/27", "decree-2-22-431/28"],
    applied=ON_ORDERS,
)
def social_cover_is_in_order(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Said:
    """Social cover in order, seen through the CNSS certificate; the auto-entrepreneur is asked for none."""
    if bidder.kind is BidderKind.AUTO_ENTREPRENEUR:
        return not_concerned("no_certificate_for_this_kind")
    months = law.count("eligibility.certificate_validity")
    if bidder.kind is None:
        return unknown("kind_not_told", remedy="say_the_kind")
    day = production_day(notice, quote, law)
    seen = look_for(bidder, "cnss_certificate", day=day, months=months)
    if seen is Seen.FRESH:
        return met("certificate_fresh", day=day)
    if seen is Seen.STALE:
        return not_met("certificate_too_old", remedy="renew_the_cnss_certificate", at_most=Force.WARNS, months=months)
    return unknown("certificate_not_seen", remedy="get_the_cnss_certificate", months=months)


@rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=["decree-2-22-431/28"], applied=ON_ORDERS)
def register_is_proved(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Said:
    """A cooperative, a union and an auto-entrepreneur prove their own register; others only if bound to one."""
    if bidder.kind is None:
        return unknown("kind_not_told", remedy="say_the_kind")
    paper = REGISTER.get(bidder.kind)
    if paper is None:
        return not_concerned("trade_register_if_bound")
    day = production_day(notice, quote, law)
    seen = look_for(bidder, paper, day=day, months=_life(bidder.kind, law))
    if seen is Seen.FRESH:
        return met("certificate_held", day=day)
    if seen is Seen.STALE:
        return not_met("certificate_too_old", remedy="renew_the_register_certificate", at_most=Force.WARNS)
    return unknown("certificate_not_seen", remedy="get_the_register_certificate")


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=["decree-2-22-431/28", "decree-2-22-431/29"],
)
def tender_file(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Iterator[Answer]:
    """The file of a tender: what goes in at the deadline, and what only the bidder about to win gives."""
    if notice.procedure is not Procedure.TENDER:
        yield not_concerned("other_procedure")
        return
    yield met("two_times", at_most=Force.INFORMS, days=law.count("eligibility.days_to_produce"))
    if bidder.kind not in SIGNS_ALONE:
        yield _paper(bidder, notice, quote, law, "powers", When.WITH_BID, None)
    limit = law("eligibility.subcontracting_limit")
    yield need("declaration_on_honour", When.WITH_BID, limit=limit)
    yield need("provisional_guarantee", When.WITH_BID)
    yield need("initialled_rules", When.WITH_BID)
    yield need("technical_note", When.WITH_BID)
    if bidder.kind in REGISTER:
        yield _paper(bidder, notice, quote, law, REGISTER[bidder.kind], When.WITH_BID, _life(bidder.kind, law))
    yield from _certificates(bidder, notice, quote, law, When.IF_INVITED)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=["decree-2-22-431/28", "decree-2-22-431/91"],
    confidence=Confidence.LIKELY,
)
def light_file_of_an_order(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Iterator[Answer]:
    """A purchase order asks for a quote and no administrative file; the certificates are kept at hand."""
    if notice.procedure is not Procedure.PURCHASE_ORDER:
        yield not_concerned("other_procedure")
        return
    yield met("a_quote_and_little_else", at_most=Force.INFORMS)
    if bidder.kind in REGISTER:
        yield _paper(bidder, notice, quote, law, REGISTER[bidder.kind], When.HELD, _life(bidder.kind, law))
    yield from _certificates(bidder, notice, quote, law, When.HELD)
    yield ask("papers_before_an_order")


def _certificates(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law, when: When) -> Iterator[Answer]:
    """Tax for everybody, CNSS for all but the auto-entrepreneur, the trade register for whoever is bound to it."""
    months = law.count("eligibility.certificate_validity")
    yield _paper(bidder, notice, quote, law, "tax_certificate", when, months)
    if bidder.kind is not BidderKind.AUTO_ENTREPRENEUR:
        yield _paper(bidder, notice, quote, law, "cnss_certificate", when, months)
    if bidder.kind not in REGISTER:
        yield _paper(bidder, notice, quote, law, "trade_register_extract", when, None)


def _paper(
    bidder: Bidder, notice: Notice, quote: Quote | None, law: Law, kind: str, when: When, months: int | None
) -> Answer:
    """One paper of a list, with whether it is held and usable on the day it would be given."""
    seen = look_for(bidder, kind, day=production_day(notice, quote, law), months=months)
    if months is None:
        return need(kind, when, held=held(seen))
    return need(kind, when, held=held(seen), valid_for_months=months, months=months)


def _life(kind: BidderKind, law: Law) -> int | None:
    """How old a register certificate may be: limited for the auto-entrepreneur only."""
    return law.count("eligibility.ae_certificate_validity") if kind is BidderKind.AUTO_ENTREPRENEUR else None
