"""A line written as a phrase: ``1) Javel 5 l - U - 60``, ``Javel 5 l : 60 U``, ``60 bidons de javel``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wolouj.foundation.folding import fold
from wolouj.notices.sources.labels import table
from wolouj.notices.sources.quantities import NUMBER

LONGEST = 400
"""A longer row is prose, or hostile: no line of a notice is said in it."""

_UNITS = "|".join(sorted(map(re.escape, table("units")), key=len, reverse=True))
_ENDS_UNIT_QTY = re.compile(rf"^(?P<what>.+?)[\s\-–:;,|]+(?P<unit>{_UNITS})[\s\-–:;,|x×]+(?P<qty>{NUMBER})$")
_ENDS_QTY_UNIT = re.compile(rf"^(?P<what>.+?)[\s\-–:;,|x×]+(?P<qty>{NUMBER})\s*(?P<unit>{_UNITS})\.?$")
_ENDS_QTY = re.compile(rf"^(?P<what>.+?)\s*[\-–:;|x×]\s*(?P<qty>{NUMBER})$")
_STARTS_QTY = re.compile(rf"^(?P<qty>{NUMBER})\s*(?P<unit>{_UNITS})?\s*(?:x|×|de|d'|-|من)?\s+(?P<what>\D.+)$")
_ORDER = re.compile(
    r"^\s*(?:article|art|ligne|item|n°|#|البند|بند)?\.?\s*(?:n°)?\s*(\d{1,4})(\s*[).:/\-–\t]\s*|\s+)",
    re.IGNORECASE,
)


def order_of(row: str) -> tuple[str, str, bool] | None:
    """Order number, the rest, and whether a mark set the number apart (``1)``), when the row starts with one."""
    if not (order := _ORDER.match(row)):
        return None
    return order[1], row[order.end() :], bool(order[2].strip()) or "\t" in order[2]


def phrase(text: str, *, numbered: bool) -> tuple[str, str, str] | None:
    """Designation, unit and quantity said in ``text``. Without an order number, it must name a unit too."""
    if len(text) > LONGEST:
        return None
    text, folded = " ".join(text.split()), fold(text)
    at = _origins(text) if len(text) != len(folded) else range(len(text))
    for pattern in (_ENDS_UNIT_QTY, _ENDS_QTY_UNIT, _ENDS_QTY, _STARTS_QTY):
        found = pattern.match(folded)
        if found and (numbered or found.groupdict().get("unit")):
            break
    else:
        return None
    # "120 repas de midi": the unit opens the designation and stays in it.
    what = found.span("what") if pattern is not _STARTS_QTY else (found.end("qty"), len(folded))
    unit = _as_written(text, at, found.span("unit")).strip() if found.groupdict().get("unit") else ""
    return _as_written(text, at, what).strip(" \t:;,-–|"), unit, found["qty"]


def _origins(text: str) -> list[int]:
    """For each letter of the folded text, where it stood: folding drops some and writes others as several."""
    return [place for place, letter in enumerate(text) for _ in fold(f"a{letter}a")[1:-1]]


def _as_written(text: str, at: Sequence[int], span: tuple[int, int]) -> str:
    """The part of ``text`` that a span of its folded letters came from."""
    start, end = span
    return text[at[start] : at[end - 1] + 1] if start < end <= len(at) else ""
