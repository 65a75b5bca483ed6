"""The cases of the chapter, and the promise that each of its sentences has one."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import calculations
from rulebook.evaluation import Result, evaluate
from tests.rulebook.evaluation.openings import CASES, case_opening


@cache
def result_of(index: int) -> Result:
    return evaluate(case_opening(CASES[index]))


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case["it"] for case in CASES])
def test_case(index: int) -> None:
    case, result = CASES[index], result_of(index)
    expected = dict(case["gives"])
    if "reference_price" in expected:
        price = expected.pop("reference_price")
        assert result.reference_price == (Decimal(price) if price is not None else None)
    if "excluded" in expected:
        assert {gone.bidder: gone.reason.value for gone in result.excluded} == expected.pop("excluded")
    for name in ("ranking", "draw_between", "preferred"):
        if name in expected:
            assert list(getattr(result, name)) == expected.pop(name), name
    for name, value in expected.items():
        assert getattr(result, name) == value, name
    said = {step.name for step in result.steps}
    assert set(case.get("says", ())) <= said and not set(case.get("silent", ())) & said


def test_every_sentence_has_a_case_and_every_step_its_articles() -> None:
    steps = [step for index in range(len(CASES)) for step in result_of(index).steps]
    words = calculations()["evaluation"].words
    said = {f"steps.{step.name}" for step in steps} | {f"outcomes.{result_of(i).outcome}" for i in range(len(CASES))}
    assert words.keys() == said
    assert all(step.articles and step.text.fr and step.text.ar for step in steps)


def test_what_is_outside_the_decree_cites_whom_it_binds() -> None:
    for case, result in zip(CASES, map(result_of, range(len(CASES))), strict=True):
        if case.get("rulebook") == "own" or case.get("day"):
            bound = "decree-2-22-431/2" in result.steps[0].articles
            assert bound is (result.outcome == "not_covered")
        elif result.outcome == "not_covered" and "rulebook" not in case:
            assert "decree-2-22-431/2" not in result.steps[0].articles


def test_every_signed_function_says_what_it_stands_on() -> None:
    ours = [found for key, found in PROVISIONS.items() if key.startswith("evaluation.")]
    assert len(ours) > 10 and all(found.doc and found.cites for found in ours)
