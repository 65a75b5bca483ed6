"""The shapes of a priced quote, shared by the command line, the screens and the papers. No database here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rulebook.engine.facts import VatRegime
from rulebook.engine.verdict import Bilingual


class WarningCode(StrEnum):
    """The checks before ready: practice and care, not law (law comes as findings)."""

    UNPRICED_LINE = "unpriced_line"
    BELOW_COST = "below_cost"
    MISSING_IDENTIFIER = "missing_identifier"
    EXPIRED_PAPER = "expired_paper"
    OVER_CEILING = "over_ceiling"
    PAST_DEADLINE = "past_deadline"
    CANCELLED = "cancelled"
    VAT_REGIME_UNCONFIRMED = "vat_regime_unconfirmed"
    QUANTITY_CHANGED = "quantity_changed"
    OVER_CAPACITY = "over_capacity"


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What a bidder answers to one line of the notice.

    ``unit_price`` excludes VAT; ``vat_rate`` is per cent; ``unit_cost`` is what the structure bears: VAT
    included where it recovers none, excluded otherwise. ``unit`` and ``quantity`` are set only when the
    bidder wrote her own.
    """

    number: str
    unit_price: Decimal | None = None
    vat_rate: Decimal | None = None
    unit_cost: Decimal | None = None
    unit: str | None = None
    quantity: Decimal | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its money: ``amount`` = quantity x unit price, rounded half up to the centime."""

    number: str
    designation: str
    details: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    vat_rate: Decimal | None
    amount: Decimal | None
    unit_cost: Decimal | None
    cost: Decimal | None
    """quantity x unit cost, rounded half up."""
    margin: Decimal | None
    """amount - cost."""


@dataclass(frozen=True, slots=True)
class VatShare:
    """The VAT of one rate: on the sum of the lines of that rate, rounded half up."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class QuoteWarning:
    """One thing seen before ready; ``line`` is the notice's line number when it is about one."""

    code: WarningCode
    text: Bilingual
    blocking: bool
    line: str | None = None
    about: str = ""
    """The identifier, or the kind of paper, it is about; the page leads there."""


@dataclass(frozen=True, slots=True)
class PricedQuote:
    """A quote worked out: money to the centime, what is wrong with it, and whether it may be called ready.

    Totals cover the priced lines only while some are unpriced (``unpriced`` then says so).
    """

    lines: tuple[PricedLine, ...]
    total_excl_vat: Decimal
    vat_by_rate: tuple[VatShare, ...]
    vat: Decimal
    total_incl_vat: Decimal
    floor_incl_vat: Decimal | None
    """Under this total, VAT included, money is lost; ``None`` while a line has no cost."""
    in_words: Bilingual
    warnings: tuple[QuoteWarning, ...]
    vat_regime: VatRegime | None
    """The regime printed on the quote: certain for the auto-entrepreneur, stated for the others, or ``None``."""
    unpriced: bool

    @property
    def ready(self) -> bool:
        """True when nothing blocking was seen."""
        return not any(warning.blocking for warning in self.warnings)
