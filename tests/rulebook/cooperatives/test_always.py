"""What holds of every cooperative: more members, more money never make it worse; exactly the bound is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.cooperatives import Cooperative, Step, advise
from rulebook.engine.law import NotYetLaw
from rulebook.engine.verdict import Outcome
from tests.rulebook.examples import quickly

ON = date(2026, 11, 28)
maybe = st.none() | st.booleans()
days = st.none() | st.dates(date(2016, 1, 1), date(2030, 12, 31))
money = st.decimals(100, 50_000, places=2)
cooperatives = st.builds(
    Cooperative,
    union=st.booleans(),
    members=st.none() | st.integers(0, 60),
    capital=st.none() | money,
    share=st.none() | st.just(Decimal(90)),
    paid=st.none() | st.decimals(0, 100, places=1),
    in_kind=maybe,
    done=st.none() | st.frozensets(st.sampled_from(Step)),
    registered_on=days,
    in_local_register=maybe,
    born_before=maybe,
    year_ended=days,
    last_meeting=days,
    papers=st.none() | st.frozensets(st.sampled_from(["statutes", "accounts", "photo"])),
)
RANK = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2}


def rank(told: Cooperative, rule: str) -> int:
    found = advise(told, on=ON).finding(rule)
    assert found is not None
    return RANK.get(found.outcome, 3)


@quickly
@given(cooperatives, st.integers(1, 20), money)
def test_more_members_and_more_money_never_make_it_worse(told: Cooperative, members: int, more: Decimal) -> None:
    better = replace(
        told,
        members=None if told.members is None else told.members + members,
        capital=None if told.capital is None else told.capital + more,
        paid=None if told.paid is None else Decimal(100),
    )
    for rule in ("members_are_enough", "cooperatives_are_enough", "capital_is_enough", "shares_are_paid"):
        assert rank(better, rule) >= rank(told, rule)
    assert RANK[advise(better, on=ON).outcome] >= RANK[advise(told, on=ON).outcome]


@quickly
@given(cooperatives, st.sampled_from(Step))
def test_one_more_step_or_paper_never_makes_it_worse(told: Cooperative, step: Step) -> None:
    if told.done is not None:
        further = replace(told, done=told.done | {step})
        assert RANK[advise(further, on=ON).outcome] >= RANK[advise(told, on=ON).outcome]
    held = {one.paper: one.held for one in advise(told, on=ON).requirements if one.rule.endswith("papers_to_keep")}
    assert set(held.values()) <= ({None} if told.papers is None else {True, False})
    assert told.papers is None or held["statutes"] is ("statutes" in told.papers)


@quickly
@given(cooperatives)
def test_every_answer_is_signed_and_worded(told: Cooperative) -> None:
    advice = advise(told, on=ON)
    for answer in (*advice.findings, *advice.figures, *advice.requirements):
        assert answer.articles and answer.text.fr and answer.text.ar
    steps = [one.reason for one in advice.findings if one.rule.endswith("steps_of_the_creation")]
    assert len(steps) == len(Step) and [reason.rpartition("_")[0] for reason in steps if "none" not in reason]


@quickly
@given(cooperatives, st.dates(date(2000, 1, 1), date(2023, 8, 31)))
def test_before_the_first_day_nothing_is_said(told: Cooperative, on: date) -> None:
    with pytest.raises(NotYetLaw):
        advise(told, on=on)


@pytest.mark.parametrize(
    "told",
    [
        Cooperative(members=-1),
        Cooperative(capital=Decimal("-0.01")),
        Cooperative(capital=Decimal("NaN")),
        Cooperative(paid=Decimal("100.1")),
        Cooperative(capital=Decimal(1000), share=Decimal("1000.01")),
    ],
)
def test_nonsense_is_refused(told: Cooperative) -> None:
    with pytest.raises(ValueError):
        advise(told, on=ON)


def test_what_is_only_just_possible_is_not() -> None:
    advise(Cooperative(members=0, capital=Decimal(0), share=Decimal(0), paid=Decimal(100)), on=ON)
