"""The figures of the prose: every blank is filled from the rulebook, on a day.

A subject names its figures once::

    figures:
      ceiling: purchase_orders.ceiling                        # a quantity of the law
      payment: [deadlines.payment_ordered, deadlines.payment_made]   # their sum
      since: decree-2-22-431                                  # the day a text came into force

and writes ``{ceiling:count.dirham}`` in its sentences. The format must fit the unit, so that a number of days is never
printed as dirhams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.engine.law import PARAMETERS, Law
from rulebook.engine.texts import TEXTS, LawError

FORMS: Mapping[str, frozenset[str]] = {
    "MAD": frozenset({"money", "count.dirham"}),
    "percent": frozenset({"percent", "count.point"}),
    "hour": frozenset({"count.hour", "n"}),
    "day": frozenset({"count.day", "n"}),
    "working_day": frozenset({"count.working_day", "n"}),
    "month": frozenset({"count.month", "n"}),
    "year": frozenset({"count.year", "n"}),
    "count": frozenset({"n"}),
    "digit": frozenset({"n", "count.digit"}),
    "date": frozenset({"day"}),
}
"""Unit of a quantity -> the formats in which a sentence may print it. What is counted takes any noun."""

Value = Decimal | date


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a subject: the quantities it reads (several are added up), or the text whose first day it is."""

    name: str
    reads: tuple[str, ...]
    text: str = ""

    @property
    def unit(self) -> str:
        """The unit of the quantities, or ``date``."""
        return "date" if self.text else PARAMETERS[self.reads[0]].unit

    def on(self, law: Law) -> Value:
        """Its value under the law of a day; raises what :class:`~rulebook.engine.law.Law` raises."""
        return TEXTS.first_day(self.text) if self.text else sum((law(name) for name in self.reads), Decimal(0))


def figures(told: Mapping[str, object]) -> dict[str, Figure]:
    """The ``figures:`` of a subject, checked. Raises :class:`LawError` for what the rulebook does not hold."""
    return {name: _figure(name, what) for name, what in told.items()}


def _figure(name: str, what: object) -> Figure:
    if isinstance(what, str) and "." not in what:
        TEXTS.first_day(what)
        return Figure(name, (), what)
    reads = tuple(map(str, what)) if isinstance(what, list) else (str(what),)
    if missing := [key for key in reads if key not in PARAMETERS]:
        raise LawError(f"{name}: no quantity {missing}")
    if len({PARAMETERS[key].unit for key in reads}) != 1:
        raise LawError(f"{name}: adds up different units")
    return Figure(name, reads)


def check_forms(figure: Figure, form: str, where: str) -> None:
    """Raise :class:`LawError` when a sentence prints the figure in a format that does not fit its unit."""
    counted = figure.unit == "count" and form.startswith("count.")
    if not counted and form not in FORMS[figure.unit]:
        raise LawError(f"{where}: {{{figure.name}:{form}}} prints a quantity in {figure.unit}")
