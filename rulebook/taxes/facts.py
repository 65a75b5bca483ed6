"""What taxes look at beyond a bidder and a quote: who sells what, and one payment. ``None`` is not known.

What no text we hold establishes may still be read by a person somewhere: an :class:`Entry` keeps the answer with the
day it was read and where. Without both it is not an entry, and what stands on it is at most likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure
from rulebook.engine.verdict import Confidence, Value


class Impossible(ValueError):
    """What cannot be, whoever tells it. ``reason`` says what, in one word; ``values`` are its figures and days."""

    def __init__(self, reason: str, **values: Decimal | date) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


class Applies(StrEnum):
    """Whether a tax or something kept back is due: a third answer beside yes and no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Work(StrEnum):
    """What a structure does with what it sells: the two cases of a cooperative's exemption turn on it."""

    COLLECTS = "collects"
    """Collects its members' produce and sells it as it is."""
    TRANSFORMS = "transforms"
    """Makes something of its members' raw materials, or of its own."""
    SERVES = "serves"
    """Renders services."""
    RESELLS = "resells"
    """Sells what it bought from others."""


class Good(StrEnum):
    """Goods that the texts we read name as exempt from VAT. The list is not whole."""

    SCHOOL_SUPPLIES = "school_supplies"
    MEDICINES = "medicines"
    SOAP = "soap"
    BUTTER = "butter"
    TINNED_SARDINES = "tinned_sardines"
    POWDERED_MILK = "powdered_milk"
    BREAD = "bread"
    COUSCOUS = "couscous"
    FLOUR = "flour"
    MILK = "milk"
    FISH = "fish"
    FRESH_MEAT = "fresh_meat"
    PACKED_DATES = "packed_dates"
    CRAFT_OLIVE_OIL = "craft_olive_oil"
    CRAFT_CARPETS = "craft_carpets"


class Client(StrEnum):
    """Which public buyer pays. A company, even a public one, is ``OTHER``: none of this speaks of it."""

    STATE = "state"
    LOCAL = "local"
    """A region, prefecture, province or commune, or their groupings."""
    ESTABLISHMENT = "establishment"
    """A public establishment."""
    OTHER = "other"


class IncomeTax(StrEnum):
    """How a structure's own profit is taxed."""

    EXEMPT = "exempt"
    SINGLE = "single"
    """The single professional contribution (CPU)."""
    REAL = "real"
    """The real or simplified regime."""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, and what, as VAT sees it."""

    kind: BidderKind | None = None
    work: Work | None = None
    turnover: Decimal | None = None
    """Of the year, VAT excluded, MAD."""
    members_only: bool | None = None
    """A collecting cooperative sells only its members' produce."""
    good: Good | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A yes or no that a person read: never without the day and where."""

    answer: bool
    on: date
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise Impossible("source_missing")


@dataclass(frozen=True, slots=True)
class Entered:
    """What people looked up because nothing here establishes it."""

    orders_registered: Entry | None = None
    """Purchase orders are registered and pay the duty."""
    duty_on_vat: Entry | None = None
    """The registration duty is counted on the amount with VAT."""
    floor_by_invoice: Entry | None = None
    """The floor of VAT withholding is looked at invoice by invoice (no: by month and supplier)."""
    listed: Mapping[int, Entry] = field(default_factory=dict)
    """Nature of the portal -> whether it is on the list of services under VAT withholding."""


NOTHING_ENTERED = Entered()


@dataclass(frozen=True, slots=True)
class Sale:
    """One payment of a public buyer: what it owes, and what decides how much of it comes in.

    Amounts are MAD, all taxes included unless said otherwise; ``amount`` is above zero.
    """

    amount: Decimal
    day: date
    """The day it is paid: the law of that day."""
    kind: BidderKind | None = None
    category: Category | None = None
    procedure: Procedure | None = None
    client: Client | None = None
    """``None``: a public buyer, we do not know which."""
    vat: Decimal | None = None
    """The VAT that ``amount`` includes."""
    signed: date | None = None
    """The day the order or contract was signed; ``None``: as ``day``."""
    nature: int | None = None
    """The portal's nature of what is bought."""
    fees: bool | None = None
    """It pays fees, commissions or the like (honoraires)."""
    income_tax: IncomeTax | None = None
    activity: AeActivity | None = None
    paid_before: Decimal | None = None
    """Services already paid by this client in the year."""
    certificate: bool | None = None
    """A fresh certificate of tax regularity was given to the buyer."""
    retention: bool | None = None
    """The order or its special terms keep retention money."""
    initial: Decimal | None = None
    """Initial amount of the contract; ``None``: this payment is the whole of it."""
    kept_before: Decimal = Decimal(0)
    """Retention money already kept on earlier instalments."""
    months: int | None = None
    """How long the contract runs."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one provision found, before it is signed: does it apply, and what it takes at least and at most."""

    reason: str
    applies: Applies
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    at_most: Confidence = Confidence.CERTAIN
    """Caps the confidence: likely for what a person entered, unsure for what no text we hold settles."""
    values: Mapping[str, Value] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    """Questions, as ``chapter.key``."""
    also: tuple[str, ...] = ()
    """Articles it stands on besides those the provision is signed with."""
