"""The opening taken step by step: who is set aside, at what price, in what order, and who is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from rulebook.engine.calculation import Noted, Sheet
from rulebook.engine.calendar import centimes
from rulebook.engine.law import HOME, Law
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Confidence, Value
from rulebook.engine.wording import Words
from rulebook.evaluation import rules
from rulebook.evaluation.facts import Offer, Opening, Stage, Way
from rulebook.evaluation.result import Excluded, Outcome, Reason, Result
from rulebook.evaluation.rules import Method, NotCovered, Place

TEXT = "decree-2-22-431"
LIKELY, UNSURE = Confidence.LIKELY, Confidence.UNSURE


def evaluate(opening: Opening) -> Result:
    """Who comes first, and why: see the chapter's first page. The order of the offers changes nothing.

    Raises ``ValueError`` for what no opening can hold: a bidder twice, an amount not above zero, a mark or a weight
    outside its scale. A fact that is not known never raises: it answers ``not_covered``.
    """
    refuse_nonsense(opening)
    sitting = Sitting(replace(opening, estimate=opening.estimate or None))
    try:
        return sitting.result()
    except NotCovered as gap:
        return sitting.not_covered(str(gap))


def refuse_nonsense(opening: Opening) -> None:
    """What cannot be an opening, whoever tells it."""
    offers = opening.offers or ()
    if len({offer.bidder for offer in offers}) < len(offers):
        raise ValueError("a bidder is there twice")
    for offer in offers:
        for amount in (offer.amount, offer.corrected):
            if amount is not None and not (amount.is_finite() and amount > 0):
                raise ValueError(f"an offer of {amount}")
    marks = [opening.financial_weight, opening.technical_minimum, *(offer.technical for offer in offers)]
    full = Decimal("100")
    if any(mark is not None and not 0 <= mark <= full for mark in marks):
        raise ValueError("a mark or a weight is from 0 to 100")
    if opening.estimate is not None and opening.estimate < 0:
        raise ValueError("an estimate below zero")


class Sitting:
    """One evaluation under way: the offers still in, those set aside, and the sheet of what was worked out."""

    def __init__(self, opening: Opening) -> None:
        self.opening, self.law = opening, Law.on(opening.day)
        self.sheet = Sheet(self.law)
        self._offers = sorted(opening.offers or (), key=lambda offer: offer.bidder)
        self.excluded: dict[str, Excluded] = {}
        self.price: Fraction | None = None

    @property
    def left(self) -> list[Offer]:
        """The offers still in, by name: the order in which they came changes nothing."""
        return [offer for offer in self._offers if offer.bidder not in self.excluded]

    def result(self) -> Result:
        """Each stage in the order of the examination. Raises :class:`NotCovered` where a fact is missing."""
        rules.outside_the_decree(self.opening, TEXTS.first_day(TEXT))
        if self.opening.way is None:
            raise NotCovered("procedure_unknown")
        if self.opening.offers is None:
            raise NotCovered("offers_unknown")
        self._discard()
        if not self.left:
            return self._unsuccessful()
        method = rules.way_of_ranking(self.opening)
        places = METHODS[method](self)
        return self._ordered(method, places) if self.left else self._unsuccessful()

    def note(
        self, name: str, by: Callable[..., Any], at_most: Confidence = Confidence.CERTAIN, **values: Value
    ) -> Noted:
        """One line of the sheet."""
        return self.sheet.note(name, by, at_most, **values)

    def set_aside(self, offer: Offer, reason: Reason, stage: Stage, noted: Noted) -> None:
        """An offer leaves, for the reason just noted."""
        self.excluded[offer.bidder] = Excluded(offer.bidder, reason, stage, noted.articles)

    def _discard(self) -> None:
        """What the commission itself set aside."""
        for offer in self.left:
            if (stage := offer.discarded) is not None:
                noted = self.note(f"discarded_{stage}", rules.way_of_ranking, bidder=offer.bidder)
                self.set_aside(offer, Reason.NOT_CONFORMING, stage, noted)

    def amounts(self, by: Callable[..., Any] = rules.amount_that_counts) -> dict[str, Decimal]:
        """The amounts that count, of the offers still in."""
        left = self.left
        found = {offer.bidder: rules.amount_that_counts(offer) for offer in left}
        changed = sum(offer.corrected not in (None, offer.amount) for offer in left)
        if changed:
            self.note("corrected", by, n=changed)
        return found

    def _unsuccessful(self) -> Result:
        reason = rules.why_unsuccessful({gone.stage for gone in self.excluded.values()})
        if self.opening.way is Way.PURCHASE_ORDER:
            self.note("no_quote", rules.place_by_price)
        else:
            doubt = LIKELY if reason == "none_after_technical" else Confidence.CERTAIN
            self.note(reason, rules.why_unsuccessful, doubt)
        return self._end(Outcome.UNSUCCESSFUL)

    def _ordered(self, method: Method, places: Mapping[str, Place]) -> Result:
        """The ranking, then its head: one first, or several equals."""
        order = method is Method.PRICE
        liked = set() if order else {offer.bidder for offer in rules.preferred_among(self.left)}
        ranking = sorted(self.left, key=lambda offer: (places[offer.bidder], offer.bidder not in liked, offer.bidder))
        names = tuple(offer.bidder for offer in ranking)
        equals = [offer for offer in ranking if places[offer.bidder] == places[names[0]]]
        if len(equals) == 1:
            self.note("single_offer" if len(names) == 1 else f"first_by_{method}", HEADS[method], bidder=names[0])
        if order:
            return self._order_ends(names, equals)
        if len(equals) == 1:
            return self._end(Outcome.RANKED, names, first=names[0])
        return self._between_equals(names, equals)

    def _order_ends(self, names: tuple[str, ...], equals: list[Offer]) -> Result:
        """Purchase orders: equal quotes are a question for the buyer, never a draw of ours."""
        if len(equals) > 1:
            self.note("equal_orders", rules.place_by_price, UNSURE, n=len(equals))
            return self._end(Outcome.NOT_COVERED, names)
        self.note("invited_in_turn", rules.invited_in_turn, ranks=rules.invited_in_turn(self.law))
        return self._end(Outcome.RANKED, names, first=names[0])

    def _between_equals(self, names: tuple[str, ...], equals: list[Offer]) -> Result:
        """The preference for small structures, then a draw when it does not settle."""
        liked = rules.preferred_among(equals)
        unknown = sum(offer.kind is None for offer in equals)
        tied, kept = (tuple(sorted(offer.bidder for offer in group)) for group in (equals, liked))
        self.note("equal_at_the_top", rules.preferred_among, n=len(equals))
        if unknown:
            self.note("kind_unknown", rules.preferred_among, LIKELY, n=unknown)
        elif len(liked) == 1:
            self.note("preference_to_one", rules.preferred_among, bidder=kept[0])
            return self._end(Outcome.RANKED, names, kept[0], tied, kept)
        elif liked:
            self.note("draw_among_preferred", rules.preferred_among, n=len(liked))
        else:
            self.note("draw_among_equals", rules.preferred_among, n=len(equals))
        return self._end(Outcome.DRAW, names, None, tied, kept)

    def not_covered(self, reason: str) -> Result:
        """Nothing can be said, and why. What was worked out before is dropped: it led nowhere."""
        by = rules.outside_the_decree if reason in OUTSIDE else rules.way_of_ranking
        self.law.readings()
        self.sheet.steps.clear()
        self.excluded.clear()
        self.price = None
        sure = Confidence.CERTAIN if reason in OUTSIDE - {"buyer_unknown"} else UNSURE
        self.note(reason, by, sure)
        return self._end(Outcome.NOT_COVERED)

    def _end(
        self,
        outcome: Outcome,
        ranking: tuple[str, ...] = (),
        first: str | None = None,
        draw_between: tuple[str, ...] = (),
        preferred: tuple[str, ...] = (),
    ) -> Result:
        return Result(
            outcome=outcome,
            reference_price=None if self.price is None else rules.to_the_centime(self.price),
            excluded=tuple(self.excluded.values()),
            ranking=ranking,
            first=first,
            draw_between=draw_between,
            preferred=preferred,
            steps=tuple(_worded(step) for step in self.sheet.steps),
            confidence=self.sheet.confidence,
        )


def by_reference(sitting: Sitting) -> dict[str, Place]:
    """Bounds, reference price, and each offer's place around it."""
    estimate, category = sitting.opening.estimate, sitting.opening.category
    if estimate is None or category is None:
        raise NotCovered("estimate_unknown")
    amounts = sitting.amounts()
    bounds = rules.bounds_around(estimate, category, sitting.law)
    low, high = centimes(bounds.low), centimes(bounds.high)
    sitting.note("bounds", rules.bounds_around, estimate=estimate, low=low, high=high)
    for offer in sitting.left:
        if reason := rules.outside(amounts[offer.bidder], bounds):
            noted = sitting.note(reason.value, rules.outside, bidder=offer.bidder, amount=amounts[offer.bidder])
            sitting.set_aside(offer, reason, Stage.FINANCIAL, noted)
    kept = [amounts[offer.bidder] for offer in sitting.left]
    if not kept:
        return {}
    price = sitting.price = rules.reference_price(estimate, kept)
    mean = rules.to_the_centime(Fraction(sum(map(Fraction, kept)), len(kept)))
    printed = rules.to_the_centime(price)
    sitting.note("reference_price", rules.reference_price, n=len(kept), mean=mean, estimate=estimate, price=printed)
    if any((Fraction(amount) <= price) != (amount <= printed) for amount in kept):
        sitting.note("centime_decides", rules.place_by_reference, LIKELY)
    return {offer.bidder: rules.place_by_reference(amounts[offer.bidder], price) for offer in sitting.left}


