"""What a late payment is owed, in every way the texts we read leave open, from the least to the most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rulebook.deadlines.counting import Calendar, NoHolidays, expected_between, shift
from rulebook.engine.calculation import NO_WORDS, Noted, Sheet, asked, worded, words_of
from rulebook.engine.law import Law, NotYetLaw
from rulebook.engine.verdict import Bilingual, Confidence, Question, Value
from rulebook.payment import rules
from rulebook.payment.facts import Debt, Quarter, TreasuryRate
from rulebook.taxes.facts import Applies, Impossible

LIKELY = Confidence.LIKELY


class Owed(StrEnum):
    """How a debt ends."""

    DUE = "due"
    ON_TIME = "on_time"
    RATE_UNKNOWN = "rate_unknown"
    """Late, and nobody entered the treasury rate of a quarter that is needed."""
    NOT_COVERED = "not_covered"


class Reading(StrEnum):
    """Which rate holds when a delay runs over several quarters: not established."""

    EACH_QUARTER = "each_quarter"
    FIRST_QUARTER = "first_quarter"


@dataclass(frozen=True, slots=True)
class Part:
    """The days of lateness in one quarter, and its rate."""

    quarter: Quarter
    days: int
    treasury: TreasuryRate | None
    """Of the quarter before; ``None`` when nobody entered it."""
    rate: Decimal | None
    """Per cent a year, the margin included."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting. ``amount`` is ``None`` when a rate it needs is missing."""

    year_days: int
    reading: Reading
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Interest:
    """What is owed, between the least and the most of the ways of counting."""

    outcome: Owed
    law_on: date
    due: date | None = None
    """The last day in time."""
    days: int = 0
    base: Decimal | None = None
    parts: tuple[Part, ...] = ()
    ways: tuple[Way, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    missing: tuple[Quarter, ...] = ()
    """Quarters whose treasury rate somebody has to enter."""
    told_by: date | None = None
    """By when the accountant tells the officer that it was paid late."""
    ordered_by: date | None = None
    """By when the officer orders the interest."""
    text: Bilingual = NO_WORDS
    steps: tuple[Noted, ...] = ()
    questions: tuple[Question, ...] = ()
    confidence: Confidence = Confidence.CERTAIN


def late_interest(
    debt: Debt, rates: Mapping[Quarter, TreasuryRate] | None = None, *, calendar: Calendar | None = None
) -> Interest:
    """What one late payment is owed.

    Args:
        debt: the payment; its last day in time comes from exactly one of ``served``, ``due`` and ``first_late``.
        rates: the treasury rates somebody entered, by the quarter of the auctions.
        calendar: the public holidays, for the days in which the interest is ordered.

    Raises:
        Impossible: an amount not above zero, retention money above it, no or several starting days.
    """
    refuse_nonsense(debt)
    return _Reckoning(debt, rates or {}, calendar or NoHolidays()).result()


def refuse_nonsense(debt: Debt) -> None:
    """What cannot be a debt, whoever tells it."""
    if not debt.amount.is_finite() or debt.amount <= 0:
        raise Impossible("amount_not_above_zero")
    if not debt.retention.is_finite() or not 0 <= debt.retention <= debt.amount:
        raise Impossible("retention_beyond_all", retention=debt.retention, amount=debt.amount)
    if sum(day is not None for day in (debt.served, debt.due, debt.first_late)) != 1:
        raise Impossible("one_start")
    if debt.papers is not None and debt.served is None:
        raise Impossible("papers_without_served")


class _Reckoning:
    """One debt being reckoned, and the sheet of what was worked out."""

    def __init__(self, debt: Debt, rates: Mapping[Quarter, TreasuryRate], calendar: Calendar) -> None:
        self.debt, self.rates, self.calendar = debt, rates, calendar
        start = debt.served or debt.due or debt.first_late
        assert start is not None  # refuse_nonsense saw to it
        self.law = Law.on(start)
        self.sheet = Sheet(self.law)
        self.asks: list[str] = []

    def note(
        self, name: str, by: Callable[..., Any], at_most: Confidence = Confidence.CERTAIN, **values: Value
    ) -> None:
        """One step."""
        self.sheet.note(name, by, at_most, **values)

    def result(self) -> Interest:
        """The last day, then the days late, then the ways of counting."""
        held = rules.covered(self.debt.client)
        self.note(f"covered.{held.reason}", rules.covered, held.at_most)
        if held.applies is Applies.NO:
            return self._end(Owed.NOT_COVERED)
        self.asks += held.asks
        try:
            due = self._last_day()
        except NotYetLaw:
            self.sheet.steps.clear()
            self.note("before_the_text", rules.last_day_to_pay)
            return self._end(Owed.NOT_COVERED)
        days, base = rules.days_late(due, self.debt.until), rules.base_of_interest(self.debt)
        if days == 0:
            self.note("on_time", rules.days_late, until=self.debt.until)
            nothing = Decimal(0)
            return self._end(Owed.ON_TIME, due=due, base=base, low=nothing, high=nothing)
        self.note("late" if self.debt.paid else "late_so_far", rules.days_late, n=days, until=self.debt.until)
        if self.debt.served is not None:
            self.note("suspended", rules.last_day_to_pay, LIKELY)
        self.note("base" if self.debt.retention else "base_whole", rules.base_of_interest, base=base)
        return self._ways(due, days, base)

    def _last_day(self) -> date:
        """The last day in time, told or counted."""
        debt, law = self.debt, self.law
        ordered, paid = law.count("deadlines.payment_ordered"), law.count("deadlines.payment_made")
        if debt.served is not None:
            due = rules.last_day_to_pay(debt.served, debt.papers, law)
            start = max(debt.served, debt.papers or debt.served)
            name = "counted" if debt.papers is not None else "counted_if_papers"
            sure = Confidence.CERTAIN if debt.papers is not None else LIKELY
            days = {"ordered": ordered, "paid": paid, "days": ordered + paid}
            self.note(name, rules.last_day_to_pay, sure, start=start, due=due, **days)
            return due
        law.readings()
        due = debt.due or shift(debt.first_late or date.max, -1)
        self.note("told", rules.days_late, due=due)
        return due

    def _ways(self, due: date, days: int, base: Decimal) -> Interest:
        parts = tuple(self._parts(due))
        missing = tuple(part.quarter.before for part in parts if part.treasury is None)
        ways = tuple(self._counted(base, parts))
        amounts = [way.amount for way in ways if way.amount is not None]
        whole = len(amounts) == len(ways)
        low, high = (min(amounts), max(amounts)) if whole else (None, None)
        if whole:
            self.note("between", rules.interest, low=low, high=high)
        else:
            self.asks.append("payment.treasury_rate")
        self.asks.append("payment.days_of_a_year")
        if len(parts) > 1:
            self.asks.append("payment.rate_over_quarters")
        if rules.due_by_right(self.debt):
            self.note("by_right", rules.due_by_right)
        found = {"due": due, "days": days, "base": base, "parts": parts, "ways": ways, "low": low, "high": high}
        return self._end(Owed.DUE if whole else Owed.RATE_UNKNOWN, missing=missing, **found, **self._ordered())

    def _parts(self, due: date) -> Iterator[Part]:
        """The days late, quarter by quarter, each with its rate."""
        day = shift(due, 1)
        while day <= self.debt.until:
            quarter = Quarter.of(day)
            last = min(quarter.last_day, self.debt.until)
            treasury = self.rates.get(quarter.before)
            rate = None if treasury is None else rules.rate_of_interest(treasury.percent, self.law)
            part = Part(quarter, (last - day).days + 1, treasury, rate)
            self._tell(part)
            yield part
            if last == date.max:
                return
            day = last + timedelta(days=1)

    def _tell(self, part: Part) -> None:
        """One quarter on the sheet. An entered rate is at most likely."""
        where: dict[str, Value] = {"number": part.quarter.number, "year": str(part.quarter.year)}
        if part.treasury is None or part.rate is None:
            before = part.quarter.before
            asked_of: dict[str, Value] = {"before": before.number, "before_year": str(before.year)}
            self.note("rate_missing", rules.rate_of_interest, Confidence.UNSURE, n=part.days, **where, **asked_of)
            return
        entered = part.treasury
        told: dict[str, Value] = {"treasury": entered.percent, "on": entered.on, "source": entered.source}
        rates: dict[str, Value] = {"rate": part.rate, "margin": part.rate - entered.percent}
        self.note("quarter", rules.rate_of_interest, LIKELY, n=part.days, **where, **told, **rates)

    def _counted(self, base: Decimal, parts: tuple[Part, ...]) -> Iterator[Way]:
        """Every way of counting: two lengths of the year, and two readings when several quarters are crossed."""
        whole = sum(part.days for part in parts)
        spans = {Reading.EACH_QUARTER: [(part.days, part.rate) for part in parts]}
        if len(parts) > 1:
            spans[Reading.FIRST_QUARTER] = [(whole, parts[0].rate)]
        for name in rules.YEARS:
            for reading, span in spans.items():
                self.law.readings()
                year, amount = self.law(name), None
                known = [(days, rate) for days, rate in span if rate is not None]
                if len(known) == len(span):
                    amount = rules.interest(base, known, year)
                    self.note(f"way_{reading}", rules.interest, days=year, amount=amount)
                yield Way(int(year), reading, amount)

    def _ordered(self) -> dict[str, date]:
        """Once it is paid: by when the interest is ordered."""
        if not self.debt.paid:
            return {}
        told = rules.told_by(self.debt.until, self.law, self.calendar)
        sure = LIKELY if expected_between(self.debt.until, told, self.calendar) else Confidence.CERTAIN
        ordered = rules.ordered_by(told, self.law)
        self.note("ordered", rules.ordered_by, sure, told=told, ordered=ordered)
        return {"told_by": told, "ordered_by": ordered}

    def _end(self, outcome: Owed, **found: Any) -> Interest:
        steps = tuple(worded(step, "payment") for step in self.sheet.steps)
        questions = tuple(map(asked, dict.fromkeys(self.asks)))
        text = words_of("payment").pair(f"outcomes.{outcome}")
        sure = self.sheet.confidence
        return Interest(outcome, self.law.day, **found, text=text, steps=steps, questions=questions, confidence=sure)
