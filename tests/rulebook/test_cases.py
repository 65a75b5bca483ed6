"""The cases of every chapter, and the promise that every word of the law has one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from rulebook.engine.cases import cases
from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.judge import judge
from rulebook.engine.rule import RULES
from rulebook.engine.verdict import Requirement, Verdict, When
from rulebook.engine.wording import WordingError, Words

# A chapter without rules answers through a door of its own, and its tests are its own (tests/rulebook/deadlines).
JUDGED = [chapter for chapter in CHAPTERS.values() if chapter.rules]
ALL = [told for chapter in JUDGED for told in cases(chapter.name)]


@cache
def verdict_of(index: int) -> Verdict:
    told = ALL[index]
    return judge(told.bidder, told.notice, told.quote, on=told.on)


def same(answer: object, expected: object) -> bool:
    if isinstance(answer, Decimal):
        return answer == Decimal(str(expected))
    return answer == expected


def same_in(requirement: Requirement, name: str, value: object) -> bool:
    """Whether a paper has what the case says, its values one by one."""
    found = getattr(requirement, name)
    if not isinstance(value, dict):
        return bool(found == value)
    return all(same(found[key], each) for key, each in value.items())


@pytest.mark.parametrize("index", range(len(ALL)), ids=[f"{told.rule}: {told.it}" for told in ALL])
def test_case(index: int) -> None:
    told, verdict = ALL[index], verdict_of(index)
    findings = [finding for finding in verdict.findings if finding.rule == told.rule]
    assert findings, f"{told.rule} said nothing"
    finding = findings[0]
    expected = dict(told.gives)
    for name, value in expected.pop("values", {}).items():
        assert same(finding.values[name], value), (name, finding.values)
    for name, value in expected.items():
        assert getattr(finding, name) == value, (name, finding)
    for paper in told.papers:
        found = [r for r in verdict.requirements if r.rule == told.rule or r.paper == paper["paper"]]
        assert any(all(same_in(r, name, value) for name, value in paper.items()) for r in found), (paper, found)
    if told.file is not None:
        chapter = told.rule.partition(".")[0]
        assert [r.paper for r in verdict.requirements if r.rule.startswith(f"{chapter}.")] == list(told.file)
    for figure in told.figures:
        found = [f for f in verdict.figures if f.rule == told.rule and f.name == figure["name"]]
        assert [same(f.value, figure["value"]) for f in found] == [True]
    asked = {question.key for question in verdict.questions}
    assert set(told.asks) <= asked and not set(told.asks_not) & asked
    if told.verdict is not None:
        assert verdict.outcome == told.verdict


def said() -> Iterator[tuple[str, str]]:
    """Every key of wording that the cases make the law say, by chapter."""
    for index, told in enumerate(ALL):
        verdict = verdict_of(index)
        for finding in verdict.findings:
            chapter, _, name = finding.rule.partition(".")
            # A reason has its own case only when the case is about that rule.
            if finding.rule == told.rule:
                yield chapter, f"findings.{name}.{finding.reason}"
            if finding.remedy:
                yield chapter, f"remedies.{finding.remedy}"
        for requirement in verdict.requirements:
            for part in ("papers", "why"):
                yield requirement.rule.partition(".")[0], f"{part}.{requirement.paper}"
        for figure in verdict.figures:
            chapter = figure.rule.partition(".")[0]
            yield chapter, f"figures.{figure.name}"
        for question in verdict.questions:
            chapter, _, key = question.key.partition(".")
            yield chapter, f"questions.{key}.text"
            yield chapter, f"questions.{key}.ask"


def test_every_word_is_used_and_every_reason_has_a_case() -> None:
    used = set(said())
    for chapter in JUDGED:
        for key in chapter.words:
            # The steps of a figure carry no key in the verdict: test_steps looks at them. What a calculation says
            # ("worked.") is looked at by its own tests.
            if not key.startswith(("steps.", "worked.")):
                assert (chapter.name, key) in used, f"{chapter.name}: no case says {key}"


def test_every_step_is_used() -> None:
    """Each step of a chapter's words is the label of a step of one of its figures, filled with that step's value."""
    for chapter in JUDGED:
        shown = [
            step
            for index in range(len(ALL))
            for figure in verdict_of(index).figures
            if figure.rule.startswith(f"{chapter.name}.")
            for step in figure.steps
        ]
        for key in chapter.words:
            if key.startswith("steps."):
                assert any(says(chapter.words, key, step.value) == step.label.fr for step in shown), key


def says(words: Words, key: str, value: object) -> str | None:
    """A step's sentence with this value; nothing when the value is not of its kind."""
    try:
        return words.say(key, "fr", value=value)
    except WordingError:
        return None


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert {told.rule for told in ALL} == set(RULES)


def test_every_moment_of_a_paper_occurs() -> None:
    seen = {requirement.when for i in range(len(ALL)) for requirement in verdict_of(i).requirements}
    assert seen == set(When) - {When.ATTACHED, When.OWN}
