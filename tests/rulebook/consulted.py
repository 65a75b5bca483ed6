"""Cases of the chapters that are consulted: one situation told in YAML, and what one rule must answer.

::

    - it: "Exactly the number is enough"
      rule: signatures_are_enough
      petition: {level: region, population: 2500000, signatures: 400}
      gives: {outcome: met, reason: enough, force: decides, confidence: certain, values: {required: 400}}
      figures: {signatures_required: 400}
      papers: [form]
      asks: [exact_papers]
      outcome: unknown

``gives: null`` when the rule has nothing to say; ``also`` is a second finding of the same rule. A case says on which
day it is asked, else on 28 November 2026. What it does not say is not known.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import calculations
from rulebook.engine.law import HOME, UNITS, read_yaml
from rulebook.engine.verdict import Advice, Confidence, Outcome

USUAL_DAY = date(2026, 11, 28)
KNOWN = {"it", "rule", "day", "gives", "also", "figures", "papers", "asks", "articles", "outcome"}
Ask = Callable[[Any, date], Advice]


def cases(chapter: str) -> list[dict[str, Any]]:
    return read_yaml(HOME / chapter / "cases.yaml")


def built(kind: Any, told: Any) -> Any:
    """A record, a code or a figure from what YAML tells, by its annotation."""
    if told is None:
        return None
    if typing.get_origin(kind) in {types.UnionType, typing.Union}:
        (kind,) = [one for one in typing.get_args(kind) if one is not type(None)]
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        assert not told.keys() - hints.keys(), f"unknown {sorted(told.keys() - hints.keys())}"
        return kind(**{name: built(hints[name], value) for name, value in told.items()})
    if isinstance(kind, type) and issubclass(kind, StrEnum | Decimal):
        return kind(told)
    if origin in {tuple, frozenset}:
        return origin(built(inside[0], one) for one in told)
    if isinstance(told, Mapping):
        return {built(inside[0], key): built(inside[1], value) for key, value in told.items()}
    return told


def same(found: object, expected: object) -> bool:
    return found == Decimal(str(expected)) if isinstance(found, Decimal) else found == expected


def check(case: Mapping[str, Any], advice: Advice, chapter: str) -> None:
    """Everything a case says against what the law answered."""
    key = f"{chapter}.{case['rule']}"
    assert key in PROVISIONS, key
    found = [finding for finding in advice.findings if finding.rule == key]
    expected = [one for one in (case.get("gives"), case.get("also")) if one is not None]
    if "gives" in case and case["gives"] is None:
        assert not found, found
    for wanted, finding in zip(expected, found, strict=False):
        rest = dict(wanted)
        for name, value in rest.pop("values", {}).items():
            assert same(finding.values[name], value), (name, finding.values)
        for name, value in rest.items():
            assert getattr(finding, name) == value, (name, finding)
    assert len(found) >= len(expected), f"{key} said too little: {found}"
    figures = {figure.name: figure.value for figure in advice.figures if figure.rule == key}
    if "figures" in case:
        assert figures.keys() == case["figures"].keys(), figures
        assert all(same(figures[name], value) for name, value in case["figures"].items()), figures
    if "papers" in case:
        assert [one.paper for one in advice.requirements if one.rule == key] == case["papers"]
    if "asks" in case:
        assert {f"{chapter}.{name}" for name in case["asks"]} <= {question.key for question in advice.questions}
    if "articles" in case:
        assert list(next(f for f in (*found, *advice.figures) if f.rule == key).articles) == case["articles"]
    if "outcome" in case:
        assert advice.outcome == case["outcome"]


def said(chapter: str, case: Mapping[str, Any], advice: Advice) -> set[str]:
    """The keys of wording that one case is about."""
    key = f"{chapter}.{case['rule']}"
    keys = set()
    for finding in advice.findings:
        if finding.rule == key:
            keys.add(f"findings.{case['rule']}.{finding.reason}")
            keys |= {f"remedies.{finding.remedy}"} if finding.remedy else set()
    keys |= {f"papers.{one.paper}" for one in advice.requirements if one.rule == key}
    keys |= {f"figures.{figure.name}" for figure in advice.figures if figure.rule == key}
    for question in advice.questions:
        keys |= {f"questions.{question.key.partition('.')[2]}.{part}" for part in ("text", "ask")}
    return keys


def check_whole(chapter: str, told: list[dict[str, Any]], answers: list[Advice]) -> None:
    """Every sentence has a case, every rule has cases, every rule that refuses is also seen met, and so on."""
    words = calculations()[chapter].words
    used = set().union(*(said(chapter, case, advice) for case, advice in zip(told, answers, strict=True)))
    steps = {step.label.fr for advice in answers for figure in advice.figures for step in figure.steps}
    without_case = {key for key in words if not key.startswith("steps.")} - used
    assert not without_case, sorted(without_case)
    ready = [key for key in words if key.startswith("steps.") and not words.blanks(key)]
    assert all(words.say(key, "fr") in steps for key in ready)
    rules = {
        key.partition(".")[2]
        for key, signed in PROVISIONS.items()
        if signed.call.__module__.startswith(f"rulebook.{chapter}.rules")
    }
    assert {case["rule"] for case in told} == rules
    for advice in answers:
        for finding in advice.findings:
            assert finding.articles and finding.text.fr and finding.text.ar and finding.checked_on
            assert (finding.remedy_text is not None) is (finding.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN})
        for figure in advice.figures:
            assert figure.text.fr and figure.text.ar and figure.unit in UNITS
            assert ("confirmer" in figure.text.fr) is (figure.confidence is not Confidence.CERTAIN)
