"""What changed between two days: quantities, and what it does to a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.changes import Kind, changes, shifts
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Notice, Procedure
from rulebook.engine.judge import judge
from rulebook.engine.law import PARAMETERS, Parameter, load_parameters
from rulebook.engine.verdict import (
    About,
    Bilingual,
    Confidence,
    Figure,
    Finding,
    Force,
    Outcome,
    Question,
    Requirement,
    Verdict,
    When,
)
from tests.rulebook.examples import quickly

LIMIT = """
limit:
  name: {fr: "Limite", ar: "حد"}
  unit: MAD
  values:
    2024-01-01: {is: "10", by: decree-2-22-431/91, confidence: likely, source: press-2023}
    2024-06-01: {is: "10", by: decree-2-22-431/91, confidence: certain, source: press-2023}
    2025-01-01: {is: "12", by: decree-2-22-431/91, confidence: certain, source: press-2023}
    2026-01-01: {is: null, by: decree-2-22-431/91, confidence: certain, source: press-2023}
  still_true_on: 2026-11-23
"""
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@pytest.fixture
def limit(tmp_path: Path) -> Mapping[str, Parameter]:
    path = tmp_path / "parameters.yaml"
    path.write_text(LIMIT, encoding="utf-8")
    return {parameter.name: parameter for parameter in load_parameters(path)}


def kinds(found: object) -> list[str]:
    return [change.kind.value for change in found]  # type: ignore[attr-defined]


def test_a_quantity_comes_is_restated_changes_and_ends(limit: Mapping[str, Parameter]) -> None:
    found = changes(date(2023, 12, 31), date(2026, 1, 1), limit)
    assert kinds(found) == ["came", "restated", "changed", "ended"]
    came, _, changed, ended = found
    assert came.before is None and came.after.value == Decimal("10.00")
    assert changed.before is not None and (changed.before.value, changed.after.value) == (Decimal(10), Decimal(12))
    assert ended.after.value is None


def test_the_first_day_is_out_and_the_last_is_in(limit: Mapping[str, Parameter]) -> None:
    assert kinds(changes(date(2024, 1, 1), date(2024, 5, 31), limit)) == []
    assert kinds(changes(date(2024, 1, 1), date(2024, 6, 1), limit)) == ["restated"]
    assert kinds(changes(date(2025, 12, 31), date(2026, 1, 1), limit)) == ["ended"]
    assert changes(date(2026, 1, 1), date(2026, 1, 1), limit) == ()


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        changes(date(2026, 1, 2), date(2026, 1, 1))


def test_an_end_of_nothing_and_a_repetition_are_no_change(tmp_path: Path) -> None:
    path = tmp_path / "parameters.yaml"
    lines = LIMIT.splitlines()
    again = lines[5].replace("2024-01-01", "2024-02-01")
    nothing = lines[8].replace("2026-01-01", "2022-01-01")
    path.write_text("\n".join([*lines[:5], nothing, lines[5], again, *lines[6:]]), encoding="utf-8")
    found = {parameter.name: parameter for parameter in load_parameters(path)}
    assert kinds(changes(date(2020, 1, 1), date(2024, 5, 1), found)) == ["came"]


def test_the_oldest_change_first() -> None:
    found = changes(date(2020, 1, 1), date(2030, 1, 1))
    assert [change.after.since for change in found] == sorted(change.after.since for change in found)
    assert {change.parameter.name for change in found} == set(PARAMETERS)


@quickly
@given(first=DAYS, second=DAYS, third=DAYS)
def test_two_stretches_make_one(first: date, second: date, third: date) -> None:
    first, second, third = sorted((first, second, third))
    assert {*changes(first, second), *changes(second, third)} == set(changes(first, third))


NOTICE = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)


def verdict(on: date, kind: BidderKind = BidderKind.COMPANY):
    return judge(Bidder(kind=kind), NOTICE, on=on)


def test_the_same_day_shifts_nothing() -> None:
    assert shifts(verdict(date(2026, 1, 1)), verdict(date(2026, 1, 1))) == ()


def test_the_decree_comes_into_force() -> None:
    found = shifts(verdict(date(2023, 8, 31)), verdict(date(2023, 9, 1)))
    first = found[0]
    assert first.kind is Kind.CHANGED and first.record.rule == "scope.decree_is_in_force"  # type: ignore[union-attr]
    assert {"came"} == {shift.kind.value for shift in found[1:]}
    assert "purchase_orders.lowest_price_wins" in {getattr(shift.record, "rule", "") for shift in found}
    back = shifts(verdict(date(2023, 9, 1)), verdict(date(2023, 8, 31)))
    assert {shift.kind.value for shift in back} == {"changed", "ended"}
    assert all(shift.record for shift in back)


def test_a_bidder_of_another_kind_shifts_answers_of_every_sort() -> None:
    day = date(2026, 1, 1)
    found = shifts(verdict(day), verdict(day, BidderKind.AUTO_ENTREPRENEUR))
    names = {type(shift.record).__name__ for shift in found}
    assert {"Finding", "Requirement", "Question"} <= names


DAY = date(2026, 1, 1)
SURE = {"force": Force.DECIDES, "confidence": Confidence.CERTAIN, "articles": ()}
FINDING = Finding("c.rule", About.BIDDER, Outcome.MET, "fine", values={"limit": Decimal(1)}, **SURE)
PAPER = Requirement("c.rule", "card", When.HELD, valid_for_days=365, valid_for_months=12, **SURE)
AMOUNT = Figure("c.rule", "kept", Decimal(10), "MAD", **SURE)
ASKED = Question("c.why", Bilingual("Pourquoi", "لماذا"), Bilingual("Qui", "من"))


def told(*findings: Finding, requirements=(), figures=(), questions=()) -> Verdict:
    return Verdict(Outcome.MET, DAY, findings, tuple(requirements), tuple(figures), tuple(questions))


WHOLE = told(FINDING, requirements=[PAPER], figures=[AMOUNT], questions=[ASKED])


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, outcome=Outcome.NOT_MET),
        replace(FINDING, reason="tight"),
        replace(FINDING, force=Force.WARNS),
        replace(FINDING, values={"limit": Decimal(2)}),
    ],
)
def test_a_finding_moves_with_its_outcome_reason_force_and_values(other: Finding) -> None:
    (moved,) = shifts(WHOLE, replace(WHOLE, findings=(other,)))
    assert (moved.kind, moved.before, moved.after) == (Kind.CHANGED, FINDING, other)


@pytest.mark.parametrize(
    "other",
    [
        replace(PAPER, when=When.WITH_BID),
        replace(PAPER, held=True),
        replace(PAPER, valid_for_months=6),
        replace(PAPER, force=Force.WARNS),
        replace(PAPER, values={"copies": 2}),
    ],
)
def test_a_paper_moves_with_its_moment_and_its_validity(other: Requirement) -> None:
    (moved,) = shifts(WHOLE, replace(WHOLE, requirements=(other,)))
    assert (moved.kind, moved.record) == (Kind.CHANGED, other)


@pytest.mark.parametrize(
    "other", [replace(AMOUNT, value=Decimal(11)), replace(AMOUNT, unit="day"), replace(AMOUNT, force=Force.WARNS)]
)
def test_a_figure_moves_with_its_value(other: Figure) -> None:
    (moved,) = shifts(WHOLE, replace(WHOLE, figures=(other,)))
    assert (moved.kind, moved.after) == (Kind.CHANGED, other)


def test_what_says_the_same_has_not_moved() -> None:
    """Words, articles and days counted from the day of the law may differ: nothing a person would do changes."""
    later = told(
        replace(FINDING, text=Bilingual("Bien", "حسن")),
        requirements=[replace(PAPER, valid_for_days=366)],
        figures=[replace(AMOUNT, articles=("a/1",))],
        questions=[replace(ASKED, articles=("a/1",))],
    )
    assert shifts(WHOLE, later) == ()


def test_two_answers_of_one_rule_are_told_apart() -> None:
    second = replace(FINDING, reason="odd")
    (moved,) = shifts(told(FINDING), told(FINDING, second))
    assert (moved.kind, moved.before, moved.after) == (Kind.CAME, None, second)
    (gone,) = shifts(told(FINDING, second), told(FINDING))
    assert (gone.kind, gone.record) == (Kind.ENDED, second)
    other = replace(PAPER, paper="licence")
    assert [shift.record for shift in shifts(WHOLE, replace(WHOLE, requirements=(PAPER, other)))] == [other]
    tax = replace(AMOUNT, name="tax")
    assert [shift.record for shift in shifts(WHOLE, replace(WHOLE, figures=(AMOUNT, tax)))] == [tax]
    how = replace(ASKED, key="c.how")
    assert [shift.record for shift in shifts(WHOLE, replace(WHOLE, questions=(how,)))] == [how, ASKED]
