"""A notice, a bidder and her prices, worked out into a quote: money first, then what is wrong with it.

Pure: no database, no clock, no file. Money is exact and rounded half up to the centime, once a line and once a
rate of VAT, as people do it with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from rulebook.engine.facts import Bidder, BidderKind, Line, Notice, VatRegime, VatStatus
from wolouj.bids.checks import warnings
from wolouj.bids.pricing_types import LinePrice, PricedLine, PricedQuote, VatShare
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.figures import times
from wolouj.foundation.in_words import MOST, in_words
from wolouj.foundation.words import pair

ZERO = Decimal("0.00")


def price_quote(
    notice: Notice,
    bidder: Bidder,
    prices: Sequence[LinePrice],
    *,
    at: datetime,
    accept_loss: bool = False,
    file: str | None = None,
) -> PricedQuote:
    """Price every line of ``notice`` for ``bidder`` at the instant ``at``.

    Args:
        prices: unit prices and costs excluding VAT as :class:`LinePrice` says; lines left out are unpriced.
        at: when the quote would be sent, with a zone; decides what is late or expired.
        accept_loss: the bidder confirmed that she sells below cost; the warning stays but no longer blocks.
        file: the name of the prices' file, for messages.

    Raises:
        BadInput: no line to price, a price for no line of the notice, two prices for one, VAT charged by a
            structure that is exempt, or a total beyond 999,999,999.99.
    """
    if not notice.lines:
        raise BadInput(pair("bids.nothing_to_price"), None, None, "lines")
    by_number = _matched(notice, prices, file)
    exempt = is_exempt(bidder)
    _refuse_vat_of_exempt(prices, bidder, exempt, file)
    lines = tuple(_priced(line, by_number.get(line.number), exempt) for line in notice.lines)
    shares = _vat(lines, "amount")
    total = sum((share.base for share in shares), ZERO)
    vat = sum((share.amount for share in shares), ZERO)
    if total + vat > MOST:
        raise _too_large(lines, by_number, file)
    return PricedQuote(
        lines=lines,
        total_excl_vat=total,
        vat_by_rate=shares,
        vat=vat,
        total_incl_vat=total + vat,
        floor_incl_vat=_floor(lines),
        in_words=in_words(total + vat),
        warnings=warnings(notice, bidder, lines, by_number, total + vat, at=at, accept_loss=accept_loss),
        vat_regime=printable_regime(bidder),
        unpriced=any(line.amount is None for line in lines),
    )


def is_exempt(bidder: Bidder) -> bool:
    """True when the structure adds no VAT: an auto-entrepreneur (by law), or one that states it is exempt."""
    if bidder.kind is BidderKind.AUTO_ENTREPRENEUR:
        return True
    return bidder.vat_regime is not None and bidder.vat_regime.status is VatStatus.EXEMPT


def printable_regime(bidder: Bidder) -> VatRegime | None:
    """The regime a quote may print; ``None`` while it still has to be confirmed."""
    if bidder.kind is BidderKind.AUTO_ENTREPRENEUR:
        return VatRegime(VatStatus.EXEMPT)
    regime = bidder.vat_regime
    if regime is None or regime.status is VatStatus.STANDARD:
        return regime
    return regime if regime.stated_on and regime.source else None


def _matched(notice: Notice, prices: Sequence[LinePrice], file: str | None) -> dict[str, LinePrice]:
    known = {line.number for line in notice.lines}
    found: dict[str, LinePrice] = {}
    for price in prices:
        problem = "number_twice" if price.number in found else "number_unknown" if price.number not in known else None
        if problem:
            raise BadInput(pair(f"bids.{problem}", number=price.number), file, price.row, "number")
        found[price.number] = price
    return found


def _refuse_vat_of_exempt(prices: Sequence[LinePrice], bidder: Bidder, exempt: bool, file: str | None) -> None:
    for price in prices:
        if exempt and price.vat_rate:
            law = bidder.kind is BidderKind.AUTO_ENTREPRENEUR
            key = "vat_of_auto_entrepreneur" if law else "vat_of_exempt"
            raise BadInput(pair(f"bids.{key}", rate=price.vat_rate, zero=0), file, price.row, "vat_rate")


def _too_large(lines: Sequence[PricedLine], prices: dict[str, LinePrice], file: str | None) -> BadInput:
    worst = max(lines, key=lambda line: line.amount or ZERO)
    row = prices[worst.number].row if worst.number in prices else None
    return BadInput(pair("bids.total_too_large", most=MOST, line=worst.number), file, row, "unit_price_excl_vat")


def _priced(line: Line, price: LinePrice | None, exempt: bool) -> PricedLine:
    """A line with its money. Without a price, a quantity or (outside exemption) a rate, it has no amount."""
    price = price or LinePrice(line.number)
    quantity = line.quantity if line.quantity is not None else price.quantity
    rate = Decimal(0) if exempt else price.vat_rate
    amount = _product(quantity, price.unit_price) if rate is not None else None
    cost = _product(quantity, price.unit_cost)
    return PricedLine(
        number=line.number,
        designation=line.designation,
        details=line.details,
        unit=line.unit or price.unit or "",
        quantity=quantity,
        unit_price=price.unit_price,
        vat_rate=rate,
        amount=amount,
        unit_cost=price.unit_cost,
        cost=cost,
        margin=amount - cost if amount is not None and cost is not None else None,
    )


def _product(quantity: Decimal | None, unit: Decimal | None) -> Decimal | None:
    return times(quantity, unit) if quantity is not None and unit is not None else None


def _vat(lines: Iterable[PricedLine], money: str) -> tuple[VatShare, ...]:
    """VAT of each rate on the sum of its lines (``money`` is ``amount`` or ``cost``), lowest rate first."""
    bases: dict[Decimal, Decimal] = {}
    for line in lines:
        value: Decimal | None = getattr(line, money)
        if value is not None and line.vat_rate is not None:
            bases[line.vat_rate] = bases.get(line.vat_rate, ZERO) + value
    return tuple(VatShare(rate, base, times(base, rate.scaleb(-2))) for rate, base in sorted(bases.items()))


def _floor(lines: Sequence[PricedLine]) -> Decimal | None:
    """The total, VAT included, under which money is lost: every line at its cost, VAT added as on the quote.

    An exempt structure bears the VAT of what it buys inside its cost and adds none. While the regime is not
    known the rates of the quote are taken, since they are what the buyer would be asked.
    """
    if any(line.cost is None or line.vat_rate is None for line in lines):
        return None
    return sum((share.base + share.amount for share in _vat(lines, "cost")), ZERO)
