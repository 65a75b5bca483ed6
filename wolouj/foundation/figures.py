"""Figures written by programs, read into exact decimals, never floats. What people type is read by ``money``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from wolouj.foundation.money import centimes

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")

WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that the product of any two figures we accept is exact before it is rounded."""


class Unreadable(ValueError):
    """A figure that cannot be taken; ``key`` and ``values`` make the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def times(left: Decimal, right: Decimal) -> Decimal:
    """The exact product, rounded half up to the centime."""
    return centimes(WIDE.multiply(left, right))


def figure(raw: str | int | Decimal, *, decimals: int, most: Decimal, above_zero: bool = False) -> Decimal:
    """The exact value of a figure written plainly (``1234.50``) or already read by a JSON parser.

    Raises:
        Unreadable: not a figure, negative, zero where it may not be, too large, or with too many decimals.
    """
    if isinstance(raw, str) and not _PLAIN.fullmatch(raw.strip()):
        raise Unreadable("figure_unreadable", text=raw.strip()[:40])
    try:
        value = Decimal(raw.strip() if isinstance(raw, str) else raw)
    except (InvalidOperation, ValueError) as error:
        raise Unreadable("figure_unreadable", text=str(raw)[:40]) from error
    _within(value, most, above_zero)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # no NaN nor infinity passes the two doors above
    if -exponent > decimals:
        raise Unreadable("figure_decimals", text=str(raw)[:40], decimals=decimals)
    return value if exponent <= 0 else value.quantize(Decimal(1), context=WIDE)


def _within(value: Decimal, most: Decimal, above_zero: bool) -> None:
    if not value.is_finite():
        raise Unreadable("figure_unreadable", text=str(value))
    if value < 0:
        raise Unreadable("figure_negative")
    if above_zero and value == 0:
        raise Unreadable("figure_zero")
    if value > most:
        raise Unreadable("figure_too_big", most=most)