def by_increase(sitting: Sitting) -> dict[str, Place]:
    """Increases on the buyer's estimate: discounts out, then the lowest first."""
    increases = rules.increase_told(sitting.left, sitting.opening.estimate)
    if increases is None:
        sitting.note("discount_unchecked", rules.discount, LIKELY)
    else:
        _check_increases(sitting, increases)
    places = {offer.bidder: rules.place_by_increase(offer, increases) for offer in sitting.left}
    if increases is not None and any(place == (0, Fraction(0)) for place in places.values()):
        sitting.note("increase_of_zero", rules.place_by_increase, LIKELY)
    return places


def _check_increases(sitting: Sitting, increases: Mapping[str, Fraction]) -> None:
    """What is no increase, or one too small or too large, goes out."""
    estimate, law = sitting.opening.estimate, sitting.law
    for offer in sitting.left:
        increase = increases[offer.bidder]
        if rules.discount(increase):
            noted = sitting.note("discount", rules.discount, bidder=offer.bidder)
            sitting.set_aside(offer, Reason.NOT_CONFORMING, Stage.FINANCIAL, noted)
        elif rules.too_small(increase, offer, estimate, law):
            noted = sitting.note("increase_too_small", rules.too_small, bidder=offer.bidder)
            sitting.set_aside(offer, Reason.NOT_CONFORMING, Stage.FINANCIAL, noted)
        elif rules.excessive_increase(increase, law):
            bound = law("evaluation.excessive_services")
            noted = sitting.note("increase_excessive", rules.excessive_increase, bidder=offer.bidder, bound=bound)
            sitting.set_aside(offer, Reason.EXCESSIVE, Stage.FINANCIAL, noted)
        law.readings()


