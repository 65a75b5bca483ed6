"""Numbers, money, days and counted nouns, written as people read them in French and in Arabic.

Every function answers a plain string. What must keep its own direction inside the other script is closed in
Unicode isolates (U+2066 or U+2068 … U+2069): a screen turns them into ``<bdi>``, a message sends them as they
are. Figures are Western digits, grouped with a narrow no-break space, with a decimal comma.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

import yaml

from rulebook.engine.strict_yaml import SafeLoader

Lang = Literal["fr", "ar"]
LANGS: tuple[Lang, Lang] = ("fr", "ar")

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
NNBSP, NBSP, MINUS = "\u202f", "\u00a0", "\u2212"
CASABLANCA = ZoneInfo("Africa/Casablanca")
UNIT: Mapping[str, str] = {"fr": "DH", "ar": "درهم"}
"""The unit after an amount in tables and totals; it does not agree there."""

MONTHS: Mapping[str, tuple[str, ...]] = {
    "fr": tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    "ar": tuple("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split()),
}
WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "fr": tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    "ar": tuple("الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()),
}
NOUNS_FILE = Path(__file__).with_name("nouns.yaml")
_OPENERS = frozenset({LRI, RLI, FSI})
# Marks that would leak direction out of a value: embeddings, overrides, and line or paragraph ends.
_UNSAFE = {ord(mark): None for mark in "\u202a\u202b\u202c\u202d\u202e"}
_MARKED = re.compile(f"[{LRI}{RLI}{FSI}{PDI}{''.join(map(chr, _UNSAFE))}]")
_EXACT = Context(prec=60)


def _closed(text: str) -> str:
    """``text`` with every isolate it opens closed, no stray closing mark, and no embedding or override."""
    if not _MARKED.search(text):
        return text
    depth, out = 0, []
    for char in text.translate(_UNSAFE):
        if char in _OPENERS:
            depth += 1
        elif char == PDI:
            if depth == 0:
                continue
            depth -= 1
        out.append(char)
    return "".join(out) + PDI * depth


def isolate(text: str) -> str:
    """``text`` read left to right whatever stands around it: figures, references, phones, Latin names."""
    return f"{LRI}{_closed(text)}{PDI}" if text else ""


def isolate_auto(text: str) -> str:
    """``text`` kept apart, its direction chosen by its first strong letter: names and free text."""
    return f"{FSI}{_closed(text)}{PDI}" if text else ""


def plain(text: str) -> str:
    """``text`` without its isolates: for comparing and for places that cannot show them."""
    return text.translate({ord(mark): None for mark in (LRI, RLI, FSI, PDI)})


def _decimal(x: Decimal | int) -> Decimal:
    """``x`` as a finite Decimal. A float, a bool or a not-a-number is a fault of the caller."""
    if isinstance(x, bool) or not isinstance(x, Decimal | int):
        raise TypeError(f"a Decimal or an int is needed, not {x!r}")
    value = Decimal(x)
    if not value.is_finite():
        raise ValueError(f"not a finite number: {x!r}")
    return value


def number(x: Decimal | int, decimals: int | None = None) -> str:
    """``12345.6`` as ``12 345,6`` (narrow no-break spaces), **not** isolated.

    ``decimals`` fixes how many figures follow the comma, rounding half up; ``None`` keeps those that count.
    """
    value = _decimal(x)
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    text = f"{int(whole):,}".replace(",", NNBSP) + (f",{fraction}" if fraction else "")
    return f"{MINUS}{text}" if value < 0 else text


def money(x: Decimal | int, lang: Lang) -> str:
    """An amount in dirhams with two decimals and its unit: ``12 345,60 DH``, the figure isolated."""
    return f"{isolate(number(x, 2))}{NBSP}{UNIT[lang]}"


def percent(x: Decimal | int, lang: Lang) -> str:
    """A rate given per cent (``20`` is 20 %), isolated whole, the same in both languages."""
    return isolate(f"{number(x)}{NNBSP}%")


def clock_time(dt: datetime) -> str:
    """Hour and minute of an instant in Casablanca, ``10:00``, isolated."""
    return isolate(f"{local(dt):%H:%M}")


def local(dt: datetime) -> datetime:
    """The same instant on a clock of Casablanca. An instant without a zone is refused: it is no instant."""
    if dt.tzinfo is None:
        raise ValueError(f"an instant needs a zone: {dt!r}")
    return dt.astimezone(CASABLANCA)


def _as_day(d: date) -> date:
    """A plain day; of an instant, its day in Casablanca."""
    return local(d).date() if isinstance(d, datetime) else d


def day(d: date, lang: Lang) -> str:
    """``26 novembre 2026``; in French the first of a month is ``1er``."""
    d = _as_day(d)
    figure = "1er" if lang == "fr" and d.day == 1 else str(d.day)
    return f"{isolate(figure)}{NBSP}{MONTHS[lang][d.month - 1]} {isolate(str(d.year))}"


def month(d: date, lang: Lang) -> str:
    """``novembre 2026``: the month of a day, when the day itself is not fixed."""
    d = _as_day(d)
    return f"{MONTHS[lang][d.month - 1]} {isolate(str(d.year))}"


def weekday(d: date, lang: Lang) -> str:
    """``jeudi 26 novembre 2026``: the day with its name."""
    return f"{WEEKDAYS[lang][_as_day(d).weekday()]} {day(d, lang)}"


def instant(dt: datetime, lang: Lang) -> str:
    """``jeudi 26 novembre 2026 à 10:00``, on a clock of Casablanca."""
    joint = {"fr": " à ", "ar": "، "}[lang]
    return f"{weekday(local(dt), lang)}{joint}{clock_time(dt)}"


@cache
def nouns() -> Mapping[str, Mapping[Lang, Mapping[str, str]]]:
    """The table of counted nouns, checked: each has all its forms in both languages."""
    table = yaml.load(NOUNS_FILE.read_text(encoding="utf-8"), SafeLoader)
    needed = {"fr": {"one", "other"}, "ar": {"gender", "one", "two", "two_oblique", "few", "many"}}
    for noun, forms in table.items():
        for lang, names in needed.items():
            if set(forms.get(lang, {})) != names:
                raise ValueError(f"{NOUNS_FILE.name}, {noun}, {lang}: needs exactly {sorted(names)}")
        if forms["ar"]["gender"] not in {"m", "f"}:
            raise ValueError(f"{NOUNS_FILE.name}, {noun}: gender is m or f")
    return cast("Mapping[str, Mapping[Lang, Mapping[str, str]]]", table)


def arabic_form(n: Decimal | int) -> str:
    """Which form the counted noun takes in Arabic after ``n``: one, two, few, many.

    The last two figures decide: 3 to 10 few, 11 to 99 many, otherwise the singular; ``two`` is for 2 alone. A
    number with a fraction follows its whole part.
    """
    value = abs(_decimal(n))
    last = int(value) % 100
    if value == 2:
        return "two"
    if 3 <= last <= 10:
        return "few"
    return "many" if last >= 11 else "one"


def noun(n: Decimal | int, name: str, lang: Lang, *, oblique: bool = False) -> str:
    """The noun alone, agreed with ``n``: for screens that draw the figure apart."""
    try:
        forms = nouns()[name][lang]
    except KeyError:
        raise KeyError(f"no noun {name!r} in {NOUNS_FILE.name}") from None
    if lang == "fr":
        return forms["one"] if abs(_decimal(n)) < 2 else forms["other"]
    form = arabic_form(n)
    return forms["two_oblique" if form == "two" and oblique else form]


def count(n: Decimal | int, name: str, lang: Lang, *, oblique: bool = False) -> str:
    """A number with its noun: ``6 jours``; in Arabic one and two are said in words (``يوم واحد``, ``يومان``).

    ``oblique`` is for after a preposition or for an object: ``يومين``.
    """
    word = noun(n, name, lang, oblique=oblique)
    if lang == "ar" and n == 1:
        return f"{word} {'واحدة' if nouns()[name]['ar']['gender'] == 'f' else 'واحد'}"
    if lang == "ar" and n == 2:
        return word
    return f"{isolate(number(n))}{NBSP}{word}"


_COUNTED = frozenset({"hour", "day", "month", "year"})


def measured(x: Decimal | int, unit: str, lang: Lang) -> str:
    """A quantity of the law with its unit: an amount, a rate, a number of days; else the bare number, isolated."""
    if unit == "MAD":
        return money(x, lang)
    if unit == "percent":
        return percent(x, lang)
    return count(x, unit, lang) if unit in _COUNTED else isolate(number(x))
