"""What a public buyer keeps back for the State out of one payment, and the registration duty. One function each.

Each says yes, no or unknown, and what it takes at least and at most. What is unknown takes nothing at least, and all
it could at most.
"""

from __future__ import annotations

from decimal import Decimal

from rulebook.engine.calculation import provision
from rulebook.engine.calendar import inside, share
from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure
from rulebook.engine.law import Law
from rulebook.engine.verdict import Confidence, Value
from rulebook.taxes.facts import Applies, Client, Entered, Held, IncomeTax, Sale

YES, NO, UNKNOWN = Applies
LIKELY, UNSURE = Confidence.LIKELY, Confidence.UNSURE
NOTHING = Decimal(0)
GOODS = frozenset({Category.SUPPLIES, Category.WORKS})
LEGAL_PERSONS = frozenset({BidderKind.COMPANY, BidderKind.COOPERATIVE, BidderKind.UNION})
ORDINARY = frozenset({BidderKind.COMPANY, BidderKind.NATURAL_PERSON})
TERRITORIAL = frozenset({Client.STATE, Client.LOCAL})

Span = tuple[Decimal, Decimal]
"""At least, at most."""


@provision(cites=["ae-register/vat", "finance-law-2024/vat"])
def vat_inside(sale: Sale, law: Law) -> Span:
    """The VAT that the amount holds: none for an auto-entrepreneur, what is told, else up to the standard rate."""
    if sale.kind is BidderKind.AUTO_ENTREPRENEUR:
        return NOTHING, NOTHING
    if sale.vat is not None:
        return sale.vat, sale.vat
    return NOTHING, inside(sale.amount, law("taxes.vat_standard"))


def without_vat(sale: Sale, law: Law) -> Span:
    """The amount less the VAT it holds."""
    least, most = vat_inside(sale, law)
    return sale.amount - most, sale.amount - least


@provision(cites=["cgi/117-V", "cgi/117-IV"])
def vat_withheld(sale: Sale, law: Law, entered: Entered) -> Held:
    """A public buyer keeps back a share of the VAT of listed services, and none of that of goods and works."""
    least, most = vat_inside(sale, law)
    if sale.kind is BidderKind.AUTO_ENTREPRENEUR:
        return Held("outside_vat", NO, also=("ae-register/vat",))
    if most == 0:
        return Held("no_vat", NO)
    rate = law("taxes.vat_withheld_share")
    if rate == 0:
        return Held("not_yet", NO)
    if sale.category in GOODS:
        return _goods(sale, most, law)
    if sale.category is None:
        whole = share(most, law("taxes.vat_withheld_most"))
        return Held("category_not_told", UNKNOWN, most=whole)
    return _services(sale, (share(least, rate), share(most, rate)), rate, law, entered)


def _goods(sale: Sale, vat: Decimal, law: Law) -> Held:
    """Goods and works: nothing before the State and territories. An establishment is nowhere named.

    Whichever of the two rules reaches an establishment, a fresh certificate leads to nothing.
    """
    if sale.client in TERRITORIAL:
        return Held("goods_or_works", NO)
    if sale.certificate:
        return Held("certificate_given", NO, at_most=LIKELY)
    whole = share(vat, law("taxes.vat_withheld_most"))
    asks = ("payment.goods_of_an_establishment",)
    return Held("goods_not_settled", UNKNOWN, most=whole, at_most=UNSURE, asks=asks)


def _services(sale: Sale, kept: Span, rate: Decimal, law: Law, entered: Entered) -> Held:
    """Services: those on a list nobody here has read, above a floor whose reach is not settled."""
    floor = law("taxes.vat_withholding_floor")
    listed = None if sale.nature is None else entered.listed.get(sale.nature)
    under, by_invoice = sale.amount <= floor, entered.floor_by_invoice
    if listed is not None and not listed.answer:
        return Held("not_listed", NO, at_most=LIKELY, values={"on": listed.on, "source": listed.source})
    if under and by_invoice is not None and by_invoice.answer:
        told: dict[str, Value] = {"floor": floor, "on": by_invoice.on, "source": by_invoice.source}
        return Held("under_the_floor", NO, at_most=LIKELY, values=told)
    if listed is None:
        asks = ("payment.list_of_services",)
        return Held("list_not_read", UNKNOWN, most=kept[1], at_most=UNSURE, values={"rate": rate}, asks=asks)
    if under:
        asks = ("payment.floor_of_withholding",)
        return Held("floor_not_settled", UNKNOWN, most=kept[1], at_most=UNSURE, values={"floor": floor}, asks=asks)
    told = {"rate": rate, "on": listed.on, "source": listed.source}
    if kept[0] < kept[1]:
        return Held("listed_vat_not_told", UNKNOWN, *kept, at_most=LIKELY, values=told)
    return Held("listed", YES, *kept, at_most=LIKELY, values=told)


@provision(cites=["cgi/15-bis", "cgi/45-bis"])
def fees_withheld(sale: Sale, law: Law, entered: Entered) -> Held:
    """On fees, the buyer keeps back a share for the income tax, by kind; exempt bodies and small regimes apart."""
    if sale.kind is BidderKind.AUTO_ENTREPRENEUR or sale.income_tax is IncomeTax.SINGLE:
        return Held("other_regime", NO)
    if sale.income_tax is IncomeTax.EXEMPT and sale.kind in LEGAL_PERSONS:
        return Held("exempt_from_income_tax", NO)
    if sale.category in GOODS:
        return Held("not_fees", NO)
    if sale.fees is False:
        return Held("told_not_fees", NO, at_most=LIKELY)
    rate = law("taxes.fees_legal_person" if sale.kind in LEGAL_PERSONS else "taxes.fees_natural_person")
    least, most = (share(base, rate) for base in without_vat(sale, law))
    if sale.fees is None:
        asks = ("payment.what_are_fees",)
        return Held("perhaps_fees", UNKNOWN, most=most, at_most=UNSURE, values={"rate": rate}, asks=asks)
    if sale.kind is None or (sale.kind is not BidderKind.COMPANY and sale.income_tax is not IncomeTax.REAL):
        return Held("regime_not_told", UNKNOWN, most=most, values={"rate": rate})
    # On what the share is counted was not read: the price without VAT is how fees are stated.
    return Held("fees", YES, least, most, at_most=LIKELY, values={"rate": rate})


