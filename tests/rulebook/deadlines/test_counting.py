"""Days counted one by one, with the calendars that make a difference."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.deadlines.counting import (
    Holiday,
    NoHolidays,
    Unit,
    count,
    expected_between,
    is_working,
    shift,
    working_on_or_before,
)
from rulebook.engine.verdict import Bilingual

FEAST = Holiday(Bilingual("Fête", "عيد"))
SEEN = Holiday(Bilingual("Aïd", "العيد"), expected=True)
MONDAY = date(2026, 11, 2)


class Closed:
    """A calendar with a few closed days; with none named, every day is closed."""

    def __init__(self, *days: date, holiday: Holiday = FEAST) -> None:
        self.days, self.holiday = days, holiday

    def closed(self, day: date) -> Holiday | None:
        return self.holiday if not self.days or day in self.days else None


OPEN = NoHolidays()


@pytest.mark.parametrize(
    ("days", "unit", "calendar", "last"),
    [
        (3, Unit.CALENDAR, OPEN, date(2026, 11, 5)),
        (5, Unit.CALENDAR, OPEN, date(2026, 11, 7)),  # a Saturday is a day
        (0, Unit.CALENDAR, OPEN, MONDAY),
        (3, Unit.CLEAR, OPEN, date(2026, 11, 6)),  # neither Monday nor Friday counts
        (4, Unit.CLEAR, OPEN, date(2026, 11, 9)),  # Saturday is closed, and so is Sunday
        (3, Unit.CLEAR, Closed(date(2026, 11, 6)), date(2026, 11, 9)),
        (3, Unit.WORKING, OPEN, date(2026, 11, 5)),
        (5, Unit.WORKING, OPEN, date(2026, 11, 9)),
        (3, Unit.WORKING, Closed(date(2026, 11, 4)), date(2026, 11, 6)),
        (0, Unit.WORKING, OPEN, MONDAY),
    ],
)
def test_a_delay_forward(days: int, unit: Unit, calendar: Closed | NoHolidays, last: date) -> None:
    assert count(MONDAY, days, unit, calendar) == last


def test_the_week_of_the_administration() -> None:
    assert [is_working(shift(MONDAY, n), OPEN) for n in range(7)] == [True] * 5 + [False] * 2
    assert not is_working(MONDAY, Closed(MONDAY))


def test_the_last_working_day_before() -> None:
    assert working_on_or_before(MONDAY, OPEN) == MONDAY
    assert working_on_or_before(date(2026, 11, 8), OPEN) == date(2026, 11, 6)
    assert working_on_or_before(date(2026, 11, 8), Closed(date(2026, 11, 6))) == date(2026, 11, 5)


def test_the_ends_of_time_stop_the_count() -> None:
    """A calendar that closes every day would never let a count end."""
    everything = Closed()
    assert count(date.max, 1, Unit.CLEAR, everything) == date.max
    assert count(date(9999, 12, 30), 9, Unit.WORKING, everything) == date.max
    assert working_on_or_before(date(1, 1, 3), everything) == date.min
    assert shift(date.max, 1) == date.max and shift(date.min, -1) == date.min


def test_an_expected_holiday_counts_on_the_first_day_and_on_the_last() -> None:
    feast, told = Closed(MONDAY, holiday=SEEN), Closed(MONDAY)
    before, after = shift(MONDAY, -3), shift(MONDAY, 3)
    assert expected_between(before, MONDAY, feast) and expected_between(MONDAY, after, feast)
    assert expected_between(MONDAY, MONDAY, feast)
    assert not expected_between(before, shift(MONDAY, -1), feast)
    assert not expected_between(shift(MONDAY, 1), after, feast)
    assert not expected_between(before, after, told)
