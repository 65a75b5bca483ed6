"""What holds of every auto-entrepreneur: more money never brings a year further under its ceiling, and so on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.auto_entrepreneur import AutoEntrepreneur, advise
from rulebook.engine.facts import AeActivity
from rulebook.engine.law import NotYetLaw
from rulebook.engine.verdict import Outcome
from tests.rulebook.examples import quickly

ON = date(2026, 11, 28)
maybe = st.none() | st.booleans()
money = st.decimals(0, 900_000, places=2)
people = st.builds(
    AutoEntrepreneur,
    activity=st.none() | st.sampled_from(AeActivity),
    activity_listed=maybe,
    profession_excluded=maybe,
    foreign=maybe,
    residence_valid=maybe,
    registered_on=st.none() | st.dates(date(2016, 1, 1), date(2026, 11, 28)),
    received=st.none() | st.dictionaries(st.sampled_from([2024, 2025, 2026]), money),
    expected=st.none() | money,
    papers=st.none() | st.frozensets(st.sampled_from(["card", "photo"])),
)
RANK = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2}


@quickly
@given(people, money)
def test_more_money_never_leaves_more_room(person: AutoEntrepreneur, more: Decimal) -> None:
    received = dict(person.received or {})
    richer = replace(person, received={**received, 2026: received.get(2026, Decimal(0)) + more})
    person = replace(person, received={**received, 2026: received.get(2026, Decimal(0))})
    before, after = (advise(one, on=ON) for one in (person, richer))
    poorer, further = (one.finding("the_year_stays_under_the_ceiling") for one in (before, after))
    assert poorer is not None and further is not None
    assert RANK[further.outcome] <= RANK[poorer.outcome]
    room, left = before.figure("headroom"), after.figure("headroom")
    assert left is None or (room is not None and left.value == room.value - more)


@quickly
@given(st.sampled_from(AeActivity), st.sampled_from([Decimal("0.00"), Decimal("0.01")]))
def test_exactly_the_ceiling_is_in_and_a_centime_more_is_out(activity: AeActivity, more: Decimal) -> None:
    ceiling = Decimal(200_000) if activity is AeActivity.SERVICES else Decimal(500_000)
    found = advise(AutoEntrepreneur(activity=activity, received={2026: ceiling + more}), on=ON)
    year = found.finding("the_year_stays_under_the_ceiling")
    assert year is not None and (year.outcome is Outcome.MET) is (more == 0)


@quickly
@given(people)
def test_every_answer_is_signed_and_worded(person: AutoEntrepreneur) -> None:
    advice = advise(person, on=ON)
    for answer in (*advice.findings, *advice.figures, *advice.requirements):
        assert answer.articles and answer.text.fr and answer.text.ar
    held = {one.paper: one.held for one in advice.requirements if one.when == "own"}
    assert person.papers is None or held["card"] is ("card" in person.papers)


@quickly
@given(people, st.dates(date(2000, 1, 1), date(2023, 8, 31)))
def test_before_the_first_day_nothing_is_said(person: AutoEntrepreneur, on: date) -> None:
    with pytest.raises(NotYetLaw):
        advise(person, on=on)


@pytest.mark.parametrize(
    "person",
    [
        AutoEntrepreneur(received={2026: Decimal("-0.01")}),
        AutoEntrepreneur(expected=Decimal("-1")),
        AutoEntrepreneur(received={2024: Decimal("NaN")}),
    ],
)
def test_nonsense_is_refused(person: AutoEntrepreneur) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        advise(person, on=ON)
