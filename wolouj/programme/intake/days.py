"""A day of birth as people write it, in three forms and two alphabets; a year alone when that is all one knows."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from wolouj.foundation.folding import fold

EPOCH = date(1899, 12, 30)
"""Day zero of spreadsheets."""
YOUNGEST, OLDEST = 10, 100
"""Ages outside are a slip of the pen."""
_MONTHS = {
    1: "janvier janv jan yanayir يناير", 2: "fevrier fev feb فبراير", 3: "mars mar مارس", 4: "avril avr apr ابريل",
    5: "mai may ماي مايو", 6: "juin jun يونيو", 7: "juillet juil jul يوليوز يوليو", 8: "aout aug غشت اغسطس",
    9: "septembre sept sep شتنبر سبتمبر", 10: "octobre oct اكتوبر", 11: "novembre nov نونبر نوفمبر",
    12: "decembre dec دجنبر ديسمبر",
}  # fmt: skip
MONTHS = {fold(name): number for number, names in _MONTHS.items() for name in names.split()}
_FIGURES = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,4})(?:[ t]\d{1,2}:\d{2}.*)?")
_WORDS = re.compile(r"(\d{1,2})(?:er)?\s*[\s\-/.]?\s*([^\W\d_]+)\.?\s*[\s\-/.,]?\s*(\d{2,4})")


class BadDay(ValueError):
    """What was written is no day of birth; ``key`` names the sentence."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def birth(value: object, *, on: date) -> tuple[date | None, int | None]:
    """The day of birth, or the year alone.

    Args:
        value: a day, an instant, a spreadsheet's number of days, or text: ``12/03/1990``, ``1990-03-12``,
            ``12 mars 1990``, ``12 مارس 1990``, ``1990``. Figures are read day, month, year, as in Morocco.
        on: the day it is told, to choose the century and to refuse an impossible age.

    Raises:
        BadDay: no such day, or an age nobody has.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _plausible(value, on), None
    text = fold(str(value)).strip().removesuffix(".0")
    if re.fullmatch(r"\d{4}", text):
        return None, _plausible(date(_year(int(text), on), 7, 1), on).year
    if re.fullmatch(r"\d{5}", text):
        return _plausible(EPOCH + timedelta(days=int(text)), on), None
    if found := _FIGURES.fullmatch(text):
        first, month, last = (int(part) for part in found.groups())
        if len(found[1]) == 4:
            return _plausible(_day(first, month, last, on), on), None
        return _plausible(_day(last, month, first, on), on), None
    if found := _WORDS.fullmatch(text):
        month = MONTHS.get(found[2], 0)
        if month:
            return _plausible(_day(int(found[3]), month, int(found[1]), on), on), None
    raise BadDay("birth_bad")


def _day(year: int, month: int, day: int, on: date) -> date:
    if month > 12 >= day:
        raise BadDay("birth_order")
    whole = _year(year, on)
    try:
        return date(whole, month, day)
    except ValueError:
        raise BadDay("birth_bad") from None


def _year(year: int, on: date) -> int:
    """Two figures are the only year that gives an age a person can have."""
    if year >= 100:
        if not 1900 <= year <= on.year:
            raise BadDay("birth_age")
        return year
    ages = [century + year for century in (1900, 2000) if YOUNGEST <= on.year - (century + year) <= OLDEST]
    if len(ages) != 1:
        raise BadDay("birth_century")
    return ages[0]


def _plausible(day: date, on: date) -> date:
    if not YOUNGEST <= on.year - day.year <= OLDEST:
        raise BadDay("birth_age")
    return day
