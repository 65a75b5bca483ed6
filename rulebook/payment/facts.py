"""What late interest looks at: one payment that came late, and the treasury rates somebody read, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from rulebook.taxes.facts import Client, Impossible

MONTHS = 3
QUARTERS = 4


class Quarter(NamedTuple):
    """Three months of a year: ``2026-Q2``."""

    year: int
    number: int
    """From 1 to 4."""

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day is in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - 1, QUARTERS) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        if self.number == QUARTERS:
            return date(self.year, 12, 31)
        return date(self.year, self.number * MONTHS + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class TreasuryRate:
    """The weighted average of the 3-month treasury bills auctioned in a quarter, as somebody read it."""

    percent: Decimal
    on: date
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise Impossible("source_missing")
        if not self.percent.is_finite() or self.percent < 0:
            raise Impossible("rate_below_zero")


@dataclass(frozen=True, slots=True)
class Debt:
    """One instalment or balance that a public buyer owes. Amounts are MAD, taxes included.

    Its last day comes from exactly one of ``served``, ``due`` and ``first_late``.
    """

    amount: Decimal
    until: date
    """The day it was paid; or, with ``paid`` false, the day up to which interest is counted."""
    paid: bool = True
    served: date | None = None
    """The service was recorded as done."""
    papers: date | None = None
    """With ``served``: the last paper the buyer needs was handed in; ``None``: by the day of the service."""
    due: date | None = None
    """The last day on which it could be paid in time."""
    first_late: date | None = None
    """The first day of lateness."""
    retention: Decimal = Decimal(0)
    """Retention money that the amount holds: no interest runs on it."""
    client: Client | None = None
