"""The holidays of Morocco, held against our own note rather than against the library that gives them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from wolouj.reference.holidays import FILE, Announced, MoroccanHolidays, holidays_of_morocco, read_announced

CALENDAR = MoroccanHolidays()
FIXED = [(1, 1), (1, 11), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (11, 6), (11, 18)]
# First day, how many days, as our note expects them (give or take a day).
MOVING = {
    2026: [(date(2026, 3, 20), 2), (date(2026, 5, 27), 2), (date(2026, 6, 16), 1), (date(2026, 8, 25), 2)],
    2027: [(date(2027, 3, 10), 2), (date(2027, 5, 16), 2), (date(2027, 6, 6), 1), (date(2027, 8, 15), 2)],
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027, 2040])
def test_fixed_days_and_no_others(year: int) -> None:
    expected = set(FIXED) | ({(1, 14)} if year >= 2024 else set()) | ({(10, 31)} if year >= 2026 else set())
    found = {(day.month, day.day) for day in days_of(year) if (h := CALENDAR.closed(day)) and not h.expected}
    assert found == expected


@pytest.mark.parametrize("year", MOVING)
def test_moving_feasts_are_expected_within_a_day_of_the_note(year: int) -> None:
    found = {day for day in days_of(year) if (h := CALENDAR.closed(day)) and h.expected}
    wanted = {start + timedelta(days=n) for start, many in MOVING[year] for n in range(many)}
    assert all(any(abs(day - other) <= timedelta(days=1) for other in wanted) for day in found)
    assert all(any(abs(day - other) <= timedelta(days=1) for other in found) for day in wanted)
    # The Prophet's birthday of 2027 may fall on 14 August, closed anyway.
    assert len(wanted) - 1 <= len(found) <= len(wanted)


def test_names_are_in_both_languages_without_a_mark_of_doubt() -> None:
    for day in days_of(2027):
        holiday = CALENDAR.closed(day)
        if holiday:
            assert holiday.name.fr and any("\u0600" <= letter <= "\u06ff" for letter in holiday.name.ar)
            assert "(" not in holiday.name.fr + holiday.name.ar and ";" not in holiday.name.fr


def test_a_fixed_day_is_sure_even_when_a_feast_is_expected_on_it() -> None:
    holiday = CALENDAR.closed(date(2027, 8, 14))
    assert holiday is not None and not holiday.expected


def test_an_announced_feast_replaces_the_expected_one() -> None:
    told = MoroccanHolidays((Announced("eid_al_fitr", (date(2027, 3, 10), date(2027, 3, 11))),))
    assert told.closed(date(2027, 3, 9)) is None
    for day in (date(2027, 3, 10), date(2027, 3, 11)):
        holiday = told.closed(day)
        assert holiday is not None and not holiday.expected and holiday.name.ar == "عيد الفطر"
    # The other feasts, and the same feast another year, are still only expected.
    assert all((h := told.closed(day)) and h.expected for day in (date(2027, 5, 16), date(2026, 3, 20)))


def test_the_file_is_well_written_and_so_is_its_example(tmp_path: Path) -> None:
    assert read_announced(FILE) == ()
    assert holidays_of_morocco().closed(date(2026, 10, 31)) is not None
    lines = FILE.read_text(encoding="utf-8").splitlines()
    start = lines.index("# announced:")
    example = [line.removeprefix("# ") for line in lines[start:] if line.startswith("# ")]
    path = tmp_path / "holidays.yaml"
    path.write_text("\n".join(example).replace("…", "x"), encoding="utf-8")
    feast, once = read_announced(path)
    assert feast.days == (date(2027, 3, 10), date(2027, 3, 11)) and feast.name is None
    assert once.name is not None and MoroccanHolidays((feast, once)).closed(date(2027, 5, 17)) is not None


@pytest.mark.parametrize(
    "entry",
    [
        "{feast: easter, days: [2027-03-28], source: x, read_on: 2027-03-01}",
        "{feast: mawlid, days: [], source: x, read_on: 2027-03-01}",
        "{feast: mawlid, days: [soon], source: x, read_on: 2027-03-01}",
        "{feast: mawlid, days: [2027-08-15], read_on: 2027-03-01}",
        "{feast: mawlid, days: [2027-08-15], source: x}",
        "{feast: exceptional, days: [2027-08-15], source: x, read_on: 2027-03-01}",
    ],
)
def test_a_badly_written_announcement_is_refused(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "holidays.yaml"
    path.write_text(f"announced: [{entry}]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"holidays\.yaml"):
        read_announced(path)


def test_far_years_are_simply_unknown() -> None:
    assert CALENDAR.closed(date(2500, 1, 1)) is None
