"""What the pages draw: icons, signs, the look of a finding, the scale of a price, the time that is left.

Nothing here reads the clock or the database. Words are keys of ``foundation/words.yaml``, said by the templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rulebook.engine.verdict import About, Confidence, Finding, Force, Outcome

Sign = Literal["go", "watch", "stop", "unknown", "wait", "aside"]

_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)
_TURNING = frozenset({"back", "next"})
"""The only icons that turn over in Arabic."""


@lru_cache(maxsize=1)
def drawings() -> dict[str, tuple[str, str]]:
    """Every drawing by id (``i-clock``, ``s-go``, ``mark``): its view box and its inner SVG."""
    text = (Path(__file__).parent / "icons.svg").read_text(encoding="utf-8")
    return {found[1]: (found[2], found[3]) for found in _SYMBOL.finditer(text)}


def svg(drawing: str, classes: str) -> str:
    """The drawing as inline SVG, hidden from readers of the page: its word stands beside it.

    Raises:
        KeyError: no such drawing; the names are in ``foundation/icons.svg``.
    """
    box, inner = drawings()[drawing]
    return f'<svg class="{classes}" viewBox="{box}" aria-hidden="true">{inner}</svg>'


def icon_svg(name: str, size: str = "") -> str:
    """The icon ``name`` (``clock``); ``size`` is empty or ``s``."""
    classes = "icon" + (f" icon--{size}" if size else "") + (" icon--turn" if name in _TURNING else "")
    return svg(f"i-{name}", classes)


def sign_svg(name: str, size: str = "") -> str:
    """The sign ``name`` (see :data:`Sign`); ``size`` is empty, ``s`` or ``big``. Always beside its word."""
    colour = "unknown" if name == "aside" else name
    return svg(f"s-{name}", f"sign {colour}" + (f" sign--{size}" if size else ""))


@dataclass(frozen=True, slots=True)
class Look:
    """How a finding is drawn: its sign, and the key of its word in ``foundation/words.yaml``."""

    sign: Sign
    word: str


def finding_look(finding: Finding) -> Look:
    """The sign and word of a finding.

    Full signs are what is established, hollow ones what is open. Only a *certain* refusal of the bidder or of
    the quote is drawn as stop; one that is likely is a warning, one that is unsure a question. What a buyer
    did wrong never looks like the bidder's fault.
    """
    match finding.outcome:
        case Outcome.MET:
            return Look("go", "foundation.finding_met")
        case Outcome.NOT_CONCERNED:
            return Look("aside", "foundation.finding_aside")
        case Outcome.UNKNOWN:
            return Look("unknown", "foundation.finding_unknown")
    if finding.force is Force.ASKS:
        return Look("unknown", "foundation.finding_unknown")
    if finding.force is Force.INFORMS:
        return Look("unknown", "foundation.finding_unsure")
    if finding.about is About.BUYER:
        return Look("watch", "foundation.finding_buyer")
    if finding.force is Force.WARNS:
        return Look("watch", "foundation.finding_likely")
    return Look("stop", "foundation.finding_refused")


_SURE = {Confidence.CERTAIN: 3, Confidence.LIKELY: 2, Confidence.UNSURE: 1}


def lozenges(confidence: Confidence | str) -> tuple[bool, bool, bool]:
    """Which of the three lozenges are full."""
    full = _SURE[Confidence(confidence)]
    return (True, full > 1, full > 2)


STAGES = ("notice", "decision", "quote", "deposit", "payment")
"""The road from a notice to its money, as the thread shows it."""


@dataclass(frozen=True, slots=True)
class Knot:
    """One knot of the thread: the key of its word, and ``done``, ``now`` or nothing."""

    word: str
    state: Literal["done", "now", ""]


def thread(now: str) -> tuple[Knot, ...]:
    """The five stages, with ``now`` as the current one.

    Raises:
        ValueError: ``now`` is no stage.
    """
    at = STAGES.index(now)
    return tuple(
        Knot(f"foundation.stage_{stage}", "done" if i < at else "now" if i == at else "")
        for i, stage in enumerate(STAGES)
    )


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What is left to a deadline, and how it is drawn: ``calm``, ``watch`` (3 days), ``stop`` (24 h), ``past``."""

    days: int
    hours: int
    minutes: int
    state: Literal["calm", "watch", "stop", "past"]


def time_left(deadline: datetime, now: datetime) -> TimeLeft:
    """What is left until ``deadline``, seen from ``now``; both carry a zone. Never more than there is."""
    left = deadline - now
    if left <= timedelta(0):
        return TimeLeft(0, 0, 0, "past")
    hours, seconds = divmod(left.seconds, 3600)
    state: Literal["calm", "watch", "stop"] = (
        "stop" if left < timedelta(days=1) else "watch" if left <= timedelta(days=3) else "calm"
    )
    return TimeLeft(left.days, hours, seconds // 60, state)


@dataclass(frozen=True, slots=True)
class Band:
    """The scale of one price, in units of a drawing 328 wide: dirhams grow from the drawing's start, in both languages.

    ``low`` and ``high`` are the dirhams at the two ends of the axis, for the page's script.
    """

    low: Decimal
    high: Decimal
    floor_x: str
    loss_width: str
    price_x: str | None
    pointer: str | None


AXIS_FROM, AXIS_TO = Decimal(14), Decimal(314)
_LOSS_FROM = Decimal(9)


def band(floor: Decimal | None, price: Decimal | None) -> Band | None:
    """Where cost and price stand on the scale, from 0.6 to 1.8 times the cost, wider when the price lies outside.

    ``None`` when there is no cost above zero: without a cost there is nothing to compare with.
    """
    if floor is None or floor <= 0:
        return None
    low, high = floor * Decimal("0.6"), floor * Decimal("1.8")
    if price is not None:
        low, high = min(low, price * Decimal("0.9")), max(high, price * Decimal("1.1"))

    def x(amount: Decimal) -> Decimal:
        return AXIS_FROM + (amount - low) / (high - low) * (AXIS_TO - AXIS_FROM)

    at = None if price is None else f"{x(price):.1f}"
    return Band(
        low=low,
        high=high,
        floor_x=f"{x(floor):.1f}",
        loss_width=f"{x(floor) - _LOSS_FROM:.1f}",
        price_x=at,
        pointer=None if at is None else f"M{at} 45l-8-11h16z",
    )


CENTIME = Decimal("0.01")


def to_centime(amount: Decimal) -> Decimal:
    """Half up, to the centime, as everywhere in the house."""
    return amount.quantize(CENTIME, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PriceState:
    """A price against its cost: ``stop`` below it, ``go`` at it or above, ``open`` when one of them is missing.

    ``unit`` and ``line`` are the gain or the loss, never negative: the state says which. A line whose quantity
    is not known counts one unit.
    """

    state: Literal["go", "stop", "open"]
    unit: Decimal
    line: Decimal


def price_state(floor: Decimal | None, price: Decimal | None, quantity: Decimal | None) -> PriceState:
    """Whether the price loses money. The line's margin is its amount less its cost, each rounded on its own."""
    if floor is None or price is None or floor <= 0:
        return PriceState("open", Decimal(0), Decimal(0))
    many = Decimal(1) if quantity is None else quantity
    line = to_centime(many * price) - to_centime(many * floor)
    return PriceState("stop" if price < floor else "go", abs(price - floor), abs(line))
