"""What a donor's report leaves unsaid: small groups, alone or by taking one figure from another; never a total."""

from __future__ import annotations

from uuid import UUID

import pytest

from wolouj.results.counting.frame import Entered
from wolouj.results.models import PeriodFigure
from wolouj.results.report.quiet import hushed, tellable


def figure(people: int, cells: dict[str, int], *, first: int = 0) -> PeriodFigure:
    records = [[str(UUID(int=first + n + 1)), "application", "x", "2026-01-01"] for n in range(people)]
    return PeriodFigure(records=records, parts={"sex": [[key, str(n), n] for key, n in cells.items()]})


@pytest.mark.parametrize(
    ("cells", "unsaid"),
    [
        ({"woman": 20, "man": 10}, set()), ({"woman": 20}, set()), ({"woman": 3}, {"woman"}),
        ({"woman": 20, "man": 1}, {"woman", "man"}), ({"woman": 20, "man": 6, "": 2}, {"man", ""}),
        ({"woman": 20, "man": 2, "": 2}, {"woman", "man", ""}), ({"woman": 9, "man": 3, "": 4}, {"man", ""}),
        ({"woman": 20, "man": 0}, set()),
    ],
)  # fmt: skip
def test_a_small_group_is_unsaid_and_not_to_be_found_from_the_total(cells: dict[str, int], unsaid: set[str]) -> None:
    row = figure(sum(cells.values()), cells)
    assert hushed([row], least=5)[row.pk]["sex"] == unsaid


def test_a_difference_of_a_few_is_unsaid_in_the_figure_told_later() -> None:
    accepted, trained = figure(30, {"woman": 20, "man": 10}), figure(29, {"woman": 19, "man": 10})
    for one, two in ((accepted, trained), (trained, accepted)):
        found = hushed([one, two], least=5)
        assert not found[one.pk]["sex"] and found[two.pk]["sex"] == {"woman", "man"}
    far = figure(20, {"woman": 14, "man": 6})
    assert not hushed([accepted, far], least=4)[far.pk]["sex"], "six and four are enough"
    elsewhere = figure(29, {"woman": 19, "man": 10}, first=15)
    assert not hushed([accepted, elsewhere], least=5)[elsewhere.pk]["sex"], "neither lies in the other"
    again = figure(29, {"woman": 19, "man": 10})
    assert hushed([accepted, trained, again], least=5)[again.pk]["sex"] == {"woman", "man"}, "the same people, later"


def test_a_list_says_of_a_file_what_enough_people_share() -> None:
    persons = {UUID(int=n): Entered(UUID(int=n), "woman", 30, "05.081", "none") for n in range(1, 6)}
    persons |= {UUID(int=n): Entered(UUID(int=n), "woman", 60, "05.081", "none") for n in range(6, 8)}
    persons |= {UUID(int=n): Entered(UUID(int=n), "woman", 30, "05.091", "firm") for n in range(8, 11)}
    persons |= {UUID(int=11): Entered(UUID(int=11), "man", 30, "05.081", "none")}
    found = tellable(persons, least=5)
    assert found[UUID(int=1)] == {"sex", "age", "province", "status"}
    assert found[UUID(int=6)] == found[UUID(int=8)] == {"sex"} and found[UUID(int=11)] == frozenset()
