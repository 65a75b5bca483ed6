"""The law on one day: dated quantities, each with its article and how sure we are.

A chapter keeps its quantities in ``parameters.yaml``::

    ceiling:
      name: { fr: "Plafond …", ar: "سقف …" }
      unit: MAD
      values:
        2023-09-01: { is: "500000", by: decree-2-22-431/91, confidence: certain, source: press-2023 }
      still_true_on: 2026-11-23

A date says from when the rulebook stands by the value (it may have been law for longer). ``is: null`` says that
the quantity ended that day. Everything is checked when this module is imported: a float, an article or a
source that no file of ``rulebook/texts`` holds, a unit nobody knows, and the program does not start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.facts import BuyerRules, Notice
from rulebook.engine.format import local
from rulebook.engine.strict_yaml import LawError
from rulebook.engine.strict_yaml import read_yaml as read_yaml
from rulebook.engine.texts import TEXTS, Texts
from rulebook.engine.verdict import Bilingual, Confidence

HOME = Path(__file__).resolve().parent.parent
UNITS = frozenset(
    {"MAD", "percent", "hour", "day", "working_day", "month", "month_of_year", "year", "count", "digit", "modulus"}
)
CENTIME = Decimal("0.01")


class NotYetLaw(LookupError):
    """A quantity was read on a day before the first one we stand by."""


class NoLongerLaw(LookupError):
    """A quantity was read on a day when it had ended."""


class NoDay(ValueError):
    """Neither the notice nor the caller says on which day the law is to be read."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a quantity, from one day on. ``value`` is ``None`` when the quantity ended that day."""

    since: date
    value: Decimal | None
    article: str
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A quantity of the law through time, oldest value first."""

    name: str
    """``chapter.quantity``."""
    title: Bilingual
    unit: str
    values: tuple[Dated, ...]
    still_true_on: date
    """The day somebody last read the sources."""

    def on(self, day: date) -> Dated | None:
        """What stands on ``day``, or ``None`` before the first date."""
        at = bisect_right([value.since for value in self.values], day)
        return self.values[at - 1] if at else None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one look at the law gave: kept, so that a finding knows what it stands on.

    There is one for each quantity between two changes of the law, and it is itself alone: compared at no cost.
    """

    name: str
    value: Decimal | None
    article: str
    confidence: Confidence
    checked_on: date


class Law:
    """The law on one day. Call it with ``"chapter.quantity"``; it remembers what was read."""

    __slots__ = ("_read", "_standing", "day")

    def __init__(self, day: date, standing: Mapping[str, Reading]) -> None:
        self.day = day
        self._standing = standing
        self._read: list[Reading] = []

    @classmethod
    def on(cls, day: date) -> Law:
        """The law as it stands on ``day``."""
        return cls(day, _standing(law_since(day)))

    @classmethod
    def latest(cls) -> Law:
        """The last law we know, for what does not depend on a day (how an identifier is written)."""
        return cls.on(date.max)

    def __call__(self, name: str) -> Decimal:
        """The quantity ``chapter.quantity``: dirhams with two decimals, per cent, or a plain count.

        Raises :class:`NotYetLaw` before its first date, :class:`NoLongerLaw` once ended, ``KeyError`` when no
        chapter has it.
        """
        reading = self._standing.get(name)
        if reading is None:
            first = PARAMETERS[name].values[0].since
            raise NotYetLaw(f"{name} is known from {first} on, and was read on {self.day}")
        self._read.append(reading)
        if reading.value is None:
            raise NoLongerLaw(f"{name} had ended on {self.day}")
        return reading.value

    def count(self, name: str) -> int:
        """The same, for what is counted in whole numbers: months, ranks, figures."""
        value = self(name)
        if value != value.to_integral_value():
            raise LawError(f"{name} is not a whole number")
        return int(value)

    def readings(self) -> tuple[Reading, ...]:
        """What was read since the last time somebody asked this."""
        if not self._read:
            return ()
        read = tuple(self._read)
        self._read.clear()
        return read


def governing_day(notice: Notice, *, on: date | None = None) -> date:
    """The day whose law governs a notice: the day it was published, in Casablanca; else ``on``.

    Raises :class:`NoDay` when neither is known.
    """
    if notice.published is not None:
        return local(notice.published).date()
    if on is None:
        raise NoDay("the notice has no day of publication, and no other day was given")
    return on


FIRST_DAY = TEXTS.first_day("decree-2-22-431")
"""The day the decree came into force: before it another one applies, that is not encoded."""


def why_silent(notice: Notice, day: date) -> str | None:
    """Why the decree tells nothing of a notice under the law of ``day``, in one word; ``None`` when it does."""
    if day < FIRST_DAY:
        return "before_the_text"
    if notice.rulebook is BuyerRules.OWN:
        return "other_rules"
    if notice.cancelled:
        return "cancelled"
    return "procedure_not_told" if notice.procedure is None else None


def load_parameters(path: Path, texts: Texts = TEXTS) -> Iterator[Parameter]:
    """The quantities of one chapter, checked. Raises :class:`LawError` naming file and quantity."""
    for name, entry in (read_yaml(path) or {}).items():
        where = f"{path.parent.name}.{name}"
        try:
            yield _parameter(where, entry, texts)
        except (LawError, KeyError, TypeError, ValueError, InvalidOperation) as fault:
            raise LawError(f"{where}: {fault}") from None


def _parameter(name: str, entry: Mapping[str, Any], texts: Texts) -> Parameter:
    if entry["unit"] not in UNITS:
        raise LawError(f"unknown unit {entry['unit']!r}")
    values = tuple(_dated(since, value, entry["unit"], texts) for since, value in entry["values"].items())
    if not values or list(values) != sorted(values, key=lambda value: value.since):
        raise LawError("needs values, the oldest first")
    return Parameter(name, Bilingual(**entry["name"]), entry["unit"], values, _day(entry["still_true_on"]))


def _dated(since: object, entry: Mapping[str, Any], unit: str, texts: Texts) -> Dated:
    if unknown := entry.keys() - {"is", "by", "confidence", "source"}:
        raise LawError(f"unknown keys {sorted(unknown)}")
    if entry["is"] is not None and not isinstance(entry["is"], str):
        raise LawError(f"{entry['is']!r}: a value is written between quotes")
    texts.article(entry["by"])
    texts.source(entry["source"])
    value = None if entry["is"] is None else Decimal(entry["is"])
    if value is not None and unit == "MAD":
        value = value.quantize(CENTIME)
    return Dated(_day(since), value, entry["by"], Confidence(entry["confidence"]), entry["source"])


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise LawError(f"{value!r} is not a day")
    return value


def load_all(home: Path = HOME) -> Mapping[str, Parameter]:
    """Every quantity of every chapter, by ``chapter.quantity``."""
    files = sorted(home.glob("*/parameters.yaml"))
    return {parameter.name: parameter for path in files for parameter in load_parameters(path)}


PARAMETERS: Mapping[str, Parameter] = load_all()
_STEPS = sorted({value.since for parameter in PARAMETERS.values() for value in parameter.values})


def law_since(day: date) -> date:
    """The last day up to ``day`` on which some quantity changed: between two of them the law stands still.

    ``date.min`` before the first of them.
    """
    at = bisect_right(_STEPS, day)
    return _STEPS[at - 1] if at else date.min


@cache
def _standing(day: date) -> Mapping[str, Reading]:
    found = {}
    for name, parameter in PARAMETERS.items():
        if (dated := parameter.on(day)) is not None:
            found[name] = Reading(name, dated.value, dated.article, dated.confidence, parameter.still_true_on)
    return found