@provision(cites=["cgi/42-bis", "cgi/73", "cgi/157-II"])
def one_client_withheld(sale: Sale, law: Law, entered: Entered) -> Held:
    """Services of an auto-entrepreneur, or under the single contribution: the client keeps back tax on the excess."""
    small = sale.kind is BidderKind.AUTO_ENTREPRENEUR or sale.income_tax is IncomeTax.SINGLE
    perhaps = sale.kind in {None, BidderKind.NATURAL_PERSON} and sale.income_tax is None
    if not small and not perhaps:
        return Held("other_kind", NO)
    if sale.category is Category.SUPPLIES:
        return Held("supplies", NO)
    threshold, rate = law("taxes.ae_client_threshold"), law("taxes.ae_client_excess_rate")
    values = {"threshold": threshold, "rate": rate}
    base = without_vat(sale, law)[0]
    least, most = (share(excess, rate) for excess in _excess(sale, base, threshold))
    if most == 0:
        return Held("under_the_threshold", NO, values=values, asks=("taxes.one_ministry_one_client",))
    if perhaps:
        return Held("regime_not_told", UNKNOWN, most=most, values=values)
    if sale.category is not Category.SERVICES:
        asks = ("taxes.what_counts_as_services",)
        return Held("perhaps_services", UNKNOWN, most=most, at_most=UNSURE, values=values, asks=asks)
    asks = ("taxes.one_ministry_one_client",)
    if least == most:
        return Held("over_the_threshold", YES, least, most, values=values | {"kept": most}, asks=asks)
    reason = "at_least" if least else "receipts_not_told"
    if sale.paid_before is not None:
        reason = "vat_not_told"  # only the VAT inside the amount leaves a doubt
    return Held(reason, YES if least else UNKNOWN, least, most, values=values, asks=asks)


def _excess(sale: Sale, base: Decimal, threshold: Decimal) -> Span:
    """How much of this payment lies above the threshold. What was paid before may be unknown; so may the VAT in it."""
    least = max(base + (sale.paid_before or NOTHING) - threshold, NOTHING)
    if sale.paid_before is None:
        return least, sale.amount
    most = max(sale.amount + sale.paid_before - threshold, NOTHING)
    return min(least, base), min(most, sale.amount)


@provision(cites=["cgi/127-I-B", "cgi/128-I-A"])
def registration_due(sale: Sale, law: Law, entered: Entered) -> Held:
    """Contracts of public buyers are registered, and the contractor pays a small duty within a delay."""
    rate = law("taxes.registration_rate")
    if rate == 0:
        return Held("free_of_duty", NO)
    least, most = _duty(sale, rate, law, entered)
    if sale.procedure is None:
        return Held("procedure_not_told", UNKNOWN, most=most, values={"rate": rate})
    days, caught = law.count("taxes.registration_days"), entered.orders_registered
    if sale.procedure is Procedure.TENDER:
        # No exemption was found for the smallest, nor any sign that there is none.
        sure = Confidence.CERTAIN if sale.kind in ORDINARY else LIKELY
        asks = ("payment.gaps_of_registration",)
        return Held("contract", YES, least, most, sure, {"rate": rate, "days": days}, asks)
    if caught is None:
        asks = ("payment.registration_of_orders",)
        return Held("order_not_settled", UNKNOWN, most=most, at_most=UNSURE, values={"rate": rate}, asks=asks)
    told: dict[str, Value] = {"on": caught.on, "source": caught.source}
    if not caught.answer:
        return Held("order_free", NO, at_most=LIKELY, values=told)
    return Held("order_caught", YES, least, most, LIKELY, {"rate": rate, "days": days, **told})


def _duty(sale: Sale, rate: Decimal, law: Law, entered: Entered) -> Span:
    """The duty on the amount without VAT and with it: which one was not established, unless somebody entered it."""
    base = entered.duty_on_vat
    bare, whole = share(without_vat(sale, law)[0], rate), share(sale.amount, rate)
    if base is None:
        return bare, whole
    return (whole, whole) if base.answer else (bare, share(without_vat(sale, law)[1], rate))


@provision(cites=["cgi/73"])
def own_tax(sale: Sale, law: Law, entered: Entered) -> Held:
    """What the auto-entrepreneur declares itself: a share of what it received, by its activity, the excess apart."""
    services, trade = law("taxes.ae_rate_services"), law("taxes.ae_rate_trade")
    low, high = NOTHING, NOTHING
    if sale.category is not Category.SUPPLIES:
        low, high = _excess(sale, sale.amount, law("taxes.ae_client_threshold"))
    if sale.category is not Category.SERVICES:
        low = NOTHING  # works or studies may be no services
    rates = {AeActivity.SERVICES: (services, services), None: (min(services, trade), max(services, trade))}
    lower, upper = rates.get(sale.activity, (trade, trade))
    least, most = share(sale.amount - high, lower), share(sale.amount - low, upper)
    if sale.activity is None:
        return Held("activity_not_told", UNKNOWN, least, most, values={"lower": lower, "upper": upper})
    return Held("activity", YES, least, most, values={"rate": lower})
