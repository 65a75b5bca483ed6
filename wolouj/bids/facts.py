"""A quote's rows turned into what pricing, the law and the papers look at."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from rulebook.engine import facts
from wolouj.bids.models import Quote, QuoteLine, Version
from wolouj.bids.pricing import is_exempt, price_quote
from wolouj.bids.pricing_types import LinePrice, PricedQuote
from wolouj.notices.facts import as_notice
from wolouj.reference import territories
from wolouj.structures.facts import as_bidder
from wolouj.structures.models import Structure

USUAL_RATE = Decimal(20)
"""Shown first to a structure that adds VAT; she changes it line by line."""
HOURS = ("hours", "hour_rate")
COST_PARTS = ("inputs", "labour", "transport", "packaging", "overhead")


def line_prices(version: Version) -> list[LinePrice]:
    """The bidder's answer to each line. A unit or a quantity of her own is told apart from the notice's."""
    asked = {line.number: line for line in version.quote.notice.lines.all()}
    told = adds_vat(version.quote.structure)
    return [_line_price(row, asked.get(row.number), told) for row in version.lines.all()]


def _line_price(row: QuoteLine, asked: Any, adds: bool) -> LinePrice:
    # Who has not said whether she adds VAT is asked that once, not line by line; her quote is not ready meanwhile.
    same_unit = asked is not None and row.unit == asked.unit
    same_quantity = asked is not None and row.quantity == asked.quantity
    return LinePrice(
        number=row.number,
        unit_price=row.unit_price,
        vat_rate=row.vat_rate if adds else row.vat_rate or Decimal(0),
        unit_cost=row.unit_cost,
        unit=None if same_unit else row.unit,
        quantity=None if same_quantity else row.quantity,
    )


def bidder_of(quote: Quote, *, at: datetime) -> facts.Bidder:
    """The structure as the law sees it on the Moroccan day of ``at``."""
    return as_bidder(quote.structure, on=timezone.localdate(at))


def priced(version: Version, *, at: datetime) -> PricedQuote:
    """The version worked out at the instant ``at``."""
    quote = version.quote
    return price_quote(
        as_notice(quote.notice),
        bidder_of(quote, at=at),
        line_prices(version),
        at=at,
        accept_loss=bool(version.loss_accepted),
    )


def quote_for_the_law(worked: PricedQuote, *, at: datetime) -> facts.Quote:
    """The totals the rules look at; unknown while a line is unpriced."""
    if worked.unpriced:
        return facts.Quote(at=at)
    rates = frozenset(share.rate for share in worked.vat_by_rate)
    return facts.Quote(worked.total_excl_vat, worked.total_incl_vat, rates, at)


def starting_rate(bidder: facts.Bidder) -> Decimal | None:
    """The VAT rate a new line starts with: none for who is exempt, the usual one for who adds VAT, else not told."""
    if is_exempt(bidder):
        return Decimal(0)
    if bidder.vat_regime is not None and bidder.vat_regime.status is facts.VatStatus.STANDARD:
        return USUAL_RATE
    return None


def adds_vat(structure: Structure) -> bool:
    """Whether the structure says it adds VAT: only then is a rate asked line by line."""
    return structure.vat_status == facts.VatStatus.STANDARD and structure.kind != facts.BidderKind.AUTO_ENTREPRENEUR


def seller_of(structure: Structure) -> dict[str, Any]:
    """What the papers print of the seller beyond the law's facts."""
    signer = next((m for m in structure.members.all() if m.may_sign and m.until is None), None)
    commune = territories.place(structure.commune) if structure.commune else None
    return {
        "address": structure.address,
        "phone": structure.phone,
        "email": structure.email,
        "name_ar": structure.name_ar,
        "signatory": signer.name if signer else "",
        "signatory_role": signer.role if signer else "",
        "commune": commune.name_fr if commune else "",
    }
