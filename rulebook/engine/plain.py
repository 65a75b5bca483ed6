"""A verdict or an advice as plain data, ready for JSON: the contract of ``wolouj check`` and of consulted chapters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rulebook.engine.calculation import Noted
from rulebook.engine.verdict import Advice, Bilingual, Figure, Finding, Question, Requirement, Value, Verdict

if TYPE_CHECKING:  # it asks the judge, which writes its verdicts here
    from rulebook.engine.counterfactual import Changes, Way

Json = dict[str, object]


def as_json(verdict: Verdict) -> Json:
    """The whole verdict. Amounts are text with two decimals, days ISO, rates and counts plain numbers as text."""
    return {
        "outcome": verdict.outcome.value,
        "law_on": verdict.law_on.isoformat(),
        "findings": [finding_as_json(finding) for finding in verdict.findings],
        "requirements": [_requirement(requirement) for requirement in verdict.requirements],
        "figures": [_figure(figure) for figure in verdict.figures],
        "questions": [question_as_json(question) for question in verdict.questions],
    }


def advice_as_json(advice: Advice) -> Json:
    """The whole advice, as a verdict is written; its findings are all about what was asked, so that is left unsaid."""
    findings = [finding_as_json(finding) for finding in advice.findings]
    for told in findings:
        del told["about"]
    return {
        "outcome": advice.outcome.value,
        "law_on": advice.law_on.isoformat(),
        "findings": findings,
        "requirements": [_requirement(requirement) for requirement in advice.requirements],
        "figures": [_figure(figure) for figure in advice.figures],
        "questions": [question_as_json(question) for question in advice.questions],
    }


def finding_as_json(finding: Finding) -> Json:
    """One finding."""
    return {
        "rule": finding.rule,
        "about": finding.about.value,
        "force": finding.force.value,
        "outcome": finding.outcome.value,
        "reason": finding.reason,
        "values": _values(finding.values),
        "articles": list(finding.articles),
        "confidence": finding.confidence.value,
        "text": pair_as_json(finding.text),
        "remedy": pair_as_json(finding.remedy_text) if finding.remedy_text else None,
    }


def changes_as_json(found: Changes) -> Json:
    """What would change the answer, as ``wolouj check --changes`` prints it under ``changes``."""
    return {
        "judgements": found.judgements,
        "cut_short": found.cut_short,
        "of_verdict": [_way(way) for way in found.of_verdict],
        "of_findings": [
            {
                "rule": turned.finding.rule,
                "outcome": turned.finding.outcome.value,
                "reason": turned.finding.reason,
                "force": turned.finding.force.value,
                "ways": [_way(way) for way in turned.ways],
            }
            for turned in found.of_findings
        ],
    }


def _way(way: Way) -> Json:
    becomes = way.finding
    return {
        "changes": [
            {"key": one.key, "values": _values(one.values), "text": pair_as_json(one.text)} for one in way.changes
        ],
        "finding": {"outcome": becomes.outcome.value, "reason": becomes.reason, "text": pair_as_json(becomes.text)}
        if becomes is not None
        else None,
        "verdict": way.verdict.value,
        "opens": list(way.opens),
    }


def _requirement(requirement: Requirement) -> Json:
    return {
        "rule": requirement.rule,
        "paper": requirement.paper,
        "when": requirement.when,
        "force": requirement.force.value,
        "confidence": requirement.confidence.value,
        "articles": list(requirement.articles),
        "valid_for_days": requirement.valid_for_days,
        "valid_for_months": requirement.valid_for_months,
        "held": requirement.held,
        "values": _values(requirement.values),
        "text": pair_as_json(requirement.text),
        "envelope": requirement.envelope,
        "only_if": requirement.only_if,
        "shared": requirement.shared,
        "name": pair_as_json(requirement.name),
        "why": pair_as_json(requirement.why) if requirement.why else None,
    }


def _figure(figure: Figure) -> Json:
    return {
        "rule": figure.rule,
        "name": figure.name,
        "value": _value(figure.value),
        "unit": figure.unit,
        "force": figure.force.value,
        "confidence": figure.confidence.value,
        "articles": list(figure.articles),
        "steps": [{"text": pair_as_json(step.label), "value": _value(step.value)} for step in figure.steps],
        "text": pair_as_json(figure.text),
    }


def question_as_json(question: Question) -> Json:
    """A question, and whom to ask."""
    return {
        "key": question.key,
        "text": pair_as_json(question.text),
        "ask": pair_as_json(question.ask),
        "articles": list(question.articles),
    }


def _values(values: Mapping[str, Value]) -> Json:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def pair_as_json(text: Bilingual) -> dict[str, str]:
    """A sentence in both languages."""
    return {"fr": text.fr, "ar": text.ar}


def step_as_json(step: Noted) -> Json:
    """One step of a calculation."""
    return {
        "step": step.name,
        "text": pair_as_json(step.text),
        "values": _values(step.values),
        "articles": list(step.articles),
        "confidence": step.confidence.value,
    }


def money_as_json(amount: Decimal | None) -> str | None:
    """An amount with its two decimals; ``None`` stays not known."""
    return None if amount is None else f"{amount:.2f}"
