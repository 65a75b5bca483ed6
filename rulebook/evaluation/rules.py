"""From offers to an order: one small function a rule. Exact fractions inside; rounding only where a price is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from rulebook.engine.calculation import provision
from rulebook.engine.calendar import EXACT, centimes
from rulebook.engine.facts import BidderKind, BuyerRules, Category
from rulebook.engine.law import CENTIME, Law
from rulebook.engine.verdict import Confidence
from rulebook.evaluation.facts import Mode, Offer, Opening, Stage, Way
from rulebook.evaluation.result import Reason

DECREE = "decree-2-22-431/"
SCOPE = [DECREE + "2", DECREE + "169", DECREE + "170"]
A43, A44, A45, A91, A144 = ([DECREE + number] for number in ("43", "44", "45", "91", "144"))

BOUNDS: Mapping[Category, tuple[str, str]] = {
    Category.WORKS: ("evaluation.excessive_works", "evaluation.low_works"),
    Category.SUPPLIES: ("evaluation.excessive_supplies", "evaluation.low_supplies"),
    Category.SERVICES: ("evaluation.excessive_services", "evaluation.low_services"),
    Category.STUDIES: ("evaluation.excessive_studies", "evaluation.low_studies"),
}
PREFERRED = frozenset({BidderKind.COOPERATIVE, BidderKind.UNION, BidderKind.AUTO_ENTREPRENEUR})

Place = tuple[int, Fraction]
"""Where an offer stands: the smaller the better; equal places are equal offers."""


class Method(StrEnum):
    """How the offers are compared."""

    REFERENCE = "reference"
    INCREASE = "increase"
    MARKS = "marks"
    PRICE = "price"


class NotCovered(Exception):
    """Nothing here can answer. ``args[0]`` is the reason, a key of the words."""


class Bounds(NamedTuple):
    """The lowest and the highest offer that stay in, bounds included, not rounded."""

    low: Decimal
    high: Decimal


@provision(cites=SCOPE)
def outside_the_decree(opening: Opening, in_force: date) -> None:
    """A buyer with rules of its own, or unknown, and what was launched before the decree: not evaluated."""
    if opening.day < in_force:
        raise NotCovered("before_the_decree")
    if opening.rulebook is BuyerRules.OWN:
        raise NotCovered("buyer_has_its_own_rules")
    if opening.rulebook is not BuyerRules.DECREE:
        raise NotCovered("buyer_unknown")


@provision(cites=[*A43, *A91, *A144])
def way_of_ranking(opening: Opening) -> Method:
    """Orders by price, studies by marks, increases by increase, other tenders by the reference price."""
    if opening.way is Way.PURCHASE_ORDER:
        return Method.PRICE
    if opening.mode is Mode.INCREASE:
        if opening.category not in {Category.SERVICES, None}:
            raise NotCovered("increase_only_in_services")
        return Method.INCREASE
    if opening.category is None:
        raise NotCovered("category_unknown")
    if opening.category is Category.STUDIES:
        return Method.MARKS
    if opening.mode is None and opening.category is Category.SERVICES:
        raise NotCovered("price_mode_unknown")
    return Method.REFERENCE


@provision(cites=A43)
def amount_that_counts(offer: Offer) -> Decimal:
    """The amount corrected by the commission replaces the one read out."""
    amount = offer.amount if offer.corrected is None else offer.corrected
    if amount is None:
        raise NotCovered("amount_unknown")
    return amount


@provision(cites=A44)
def bounds_around(estimate: Decimal, category: Category, law: Law) -> Bounds:
    """So much over the estimate is excessive, so much under it abnormally low; it depends on what is bought."""
    over, under = (law(name).scaleb(-2) for name in BOUNDS[category])
    return Bounds(EXACT.multiply(estimate, 1 - under), EXACT.multiply(estimate, 1 + over))


@provision(cites=[*A43, *A44])
def outside(amount: Decimal, bounds: Bounds) -> Reason | None:
    """More than the bound is out; exactly the bound is in."""
    if amount > bounds.high:
        return Reason.EXCESSIVE
    return Reason.ABNORMALLY_LOW if amount < bounds.low else None


@provision(cites=A44)
def reference_price(estimate: Decimal, amounts: Collection[Decimal]) -> Fraction:
    """Half-way between the estimate and the mean of the offers still in."""
    return (Fraction(estimate) + Fraction(sum(map(Fraction, amounts)), len(amounts))) / 2


@provision(cites=[*A43, *A44])
def place_by_reference(amount: Decimal, price: Fraction) -> Place:
    """Nearest below or equal first, going down; then those above, going up."""
    exact = Fraction(amount)
    return (0, -exact) if exact <= price else (1, exact)


@provision(cites=A43)
def increase_told(offers: Collection[Offer], estimate: Decimal | None) -> Mapping[str, Fraction] | None:
    """The increase of each offer in per cent: as told, else from the amounts; ``None`` without an estimate."""
    if all(offer.increase is not None for offer in offers):
        return {offer.bidder: Fraction(offer.increase or 0) for offer in offers}
    try:
        amounts = {offer.bidder: amount_that_counts(offer) for offer in offers}
    except NotCovered:
        raise NotCovered("increase_unknown") from None
    if estimate is None:
        return None
    return {bidder: _per_cent_over(amount, estimate) for bidder, amount in amounts.items()}


def _per_cent_over(amount: Decimal, estimate: Decimal) -> Fraction:
    return (Fraction(amount) / Fraction(estimate) - 1) / Fraction(Decimal(1).scaleb(-2))


@provision(cites=A43)
def discount(increase: Fraction) -> bool:
    """An increase-only price takes no discount."""
    return increase < 0


@provision(cites=A43, confidence=Confidence.LIKELY)
def too_small(increase: Fraction, offer: Offer, estimate: Decimal | None, law: Law) -> bool:
    """Above zero, no increase is smaller than two decimals can write; a centime is left to whoever cuts or rounds."""
    least = Fraction(law("evaluation.smallest_increase"))
    if offer.increase is None and estimate is not None:
        return increase > 0 and _per_cent_over(amount_that_counts(offer) + CENTIME, estimate) < least
    return 0 < increase < least


@provision(cites=A44, confidence=Confidence.LIKELY)
def excessive_increase(increase: Fraction, law: Law) -> bool:
    """The upper bound of services holds for an increase too."""
    return increase > Fraction(law("evaluation.excessive_services"))


@provision(cites=A43)
def place_by_increase(offer: Offer, increases: Mapping[str, Fraction] | None) -> Place:
    """The lowest increase first; on one estimate, that is the lowest amount."""
    return (0, increases[offer.bidder] if increases is not None else Fraction(amount_that_counts(offer)))


@provision(cites=A144)
def below_the_mark(offer: Offer, minimum: Decimal | None) -> bool:
    """An offer under the minimum technical mark is out; exactly the minimum is in."""
    if offer.technical is None:
        raise NotCovered("technical_unknown")
    return minimum is not None and offer.technical < minimum


@provision(cites=A144)
def financial_mark(amount: Decimal, lowest: Decimal, law: Law) -> Fraction:
    """The full mark for the lowest price, the others in inverse proportion."""
    return Fraction(law("evaluation.full_mark")) * Fraction(lowest) / Fraction(amount)


@provision(cites=A144)
def total_mark(technical: Decimal, financial: Fraction, weight: Decimal, law: Law) -> Fraction:
    """Both marks, each by its weight."""
    part = Fraction(weight) / Fraction(law("evaluation.full_mark"))
    return (1 - part) * Fraction(technical) + part * financial


@provision(cites=A144, confidence=Confidence.LIKELY)
def unusual_weight(weight: Decimal, law: Law) -> bool:
    """The weight of the price stays between two figures."""
    return not law("evaluation.financial_weight_least") <= weight <= law("evaluation.financial_weight_most")


@provision(cites=A91)
def place_by_price(amount: Decimal) -> Place:
    """The lowest price first: no reference price, no bounds."""
    return (0, Fraction(amount))


@provision(cites=A91)
def invited_in_turn(law: Law) -> int:
    """The first is invited to confirm, then the next, down to a last rank."""
    return law.count("purchase_orders.confirmation_ranks")


@provision(cites=A43)
def preferred_among(equals: Iterable[Offer]) -> list[Offer]:
    """Between equal offers of a tender: cooperatives, unions and auto-entrepreneurs before the others."""
    return [offer for offer in equals if offer.kind in PREFERRED]


@provision(cites=A45)
def why_unsuccessful(stages: Collection[Stage]) -> str:
    """No offer; or none left after the files, after the technical offers, after the prices."""
    if not stages:
        return "no_offer"
    return f"none_after_{max(stages, key=tuple(Stage).index)}"


def to_the_centime(exact: Fraction) -> Decimal:
    """A price as it is printed: two decimals, half up."""
    return centimes(EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))