def by_marks(sitting: Sitting) -> dict[str, Place]:
    """Studies: the minimum mark, then price and technique by their weights. The bounds only warn."""
    weight, minimum, law = sitting.opening.financial_weight, sitting.opening.technical_minimum, sitting.law
    for offer in sitting.left:
        if rules.below_the_mark(offer, minimum):
            noted = sitting.note("below_the_mark", rules.below_the_mark, bidder=offer.bidder, mark=offer.technical)
            sitting.set_aside(offer, Reason.NOT_CONFORMING, Stage.TECHNICAL, noted)
    if minimum is None:
        sitting.note("minimum_unknown", rules.below_the_mark, LIKELY)
    if not sitting.left:
        return {}
    if weight is None:
        raise NotCovered("weight_unknown")
    if rules.unusual_weight(weight, law):
        sitting.note("weight_unusual", rules.unusual_weight, weight=weight)
    law.readings()
    return _marked(sitting, weight)


def _marked(sitting: Sitting, weight: Decimal) -> dict[str, Place]:
    amounts, law = sitting.amounts(), sitting.law
    _warn_of_bounds(sitting, amounts)
    lowest, places = min(amounts.values()), {}
    for offer in sitting.left:
        financial = rules.financial_mark(amounts[offer.bidder], lowest, law)
        technical = offer.technical or Decimal(0)
        total = rules.total_mark(technical, financial, weight, law)
        shown, whole = rules.to_the_centime(financial), rules.to_the_centime(total)
        sitting.note("marks", rules.total_mark, bidder=offer.bidder, technical=technical, financial=shown, total=whole)
        places[offer.bidder] = (0, -total)
    printed = sorted((rules.to_the_centime(total) for _, total in places.values()))
    exact = sorted(total for _, total in places.values())
    if printed.count(printed[0]) != exact.count(exact[0]):
        sitting.note("hundredth_decides", rules.total_mark, LIKELY)
    return places


def _warn_of_bounds(sitting: Sitting, amounts: Mapping[str, Decimal]) -> None:
    estimate, category = sitting.opening.estimate, sitting.opening.category
    if estimate is None or category is None:
        return
    bounds = rules.bounds_around(estimate, category, sitting.law)
    sitting.law.readings()
    for bidder, amount in amounts.items():
        if reason := rules.outside(amount, bounds):
            sitting.note(f"study_{reason}", rules.outside, LIKELY, bidder=bidder, amount=amount)


def by_price(sitting: Sitting) -> dict[str, Place]:
    """Purchase orders: the lowest price."""
    return {bidder: rules.place_by_price(amount) for bidder, amount in sitting.amounts(rules.place_by_price).items()}


METHODS: Mapping[Method, Callable[[Sitting], dict[str, Place]]] = {
    Method.REFERENCE: by_reference,
    Method.INCREASE: by_increase,
    Method.MARKS: by_marks,
    Method.PRICE: by_price,
}
HEADS: Mapping[Method, Callable[..., Any]] = {
    Method.REFERENCE: rules.place_by_reference,
    Method.INCREASE: rules.place_by_increase,
    Method.MARKS: rules.total_mark,
    Method.PRICE: rules.place_by_price,
}
OUTSIDE = frozenset({"before_the_decree", "buyer_has_its_own_rules", "buyer_unknown"})


@cache
def words() -> Words:
    """The sentences of this chapter."""
    return Words.load(HOME / "evaluation" / "wording.yaml")


def _worded(step: Noted) -> Noted:
    return replace(step, text=words().pair(f"steps.{step.name}", **step.values))
