"""What ``wolouj law`` prints as JSON, and how it names a value, a confidence, a version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine.changes import Change, Record, Shift
from rulebook.engine.format import measured
from rulebook.engine.law import Dated
from rulebook.engine.upkeep import Due
from rulebook.engine.verdict import Bilingual, Confidence, Figure, Finding, Requirement, Value
from rulebook.engine.wording import typeset
from rulebook.glossary import Term
from rulebook.payment import Line, Net
from wolouj.foundation.words import pair
from wolouj.guides.law.effects import Effect

Json = dict[str, Any]


def due(one: Due) -> Json:
    """One thing to read again."""
    return {
        "what": one.what.value,
        "key": one.key,
        "name": both(one.name),
        "read_on": one.read_on.isoformat(),
        "confidence": one.confidence.value,
        "article": one.article,
        "source": one.source,
    }


def term(one: Term) -> Json:
    """One word of the glossary."""
    return {
        "key": one.key,
        "subject": one.subject,
        "term": both(one.term),
        "english": one.english,
        "means": both(one.means),
        "heard": one.heard,
        "mark": one.mark.value,
        "article": one.article,
    }


def change(one: Change) -> Json:
    """One quantity that moved."""
    return {
        "name": one.parameter.name,
        "title": both(one.parameter.title),
        "unit": one.parameter.unit,
        "kind": one.kind.value,
        "on": one.after.since.isoformat(),
        "before": _dated(one.before),
        "after": _dated(one.after),
    }


def _dated(one: Dated | None) -> Json | None:
    if one is None:
        return None
    value = None if one.value is None else f"{one.value:f}"
    return {"value": value, "article": one.article, "confidence": one.confidence.value, "source": one.source}


def effect(one: Effect) -> Json:
    """One notice, on each day."""
    return {
        "notice": both(one.title),
        "sample": one.sample,
        "before": one.before.value,
        "after": one.after.value,
        "changes": [_shift(shift) for shift in one.shifts],
        "payment": _payment(one),
    }


def _payment(one: Effect) -> Json:
    """What comes in of the sample payment on each day, and the lines that moved."""
    before, after = one.paid
    return {
        "amount": f"{after.amount:f}",
        "before": _net(before),
        "after": _net(after),
        "lines": [{"before": _line(old), "after": _line(new)} for old, new in one.paid_otherwise],
    }


def _net(net: Net) -> Json:
    return {"low": _value(net.low), "high": _value(net.high)}


def _line(line: Line | None) -> Json | None:
    if line is None:
        return None
    return {
        "line": line.name,
        "applies": line.applies.value,
        "least": _value(line.least),
        "most": _value(line.most),
        "articles": list(line.articles),
        "confidence": line.confidence.value,
        "text": both(line.text),
    }


def _shift(one: Shift) -> Json:
    what, key = _named(one.record)
    return {
        "what": what,
        "key": key,
        "kind": one.kind.value,
        "before": _record(one.before),
        "after": _record(one.after),
    }


def _named(record: Record) -> tuple[str, str]:
    match record:
        case Finding():
            return "finding", record.rule
        case Requirement():
            return "requirement", record.paper
        case Figure():
            return "figure", record.name
        case _:
            return "question", record.key


def _record(record: Record | None) -> Json | None:
    if record is None:
        return None
    told: Json = {"text": both(record.text), "articles": list(record.articles)}
    match record:
        case Finding():
            told |= {"outcome": record.outcome.value, "reason": record.reason, "force": record.force.value}
            told["values"] = {name: _value(value) for name, value in record.values.items()}
        case Requirement():
            told |= {"when": record.when, "held": record.held, "valid_for_months": record.valid_for_months}
        case Figure():
            told |= {"value": _value(record.value), "unit": record.unit}
        case _:
            return told | {"ask": both(record.ask)}
    return told | {"confidence": record.confidence.value}


def _value(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def worded(value: Decimal | None, unit: str) -> Bilingual:
    """A value with its unit, or that there is none."""
    if value is None:
        return pair("guides.law.no_value")
    return Bilingual(measured(value, unit, "fr"), measured(value, unit, "ar"))


def named(text: Bilingual) -> Bilingual:
    """The name of a quantity or the summary of an article, as a person reads it: its file keeps it bare."""
    return Bilingual(typeset(text.fr, "fr"), typeset(text.ar, "ar"))


def sure(confidence: Confidence) -> Bilingual:
    """How sure, in words."""
    return pair(f"guides.law.sure_{confidence.value}")


def version(made: Mapping[str, str]) -> str:
    """The version of an export."""
    return str(json.loads(made["law.json"])["version"])


def both(text: Bilingual) -> dict[str, str]:
    """A pair as JSON."""
    return {"fr": text.fr, "ar": text.ar}
