"""Morocco's public holidays: the fixed ones, the moving ones as expected, and what was announced since.

Fixed and expected days come from the library ``holidays``, checked by a test against our own note. A feast that
follows the moon is only *expected* until somebody writes its announced days in ``holidays.yaml``. No Django here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.deadlines.counting import Holiday
from rulebook.engine.verdict import Bilingual

FILE = Path(__file__).with_name("holidays.yaml")
FEASTS = {
    "eid_al_fitr": "Eid al-Fitr",
    "eid_al_adha": "Eid al-Adha",
    "islamic_new_year": "Islamic New Year",
    "mawlid": "Prophet's Birthday",
}
"""Our code of a moving feast -> its name in the library."""
EXCEPTIONAL = "exceptional"
EXPECTED = " (estimated)"
NEAR = timedelta(days=5)
"""How far an announced day may stand from the day expected and still be the same feast."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
_SAID = {"en_US": "", "fr": " (estimé)", "ar": " (تقديري)"}


@dataclass(frozen=True, slots=True)
class Announced:
    """One official announcement. ``name`` only for a day off granted once."""

    feast: str
    days: tuple[date, ...]
    name: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    feast: str | None
    holiday: Holiday


class MoroccanHolidays:
    """The :class:`~rulebook.deadlines.counting.Calendar` of Morocco, with the announcements given."""

    def __init__(self, announced: tuple[Announced, ...] = ()) -> None:
        self._announced = announced
        self._said = {day: one for one in announced for day in one.days}

    def closed(self, day: date) -> Holiday | None:
        """The public holiday of ``day``; ``expected`` when it follows the moon and was not announced."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        found = [one for one in _library(day.year).get(day, ()) if not self._replaced(one, day)]
        sure = [one.holiday for one in found if not one.holiday.expected]
        if sure:
            return sure[0]
        if day in self._said:
            return Holiday(self._name(self._said[day]))
        return found[0].holiday if found else None

    def _replaced(self, one: _Day, day: date) -> bool:
        """Whether the days of this feast were announced: then the expected ones no longer count."""
        return any(
            said.feast == one.feast and any(abs(day - told) <= NEAR for told in said.days) for said in self._announced
        )

    def _name(self, said: Announced) -> Bilingual:
        return said.name or feast_names()[said.feast]


@cache
def holidays_of_morocco() -> MoroccanHolidays:
    """The calendar with every announcement of ``holidays.yaml``; ``ValueError`` when the file is not well written."""
    return MoroccanHolidays(read_announced(FILE))


def read_announced(path: Path) -> tuple[Announced, ...]:
    """The announcements of a file: each with its feast, days, source and the day it was read."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["announced"]
    return tuple(_announced(entry, path.name) for entry in entries)


def _announced(entry: Mapping[str, Any], file: str) -> Announced:
    feast, days = entry.get("feast"), entry.get("days") or ()
    if feast not in {*FEASTS, EXCEPTIONAL}:
        raise ValueError(f"{file}: unknown feast {feast!r}")
    if not days or not all(type(day) is date for day in days):
        raise ValueError(f"{file}, {feast}: needs days such as 2027-03-10")
    if not entry.get("source") or type(entry.get("read_on")) is not date:
        raise ValueError(f"{file}, {feast}: needs a source and the day it was read")
    if (feast == EXCEPTIONAL) != ("name" in entry):
        raise ValueError(f"{file}, {feast}: a name goes with an exceptional day, and only with one")
    return Announced(feast, tuple(days), Bilingual(**entry["name"]) if "name" in entry else None)


@cache
def feast_names() -> Mapping[str, Bilingual]:
    """The moving feasts' names in both languages, as the library gives them."""
    found = {one.feast: one.holiday.name for days in _library(2026).values() for one in days if one.feast}
    return {feast: found[feast] for feast in FEASTS}


@cache
def _library(year: int) -> Mapping[date, tuple[_Day, ...]]:
    """One year of the library: a day may carry two feasts, fixed and moving."""
    # Imported when a holiday is first asked: it is a large library, and most commands need none.
    from holidays import country_holidays

    read = {lang: country_holidays("MA", years=year, language=lang) for lang in _SAID}
    return {day: tuple(_days([read[lang].get_list(day) for lang in _SAID])) for day in read["en_US"]}


def _days(names: list[list[str]]) -> list[_Day]:
    codes = {name: code for code, name in FEASTS.items()}
    found = []
    for english, french, arabic in zip(*names, strict=True):
        name = Bilingual(french.removesuffix(_SAID["fr"]), arabic.removesuffix(_SAID["ar"]))
        expected = english.endswith(EXPECTED)
        found.append(_Day(codes.get(english.removesuffix(EXPECTED)), Holiday(name, expected)))
    return found
