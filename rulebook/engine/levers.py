"""What may be changed in a situation, one fact at a time: said, renewed, lowered, shared, awaited.

A lever looks at the facts and at the verdict on them, and proposes changes. It promises nothing: whether a change turns
anything is for the rules to say, asked again (:mod:`rulebook.engine.counterfactual`). Amounts come from the values of
the findings themselves, so that no lever knows a figure of the law. A number typed wrong (ICE, RIB) has no lever:
nobody can guess the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal
from itertools import chain

from rulebook.engine.calendar import EXACT, centimes
from rulebook.engine.changing import (
    BECOME,
    GET,
    GROW,
    OFFER,
    SAY,
    WAIT,
    Change,
    Facts,
    Scene,
    Told,
    of_bidder,
    of_notice,
    of_price,
)
from rulebook.engine.facts import (
    AeActivity,
    BidderKind,
    BuyerRules,
    Category,
    Grouping,
    GroupingForm,
    Paper,
    Procedure,
    Quote,
    VatRegime,
    VatStatus,
)
from rulebook.engine.format import CASABLANCA, local
from rulebook.engine.verdict import Finding, Outcome

AE = BidderKind.AUTO_ENTREPRENEUR
KINDS = tuple(kind for kind in BidderKind if kind is not BidderKind.PUBLIC_ESTABLISHMENT)
"""What a structure that has not said may be: a public establishment would have said it."""
OTHER_STATUS: Mapping[BidderKind, tuple[BidderKind, ...]] = {
    BidderKind.NATURAL_PERSON: (AE, BidderKind.COOPERATIVE),
    BidderKind.COMPANY: (BidderKind.COOPERATIVE,),
    AE: (BidderKind.COOPERATIVE, BidderKind.COMPANY),
}
"""The statuses worth a thought, by the one held."""
STATED = "-"
"""Stands for whoever will have confirmed an exemption."""


Lever = Callable[[Scene], Iterator[Change]]


def proposals(scene: Scene, levers: Iterable[Lever]) -> tuple[Change, ...]:
    """Every change these levers find worth asking the rules about, the nearest first."""
    found: dict[object, Change] = {}
    for change in chain.from_iterable(lever(scene) for lever in levers):
        found.setdefault(change.name, change)
    return tuple(sorted(found.values(), key=lambda change: change.distance))


def who_she_is(scene: Scene) -> Iterator[Change]:
    """What the structure has not said of itself; a measure that ends, or the court's leave."""
    bidder = scene.facts.bidder
    if bidder.excluded is None:
        yield of_bidder("no_exclusion", SAY, excluded=False)
    if bidder.excluded:
        yield of_bidder("exclusion_is_over", WAIT, excluded=False)
    if bidder.kind is None:
        for kind in KINDS:
            yield of_bidder("kind_is", SAY, {"kind": kind.value}, kind=kind)
    if bidder.kind is AE and bidder.ae_activity is None:
        for activity in AeActivity:
            yield of_bidder("ae_activity_is", SAY, {"activity": activity.value}, ae_activity=activity)
    if bidder.kind is not AE and _regime_is_doubtful(bidder.vat_regime):
        yield of_bidder("vat_is_added", SAY, vat_regime=VatRegime(VatStatus.STANDARD))
        exempt = VatRegime(VatStatus.EXEMPT, scene.at, STATED)
        yield of_bidder("exemption_is_proved", GET, {"day": scene.at}, vat_regime=exempt)


def _regime_is_doubtful(regime: VatRegime | None) -> bool:
    return regime is None or (regime.status is VatStatus.EXEMPT and not (regime.stated_on and regime.source))


def what_the_notice_is(scene: Scene) -> Iterator[Change]:
    """What nobody said of the notice, or of its buyer."""
    notice = scene.facts.notice
    if notice.rulebook is BuyerRules.UNKNOWN:
        yield of_notice("buyer_follows_the_decree", rulebook=BuyerRules.DECREE)
    if notice.procedure is None:
        for procedure in Procedure:
            yield of_notice("procedure_is", {"procedure": procedure.value}, procedure=procedure)
    if notice.category is None:
        for category in Category:
            yield of_notice("category_is", {"category": category.value}, category=category)
    if notice.reserved is None:
        yield of_notice("not_reserved", reserved=False)


