"""Where everything stands in the drawing of an opening: one row an offer, on one scale of dirhams.

Prices grow from left to right in both languages, as on a ruler. Positions only: the words are the template's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rulebook.engine import format as fmt

WIDTH, LEFT, RIGHT = 360, Decimal(26), Decimal(344)
TOP, ROW, FOOT = 30, 26, 14
CEILING = 24
"""Where the zone between the bounds begins."""
HALF = Decimal(7)
"""Half a lozenge."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One offer: its row, its lozenge, its amount beside it on the side where there is room."""

    letter: str
    y: str
    line_y: str
    x: str
    path: str
    state: Literal["first", "in", "out"]
    mine: bool
    amount: str
    amount_x: str
    anchor: Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: its height, its marks, and the lines that cross them (``None`` where there is none)."""

    height: int
    bottom: int
    marks: tuple[Mark, ...]
    low_x: str | None
    inside_width: str | None
    inside_height: str
    high_x: str | None
    estimate_x: str | None
    reference_x: str | None
    low: Decimal | None
    high: Decimal | None
    estimate: Decimal | None
    reference: Decimal | None


def draw(
    amounts: Mapping[str, Decimal],
    *,
    first: str | None,
    out: frozenset[str],
    mine: str,
    estimate: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    reference: Decimal | None = None,
) -> Chart:
    """The drawing of some offers, the cheapest on top. ``ValueError`` without any offer."""
    told = [value for value in (*amounts.values(), estimate, low, high, reference) if value is not None]
    least, most = min(told), max(told)
    room = (most - least) / 20 or max(most, Decimal(1)) / 20

    def x(amount: Decimal) -> Decimal:
        return LEFT + (amount - least + room) / (most - least + 2 * room) * (RIGHT - LEFT)

    def at(amount: Decimal | None) -> str | None:
        return None if amount is None else f"{x(amount):.1f}"

    order = sorted(amounts, key=lambda name: (amounts[name], name))
    marks = tuple(
        _mark(name, row, x(amounts[name]), amounts[name], first=first, out=out, mine=mine)
        for row, name in enumerate(order)
    )
    bottom = TOP + ROW * len(order)
    return Chart(
        height=bottom + FOOT,
        bottom=bottom,
        marks=marks,
        low_x=at(low),
        inside_width=None if low is None or high is None else f"{x(high) - x(low):.1f}",
        inside_height=f"{bottom - CEILING}",
        high_x=at(high),
        estimate_x=at(estimate),
        reference_x=at(reference),
        low=low,
        high=high,
        estimate=estimate,
        reference=reference,
    )


def _mark(
    name: str, row: int, x: Decimal, amount: Decimal, *, first: str | None, out: frozenset[str], mine: str
) -> Mark:
    middle = TOP + ROW * row + ROW // 2
    left = x > (LEFT + RIGHT) / 2
    return Mark(
        letter=name,
        y=f"{middle + 4}",
        line_y=f"{middle}",
        x=f"{x:.1f}",
        path=f"m{x:.1f} {middle - HALF}l{HALF} {HALF}-{HALF} {HALF}-{HALF}-{HALF}z",
        state="first" if name == first else "out" if name in out else "in",
        mine=name == mine,
        amount=fmt.number(amount, 2),
        amount_x=f"{x - 13 if left else x + 13:.1f}",
        anchor="end" if left else "start",
    )
