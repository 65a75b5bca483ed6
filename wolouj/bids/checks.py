"""What is looked at before a quote may be called ready: care and practice, not law (law comes as findings).

Each check is a small generator of warnings; :func:`warnings` runs them all and orders what they saw: losses
first, then what blocks, then the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Notice, Procedure, Quote, VatStatus
from rulebook.engine.format import local
from rulebook.engine.law import Law, NotYetLaw, governing_day
from rulebook.engine.verdict import Outcome
from rulebook.identifiers.checks import ice_check, rib_check
from wolouj.bids.pricing_types import LinePrice, PricedLine, QuoteWarning, WarningCode
from wolouj.foundation.words import pair
from wolouj.reference.coded import paper_name, unit

REGISTER_OF: Mapping[BidderKind, str] = {
    BidderKind.COOPERATIVE: "local_register",
    BidderKind.UNION: "local_register",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register",
    BidderKind.COMPANY: "rc",
}
"""The register number a quote shows, by kind. A natural person may have none to show."""


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the checks look at."""

    notice: Notice
    bidder: Bidder
    lines: Sequence[PricedLine]
    prices: Mapping[str, LinePrice]
    total: Decimal
    at: datetime
    accept_loss: bool


def warnings(
    notice: Notice,
    bidder: Bidder,
    lines: Sequence[PricedLine],
    prices: Mapping[str, LinePrice],
    total_incl_vat: Decimal,
    *,
    at: datetime,
    accept_loss: bool,
) -> tuple[QuoteWarning, ...]:
    """Everything seen, losses first, then what blocks, then the rest; inside each, in the order of the lines."""
    case = _Case(notice, bidder, lines, prices, total_incl_vat, at, accept_loss)
    found = [warning for check in _CHECKS for warning in check(case)]
    return tuple(sorted(found, key=lambda seen: (seen.code is not WarningCode.BELOW_COST, not seen.blocking)))


def _seen(
    code: WarningCode, key: str, *, blocking: bool, line: str | None = None, thing: str = "", **values: object
) -> QuoteWarning:
    if line is not None:
        values["line"] = line
    return QuoteWarning(code, pair(f"bids.warning.{key}", **values), blocking, line, thing)


def _below_cost(case: _Case) -> Iterator[QuoteWarning]:
    for line in case.lines:
        if line.unit_price is None or line.unit_cost is None or line.unit_price >= line.unit_cost:
            continue
        key = "below_cost" if line.margin is not None else "below_cost_unit"
        yield _seen(
            WarningCode.BELOW_COST,
            key,
            blocking=not case.accept_loss,
            line=line.number,
            price=line.unit_price,
            cost=line.unit_cost,
            loss=-line.margin if line.margin is not None else None,
        )


def _unpriced_line(case: _Case) -> Iterator[QuoteWarning]:
    for line in case.lines:
        if line.amount is not None:
            continue
        key = "price" if line.unit_price is None else "rate" if line.vat_rate is None else "quantity"
        yield _seen(WarningCode.UNPRICED_LINE, f"unpriced_{key}", blocking=True, line=line.number)


def _quantity_changed(case: _Case) -> Iterator[QuoteWarning]:
    code = WarningCode.QUANTITY_CHANGED
    for asked in case.notice.lines:
        price = case.prices.get(asked.number)
        if price is None:
            continue
        if price.quantity is not None and asked.quantity is None:
            yield _seen(code, "quantity_added", blocking=True, line=asked.number, mine=price.quantity)
        elif price.quantity is not None and price.quantity != asked.quantity:
            yield _seen(
                code, "quantity_changed", blocking=True, line=asked.number, mine=price.quantity, theirs=asked.quantity
            )
        if price.unit and asked.unit and _same(price.unit) != _same(asked.unit):
            yield _seen(code, "unit_changed", blocking=True, line=asked.number, mine=price.unit, theirs=asked.unit)


def _same(written: str) -> str:
    """One spelling for all those of a unit: KG, kilo and kg are the same; a unit nobody listed is its own text."""
    known = unit(written)
    return known.code if known else " ".join(written.casefold().split()).rstrip(".")


def _missing_identifier(case: _Case) -> Iterator[QuoteWarning]:
    held = case.bidder.identifiers or {}
    register = REGISTER_OF.get(case.bidder.kind) if case.bidder.kind else None
    for name in ("ice", "rib", "if", register):
        if name and not held.get(name):
            blocking = name in ("ice", "rib")
            yield _seen(WarningCode.MISSING_IDENTIFIER, f"missing_{name}", blocking=blocking, thing=name)
    for name, adds_up in (("ice", ice_check), ("rib", rib_check)):
        if held.get(name) and not adds_up(held[name]):
            yield _seen(
                WarningCode.MISSING_IDENTIFIER, f"doubtful_{name}", blocking=False, thing=name, number=held[name]
            )


