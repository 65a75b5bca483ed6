"""Payments and late interest as plain data, ready for JSON: the contract of ``wolouj net`` and ``wolouj interest``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook.engine.calculation import Noted
from rulebook.engine.plain import Json
from rulebook.engine.verdict import Bilingual, Question, Value
from rulebook.payment.advance import Advance
from rulebook.payment.interest import Interest, Part, Way
from rulebook.payment.net import Line, Net


def net_as_json(found: Net) -> Json:
    """One payment: amounts are text with two decimals, days ISO, sentences in both languages."""
    return {
        "outcome": "not_covered" if found.why else "worked_out",
        "why": found.why,
        "law_on": found.law_on.isoformat(),
        "amount": _money(found.amount),
        "vat": None if found.vat is None else {"least": _money(found.vat[0]), "most": _money(found.vat[1])},
        "lines": [_line(line) for line in found.lines],
        "low": _money(found.low),
        "high": _money(found.high),
        "afterwards": [_line(line) for line in found.afterwards],
        "advance": None if found.advance is None else _advance(found.advance),
        "text": _pair(found.text),
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
        "base": _money(found.base),
        "quarters": [_part(part) for part in found.parts],
        "ways": [_way(way) for way in found.ways],
        "low": _money(found.low),
        "high": _money(found.high),
        "missing": [str(quarter) for quarter in found.missing],
        "told_by": _day(found.told_by),
        "ordered_by": _day(found.ordered_by),
        "steps": [step_as_json(step) for step in found.steps],
        "questions": [question_as_json(one) for one in found.questions],
        "confidence": found.confidence.value,
    }


def step_as_json(step: Noted) -> Json:
    """One step of a calculation."""
    return {
        "step": step.name,
        "text": _pair(step.text),
        "values": {name: _value(value) for name, value in step.values.items()},
        "articles": list(step.articles),
        "confidence": step.confidence.value,
    }


def question_as_json(one: Question) -> Json:
    """A question and whom to ask."""
    return {"key": one.key, "text": _pair(one.text), "ask": _pair(one.ask)}


def _line(line: Line) -> Json:
    return {
        "line": line.name,
        "reason": line.reason,
        "applies": line.applies.value,
        "least": _money(line.least),
        "most": _money(line.most),
        "taken_by": line.taken_by.value,
        "returned": line.returned,
        "articles": list(line.articles),
        "confidence": line.confidence.value,
        "title": _pair(line.title),
        "text": _pair(line.text),
    }


def _advance(found: Advance) -> Json:
    return {
        "applies": found.applies.value,
        "reason": found.reason,
        "least": _money(found.least),
        "most": _money(found.most),
        "articles": list(found.noted.articles),
        "confidence": found.noted.confidence.value,
        "text": _pair(found.noted.text),
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
    return {"year_days": way.year_days, "rate": way.reading.value, "amount": _money(way.amount)}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _value(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _pair(text: Bilingual) -> Json:
    return {"fr": text.fr, "ar": text.ar}
