"""Money as Decimal: rounding to the centime, and reading what people type.

The readers accept the ways people write (``12 345,60``, ``12345.60``, no-break spaces, Arabic-Indic figures) and
refuse what can be read in two ways, such as ``12,345``, rather than guess. They raise
:class:`~wolouj.foundation.bad_input.BadInput` with its sentence in French and Arabic.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair

CENTIME = Decimal("0.01")
MOST_DIGITS = 12
_EXACT = Context(prec=60)

# Arabic-Indic and Persian figures, Arabic separators, every kind of space, and marks of direction.
_PLAIN: dict[int, str | None] = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_PLAIN |= {ord("٫"): "٫", ord("٬"): " ", ord("،"): ","} | {ord(c): " " for c in "\u00a0\u202f\u2007\u2009\u2008\t"}
_PLAIN |= {ord(c): None for c in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"}
_PLAIN |= {ord("−"): "-"}
_UNIT = re.compile(r"\s*(?:DHS?|MAD|درهما|درهم|دراهم|د\.م\.?)\.?$", re.IGNORECASE)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_MARK_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})+")


def centimes(x: Decimal) -> Decimal:
    """``x`` rounded half up to the centime (0.005 becomes 0.01)."""
    return x.quantize(CENTIME, rounding=ROUND_HALF_UP, context=_EXACT)


def _bad(key: str, field: str | None, **values: object) -> BadInput:
    return BadInput(text=pair(key, **values), field=field)


def _split(text: str, typed: str, field: str | None) -> tuple[str, str]:
    """Whole figures and decimals of a cleaned number; raises when it is none or can be read in two ways."""
    marks = {m for m in ".,٫" if m in text}
    if _MARK_GROUPED.fullmatch(text):  # 1.234.567: a mark met twice can only part thousands
        return re.sub(r"\D", "", text), ""
    last = max((text.rfind(m) for m in marks), default=-1)
    whole, decimals = (text[:last], text[last + 1 :]) if last >= 0 else (text, "")
    if last >= 0 and not re.fullmatch(r"[0-9]+", decimals):
        raise _bad("foundation.amount.not_a_number", field, text=typed)
    inner = {m for m in ".," if m in whole}
    if inner:
        grouped = re.fullmatch(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*", whole)
        if not grouped or text[last] in inner:
            raise _bad("foundation.amount.not_a_number", field, text=typed)
    elif not re.fullmatch(r"[0-9]+", whole) and not _SPACED.fullmatch(whole):
        raise _bad("foundation.amount.not_a_number", field, text=typed)
    lone = last >= 0 and text[last] != "٫" and not inner and " " not in whole
    if lone and len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        raise _bad(
            "foundation.amount.ambiguous",
            field,
            text=typed,
            thousands=Decimal(whole + decimals),
            decimal=Decimal(f"{whole}.{decimals}"),
        )
    return re.sub(r"\D", "", whole), decimals


def _read(text: str, most_decimals: int, field: str | None) -> Decimal:
    """A number of zero or more, as typed."""
    clean = re.sub(r" +", " ", text.translate(_PLAIN)).strip()
    typed = clean[:40]
    if not clean:
        raise _bad("foundation.amount.empty", field)
    if re.fullmatch(r"-\s*[0-9 .,٫]*[0-9][0-9 .,٫]*", clean):
        raise _bad("foundation.amount.negative", field, text=typed)
    whole, decimals = _split(clean, typed, field)
    if len(whole.lstrip("0")) + len(decimals) > MOST_DIGITS or len(whole) > MOST_DIGITS:
        raise _bad("foundation.amount.too_long", field, text=typed, most=MOST_DIGITS)
    if len(decimals) > most_decimals:
        raise _bad("foundation.amount.too_many_decimals", field, text=typed, most=most_decimals)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def parse_amount(text: str, *, field: str | None = None) -> Decimal:
    """An amount in dirhams as typed: zero or more, two decimals, twelve figures at most; a unit after it is fine.

    Raises BadInput, whose ``field`` is the one given.
    """
    return _read(_UNIT.sub("", text.translate(_PLAIN).strip()), 2, field)


def parse_quantity(text: str, *, field: str | None = None) -> Decimal:
    """A quantity as typed: zero or more, three decimals, twelve figures at most. Raises BadInput."""
    return _read(text, 3, field)


def parse_rate(text: str, *, field: str | None = None) -> Decimal:
    """A rate per cent as typed, from 0 to 100, two decimals; ``%`` after it is fine. Raises BadInput."""
    rate = _read(re.sub(r"\s*[%٪]\s*$", "", text.translate(_PLAIN)), 2, field)
    if rate > 100:
        raise _bad("foundation.rate.over_hundred", field, least=0, most=100, text=text.strip()[:40])
    return rate
