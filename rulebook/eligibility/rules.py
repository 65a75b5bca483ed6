"""Who may bid (art. 27), seen through its papers (art. 28)."""

from __future__ import annotations

from datetime import date

from rulebook.engine.facts import Bidder, BidderKind, Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.papers import Seen, look_for, production_day
from rulebook.engine.rule import Answers, Asks, Said, ask, met, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force

ON_ORDERS = {Procedure.PURCHASE_ORDER: Confidence.LIKELY}
REGISTER = {
    BidderKind.COOPERATIVE: "local_register_certificate",
    BidderKind.UNION: "local_register_certificate",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register_certificate",
}
ALSO = {"foreign_tax_certificate": ("sworn_statement",)}
"""What may be given instead of a paper."""


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
    if bidder.kind is BidderKind.PUBLIC_ESTABLISHMENT:
        return not_concerned("only_if_taxable")
    months = law.count("eligibility.certificate_validity")
    day = production_day(notice, quote, law)
    if bidder.abroad:
        return _of_its_country(bidder, "foreign_tax_certificate", day, months)
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
    if bidder.abroad:
        return _of_its_country(bidder, "foreign_social_certificate", day, months)
    seen = look_for(bidder, "cnss_certificate", day=day, months=months)
    if seen is Seen.FRESH:
        return met("certificate_fresh", day=day)
    if seen is Seen.STALE:
        return not_met("certificate_too_old", remedy="renew_the_cnss_certificate", at_most=Force.WARNS, months=months)
    return unknown("certificate_not_seen", remedy="get_the_cnss_certificate", months=months)


@rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=["decree-2-22-431/28"], applied=ON_ORDERS)
def register_is_proved(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Said:
    """A cooperative, a union and an auto-entrepreneur prove their own register; others only if bound to one."""
    if bidder.abroad:
        return not_concerned("register_of_its_country")
    if bidder.kind is None:
        return unknown("kind_not_told", remedy="say_the_kind")
    if bidder.kind is BidderKind.PUBLIC_ESTABLISHMENT:
        return not_concerned("entitled_by_its_text")
    paper = REGISTER.get(bidder.kind)
    if paper is None:
        return not_concerned("trade_register_if_bound")
    day = production_day(notice, quote, law)
    seen = look_for(bidder, paper, day=day, months=life(bidder.kind, law))
    if seen is Seen.FRESH:
        return met("certificate_held", day=day)
    if seen is Seen.STALE:
        return not_met("certificate_too_old", remedy="renew_the_register_certificate", at_most=Force.WARNS)
    return unknown("certificate_not_seen", remedy="get_the_register_certificate")


def _of_its_country(bidder: Bidder, kind: str, day: date, months: int) -> Said:
    """A bidder not established here gives what its own country delivers; for taxes, a statement sworn there will do."""
    seen = look_for(bidder, kind, *ALSO.get(kind, ()), day=day, months=months)
    if seen is Seen.FRESH:
        return met("equivalent_fresh", day=day)
    if seen is Seen.STALE:
        return not_met("equivalent_too_old", remedy="get_the_equivalent", at_most=Force.WARNS, months=months)
    return unknown("equivalent_not_seen", remedy="get_the_equivalent", months=months)


def life(kind: BidderKind, law: Law) -> int | None:
    """How old a register certificate may be, in months: limited for the auto-entrepreneur only."""
    return law.count("eligibility.ae_certificate_validity") if kind is BidderKind.AUTO_ENTREPRENEUR else None
