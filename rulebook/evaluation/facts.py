"""What is known once the offers are opened. ``None`` is not known, never zero and never no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rulebook.engine.facts import BidderKind, BuyerRules, Category


class Way(StrEnum):
    """How the buyer buys: three kinds of tender, and the purchase order."""

    OPEN = "open"
    SIMPLIFIED = "simplified"
    RESTRICTED = "restricted"
    PURCHASE_ORDER = "purchase_order"


class Mode(StrEnum):
    """What an offer tells: prices, or a percentage of increase on the buyer's own estimate."""

    PRICES = "prices"
    INCREASE = "increase"


class Stage(StrEnum):
    """Where in the examination an offer was set aside, in the order of the examination."""

    FILES = "files"
    """Administrative and technical files."""
    TECHNICAL = "technical"
    """Technical offers, samples, prospectus."""
    FINANCIAL = "financial"


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. Amounts in dirhams, VAT included, above zero."""

    bidder: str
    amount: Decimal | None = None
    """As read out."""
    corrected: Decimal | None = None
    """After the commission checked the arithmetic, when it changed."""
    increase: Decimal | None = None
    """Per cent over the buyer's estimate; a discount is negative."""
    kind: BidderKind | None = None
    technical: Decimal | None = None
    """Technical mark, out of 100 (studies)."""
    discarded: Stage | None = None
    """Where the commission itself set it aside as not conforming."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One lot, its estimate and its offers, under the law of ``day`` (the day of publication)."""

    day: date
    way: Way | None = None
    category: Category | None = None
    mode: Mode | None = None
    rulebook: BuyerRules = BuyerRules.UNKNOWN
    estimate: Decimal | None = None
    """VAT included. Zero is how the portal writes "not told"."""
    offers: tuple[Offer, ...] | None = None
    financial_weight: Decimal | None = None
    """Weight of the price, in points of 100 (studies)."""
    technical_minimum: Decimal | None = None
    """Mark under which an offer is out, of 100 (studies)."""


def opening_from(told: Mapping[str, Any]) -> Opening:
    """An opening from a mapping of texts, keys as in ``wolouj evaluate`` plus ``day``. For cases and notebooks."""
    return Opening(
        day=told["day"],
        way=_code(Way, told.get("procedure")),
        category=_code(Category, told.get("category")),
        mode=_code(Mode, told.get("price_mode")),
        rulebook=BuyerRules(told.get("rulebook") or "unknown"),
        estimate=_figure(told.get("estimate")),
        offers=tuple(_offer(offer) for offer in told["offers"]) if told.get("offers") is not None else None,
        financial_weight=_figure(told.get("financial_weight")),
        technical_minimum=_figure(told.get("technical_minimum")),
    )


def _offer(told: Mapping[str, Any]) -> Offer:
    figures = {name: _figure(told.get(name)) for name in ("amount", "corrected", "increase", "technical")}
    kind, discarded = _code(BidderKind, told.get("kind")), _code(Stage, told.get("discarded"))
    return Offer(bidder=told["bidder"], kind=kind, discarded=discarded, **figures)


def _code(codes: Any, text: str | None) -> Any:
    return None if text is None else codes(text)


def _figure(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)
