"""Payments and late interest as plain data, ready for JSON: the contract of ``wolouj net`` and ``wolouj interest``."""

from __future__ import annotations

from datetime import date

from rulebook.engine.plain import Json, money_as_json, pair_as_json, question_as_json, step_as_json
from rulebook.payment.advance import Advance
from rulebook.payment.interest import Interest, Part, Way
from rulebook.payment.net import Line, Net


def net_as_json(found: Net) -> Json:
    """One payment: amounts are text with two decimals, days ISO, sentences in both languages."""
    return {
        "outcome": "not_covered" if found.why else "worked_out",
        "why": found.why,
        "law_on": found.law_on.isoformat(),
        "amount": money_as_json(found.amount),
        "vat": None
        if found.vat is None
        else {"least": money_as_json(found.vat[0]), "most": money_as_json(found.vat[1])},
        "lines": [_line(line) for line in found.lines],
        "low": money_as_json(found.low),
        "high": money_as_json(found.high),
        "afterwards": [_line(line) for line in found.afterwards],
        "advance": None if found.advance is None else _advance(found.advance),
        "text": pair_as_json(found.text),
        "questions": [question_as_json(one) for one in found.questions],
        "confidence": found.confidence.value,
    }


def interest_as_json(found: Interest) -> Json:
    """One late payment, in every way of counting."""
    return {
        "outcome": found.outcome.value,
        "law_on": found.law_on.isoformat(),
        "due": _day(found.due),
        "days_late": found.days,
        "base": money_as_json(found.base),
        "quarters": [_part(part) for part in found.parts],
        "ways": [_way(way) for way in found.ways],
        "low": money_as_json(found.low),
        "high": money_as_json(found.high),
        "missing": [str(quarter) for quarter in found.missing],
        "told_by": _day(found.told_by),
        "ordered_by": _day(found.ordered_by),
        "text": pair_as_json(found.text),
        "steps": [step_as_json(step) for step in found.steps],
        "questions": [question_as_json(one) for one in found.questions],
        "confidence": found.confidence.value,
    }


def _line(line: Line) -> Json:
    return {
        "line": line.name,
        "reason": line.reason,
        "applies": line.applies.value,
        "least": money_as_json(line.least),
        "most": money_as_json(line.most),
        "taken_by": line.taken_by.value,
        "returned": line.returned,
        "articles": list(line.articles),
        "confidence": line.confidence.value,
        "title": pair_as_json(line.title),
        "text": pair_as_json(line.text),
    }


def _advance(found: Advance) -> Json:
    return {
        "applies": found.applies.value,
        "reason": found.reason,
        "least": money_as_json(found.least),
        "most": money_as_json(found.most),
        "articles": list(found.noted.articles),
        "confidence": found.noted.confidence.value,
        "text": pair_as_json(found.noted.text),
    }


def _part(part: Part) -> Json:
    return {
        "quarter": str(part.quarter),
        "days": part.days,
        "treasury_quarter": str(part.quarter.before),
        "treasury_rate": None if part.treasury is None else f"{part.treasury.percent:f}",
        "rate": None if part.rate is None else f"{part.rate:f}",
        "read_on": None if part.treasury is None else part.treasury.on.isoformat(),
        "source": None if part.treasury is None else part.treasury.source,
    }


def _way(way: Way) -> Json:
    return {"year_days": way.year_days, "rate": way.reading.value, "amount": money_as_json(way.amount)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
