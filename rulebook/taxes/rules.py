"""What taxes change: the VAT of each kind of structure, and the limits of the auto-entrepreneur."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.engine.calendar import share
from rulebook.engine.facts import AeActivity, Bidder, BidderKind, Category, Notice, Procedure, Quote, VatStatus
from rulebook.engine.format import local
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Asks, Said, ask, figure, met, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force, Value
from rulebook.taxes.value_added import in_force

AE = BidderKind.AUTO_ENTREPRENEUR
NOTHING = Decimal(0)


@rule(answers=Asks.WHAT_IT_COSTS, about=About.QUOTE, cites=["ae-register/vat"])
def auto_entrepreneur_adds_no_vat(bidder: Bidder, quote: Quote | None) -> Said:
    """The auto-entrepreneur is outside VAT: no VAT on the quote, none recovered on purchases."""
    if bidder.kind is not AE:
        return not_concerned("other_kind")
    stated = bidder.vat_regime is not None and bidder.vat_regime.status is VatStatus.STANDARD
    if stated or (quote is not None and any(rate > 0 for rate in quote.vat_rates)):
        return not_met("vat_added", remedy="take_the_vat_out", at_most=Force.WARNS)
    return met("outside_vat")


@rule(answers=Asks.WHAT_IT_COSTS, about=About.QUOTE, cites=["cgi/91-IV"], confidence=Confidence.LIKELY)
def vat_regime_is_stated(bidder: Bidder) -> Answers:
    """The others state their regime; an exemption counts only with a day and a source. Nobody is presumed exempt."""
    if bidder.kind is AE:
        return not_concerned("certain_for_this_kind")
    regime, whom = bidder.vat_regime, ask("vat_of_this_structure")
    if regime is None:
        return unknown("not_told", remedy="ask_the_tax_office"), whom
    if regime.status is VatStatus.STANDARD:
        return met("stated_standard", at_most=Force.INFORMS)
    if regime.stated_on is None or not regime.source:
        return unknown("exemption_without_proof", remedy="date_the_exemption"), whom
    return met("stated_exempt", at_most=Force.INFORMS, stated_on=regime.stated_on, source=regime.source)


@rule(answers=Asks.WHAT_IT_COSTS, about=About.QUOTE, cites=["finance-law-2024/vat"])
def vat_rates_are_known(quote: Quote | None, law: Law) -> Said:
    """Two rates are sure, two more until a reform ends; any other may be right for some goods, and is looked up."""
    rates = [rate for rate in sorted(quote.vat_rates) if rate > 0] if quote is not None else []
    if not rates:
        return not_concerned("no_vat")
    standard, reduced = law("taxes.vat_standard"), law("taxes.vat_reduced")
    for rate in rates:
        if rate not in {standard, reduced}:
            known: Mapping[str, Decimal] = {"standard": standard, "reduced": reduced}
            reason = "leaving_rate" if rate in _leaving(law) else "another_rate"
            return not_met(reason, remedy="check_the_rate", at_most=Force.INFORMS, rate=rate, **known)
    return met("usual_rate", at_most=Force.INFORMS)


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.QUOTE,
    cites=["cgi/127-I-B", "cgi/128-I-A"],
    under=Procedure.TENDER,
)
def contract_is_registered(law: Law) -> Answers:
    """Once signed, the contract is registered at the winner's cost. Nothing is said of those before the duty."""
    rate = law("taxes.registration_rate")
    if rate == 0:
        return ()
    days = law.count("taxes.registration_days")
    return met("registered_at_your_cost", at_most=Force.INFORMS, rate=rate, days=days)


def _leaving(law: Law) -> set[Decimal]:
    """The rates that the reform takes away, while they last."""
    names = ("taxes.vat_leaving_high", "taxes.vat_leaving_low")
    return {law(name) for name in names if in_force(name, law)}


