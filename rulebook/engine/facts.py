"""What the law may look at: a bidder, a notice, a quote.

Every fact that can be missing is ``None`` when nobody told us. ``None`` is "not known", never zero, never no:
each rule must say what it answers then. Amounts are :class:`~decimal.Decimal` in dirhams, days are plain
dates, instants carry a zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class BidderKind(StrEnum):
    """The legal kinds of structure that may answer."""

    COOPERATIVE = "cooperative"
    UNION = "union"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    COMPANY = "company"
    NATURAL_PERSON = "natural_person"
    PUBLIC_ESTABLISHMENT = "public_establishment"


class Procedure(StrEnum):
    """How the buyer buys: by the light way of purchase orders, or by any other, finer told by :class:`Tender`."""

    PURCHASE_ORDER = "purchase_order"
    TENDER = "tender"


class Tender(StrEnum):
    """Which procedure stands behind a tender, when the notice names it."""

    OPEN = "open"
    SIMPLIFIED = "simplified"
    RESTRICTED = "restricted"
    PRESELECTION = "preselection"
    CONTEST = "contest"
    DIALOGUE = "dialogue"
    NEGOTIATED = "negotiated"


class BuyerRules(StrEnum):
    """Which book of rules binds the buyer: a notice on the portal does not prove that the decree does."""

    DECREE = "decree"
    OWN = "own"
    UNKNOWN = "unknown"


class Category(StrEnum):
    """What is bought."""

    WORKS = "works"
    SUPPLIES = "supplies"
    SERVICES = "services"
    STUDIES = "studies"


class Extra(StrEnum):
    """What the rules of consultation may ask beyond what every file holds."""

    REFERENCES = "references"
    FINANCIAL_CAPACITY = "financial_capacity"
    QUALIFICATION = "qualification"
    """The certificate of qualification and classification (works) or the approval (studies)."""
    LICENCES = "licences"
    TECHNICAL_OFFER = "technical_offer"
    SAMPLES = "samples"
    ADDITIONAL = "additional"


class GroupingForm(StrEnum):
    """How the members of a grouping are bound."""

    JOINT = "joint"
    """Groupement conjoint: each for its own part."""
    JOINT_AND_SEVERAL = "joint_and_several"
    """Groupement solidaire: each for the whole."""


class AeActivity(StrEnum):
    """The activity on the auto-entrepreneur's card; it chooses the ceiling."""

    SERVICES = "services"
    COMMERCE = "commerce"
    CRAFT = "craft"
    INDUSTRY = "industry"


class VatStatus(StrEnum):
    """Whether a structure adds VAT to its prices."""

    EXEMPT = "exempt"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class VatRegime:
    """What a structure states of its own VAT regime. An exemption counts only with a day and a source."""

    status: VatStatus
    stated_on: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the structure holds. ``kind`` is a code such as ``tax_certificate``; unknown codes are kept."""

    kind: str
    issued: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class CapacityPerMonth:
    """How much of one thing the structure can make in a month. ``None`` for nature or unit means any."""

    quantity: Decimal
    unit: str | None = None
    nature: int | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the structure says it can deliver in a month: quantities, or a turnover, or both."""

    quantities: tuple[CapacityPerMonth, ...] = ()
    amount_per_month: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """The grouping in which a bidder would answer."""

    form: GroupingForm | None = None
    share: Decimal | None = None
    """The part of the amount that is this bidder's, per cent."""
    others: tuple[Bidder, ...] | None = None
    """The other members: their kind, their papers."""


@dataclass(frozen=True, slots=True)
class Bidder:
    """A structure as the law sees it."""

    kind: BidderKind | None = None
    name: str = ""
    activities: frozenset[int] | None = None
    """Ids of the portal's natures the structure works in; ``None`` when not told."""
    ae_activity: AeActivity | None = None
    registered_on: date | None = None
    turnover_received: Mapping[int, Decimal] | None = None
    """Year -> cash received that year, MAD."""
    received_by_buyer: Mapping[int, Mapping[str, Decimal]] | None = None
    """Year -> buyer's name -> cash received from it that year, MAD."""
    vat_regime: VatRegime | None = None
    identifiers: Mapping[str, str] | None = None
    """Keys: ice, if, rc, tp, cnss, rib, local_register, ae_register (and cin, masked or absent)."""
    papers: tuple[Paper, ...] | None = None
    excluded: bool | None = None
    """Under a measure of exclusion (art. 152), in liquidation, or in receivership without leave."""
    capacity: Capacity | None = None
    serves: tuple[str, ...] | None = None
    abroad: bool | None = None
    """Not established in Morocco. Who says nothing is looked at as established there."""
    represented: bool | None = None
    """Whether somebody else signs for a natural person or an auto-entrepreneur."""
    grouping: Grouping | None = None
    """``None``: it answers alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a notice."""

    number: str
    designation: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    details: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot of a notice."""

    number: str
    object: str = ""
    estimate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as published. ``estimate`` includes VAT; an estimate of zero is one that nobody told."""

    procedure: Procedure | None = None
    reference: str = ""
    object: str = ""
    buyer: str = ""
    rulebook: BuyerRules = BuyerRules.UNKNOWN
    category: Category | None = None
    nature: int | None = None
    published: datetime | None = None
    deadline: datetime | None = None
    places: tuple[str, ...] = ()
    estimate: Decimal | None = None
    reserved: bool | None = None
    cancelled: bool | None = None
    lots: tuple[Lot, ...] = ()
    lines: tuple[Line, ...] = ()
    tender: Tender | None = None
    """Which tender, when somebody knows: the notice alone does not always say."""
    vat_rate: Decimal | None = None
    """The one VAT rate inside the estimate, per cent."""
    guarantee: Decimal | None = None
    """The provisional guarantee the notice asks, MAD; zero when it says that none is asked."""
    asks: frozenset[Extra] | None = None
    """What the rules ask beyond the usual file, all of it; ``None`` while nobody has read them."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What the bidder offers, in totals. ``None`` while a line is unpriced."""

    total_excl_vat: Decimal | None = None
    total_incl_vat: Decimal | None = None
    vat_rates: frozenset[Decimal] = field(default_factory=frozenset)
    at: datetime | None = None
    """When it would be sent; the year of ``at`` is the year whose receipts are looked at."""
    subcontracted: Decimal | None = None
    """The share of the amount others would do, per cent."""
