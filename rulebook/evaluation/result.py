"""What an evaluation answers: plain records, words last."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rulebook.engine.calculation import Noted
from rulebook.engine.verdict import Confidence
from rulebook.evaluation.facts import Stage


class Outcome(StrEnum):
    """The four ends of an opening."""

    RANKED = "ranked"
    DRAW = "draw"
    UNSUCCESSFUL = "unsuccessful"
    NOT_COVERED = "not_covered"


class Reason(StrEnum):
    """Why an offer is set aside."""

    EXCESSIVE = "excessive"
    ABNORMALLY_LOW = "abnormally_low"
    NOT_CONFORMING = "not_conforming"


@dataclass(frozen=True, slots=True)
class Excluded:
    """An offer set aside, where, and by which articles."""

    bidder: str
    reason: Reason
    stage: Stage
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The end of an opening. ``first`` is ``None`` while a draw, or a person, has yet to say."""

    outcome: Outcome
    reference_price: Decimal | None
    """To the centime; ``None`` where no such price is used."""
    excluded: tuple[Excluded, ...]
    ranking: tuple[str, ...]
    """Bidders still in, the first before the others; equals by preference, then by name."""
    first: str | None
    draw_between: tuple[str, ...]
    """Those equal at the top, in tenders, by name."""
    preferred: tuple[str, ...]
    """Cooperatives, unions and auto-entrepreneurs among them: the draw is among these."""
    steps: tuple[Noted, ...]
    confidence: Confidence
