"""Does VAT come on top of this price, and is a cooperative free of income tax? By who sells, what, and the day.

Nobody is presumed exempt: what is not told is unknown, and what no text establishes is a question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine.calculation import Noted, Sheet, asked, provision, worded
from rulebook.engine.facts import BidderKind
from rulebook.engine.law import Law
from rulebook.engine.verdict import Confidence, Question
from rulebook.taxes.facts import Applies, Good, Held, Seller, Work

YES, NO, UNKNOWN = Applies
LIKELY, UNSURE = Confidence.LIKELY, Confidence.UNSURE
COOPERATIVES = frozenset({BidderKind.COOPERATIVE, BidderKind.UNION})

GOODS: Mapping[Good, str] = {
    Good.SCHOOL_SUPPLIES: "taxes.vat_school_supplies",
    Good.MEDICINES: "taxes.vat_medicines",
    Good.SOAP: "taxes.vat_soap",
    Good.BUTTER: "taxes.vat_butter",
    Good.TINNED_SARDINES: "taxes.vat_tinned_sardines",
    Good.POWDERED_MILK: "taxes.vat_powdered_milk",
    Good.BREAD: "taxes.vat_bread",
    Good.COUSCOUS: "taxes.vat_couscous",
    Good.FLOUR: "taxes.vat_flour",
    Good.MILK: "taxes.vat_milk",
    Good.FISH: "taxes.vat_fish",
    Good.FRESH_MEAT: "taxes.vat_fresh_meat",
    Good.PACKED_DATES: "taxes.vat_packed_dates",
    Good.CRAFT_OLIVE_OIL: "taxes.vat_craft_olive_oil",
    Good.CRAFT_CARPETS: "taxes.vat_craft_carpets",
}


@dataclass(frozen=True, slots=True)
class TaxAnswer:
    """Whether a tax is due, in words, with what it stands on and what must be asked."""

    applies: Applies
    reason: str
    noted: Noted
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of VAT on one day, in per cent. ``leaving``: it goes away by steps, and stays right for some goods."""

    percent: Decimal
    leaving: bool
    noted: Noted


def vat_of(seller: Seller, *, on: date) -> TaxAnswer:
    """Whether VAT comes on top of what this seller sells, by the law of ``on``.

    Raises :class:`~rulebook.engine.law.NotYetLaw` before the first day we stand by.
    """
    law = _law(on)
    for by in (outside_vat, exempt_good, small_seller, cooperative_vat):
        law.readings()
        if (held := by(seller, law)) is not None:
            return _answer("vat", by, held, law)
    law.readings()
    return _answer("vat", vat_on_top, vat_on_top(seller, law), law)


def income_tax_of(seller: Seller, *, on: date) -> TaxAnswer:
    """Whether a cooperative pays income tax (IS), by the law of ``on``. Raises as :func:`vat_of`."""
    law = _law(on)
    return _answer("income_tax", cooperative_income_tax, cooperative_income_tax(seller, law), law)


def vat_rates(on: date) -> tuple[Rate, ...]:
    """The rates of VAT on a day, the usual ones first. Raises as :func:`vat_of`."""
    law, found = _law(on), []
    for name, leaving in rates_of(law):
        law.readings()
        percent = law(name)
        noted = Sheet(law).note("rate.leaving" if leaving else "rate.usual", rates_of, rate=percent)
        found.append(Rate(percent, leaving, worded(noted, "taxes", "worked")))
    return tuple(found)


@provision(cites=["finance-law-2024/vat"])
def rates_of(law: Law) -> tuple[tuple[str, bool], ...]:
    """Two rates stay; two others went away by the end of a reform, and hold until then for some goods."""
    usual = (("taxes.vat_standard", False), ("taxes.vat_reduced", False))
    leaving = (("taxes.vat_leaving_high", True), ("taxes.vat_leaving_low", True))
    return usual + tuple(rate for rate in leaving if in_force(rate[0], law))


def in_force(name: str, law: Law) -> bool:
    """Whether a quantity has a value on the law's day."""
    try:
        Law.on(law.day)(name)
    except LookupError:
        return False
    return True


