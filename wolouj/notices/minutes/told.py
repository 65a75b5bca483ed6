"""What published minutes tell, each thing with how sure it is and the words it was read from. No database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from rulebook.engine.verdict import Confidence

T = TypeVar("T")
MOST_WORDS = 300
"""As many letters of the source as are kept beside a value."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, how sure its reading is, and the words it was read from (one line, cut when long)."""

    value: T
    confidence: Confidence
    words: str


class Stage(StrEnum):
    """At which examination a bidder was set aside, when the minutes say so."""

    FILES = "files"
    """The administrative and technical files."""
    TECHNICAL = "technical"
    """The technical offer, the samples, the technical documents."""
    FINANCIAL = "financial"
    COMPLEMENT = "complement"
    """What the first was asked to add to her file."""
    NOT_SAID = "not_said"


class Outcome(StrEnum):
    """How the procedure, or one lot of it, ended."""

    AWARDED = "awarded"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"


class Vat(StrEnum):
    """Whether the amounts of the minutes hold VAT, when they say so."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_SAID = "not_said"


@dataclass(slots=True)
class Bidder:
    """One bidder with what it offered, in dirhams as written: before the commission's correction, and after it."""

    name: Found[str]
    before: Found[Decimal] | None = None
    after: Found[Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A bidder set aside: at which stage, and on which ground in the minutes' own words (often not told)."""

    name: Found[str]
    stage: Stage
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """Who was retained, for how much. ``lot`` is the number of the lot; empty when there is only one."""

    name: Found[str] | None
    amount: Found[Decimal] | None
    lot: str = ""


@dataclass(slots=True)
class Minutes:
    """All that was read. ``None`` and an empty list are "not found", never "none": nothing is guessed."""

    reference: Found[str] | None = None
    object: Found[str] | None = None
    buyer: Found[str] | None = None
    opening: Found[date] | None = None
    """The day the bids were opened, the first one when there were several."""
    finished: Found[date] | None = None
    """The day the commission ended its work."""
    outcome: Found[Outcome] | None = None
    vat: Vat = Vat.NOT_SAID
    bidders: list[Bidder] = field(default_factory=list)
    no_bidder: bool = False
    """Whether the minutes say that nobody answered."""
    exclusions: list[Exclusion] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)


def as_json(minutes: Minutes) -> dict[str, Any]:
    """The documented answer of ``wolouj minutes`` for one file: ``schema/minutes.schema.json``."""
    return {
        **{name: _found(getattr(minutes, name)) for name in SINGLE},
        "vat": str(minutes.vat),
        "no_bidder": minutes.no_bidder,
        "bidders": [
            {"name": _found(one.name), "before": _found(one.before), "after": _found(one.after)}
            for one in minutes.bidders
        ],
        "exclusions": [
            {"name": _found(one.name), "stage": str(one.stage), "ground": one.ground or None}
            for one in minutes.exclusions
        ],
        "awards": [
            {"lot": one.lot or None, "name": _found(one.name), "amount": _found(one.amount)} for one in minutes.awards
        ],
    }


SINGLE = ("reference", "object", "buyer", "opening", "finished", "outcome")
"""The fields that stand once in minutes."""


def _found(found: Found[Any] | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {"value": str(found.value), "confidence": str(found.confidence), "words": found.words[:MOST_WORDS]}
