"""The quantities as OpenFisca parameters: a tree of YAML files, one a quantity, one ``index.yaml`` a chapter.

OpenFisca's conventions are kept: a rate is a fraction of one (``unit: /1``), an amount is ``currency-MAD``, a quantity
that ended has the value ``null``, and ``last_value_still_valid_on`` is the day of the last reading. What has no place
of its own goes under metadata: the Arabic name, the article, and how sure we are, value by value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rulebook.engine.chapters import every_chapter
from rulebook.engine.law import PARAMETERS, Dated, Parameter
from rulebook.engine.texts import TEXTS

UNITS = {"MAD": "currency-MAD", "percent": "/1"}
"""Ours -> OpenFisca's; the others (day, month, year, count…) keep their names."""


def parameter_files() -> Mapping[str, str]:
    """Name inside the folder, ``parameters/chapter/quantity.yaml``, -> its text."""
    found = {f"parameters/{chapter}/index.yaml": text for chapter, text in _indexes()}
    for name, parameter in PARAMETERS.items():
        chapter, _, quantity = name.partition(".")
        found[f"parameters/{chapter}/{quantity}.yaml"] = "\n".join(_file(parameter)) + "\n"
    return found


def _indexes() -> Iterator[tuple[str, str]]:
    chapters = every_chapter()
    for name in sorted({name.partition(".")[0] for name in PARAMETERS}):
        yield name, f"description: {_text(chapters[name].doc.splitlines()[0])}\n"


def _file(parameter: Parameter) -> Iterator[str]:
    yield f"description: {_text(parameter.title.fr)}"
    yield "metadata:"
    yield f"  label_ar: {_text(parameter.title.ar)}"
    yield f"  unit: {UNITS.get(parameter.unit, parameter.unit)}"
    yield f"  last_value_still_valid_on: {_text(parameter.still_true_on.isoformat())}"
    yield "values:"
    for dated in parameter.values:
        yield f"  {dated.since.isoformat()}:"
        yield f"    value: {number(dated.value, parameter.unit)}"
        yield "    metadata:"
        yield from _signed(dated)


def _signed(dated: Dated) -> Iterator[str]:
    """Where a value stands: OpenFisca's ``reference`` has a title; the key of the article is ours."""
    text, _, article = dated.article.partition("/")
    yield "      reference:"
    yield f"        - title: {_text(f'{TEXTS.texts[text].name.fr}, {article}')}"
    yield f"      article: {_text(dated.article)}"
    yield f"      confidence: {dated.confidence.value}"
    yield f"      source: {_text(TEXTS.source(dated.source).fr)}"


def number(value: Decimal | None, unit: str) -> str:
    """A value as YAML writes it, exactly: ``500000``, ``0.025`` for 2.5 per cent, ``null`` for one that ended."""
    if value is None:
        return "null"
    plain = value.scaleb(-2) if unit == "percent" else value
    text = f"{plain:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _text(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)
