"""An amount of dirhams in words, as a quote must carry it, in French and in Arabic.

French follows the traditional spelling (no hyphen around ``et``, none after hundreds and thousands). Arabic is
in the nominative, without vowel marks, ``مائة`` with its alif; the number and its noun agree as the grammars say:
3 to 10 reverse the gender and take the plural, 11 to 99 the singular accusative, hundreds and thousands the
genitive, the dual drops its nun in construct, and 101 or 1002 repeat the noun (``مائة درهم ودرهم واحد``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import CENTIME, parse_amount
from wolouj.foundation.words import pair

MOST = Decimal("999999999.99")


def in_words(amount: Decimal | int | str) -> Bilingual:
    """``9840`` -> « neuf mille huit cent quarante dirhams » and its Arabic; centimes follow when there are some.

    From 0 to 999,999,999.99. A text is read as :func:`~wolouj.foundation.money.parse_amount` reads it. Raises
    BadInput when the amount is negative, too large, finer than a centime, or no number.
    """
    whole, cents = divmod(int(_checked(amount) * 100), 100)
    return Bilingual(fr=_french_amount(whole, cents), ar=_arabic_amount(whole, cents))


def _checked(amount: object) -> Decimal:
    """The amount as a Decimal that can be said, or BadInput."""
    if isinstance(amount, str):
        amount = parse_amount(amount)
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise BadInput(text=pair("foundation.amount.not_a_number", text=str(amount)[:40]))
    value = Decimal(amount)
    if not value.is_finite():
        raise BadInput(text=pair("foundation.amount.not_a_number", text=str(amount)[:40]))
    if value < 0:
        raise BadInput(text=pair("foundation.amount.negative", text=str(amount)[:40]))
    if value > MOST:
        raise BadInput(text=pair("foundation.in_words.too_large", amount=value, most=MOST))
    if value != value.quantize(CENTIME):
        raise BadInput(text=pair("foundation.amount.too_many_decimals", text=str(amount)[:40], most=2))
    return value


# ---- French -------------------------------------------------------------------------------------------------

_FR_SMALL = tuple(
    (
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize dix-sept dix-huit dix-neuf"
    ).split()
)
_FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt"}
_FR_TENS[9] = _FR_TENS[8]


def _fr_under_hundred(n: int, plural: bool) -> str:
    """0 to 99. ``plural``: nothing numeral follows, so 80 takes its s."""
    if n < 20:
        return _FR_SMALL[n]
    tens = n // 10
    base = _FR_TENS[tens]
    rest = n - {7: 60, 9: 80}.get(tens, tens * 10)
    if rest == 0:
        return base + ("s" if tens == 8 and plural else "")
    if rest in (1, 11) and tens < 8:
        return f"{base} et {_FR_SMALL[rest]}"
    return f"{base}-{_FR_SMALL[rest]}"


def _fr_under_thousand(n: int, plural: bool) -> str:
    """0 to 999. ``plural`` as above: *deux cents*, but *deux cent mille*."""
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _fr_under_hundred(rest, plural)
    head = "cent" if hundreds == 1 else f"{_FR_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_fr_under_hundred(rest, plural)}"
    return head + ("s" if hundreds > 1 and plural else "")


def french_number(n: int) -> str:
    """0 to 999,999,999 in French. *Million* is a noun (deux cents millions), *mille* a numeral (deux cent mille)."""
    millions, rest = divmod(n, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    parts = []
    if millions:
        parts.append(f"{_fr_under_thousand(millions, True)} million{'s' if millions > 1 else ''}")
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_fr_under_thousand(thousands, False)} mille")
    if units or not parts:
        parts.append(_fr_under_thousand(units, True))
    return " ".join(parts)


def _french_amount(whole: int, cents: int) -> str:
    """Dirhams and centimes; less than a dirham is said in centimes alone."""
    parts = []
    if whole or not cents:
        of = "de " if whole and whole % 1_000_000 == 0 else ""
        parts.append(f"{french_number(whole)} {of}dirham{'s' if whole > 1 else ''}")
    if cents:
        parts.append(f"{french_number(cents)} centime{'s' if cents > 1 else ''}")
    return " et ".join(parts)


# ---- Arabic -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted:
    """A masculine noun that numbers count, in the forms they ask for."""

    alone: str
    """After nothing, for one: ``درهم واحد``, but ``ألف``."""
    one: str
    two: str
    two_construct: str
    few: str
    many: str


_DIRHAM = _Counted("درهم واحد", "درهم", "درهمان", "درهما", "دراهم", "درهما")
_CENTIME = _Counted("سنتيم واحد", "سنتيم", "سنتيمان", "سنتيما", "سنتيمات", "سنتيما")
_THOUSAND = _Counted("ألف", "ألف", "ألفان", "ألفا", "آلاف", "ألفا")
_MILLION = _Counted("مليون", "مليون", "مليونان", "مليونا", "ملايين", "مليونا")

# Units as they stand with a masculine noun: 3 to 10 in the feminine form.
_AR_UNITS = tuple("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split())
_AR_TENS = tuple("_ _ عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split())
_AR_HUNDREDS = tuple("_ مائة مائتان ثلاثمائة أربعمائة خمسمائة ستمائة سبعمائة ثمانمائة تسعمائة".split())
_TWO_HUNDRED_CONSTRUCT = "مائتا"


def _ar_under_hundred(n: int) -> str:
    """1 to 99 with a masculine noun."""
    if n <= 10:
        return _AR_UNITS[n]
    if n < 20:
        return f"{ {11: 'أحد', 12: 'اثنا'}.get(n) or _AR_UNITS[n - 10] } عشر"
    tens, unit = divmod(n, 10)
    return f"{_AR_UNITS[unit]} و{_AR_TENS[tens]}" if unit else _AR_TENS[tens]


def _ar_number(n: int, construct: bool) -> str:
    """1 to 999,999,999 with a masculine noun. ``construct``: the noun follows, owned by the last word."""
    millions, rest = divmod(n, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    hundreds, small = divmod(units, 100)
    parts = []
    if millions:
        parts.append(_ar_counted(millions, _MILLION, construct and not rest))
    if thousands:
        parts.append(_ar_counted(thousands, _THOUSAND, construct and not units))
    if hundreds:
        two_construct = hundreds == 2 and construct and not small
        parts.append(_TWO_HUNDRED_CONSTRUCT if two_construct else _AR_HUNDREDS[hundreds])
    if small:
        parts.append(_ar_under_hundred(small))
    return " و".join(parts)


def _ar_counted(n: int, noun: _Counted, construct: bool = False) -> str:
    """``n`` and its noun, ``n`` from 1. ``construct``: another noun follows this one (``ألفا درهم``)."""
    if n == 1:
        return noun.alone
    if n == 2:
        return noun.two_construct if construct else noun.two
    small = n % 100
    if small in (1, 2):  # one and two are said by the noun itself, so the noun comes twice
        return f"{_ar_counted(n - small, noun)} و{_ar_counted(small, noun, construct)}"
    if 3 <= small <= 10:
        return f"{_ar_number(n, False)} {noun.few}"
    if small >= 11:
        return f"{_ar_number(n, False)} {noun.one if construct else noun.many}"
    return f"{_ar_number(n, True)} {noun.one}"


def _arabic_amount(whole: int, cents: int) -> str:
    """Dirhams and centimes; less than a dirham is said in centimes alone."""
    if not whole and not cents:
        return f"{_AR_UNITS[0]} {_DIRHAM.one}"
    parts = [_ar_counted(whole, _DIRHAM)] if whole else []
    if cents:
        parts.append(_ar_counted(cents, _CENTIME))
    return " و".join(parts)
