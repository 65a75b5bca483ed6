"""The words of the papers, and the few shapes of number only paper needs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from wolouj.bids.papers.text import Runs, clean, is_arabic, said

HERE = Path(__file__).parent
_ZONE = ZoneInfo("Africa/Casablanca")
_DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "ar": ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
}


# Until the house's own ``rulebook.engine.wording`` is here: the same doors, only what the papers use.
@cache
def _table() -> dict[str, dict[str, str]]:
    return yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))


def say(key: str, lang: str, **values: Any) -> str:
    """A sentence of ``words.yaml``, its blanks filled and isolated."""
    text = _table()[key][lang]
    if lang == "fr":
        text = re.sub(r" (?=[:;?!])", "\u202f", text)
    return re.sub(r"\{(\w+)(?::([\w.]+))?\}", lambda m: _fill(values[m[1]], m[2] or "", lang), text)


def _fill(value: Any, kind: str, lang: str) -> str:
    shapes = {
        "n": lambda: f"\u2066{number(value)}\u2069",
        "percent": lambda: f"\u2066{percent(value)}\u2069",
        "money": lambda: f"\u2066{amount(value)}\u2069\u00a0" + ("DH" if lang == "fr" else "درهم"),
        "day": lambda: day(value, lang),
        "instant": lambda: instant(value, lang),
        "ref": lambda: f"\u2066{clean(str(value))}\u2069",
        "count.line": lambda: f"{value} lignes" if lang == "fr" else f"\u2066{value}\u2069 سطور",
        "count.day": lambda: f"{value} jours" if lang == "fr" else f"\u2066{value}\u2069 يوما",
    }
    if kind in shapes:
        return shapes[kind]()
    text = clean(str(value))
    return ("\u2067" if is_arabic(text) else "\u2066") + text + "\u2069"


def words(key: str, lang: str, **values: Any) -> Runs:
    """The same sentence, as runs for the page."""
    return said(say(key, lang, **values))


def amount(value: Decimal) -> str:
    """``12 345,60``: two decimals, groups of three held by narrow no-break spaces."""
    return f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")


def number(value: Decimal | int) -> str:
    """``1 200`` or ``2,5``: no useless zero."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")


def percent(value: Decimal) -> str:
    """``20 %``."""
    return f"{number(value)}\u202f%"


def day(value: date, lang: str) -> str:
    """``24 novembre 2026``; the number held inside Arabic."""
    month = _MONTHS[lang][value.month - 1]
    if lang == "ar":
        return f"\u2066{value.day}\u2069 {month} \u2066{value.year}\u2069"
    return f"{'1er' if value.day == 1 else value.day} {month} {value.year}"


def instant(value: datetime, lang: str) -> str:
    """Weekday, day and time in Morocco."""
    local = here(value)
    name = _DAYS[lang][local.weekday()]
    clock = f"{local:%H:%M}"
    if lang == "ar":
        return f"{name} {day(local, lang)}، \u2066{clock}\u2069"
    return f"{name} {day(local, lang)} à {clock}"


def here(value: datetime) -> datetime:
    """The instant on a Moroccan clock."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(_ZONE)
