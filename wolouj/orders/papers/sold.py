"""What was sold, line by line, as the papers print it: the frozen quote, or the one line of an order told by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine.facts import Bidder, Line, Notice
from rulebook.engine.format import local
from wolouj.bids.facts import seller_of
from wolouj.bids.pricing import price_quote
from wolouj.bids.pricing_types import LinePrice, PricedQuote
from wolouj.bids.queries import version_of, worked_out
from wolouj.notices.facts import as_notice
from wolouj.orders.models import Order
from wolouj.structures.facts import as_bidder


@dataclass(frozen=True, slots=True)
class Sold:
    """Lines and sums, who sells, and what the seller's papers say beyond the law's facts."""

    priced: PricedQuote
    bidder: Bidder
    seller: dict[str, Any]
    places: tuple[str, ...]


def sold_of(order: Order, *, at: datetime) -> Sold:
    """What the order sells."""
    bidder = as_bidder(order.structure, on=local(at).date())
    if order.quote is not None:
        priced = worked_out(version_of(order.quote), at=at)
        return Sold(priced, bidder, seller_of(order.structure), as_notice(order.quote.notice).places)
    unit = order.excl if order.excl is not None else order.amount
    notice = Notice(
        reference=order.reference, object=order.object, buyer=order.buyer,
        lines=(Line(number="1", designation=order.object, quantity=Decimal(1)),),
    )  # fmt: skip
    price = LinePrice(number="1", unit_price=unit, vat_rate=order.vat_rate or Decimal(0))
    return Sold(price_quote(notice, bidder, [price], at=at), bidder, seller_of(order.structure), ())