@rule(answers=Asks.WHAT_IT_COSTS, about=About.BIDDER, cites=["cgi/7-I-A"])
def cooperative_may_be_free_of_income_tax(bidder: Bidder, law: Law) -> Said:
    """A cooperative that collects, or transforms under a turnover, is free of income tax: told, never presumed."""
    if bidder.kind is not BidderKind.COOPERATIVE:
        return not_concerned("other_kind")
    turnover = law("taxes.coop_income_tax_turnover")
    return unknown("depends_on_what_it_does", remedy="ask_the_tax_office", at_most=Force.INFORMS, turnover=turnover)


@rule(answers=Asks.WHAT_IT_COSTS, about=About.BIDDER, cites=["cgi/91-IV"], confidence=Confidence.LIKELY)
def cooperative_may_be_free_of_vat(bidder: Bidder, law: Law) -> Answers:
    """The same two conditions probably free it of VAT; a cooperative of services, or a union, must ask."""
    if bidder.kind not in {BidderKind.COOPERATIVE, BidderKind.UNION}:
        return not_concerned("other_kind")
    if bidder.kind is BidderKind.UNION:
        union = unknown("union_not_established", remedy="ask_the_tax_office", at_most=Force.INFORMS)
        return union, ask("vat_of_a_union")
    turnover = law("taxes.coop_vat_turnover")
    said = unknown("depends_on_what_it_does", remedy="ask_the_tax_office", at_most=Force.INFORMS, turnover=turnover)
    return said, ask("exemption_of_services")


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.QUOTE,
    cites=["law-114-13/1", "cgi/42-ter", "cgi/43"],
)
def auto_entrepreneur_stays_under_the_ceiling(bidder: Bidder, quote: Quote | None, law: Law) -> Said:
    """Cash received in the year stays under the ceiling of the activity. It warns: no text forbids the bid."""
    if bidder.kind is not AE:
        return not_concerned("other_kind")
    if bidder.ae_activity is None:
        return unknown("activity_not_told", remedy="say_the_activity", at_most=Force.WARNS)
    services = bidder.ae_activity is AeActivity.SERVICES
    ceiling = law("taxes.ae_ceiling_services") if services else law("taxes.ae_ceiling_trade")
    year = _year(quote, law)
    received, expected = (bidder.turnover_received or {}).get(year), _expected(bidder, quote)
    floor = (received or NOTHING) + (expected or NOTHING)
    if floor > ceiling:
        years = law.count("taxes.years_over_before_loss")
        over: dict[str, Value] = {"year": str(year), "total": floor, "ceiling": ceiling, "years": years}
        if _over(bidder, year - 1, ceiling):
            return not_met("over_again", remedy="see_an_adviser_now", at_most=Force.WARNS, **over)
        reason = "over_by_itself" if received is None else "over_the_ceiling"
        return not_met(reason, remedy="watch_the_day_of_payment", at_most=Force.WARNS, **over)
    if received is None:
        left = ceiling - floor
        return unknown("receipts_not_told", remedy="say_the_receipts", at_most=Force.WARNS, year=str(year), left=left)
    if expected is None:
        left = ceiling - received
        return unknown("quote_not_priced", remedy="price_every_line", at_most=Force.WARNS, year=str(year), left=left)
    return met("under_the_ceiling", at_most=Force.WARNS, year=str(year), left=ceiling - floor, ceiling=ceiling)


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.QUOTE,
    cites=["cgi/42-bis", "cgi/73", "cgi/157-II"],
)
def one_client_stays_under_the_threshold(
    bidder: Bidder, notice: Notice, quote: Quote | None, law: Law
) -> Iterator[Answer]:
    """Services to one client above a threshold in the year: the client withholds tax on the excess."""
    if bidder.kind is not AE:
        yield not_concerned("other_kind")
        return
    if notice.category is Category.SUPPLIES:
        yield not_concerned("supplies")
        return
    threshold = law("taxes.ae_client_threshold")
    if notice.category is not Category.SERVICES:
        yield unknown("perhaps_services", remedy="ask_whether_services", at_most=Force.WARNS, threshold=threshold)
        yield ask("what_counts_as_services")
        return
    year, expected = _year(quote, law), _expected(bidder, quote)
    paid = _paid_by(bidder, notice.buyer, year)
    if paid.at_least + (expected or NOTHING) > threshold:
        yield from _withholding(paid, expected or NOTHING, threshold, year, law)
    elif expected is None:
        yield unknown("quote_not_priced", remedy="price_every_line", at_most=Force.WARNS, threshold=threshold)
    elif paid.at_most is None or paid.at_most + expected > threshold:
        left = threshold - expected
        yield unknown(
            "receipts_not_told",
            remedy="say_what_this_buyer_paid",
            at_most=Force.WARNS,
            year=str(year),
            threshold=threshold,
            left=left,
        )
    else:
        yield met("under_the_threshold", at_most=Force.WARNS, threshold=threshold, year=str(year))
    yield ask("one_ministry_one_client")


