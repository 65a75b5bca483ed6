"""Days and months, and shares of an amount: the little arithmetic the rules share."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from rulebook.engine.law import CENTIME

EXACT = Context(prec=60)
"""Wide enough that no amount a person types is ever refused or cut."""


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the last of the month when it has no such day (31 January -> 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 28 February when a 29th has no anniversary."""
    return add_months(day, 12 * years)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """``percent`` per cent of an amount, rounded half up to the centime."""
    return centimes(EXACT.multiply(amount, percent.scaleb(-2)))


def inside(amount: Decimal, percent: Decimal) -> Decimal:
    """The tax at ``percent`` per cent that an amount already holds, rounded half up to the centime."""
    rate = percent.scaleb(-2)
    return centimes(EXACT.divide(EXACT.multiply(amount, rate), 1 + rate))


def centimes(amount: Decimal) -> Decimal:
    """An amount to the centime, rounded half up."""
    return amount.quantize(CENTIME, rounding=ROUND_HALF_UP, context=EXACT)
