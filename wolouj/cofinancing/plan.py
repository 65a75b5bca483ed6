"""The arithmetic of a request: what it costs, who pays what, break-even, twelve months of cash. No database, no clock.

Every amount is an exact Decimal in dirhams.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from wolouj.foundation.figures import WIDE
from wolouj.foundation.money import CENTIME, centimes

MONTHS = 12
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a call allows. Shares are per cent."""

    ceiling: Decimal
    share: Decimal
    in_kind: Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """What one unit brings and costs, and what must be paid each month whatever is sold."""

    price: Decimal
    cost: Decimal
    fixed: Decimal

    @property
    def margin(self) -> Decimal:
        """What one unit leaves."""
        return self.price - self.cost


def break_even(costs: Costs) -> int | None:
    """How many units a month lose nothing: the fixed costs over the margin, rounded up. ``None``: no number does."""
    if costs.margin <= 0:
        return None
    return int(WIDE.divide(costs.fixed, costs.margin).to_integral_value(rounding=ROUND_CEILING))


def a_week(units: int) -> int:
    """So many a month, said by the week (52 weeks, 12 months), rounded up."""
    return -(-units * MONTHS // 52)


@dataclass(frozen=True, slots=True)
class Cash:
    """Twelve months from the cash at the start: what is left at the end of each."""

    left: tuple[Decimal, ...]

    @property
    def lowest(self) -> tuple[int, Decimal]:
        """The month (1 to 12) in which the least is left, and how much."""
        at = min(range(len(self.left)), key=lambda i: self.left[i])
        return at + 1, self.left[at]

    @property
    def short_in(self) -> int | None:
        """The first month that ends below zero."""
        return next((i for i, amount in enumerate(self.left, 1) if amount < 0), None)


def cash(start: Decimal, months: Sequence[tuple[Decimal, Decimal]]) -> Cash:
    """What is left month after month. ``months``: what comes in and what goes out, in order."""
    left, now = [], start
    for comes, goes in months:
        now = now + comes - goes
        left.append(now)
    return Cash(tuple(left))


@dataclass(frozen=True, slots=True)
class Financing:
    """Who pays what of the project."""

    cost: Decimal
    own_cash: Decimal
    own_kind: Decimal
    """In kind or in work, as valued."""

    @property
    def own(self) -> Decimal:
        """All she brings."""
        return self.own_cash + self.own_kind

    @property
    def whole(self) -> Decimal:
        """What the project is worth: what is bought, and what she brings that is not money."""
        return self.cost + self.own_kind

    @property
    def asked(self) -> Decimal:
        """What is left to ask for: what is bought, less the money she puts in."""
        return max(self.cost - self.own_cash, ZERO)


def most(financing: Financing, rules: Rules) -> Decimal:
    """The most this call can give to this project: its ceiling, or its share of the whole, to the centime below."""
    share = (financing.whole * rules.share / 100).quantize(CENTIME, rounding=ROUND_DOWN)
    return min(rules.ceiling, share)


def over(financing: Financing, rules: Rules) -> list[tuple[str, Decimal]]:
    """Which rules of the call the request does not keep, each with the bound in dirhams. Empty: it keeps them all."""
    found = []
    if financing.asked > rules.ceiling:
        found.append(("over_ceiling", rules.ceiling))
    share = (financing.whole * rules.share / 100).quantize(CENTIME, rounding=ROUND_DOWN)
    if financing.asked > share:
        found.append(("over_share", share))
    kind = (financing.own * rules.in_kind / 100).quantize(CENTIME, rounding=ROUND_DOWN)
    if financing.own_kind > kind:
        found.append(("over_kind", kind))
    return found


def tranches(amount: Decimal, shares: Iterable[int]) -> list[Decimal]:
    """The amount cut by these shares (per cent, 100 in all), to the centime; the last takes what rounding leaves."""
    shares = list(shares)
    parts = [(amount * share / 100).quantize(CENTIME, rounding=ROUND_DOWN) for share in shares[:-1]]
    return [*parts, centimes(amount) - sum(parts, ZERO)]