def trades(scene: Scene) -> Iterator[Change]:
    """The activity and the object brought together."""
    bidder, notice = scene.facts.bidder, scene.facts.notice
    if notice.nature is None and bidder.activities:
        yield of_notice("nature_is_yours", nature=min(bidder.activities))
    elif notice.nature is not None and bidder.activities is None:
        yield of_bidder("activity_is_told", SAY, activities=frozenset({notice.nature}))
    elif notice.nature is not None and bidder.activities is not None and notice.nature not in bidder.activities:
        yield of_bidder("activity_is_added", GROW, activities=bidder.activities | {notice.nature})


def papers(scene: Scene) -> Iterator[Change]:
    """Each paper asked and not surely held, got or renewed on the day she acts; none once the deadline has passed."""
    bidder, deadline = scene.facts.bidder, scene.facts.notice.deadline
    if deadline is not None and local(deadline).date() < scene.at:
        return
    held = bidder.papers or ()
    for asked in scene.verdict.requirements:
        if asked.held or asked.shared:
            continue
        key = "paper_is_renewed" if any(paper.kind == asked.paper for paper in held) else "paper_is_got"
        change = of_bidder(
            key, GET, {"paper": asked.paper, "day": scene.at}, papers=(*held, Paper(asked.paper, scene.at))
        )
        yield replace(change, said={"paper": asked.name})


def status(scene: Scene) -> Iterator[Change]:
    """Another status than the one held."""
    held = scene.facts.bidder.kind
    for kind in OTHER_STATUS.get(held, ()) if held is not None else ():
        yield of_bidder("status_is_changed", BECOME, {"kind": kind.value}, kind=kind, ae_activity=None)


def _bound(finding: Finding) -> tuple[Decimal, Decimal] | None:
    """What a finding counted, and what it may not pass."""
    total, values = finding.values.get("total"), finding.values
    bound = values.get("ceiling", values.get("threshold"))
    return (total, bound) if isinstance(total, Decimal) and isinstance(bound, Decimal) else None


def _excesses(scene: Scene) -> Iterator[tuple[Decimal, Decimal]]:
    """The quote's total, and what would have to go for it to pass, for each finding it makes pass a bound."""
    total = scene.facts.quote.total_incl_vat if scene.facts.quote is not None else None
    if total is None:
        return
    for finding in scene.open:
        if finding.outcome is Outcome.NOT_MET and (told := _bound(finding)) is not None and told[0] > told[1]:
            yield total, told[0] - told[1]


def price(scene: Scene) -> Iterator[Change]:
    """A price brought down to a bound; or, where there is none yet, a price at the bound."""
    for total, excess in _excesses(scene):
        if excess < total:
            yield of_price("price_is_lowered", total - excess)
    for finding in scene.open:
        left = finding.values.get("left", finding.values.get("ceiling", finding.values.get("threshold")))
        if finding.reason == "quote_not_priced" and isinstance(left, Decimal) and left > 0:
            yield of_price("price_is_told", left)


def lots(scene: Scene) -> Iterator[Change]:
    """One lot instead of the whole, its price in proportion to the estimates."""
    quote, told = scene.facts.quote, scene.facts.notice.lots
    total = quote.total_incl_vat if quote is not None else None
    estimates = [lot.estimate for lot in told if lot.estimate]
    if total is None or len(told) < 2 or len(estimates) < len(told):
        return
    whole = sum(estimates, Decimal(0))
    for lot, estimate in zip(told, estimates, strict=True):
        part = centimes(EXACT.divide(EXACT.multiply(total, estimate), whole))
        yield of_price("one_lot", part, {"lot": lot.number})


def grouping(scene: Scene) -> Iterator[Change]:
    """A tender answered with others, each for its part: the largest whole share under the bound."""
    if scene.facts.notice.procedure is not Procedure.TENDER or scene.facts.bidder.grouping is not None:
        return
    for total, excess in _excesses(scene):
        share = ((total - excess) * 100 / total).to_integral_value(ROUND_FLOOR, EXACT)
        if share > 0:
            yield of_bidder("in_a_grouping", GROW, {"share": share}, grouping=Grouping(GroupingForm.JOINT, share))


def subcontracting(scene: Scene) -> Iterator[Change]:
    """Less done by others."""
    for finding in scene.open:
        share, limit = finding.values.get("share"), finding.values.get("limit")
        if isinstance(share, Decimal) and isinstance(limit, Decimal) and share > limit:
            yield Change("less_is_subcontracted", {"limit": limit}, OFFER, _subcontracting(limit))


