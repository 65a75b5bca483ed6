"""Days and hours as Moroccan notices write them, in French and in Arabic."""

from __future__ import annotations

import re
from datetime import date, time

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "يناير": 1, "فبراير": 2, "مارس": 3, "ابريل": 4, "ماي": 5, "مايو": 5, "يونيو": 6, "يوليوز": 7, "يوليو": 7,
    "غشت": 8, "اغسطس": 8, "شتنبر": 9, "سبتمبر": 9, "اكتوبر": 10, "نونبر": 11, "نوفمبر": 11, "دجنبر": 12,
    "ديسمبر": 12,
}  # fmt: skip
"""Folded month names -> number. The Eastern Arabic names are read too, though never written."""

_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s+(" + "|".join(MONTHS) + r")\s+(\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<![\d/.-])([01]?\d|2[0-3])\s*(?:h|:|س)\s*([0-5]\d)?(?!\d)")


def find_day(folded: str) -> date | None:
    """The first day written in ``folded`` text (``26/11/2026``, ``26 novembre 2026``, ``26 نونبر 2026``), if any."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_FIGURES, (3, 2, 1))):
        if found := pattern.search(folded):
            year, month, day = (int(found[i]) for i in order)
            return _day(year, month, day)
    if found := _NAMED.search(folded):
        return _day(int(found[3]), MONTHS[found[2]], int(found[1]))
    return None


def find_clock(folded: str) -> time | None:
    """The first hour written after the day (``10:00``, ``10h``, ``10 h 30``), if any."""
    rest = _NAMED.sub(" ", _FIGURES.sub(" ", _ISO.sub(" ", folded))).replace("t", " ", 1)
    if found := _CLOCK.search(rest):
        return time(int(found[1]), int(found[2] or 0))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
