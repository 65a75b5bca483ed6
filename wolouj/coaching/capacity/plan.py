"""From answers to a plan: three steps now, the rest afterwards; and what changed since last time, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rulebook.engine.calendar import add_months
from wolouj.coaching.capacity.questions import Answer, Question, questions

MONTHS = 6
"""From one time to the next."""
ENTRY = timedelta(days=14)
"""How long after the file is given the questions are asked for the first time."""
NOW = 3
"""Steps to take now: more would be none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done already, the steps to take now, those for afterwards."""

    done: tuple[Question, ...]
    now: tuple[Question, ...]
    then: tuple[Question, ...]


def plan_of(answers: Mapping[str, str]) -> Plan:
    """The plan: what is not done yet before what is done sometimes, each in the order an order hangs on them."""
    asked = [each for each in questions().values() if each.key in answers]
    done = tuple(each for each in asked if answers[each.key] == Answer.YES)
    left = [each for each in asked if answers[each.key] != Answer.YES]
    ordered = sorted(left, key=lambda each: (answers[each.key] != Answer.NO, each.first))
    return Plan(done, tuple(ordered[:NOW]), tuple(ordered[NOW:]))


_RANK = {Answer.NO: 0, Answer.SOME: 1, Answer.YES: 2}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is no longer as it was: ``new`` (done now), ``better``, ``back`` (it was done, it is not)."""

    question: Question
    how: str


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[Changed]:
    """What changed from one time to the next, in the order of the questions. Never a sum."""
    found = []
    for each in questions().values():
        old, new = before.get(each.key), after.get(each.key)
        if old is None or new is None or old == new:
            continue
        up = _RANK[Answer(new)] > _RANK[Answer(old)]
        found.append(Changed(each, ("new" if new == Answer.YES else "better") if up else "back"))
    return found


def next_time(told_on: date | None, *, since: date) -> date:
    """The day the questions are due: six months after they were last answered, or soon after the file was given."""
    return add_months(told_on, MONTHS) if told_on else since + ENTRY
