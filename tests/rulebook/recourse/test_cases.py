"""The cases of the chapter, and the promise that each of its sentences has one."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from rulebook.deadlines import Holiday
from rulebook.engine.verdict import Advice, Bilingual
from rulebook.recourse import Grievance, advise
from tests.rulebook.consulted import USUAL_DAY, built, cases, check, check_whole

CASES = cases("recourse")


class November:
    """Two holidays of November 2026, a Friday and a Wednesday."""

    def closed(self, day: date) -> Holiday | None:
        return Holiday(Bilingual("fête", "عيد")) if day in {date(2026, 11, 6), date(2026, 11, 18)} else None


@cache
def answer(index: int) -> Advice:
    case = CASES[index]
    return advise(built(Grievance, case["grievance"]), on=case.get("day", USUAL_DAY), calendar=November())


@pytest.mark.parametrize("index", range(len(CASES)), ids=[f"{case['rule']}: {case['it']}" for case in CASES])
def test_case(index: int) -> None:
    check(CASES[index], answer(index), "recourse")


def test_every_sentence_has_a_case() -> None:
    check_whole("recourse", CASES, [answer(index) for index in range(len(CASES))])
