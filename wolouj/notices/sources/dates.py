"""Days and hours as Moroccan notices write them, in French and in Arabic.

All text given here is folded (:func:`wolouj.foundation.folding.fold`). Nothing is guessed: every day and every hour
found is returned, and the caller marks what could be read in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
    "يناير": 1, "فبراير": 2, "مارس": 3, "ابريل": 4, "ماي": 5, "مايو": 5, "يونيو": 6, "يونيه": 6, "يوليوز": 7,
    "يوليو": 7, "غشت": 8, "اغسطس": 8, "شتنبر": 9, "سبتمبر": 9, "اكتوبر": 10, "نونبر": 11, "نوفمبر": 11,
    "دجنبر": 12, "ديسمبر": 12,
}  # fmt: skip
"""Folded month names -> number. The Eastern Arabic names are read too, though never written."""

WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "الاثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الخميس": 3, "الجمعه": 4, "السبت": 5, "الاحد": 6,
}  # fmt: skip

HOURS = {
    "الثامنه": 8, "التاسعه": 9, "العاشره": 10, "الحاديه عشره": 11, "الثانيه عشره": 12, "الثانيه": 2, "الثالثه": 3,
    "الرابعه": 4, "الخامسه": 5, "السادسه": 6, "الواحده": 1,
}  # fmt: skip
"""Hours said in words, as Arabic notices do."""
_QUARTERS = {"والنصف": 30, "والربع": 15}

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?![\d/-])")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})(?:er)?[ -]?({_NAMES})\.?,?(?:[ -](\d{{4}}))?(?!\w)")
_CLOCK = re.compile(r"(?<![\d/.:-])([01]?\d|2[0-3]) ?(?:heures?\b|h\b|h(?=\d)|:|س\b) ?([0-5]\d)?(?:mn|min)?(?![\d:])")
_AT = re.compile(r"(?:الساعه|س) ([01]?\d|2[0-3])(?! ?[:\d])")
_SAID = re.compile(rf"({'|'.join(HOURS)})(?: ({'|'.join(_QUARTERS)}))?(?!\w)")
_AFTERNOON = re.compile(r"apres[- ]midi|بعد الزوال|مساء|زوالا")
_SECONDS = re.compile(r"(:\d{2}):\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days found. ``short_year``: one was written with two figures; ``no_year``: a day and month without year."""

    found: tuple[date, ...]
    short_year: bool = False
    no_year: bool = False


def find_days(folded: str) -> Days:
    """Every day written in ``folded`` text (``26/11/2026``, ``26 novembre 2026``, ``26 نونبر 2026``), in order."""
    found: dict[int, date | None] = {}
    short = lone = False
    for match in _ISO.finditer(folded):
        found[match.start()] = _day(int(match[1]), int(match[2]), int(match[3]))
    for match in _FIGURES.finditer(_ISO.sub(lambda m: " " * len(m[0]), folded)):
        short = short or len(match[3]) == 2
        found[match.start()] = _day(int(match[3]) + (2000 if len(match[3]) == 2 else 0), int(match[2]), int(match[1]))
    for match in _NAMED.finditer(folded):
        if match[3]:
            found[match.start()] = _day(int(match[3]), MONTHS[match[2]], int(match[1]))
        else:
            lone = True
    days = dict.fromkeys(day for _, day in sorted(found.items(), key=lambda each: each[0]) if day is not None)
    return Days(tuple(days), short, lone)


def find_day(folded: str) -> date | None:
    """The first day written in ``folded`` text, if any."""
    return next(iter(find_days(folded).found), None)


def find_clocks(folded: str) -> tuple[time, ...]:
    """Every hour written (``10:00``, ``10h``, ``10 heures 30``, ``الساعة العاشرة صباحا``), in order, once each."""
    rest = _SECONDS.sub(r"\1", folded)
    for pattern in (_ISO, _FIGURES, _NAMED):
        rest = pattern.sub(" ; ", rest)
    rest = re.sub(r"; ?t(?=\d)", " ", rest)
    later = 12 if _AFTERNOON.search(rest) else 0
    found = {m.start(): (int(m[1]), int(m[2] or 0)) for m in _CLOCK.finditer(rest)}
    found |= {m.start(): (int(m[1]), 0) for m in _AT.finditer(rest)}
    found |= {m.start(): (HOURS[m[1]], _QUARTERS.get(m[2] or "", 0)) for m in _SAID.finditer(rest)}
    clocks = (time(hour + (later if hour < 12 else 0), minute) for _, (hour, minute) in sorted(found.items()))
    return tuple(dict.fromkeys(clocks))


def weekday_differs(folded: str, day: date) -> bool:
    """Whether the text names a weekday that is not ``day``'s."""
    named = {number for name, number in WEEKDAYS.items() if re.search(rf"(?<!\w){name}(?!\w)", folded)}
    return bool(named) and day.weekday() not in named


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
