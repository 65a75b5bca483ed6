"""The little arithmetic the rules share: months, years, shares, the ends of time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rulebook.engine.calendar import add_months, add_years, centimes, inside, last_day_of, share


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 5, 3), 0, date(2026, 5, 3)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(9999, 1, 31), 1, date(9999, 2, 28)),
        (date(9999, 12, 1), 1, date.max),
        (date.max, 99, date.max),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_years_later() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2026, 5, 3), 3) == date(2029, 5, 3)
    assert last_day_of(2026) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("amount", "percent", "found"),
    [
        ("100", "3", "3.00"),
        ("33.33", "1.5", "0.50"),
        ("0.50", "1", "0.01"),
        ("0.49", "1", "0.00"),
        ("1" * 20, "100", "1" * 20),
    ],
)
def test_a_share_is_rounded_half_up(amount: str, percent: str, found: str) -> None:
    assert share(Decimal(amount), Decimal(percent)) == Decimal(found)


def test_the_tax_inside_an_amount() -> None:
    assert inside(Decimal(120), Decimal(20)) == Decimal("20.00")
    assert inside(Decimal("0.03"), Decimal(20)) == Decimal("0.01")
    assert inside(Decimal(100), Decimal(0)) == 0


def test_centimes_round_half_up() -> None:
    assert [centimes(Decimal(text)) for text in ("0.005", "0.0049", "-0.005")] == [Decimal("0.01"), 0, Decimal("-0.01")]
    assert str(centimes(Decimal(7))) == "7.00"
