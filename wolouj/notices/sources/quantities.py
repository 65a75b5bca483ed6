"""Quantities as notices write them: read when they can be read in one way, marked when in two."""

from __future__ import annotations

import re
from decimal import Decimal

from wolouj.foundation.folding import fold
from wolouj.notices.sources.labels import table

NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+(?:,\d+)?")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
MOST_FIGURES, MOST_DECIMALS = 12, 3


def read_quantity(text: str) -> tuple[str | None, str]:
    """A quantity as written -> decimal text (or ``None``) and a doubt (or ``""``).

    ``1 200`` and ``1.200,50`` are read in one way. ``1.200`` may be twelve hundred or one point two: it is read as a
    French thousand, ``1,200`` as a French decimal, and both are marked. Two figures in one cell (``10 à 20``,
    ``2 x 50``) give the first one, marked. A sign before the figure, zero, and what is too long are not read.
    """
    text = text.strip()
    numbers = re.findall(NUMBER, text)
    if not numbers or re.match(r"[-−–]\s*\d", text):
        return None, "not_understood" if text else "missing"
    raw = numbers[0]
    doubt = "two_values" if len(numbers) > 1 else "thousand_or_decimal" if _TWO_WAYS.fullmatch(raw) else ""
    plain = raw.replace(" ", "").replace(".", "") if _GROUPED.fullmatch(raw) else raw.replace(" ", "")
    value = Decimal(plain.replace(",", "."))
    shown = format(value.normalize(), "f")
    whole, _, decimals = shown.partition(".")
    if value <= 0 or len(whole) + len(decimals) > MOST_FIGURES or len(decimals) > MOST_DECIMALS:
        return None, "not_understood"
    return shown, doubt


def unit_beside(text: str) -> str:
    """The unit written in the cell of a quantity (``60 U``, ``12,5 kg``), when it is one we know; else ``""``."""
    rest = re.sub(NUMBER, " ", text, count=1).strip(" .()")
    return rest if fold(rest) in _UNITS else ""


_UNITS = frozenset(fold(unit) for unit in table("units"))
