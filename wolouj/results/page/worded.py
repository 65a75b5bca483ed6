"""Figures and groups in the words of a language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.words import active, say
from wolouj.reference import territories
from wolouj.results.counting.hits import Gives, Measure
from wolouj.results.counting.progress import Pace
from wolouj.results.counting.splits import UNTOLD


def value_word(value: Decimal | None, *, share: bool, measure: Measure | None = None, lang: Lang | None = None) -> str:
    """A figure as it is read: a share, an amount, days, or a number; empty when it is not known."""
    if value is None:
        return ""
    lang, plain = lang or active(), value.normalize()
    if share:
        return fmt.percent(plain, lang)
    gives = measure.gives if measure is not None else None
    if gives is Gives.DIRHAMS:
        return fmt.money(value, lang) if value != value.to_integral_value() else _whole_money(value, lang)
    if gives is Gives.DAYS and value == value.to_integral_value():
        return fmt.count(int(value), "day", lang)
    return fmt.isolate(fmt.number(plain))


def _whole_money(value: Decimal, lang: Lang) -> str:
    return f"{fmt.isolate(fmt.number(value, 0))}{fmt.NBSP}{fmt.UNIT[lang]}"


def group_word(way: str, key: str, lang: Lang | None = None) -> str:
    """The name of a group of people."""
    lang = lang or active()
    if key == UNTOLD:
        return say("results.untold", lang)
    if way == "province":
        place = territories.place(key)
        return fmt.isolate_auto(place.name(lang)) if place else fmt.isolate(key)
    return say(f"results.{way}_{key}", lang)


def pace_key(stands: Pace, target: Decimal | None) -> str:
    """What is said of where a figure stands: of an unknown one, what is lacking."""
    if stands is not Pace.UNKNOWN:
        return f"pace_{stands}"
    return "pace_no_target" if target is None else "pace_no_value"


def widest(values: Iterable[Decimal | None], *, share: bool) -> Decimal:
    """What a whole bar stands for: the largest group, or a hundred per cent."""
    if share:
        return Decimal(100)
    return max((value for value in values if value is not None), default=Decimal(0)) or Decimal(1)
