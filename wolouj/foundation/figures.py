"""Figures typed by people and programs, read into exact decimals. Never a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬ \u00a0\u202f\u2009'’")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?P<group>[.,])[0-9]{3}((?P=group)[0-9]{3})*(?P<point>[.,])[0-9]+")
CENTIME = Decimal("0.01")

WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that the product of any two figures we accept is exact before it is rounded."""


class Unreadable(ValueError):
    """A figure that cannot be taken; ``key`` and ``values`` make the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def to_centime(amount: Decimal) -> Decimal:
    """Rounded half up to the centime: 0.005 becomes 0.01, and -0.005 becomes -0.01."""
    return amount.quantize(CENTIME, context=WIDE)


def times(left: Decimal, right: Decimal) -> Decimal:
    """The exact product, rounded half up to the centime."""
    return to_centime(WIDE.multiply(left, right))


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


def as_typed(text: str) -> str:
    """What a person typed, as a plain figure: comma or dot, groups by space, eastern digits.

    ``1 234,50``, ``1.234,50`` and ``1,234.50`` all give ``1234.50``. A lone comma or dot is the decimal sign:
    ``1,234`` stays three decimals, and is refused where two are allowed rather than guessed.
    """
    text = text.strip().translate(_EASTERN)
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped["group"] != grouped["point"]:
        text = text.replace(grouped["group"], "")
    return text.replace(",", ".")