@provision(cites=["ae-register/vat"])
def outside_vat(seller: Seller, law: Law) -> Held | None:
    """The auto-entrepreneur is outside VAT, whatever is sold."""
    return Held("outside_vat", NO) if seller.kind is BidderKind.AUTO_ENTREPRENEUR else None


@provision(cites=["finance-law-2024/exempt", "cgi/91-I"])
def exempt_good(seller: Seller, law: Law) -> Held | None:
    """Some goods are named as exempt, whoever sells them; the list we hold is not whole."""
    if seller.good is None or not in_force(GOODS[seller.good], law):
        return None
    return Held("exempt_good", NO, values={"rate": law(GOODS[seller.good])})


@provision(cites=["cgi/91-II"])
def small_seller(seller: Seller, law: Law) -> Held | None:
    """A natural person who makes things or renders services is exempt up to a yearly turnover."""
    if seller.kind is not BidderKind.NATURAL_PERSON or seller.work in {Work.RESELLS, Work.COLLECTS}:
        return None
    ceiling = law("taxes.vat_small_turnover")
    if seller.work is None or seller.turnover is None:
        return Held("small_not_told", UNKNOWN, values={"ceiling": ceiling})
    if seller.turnover <= ceiling:
        return Held("small_seller", NO, values={"ceiling": ceiling})
    return None


@provision(cites=["cgi/91-IV"], confidence=LIKELY)
def cooperative_vat(seller: Seller, law: Law) -> Held | None:
    """A cooperative is probably free of VAT in the two cases of its income tax."""
    if seller.kind not in COOPERATIVES:
        return None
    return _two_cases(seller, law("taxes.coop_vat_turnover"))


@provision(cites=["cgi/7-I-A"])
def cooperative_income_tax(seller: Seller, law: Law) -> Held:
    """A cooperative is free of income tax when it only collects, or transforms under a turnover."""
    if seller.kind not in COOPERATIVES:
        return Held("other_kind", UNKNOWN)
    return _two_cases(seller, law("taxes.coop_income_tax_turnover"))


def _two_cases(seller: Seller, turnover: Decimal) -> Held:
    """The two cases, the same for both taxes. Services fit neither; a union is nowhere named."""
    values = {"turnover": turnover}
    if seller.kind is BidderKind.UNION:
        return Held("union", UNKNOWN, at_most=UNSURE, asks=("taxes.vat_of_a_union",))
    if seller.work is Work.SERVES:
        return Held("services", UNKNOWN, at_most=LIKELY, asks=("taxes.exemption_of_services",))
    if seller.work is Work.RESELLS or (seller.work is Work.COLLECTS and seller.members_only is False):
        return Held("not_of_members", YES, at_most=LIKELY)
    if seller.work is Work.COLLECTS:
        return Held("collects", NO) if seller.members_only else Held("members_not_told", UNKNOWN)
    if seller.work is None or seller.turnover is None:
        return Held("coop_not_told", UNKNOWN, values=values)
    if seller.turnover < turnover:
        return Held("transforms", NO, values=values)
    return Held("transforms_above", YES, values=values)


@provision(cites=["finance-law-2024/vat"])
def vat_on_top(seller: Seller, law: Law) -> Held:
    """Otherwise VAT comes on top: the standard rate, or the reduced one for what the law names."""
    if seller.kind is None:
        return Held("kind_not_told", UNKNOWN)
    values = {"standard": law("taxes.vat_standard"), "reduced": law("taxes.vat_reduced")}
    # The list of exempt goods is not whole: what is sold may be on it.
    return Held("on_top", YES, at_most=LIKELY, values=values)


def _law(on: date) -> Law:
    law = Law.on(on)
    law("taxes.vat_standard")  # raises before the first day we stand by
    law.readings()
    return law


def _answer(group: str, by: Callable[..., Any], held: Held, law: Law) -> TaxAnswer:
    noted = Sheet(law).note(f"{group}.{held.reason}", by, held.at_most, **held.values)
    return TaxAnswer(held.applies, held.reason, worded(noted, "taxes", "worked"), tuple(map(asked, held.asks)))
