"""Measures over a frame held in memory: a person once, age at entry, what is not told, progress."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolouj.bids.models import State
from wolouj.foundation.words import registry
from wolouj.programme.models import Indicator, Programme
from wolouj.results.counting.frame import Entered, Filed, Frame, Held, Sold
from wolouj.results.counting.hits import count
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.progress import Pace, due, pace
from wolouj.results.counting.splits import UNTOLD, band, told_apart

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
CALL = UUID(int=900)


def key(n: int) -> UUID:
    return UUID(int=n)


def framed(
    filed: list[Filed], persons: dict[UUID, Entered] | None = None, held: list[Held] | None = None, **more: Any
) -> Frame:
    """A frame whose records are given instead of read."""
    made = Frame(Programme(starts_on=FIRST, ends_on=LAST), since=FIRST, until=LAST)
    known = persons or {row.person: Entered(row.person, "", None, "", "") for row in filed}
    for name, value in {"filed": filed, "persons": known, "held": held or [], **more}.items():
        made.__dict__[name] = value
    return made


def file(n: int, person: int, on: date = FIRST, accepted: date | None = None, answered: date | None = None) -> Filed:
    return Filed(key(n), key(person), CALL, on, answered, accepted, "")


def value(name: str, frame: Frame) -> Decimal | None:
    return count(MEASURES[name], frame).value


def test_a_person_with_two_files_counts_once_at_her_first_day() -> None:
    frame = framed([file(1, 1, FIRST + timedelta(days=9)), file(2, 1, FIRST), file(3, 2)])
    found = count(MEASURES["applied"], frame)
    assert found.value == 2
    assert [hit.record for hit in found.hits] == [key(2), key(3)]


def test_what_falls_outside_the_period_is_not_counted_but_accompanies() -> None:
    early, late = FIRST - timedelta(days=1), LAST + timedelta(days=1)
    frame = framed([file(1, 1, early, early), file(2, 2, FIRST, LAST), file(3, 3, FIRST, late)])
    assert (value("applied", frame), value("accepted", frame)) == (2, 1)
    assert set(frame.accepted) == {key(1), key(2)}


def test_a_share_of_nobody_is_not_known_rather_than_zero() -> None:
    assert value("women_accepted", framed([])) is None
    assert value("accepted", framed([])) == 0


def test_shares_keep_in_their_base_those_who_did_not_say() -> None:
    people = {
        key(n): Entered(key(n), sex, age, "05.081", "")
        for n, sex, age in ((1, "woman", 35), (2, "", None), (3, "man", 36))
    }
    frame = framed([file(n, n, FIRST, FIRST) for n in (1, 2, 3)], people)
    assert value("women_accepted", frame) == Decimal("33.3") == value("youth_accepted", frame)
    parts = told_apart(count(MEASURES["accepted"], frame), "sex", frame)
    assert [(part.key, part.value) for part in parts] == [("woman", 1), ("man", 1), (UNTOLD, 1)]


def test_a_structure_registered_before_she_was_accepted_was_not_created_here() -> None:
    taken = FIRST + timedelta(days=10)
    days = (taken - timedelta(days=1), taken, None, LAST + timedelta(days=1))
    held = [Held(key(50 + i), key(1), on) for i, on in enumerate(days)]
    assert value("created", framed([file(1, 1, FIRST, taken)], held=held)) == 1


def test_a_quote_of_two_people_is_one_quote_and_two_people() -> None:
    sold = [Sold(key(70), (key(1), key(2)), State.SENT, FIRST), Sold(key(70), (key(1), key(2)), State.WON, LAST)]
    frame = framed([file(n, n, FIRST, FIRST) for n in (1, 2)], sold=sold, awarded={key(70): Decimal("1200.50")})
    assert value("quotes_sent", frame) == 1 and value("first_quote", frame) == 2
    assert value("win_rate", frame) == 100
    assert value("dirhams_won", frame) == Decimal("1200.50")


def test_a_win_whose_result_is_not_known_is_listed_and_not_added() -> None:
    sold = [Sold(key(70 + i), (key(1),), State.WON, LAST) for i in range(2)]
    found = count(MEASURES["dirhams_won"], framed([file(1, 1, FIRST, FIRST)], sold=sold, awarded={key(71): Decimal(5)}))
    assert (found.value, len(found.hits), found.untold) == (5, 2, 1)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-20, 200), st.booleans()), max_size=25))
def test_the_groups_of_a_figure_add_up_to_it(drawn: list[tuple[int, int, bool]]) -> None:
    filed = [
        file(i, 100 + who, on := FIRST + timedelta(days=shift), on if taken else None)
        for i, (who, shift, taken) in enumerate(drawn)
    ]
    sexes = ("woman", "man", "")
    people = {row.person: Entered(row.person, sexes[row.person.int % 3], None, "", "") for row in filed}
    frame = framed(sorted(filed, key=lambda row: row.on), people)
    for name in ("applied", "accepted"):
        found = count(MEASURES[name], frame)
        assert sum(part.value or 0 for part in told_apart(found, "sex", frame)) == found.value
        assert len({hit.person for hit in found.hits}) == len(found.hits) == found.value


@pytest.mark.parametrize(
    ("age", "key"),
    [(None, ""), (17, "to_17"), (18, "18_24"), (24, "18_24"), (35, "25_35"), (36, "36_49"), (50, "from_50")],
)
def test_age_bands_leave_no_age_out(age: int | None, key: str) -> None:
    assert band(age) == key


def test_a_number_is_awaited_evenly_and_a_share_at_once() -> None:
    programme = Programme(starts_on=FIRST, ends_on=FIRST + timedelta(days=100))
    number = Indicator(target=Decimal(40), baseline=None)
    on = FIRST + timedelta(days=50)
    assert due(number, programme, on) == 20
    told = [pace(number, Decimal(v), programme=programme, on=on) for v in (40, 20, 15, 14)]
    assert told == [Pace.REACHED, Pace.ON_TIME, Pace.LATE, Pace.DANGER]
    assert pace(number, None, programme=programme, on=on) == Pace.UNKNOWN
    share = Indicator(target=Decimal(80), is_share=True)
    assert pace(share, Decimal(62), programme=programme, on=FIRST) == Pace.LATE
    assert pace(share, Decimal(59), programme=programme, on=FIRST) == Pace.DANGER
    days = Indicator(target=Decimal(30))
    assert [pace(days, Decimal(v), programme=programme, on=on, less=True) for v in (30, 40, 41)] == [
        Pace.REACHED, Pace.LATE, Pace.DANGER,
    ]  # fmt: skip


def test_each_measure_says_how_it_counts_in_both_languages() -> None:
    words = registry()["results"]
    assert all(f"measure_{name}" in words and f"measure_{name}_how" in words for name in MEASURES)


def test_dirhams_received_are_those_that_came_inside_the_frame() -> None:
    sold = [Sold(key(71), (key(1),), State.WON, FIRST)]
    came = [(key(71), FIRST, Decimal("600.00")), (key(71), LAST, Decimal("400.50"))]
    came += [(key(71), LAST + timedelta(days=1), Decimal(9)), (key(72), FIRST, Decimal(7))]
    frame = framed([file(1, 1, FIRST, FIRST)], sold=sold, received=came)
    assert value("dirhams_received", frame) == Decimal("1000.50")