def _expired_paper(case: _Case) -> Iterator[QuoteWarning]:
    """Never blocking: papers are asked only of the bidder about to be chosen."""
    today = local(case.at).date()
    for paper in case.bidder.papers or ():
        if paper.expires is None:
            continue
        last = _deadline_day(case)
        key = "expired_paper" if paper.expires < today else "expiring_paper" if last and paper.expires <= last else ""
        if key:
            name, code = paper_name(paper.kind), WarningCode.EXPIRED_PAPER
            yield _seen(code, key, blocking=False, thing=paper.kind, paper=name, expires=paper.expires)


def _deadline_day(case: _Case) -> date | None:
    return local(case.notice.deadline).date() if case.notice.deadline else None


def _vat_regime_unconfirmed(case: _Case) -> Iterator[QuoteWarning]:
    if case.bidder.kind is BidderKind.AUTO_ENTREPRENEUR:
        return
    regime = case.bidder.vat_regime
    if regime is None:
        yield _seen(WarningCode.VAT_REGIME_UNCONFIRMED, "vat_regime_unknown", blocking=True)
    elif regime.status is VatStatus.EXEMPT and not (regime.stated_on and regime.source):
        yield _seen(WarningCode.VAT_REGIME_UNCONFIRMED, "vat_exemption_unproved", blocking=True)


def _past_deadline(case: _Case) -> Iterator[QuoteWarning]:
    if case.notice.deadline and case.at > case.notice.deadline:
        yield _seen(WarningCode.PAST_DEADLINE, "past_deadline", blocking=True, deadline=case.notice.deadline)


def _cancelled(case: _Case) -> Iterator[QuoteWarning]:
    if case.notice.cancelled:
        yield _seen(WarningCode.CANCELLED, "cancelled", blocking=True)


def _over_ceiling(case: _Case) -> Iterator[QuoteWarning]:
    """Law, looked at here too because it blocks; a buyer with its own rules may have another ceiling."""
    if case.notice.procedure is not Procedure.PURCHASE_ORDER:
        return
    try:
        ceiling = Law.on(governing_day(case.notice, on=local(case.at).date()))("purchase_orders.ceiling")
    except NotYetLaw:
        return
    if case.total > ceiling:
        bound = case.notice.rulebook is BuyerRules.DECREE
        key = "over_ceiling" if bound else "over_ceiling_perhaps"
        yield _seen(WarningCode.OVER_CEILING, key, blocking=bound, total=case.total, ceiling=ceiling)


OWN_CEILINGS = ("taxes.auto_entrepreneur_stays_under_the_ceiling", "taxes.one_client_stays_under_the_threshold")


def _over_own_ceiling(case: _Case) -> Iterator[QuoteWarning]:
    """The auto-entrepreneur's yearly ceiling and the threshold of one client. No text forbids the bid: they warn."""
    if case.bidder.kind is not BidderKind.AUTO_ENTREPRENEUR:
        return
    # All the law is read from its files on import: only those whom it warns pay for it.
    from rulebook.engine.judge import judge

    offered = Quote(total_excl_vat=case.total, total_incl_vat=case.total, at=case.at)
    for finding in judge(case.bidder, case.notice, offered, on=local(case.at).date()).findings:
        if finding.rule in OWN_CEILINGS and finding.outcome is Outcome.NOT_MET:
            yield QuoteWarning(WarningCode.OVER_CEILING, finding.text, blocking=False, line=None)


def _over_capacity(case: _Case) -> Iterator[QuoteWarning]:
    capacity = case.bidder.capacity
    if capacity is None:
        return
    for line in case.lines:
        fits = [
            each.quantity
            for each in capacity.quantities
            if (each.unit is None or _same(each.unit) == _same(line.unit))
            and (each.nature is None or each.nature == case.notice.nature)
        ]
        if fits and line.quantity is not None and line.quantity > max(fits):
            yield _seen(
                WarningCode.OVER_CAPACITY,
                "over_capacity_line",
                blocking=False,
                line=line.number,
                quantity=line.quantity,
                capacity=max(fits),
            )
    limit = capacity.amount_per_month
    if limit is not None and case.total > limit:
        yield _seen(WarningCode.OVER_CAPACITY, "over_capacity_total", blocking=False, total=case.total, capacity=limit)


_CHECKS = (
    _below_cost,
    _cancelled,
    _past_deadline,
    _over_ceiling,
    _over_own_ceiling,
    _unpriced_line,
    _quantity_changed,
    _vat_regime_unconfirmed,
    _missing_identifier,
    _over_capacity,
    _expired_paper,
)