def _subcontracting(share: Decimal) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, quote=replace(facts.quote or Quote(), subcontracted=share))


def vat_out(scene: Scene) -> Iterator[Change]:
    """No VAT on the quote of who adds none."""
    bidder, quote = scene.facts.bidder, scene.facts.quote
    stated = bidder.vat_regime is not None and bidder.vat_regime.status is VatStatus.STANDARD
    if bidder.kind is AE and (stated or (quote is not None and any(quote.vat_rates))):
        yield Change("vat_is_taken_out", {}, OFFER, _without_vat)


def _without_vat(facts: Facts) -> Facts:
    quote = facts.quote
    if quote is not None:
        net = quote.total_excl_vat if quote.total_excl_vat is not None else quote.total_incl_vat
        quote = replace(quote, vat_rates=frozenset({Decimal(0)}), total_excl_vat=net, total_incl_vat=net)
    return replace(facts, bidder=replace(facts.bidder, vat_regime=None), quote=quote)


def receipts(scene: Scene) -> Iterator[Change]:
    """The receipts nobody told: none at all, or as much as still leaves room."""
    bidder, buyer, year = scene.facts.bidder, scene.facts.notice.buyer, _year(scene)
    if bidder.kind is not AE:
        return
    if year not in (bidder.turnover_received or {}):
        yield _received(year, Decimal(0))
    for finding in scene.open:
        left = finding.values.get("left")
        if finding.reason != "receipts_not_told" or not isinstance(left, Decimal) or left < 0:
            continue
        if "threshold" not in finding.values:
            yield _received(year, left)
        elif buyer:
            yield _received_from(buyer, year, left)


def _year(scene: Scene) -> int:
    quote = scene.facts.quote
    return local(quote.at).year if quote is not None and quote.at is not None else scene.verdict.law_on.year


def _received(year: int, amount: Decimal) -> Change:
    def told(facts: Facts) -> Facts:
        turnover = {**(facts.bidder.turnover_received or {}), year: amount}
        return replace(facts, bidder=replace(facts.bidder, turnover_received=turnover))

    return _at_most("received", amount, {"year": str(year)}, told)


def _received_from(buyer: str, year: int, amount: Decimal) -> Change:
    def told(facts: Facts) -> Facts:
        by_buyer = facts.bidder.received_by_buyer or {}
        year_of = {**by_buyer.get(year, {}), buyer: amount}
        return replace(facts, bidder=replace(facts.bidder, received_by_buyer={**by_buyer, year: year_of}))

    return _at_most("received_from", amount, {"year": str(year), "buyer": buyer}, told)


def _at_most(key: str, amount: Decimal, values: Told, told: Callable[[Facts], Facts]) -> Change:
    amount = centimes(amount)
    if not amount:
        return Change(f"{key}_nothing", values, SAY, told)
    return Change(f"{key}_at_most", {**values, "amount": amount}, SAY, told)


def next_year(scene: Scene) -> Iterator[Change]:
    """Paid from the first of January on: the day of the payment counts, and a year to come has brought nothing yet."""
    quote, year = scene.facts.quote, _year(scene)
    if scene.facts.bidder.kind is AE and quote is not None and year == scene.at.year:
        yield Change("paid_next_year", {"day": date(year + 1, 1, 1)}, GROW, _paid_in(year + 1))


def _paid_in(year: int) -> Callable[[Facts], Facts]:
    def paid(facts: Facts) -> Facts:
        bidder, buyer = facts.bidder, facts.notice.buyer
        turnover = {year: Decimal(0), **(bidder.turnover_received or {})}
        by_buyer = {**(bidder.received_by_buyer or {})}
        if buyer:
            by_buyer[year] = {buyer: Decimal(0), **by_buyer.get(year, {})}
        moved = replace(facts.quote or Quote(), at=datetime(year, 1, 1, tzinfo=CASABLANCA))
        return replace(
            facts, bidder=replace(bidder, turnover_received=turnover, received_by_buyer=by_buyer), quote=moved
        )

    return paid


NEAR: tuple[Lever, ...] = (
    who_she_is,
    what_the_notice_is,
    trades,
    receipts,
    papers,
    price,
    lots,
    subcontracting,
    vat_out,
    grouping,
    next_year,
)
EVERY: tuple[Lever, ...] = (*NEAR, status)
"""Another status is a last resort: it is thought of only for what nothing nearer turns."""
