"""The cases of the chapter, and the promise that each of its sentences has one."""

from __future__ import annotations

from functools import cache

import pytest

from rulebook.auto_entrepreneur import AutoEntrepreneur, advise
from rulebook.engine.verdict import Advice
from tests.rulebook.consulted import USUAL_DAY, built, cases, check, check_whole

CASES = cases("auto_entrepreneur")


@cache
def answer(index: int) -> Advice:
    case = CASES[index]
    return advise(built(AutoEntrepreneur, case.get("person") or {}), on=case.get("day", USUAL_DAY))


@pytest.mark.parametrize("index", range(len(CASES)), ids=[f"{case['rule']}: {case['it']}" for case in CASES])
def test_case(index: int) -> None:
    check(CASES[index], answer(index), "auto_entrepreneur")


def test_every_sentence_has_a_case() -> None:
    check_whole("auto_entrepreneur", CASES, [answer(index) for index in range(len(CASES))])