def _withholding(paid: _Paid, expected: Decimal, threshold: Decimal, year: int, law: Law) -> Iterator[Answer]:
    """The finding and its figure: what the client would keep back this year, step by step.

    When nobody told what the client paid before, the figure is a floor, and no step says zero.
    """
    told = paid.at_most == paid.at_least
    rate = law("taxes.ae_client_excess_rate")
    total = paid.at_least + expected
    excess = total - threshold
    kept = share(excess, rate)
    yield not_met(
        "over_the_threshold" if told else "over_by_itself",
        remedy="count_the_withholding",
        at_most=Force.WARNS,
        year=str(year),
        total=total,
        threshold=threshold,
        rate=rate,
        kept=kept,
    )
    before = [("already_paid", paid.at_least), ("this_quote", expected), ("together", total)]
    yield figure(
        "expected_withholding" if told else "least_withholding",
        kept,
        "MAD",
        *(before if told else [("this_quote", expected)]),
        ("threshold", threshold),
        ("excess", excess),
        ("rate", rate),
        ("kept_back", kept),
    )
    yield figure("own_tax", share(threshold, law("taxes.ae_rate_services")), "MAD")


@dataclass(frozen=True, slots=True)
class _Paid:
    """What a buyer paid this year: surely so much, and no more than so much when that can be told."""

    at_least: Decimal
    at_most: Decimal | None


def _paid_by(bidder: Bidder, buyer: str, year: int) -> _Paid:
    """Receipts from one buyer. Not told, they are bounded by the year's receipts less those from the others."""
    by_buyer = {_plain(name): amount for name, amount in (bidder.received_by_buyer or {}).get(year, {}).items()}
    if buyer and _plain(buyer) in by_buyer:
        amount = by_buyer[_plain(buyer)]
        return _Paid(amount, amount)
    turnover = (bidder.turnover_received or {}).get(year)
    if turnover is None:
        return _Paid(NOTHING, None)
    others = sum(by_buyer.values(), NOTHING) if buyer else NOTHING
    return _Paid(NOTHING, max(turnover - others, NOTHING))


def _plain(name: str) -> str:
    """A buyer's name without the accidents of typing."""
    return " ".join(name.casefold().split())


def _over(bidder: Bidder, year: int, ceiling: Decimal) -> bool:
    """Whether a year is known to have passed the ceiling. A year nobody told is not."""
    received = (bidder.turnover_received or {}).get(year)
    return received is not None and received > ceiling


def _year(quote: Quote | None, law: Law) -> int:
    """The year whose receipts are looked at: that of the quote, else that of the law's day."""
    return local(quote.at).year if quote is not None and quote.at is not None else law.day.year


def _expected(bidder: Bidder, quote: Quote | None) -> Decimal | None:
    """What the order would bring in: in a grouping, only its share.

    An auto-entrepreneur adds no VAT, so both totals should agree.
    """
    total = quote.total_incl_vat if quote is not None else None
    if total is None or bidder.grouping is None or bidder.grouping.share is None:
        return total
    return share(total, bidder.grouping.share)
