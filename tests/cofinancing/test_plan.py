"""The arithmetic alone: break-even, cash, who pays what, tranches that make the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolouj.cofinancing import duties, plan
from wolouj.cofinancing.plan import Costs, Financing, Rules
from wolouj.cofinancing.proofs import months_later
from wolouj.cofinancing.states import ENDED, STEPS, Duty, State, step_of, steps_from

D = Decimal
amounts = st.decimals(min_value="0.01", max_value=10**8, places=2)


@given(price=amounts, cost=amounts, fixed=st.decimals(min_value=0, max_value=10**6, places=2))
def test_break_even_is_the_least_number_that_loses_nothing(price: D, cost: D, fixed: D) -> None:
    costs = Costs(price, cost, fixed)
    units = plan.break_even(costs)
    if price <= cost:
        assert units is None
        return
    assert units is not None and units * costs.margin >= fixed
    assert units == 0 or (units - 1) * costs.margin < fixed


def test_the_plan_in_figures_worked_by_hand() -> None:
    assert plan.break_even(Costs(D(28), D(19), D(1500))) == 167  # 1500 / 9 = 166.67
    assert plan.a_week(167) == 39  # 167 × 12 / 52 = 38.5
    cash = plan.cash(D(100), [(D(50), D(120)), (D(0), D(60)), (D(200), D(10))])
    assert cash.left == (D(30), D(-30), D(160)) and cash.lowest == (2, D(-30)) and cash.short_in == 2


@given(amount=amounts, cuts=st.lists(st.integers(1, 30), min_size=0, max_size=5))
def test_tranches_make_exactly_what_was_granted(amount: D, cuts: list[int]) -> None:
    shares = [*cuts, 100 - sum(cuts)] if sum(cuts) < 100 else [100]
    parts = plan.tranches(amount, shares)
    assert sum(parts) == amount and len(parts) == len(shares)
    assert all(part == part.quantize(D("0.01")) and part >= 0 for part in parts)


@given(cost=amounts, cash=amounts, kind=amounts, share=st.integers(1, 100))
def test_what_a_call_can_give_never_passes_its_rules(cost: D, cash: D, kind: D, share: int) -> None:
    financing, rules = Financing(cost, cash, kind), Rules(D(30000), D(share), D(50))
    most = plan.most(financing, rules)
    assert most <= rules.ceiling and most * 100 <= financing.whole * share
    broken = {key for key, _ in plan.over(financing, rules)}
    assert ("over_ceiling" in broken) == (financing.asked > rules.ceiling)
    assert ("over_kind" in broken) == (kind > ((cash + kind) / 2).quantize(D("0.01"), rounding="ROUND_DOWN"))
    if not broken & {"over_ceiling", "over_share"}:
        assert financing.asked <= most


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 11, 28), 36, date(2029, 11, 28)),
     (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2026, 12, 31), 2, date(2027, 2, 28))],
)  # fmt: skip
def test_a_clause_ends_on_the_same_day_of_its_month(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


# ---- States and duties ------------------------------------------------------------------------------------------


def test_the_table_of_states_is_whole() -> None:
    assert not [step for step in STEPS if step.before in ENDED], "an end is an end"
    reached, found = {State.DRAFT}, {State.DRAFT}
    while found:
        found = {step.after for state in found for step in steps_from(state)} - reached
        reached |= found
    assert reached == set(State)
    assert {step.duty for step in STEPS if step.act in ("accept", "refuse", "close", "stop")} == {Duty.DECIDE}
    assert {step.duty for step in STEPS if step.act in ("pay", "prove", "take_back")} == {Duty.PAY}
    assert step_of("paid", "take_back", turn=1).after == State.SIGNED  # type: ignore[union-attr]
    assert step_of("paid", "take_back", turn=2).after == State.PROVED  # type: ignore[union-attr]


@pytest.mark.parametrize("held", [*duties.APART, None])
@pytest.mark.parametrize("wanted", list(Duty))
def test_nobody_holds_two_of_the_three(held: Duty | None, wanted: Duty) -> None:
    from uuid import uuid4

    me, her = uuid4(), uuid4()
    hands = {me: held.value} if held else {}
    why = duties.barred(wanted, me, hands, {her})
    if wanted == Duty.HERS or held in (None, wanted):
        assert why == ""
    else:
        assert why == f"hand_{held}"
    if wanted != Duty.HERS:
        assert duties.barred(wanted, her, {}, {her}) == "hand_her_own"
        assert duties.barred(wanted, None, {}, {her}) == "hand_nobody"
