"""The law as data for others: one JSON document with its schema, and the quantities as OpenFisca parameters.

``python -m rulebook.export FOLDER`` and ``wolouj law export FOLDER`` write the same. No clock, no database, no Django:
the version is the day of the last reading and a mark of the content, so the same law always exports the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rulebook.coverage import coverage
from rulebook.deadlines.milestones import MARKS
from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import calculations, every_chapter
from rulebook.engine.law import HOME, PARAMETERS, Parameter
from rulebook.engine.rule import RULES
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.texts import TEXTS, Text
from rulebook.engine.verdict import Bilingual
from rulebook.export.openfisca import parameter_files
from rulebook.glossary import glossary

FORMAT = "1.0"
"""The shape of ``law.json``. The first figure moves when a reader of the old shape would no longer understand."""
SCHEMA = Path(__file__).with_name("law.schema.json")
LICENCE = "Apache-2.0"

Json = dict[str, Any]


def law() -> Json:
    """Everything the rulebook holds, as plain data: amounts and rates as text, days ISO, sentences in two languages."""
    content = {
        "texts": {text.key: _text(text) for text in TEXTS.texts.values()},
        "sources": {key: _pair(name) for key, name in TEXTS.sources.items()},
        "chapters": dict(_chapters()),
        "parameters": {name: _parameter(parameter) for name, parameter in PARAMETERS.items()},
        "rules": dict(_rules()),
        "coverage": dict(_coverage()),
        "glossary": dict(_glossary()),
    }
    return {"format": FORMAT, "version": _version(content), "licence": LICENCE, **content}


def files(*, openfisca: bool = False) -> Mapping[str, str]:
    """Name inside the folder -> text: the document, its schema, how to read them, and perhaps OpenFisca's tree."""
    found = {
        "law.json": json.dumps(law(), ensure_ascii=False, indent=1) + "\n",
        "law.schema.json": SCHEMA.read_text(encoding="utf-8"),
        "README.md": Path(__file__).with_name("for-readers.md").read_text(encoding="utf-8"),
    }
    return {**found, **parameter_files()} if openfisca else found


def write(folder: Path, *, openfisca: bool = False) -> list[Path]:
    """Write the files under a folder, made if absent, over those of an earlier export. ``OSError`` when it cannot."""
    written = []
    for name, text in files(openfisca=openfisca).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _version(content: Json) -> str:
    """The last day anybody read something, and a mark of the content."""
    read = max(parameter.still_true_on for parameter in PARAMETERS.values())
    mark = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return f"{read.isoformat()}+{mark[:12]}"


def _text(text: Text) -> Json:
    return {
        "name": _pair(text.name),
        "bulletin": text.bulletin,
        "in_force": text.in_force.isoformat() if text.in_force else None,
        "checked_on": text.checked_on.isoformat(),
        "contents": [
            {"first": part.first, "last": part.last, "about": part.about and _pair(part.about)}
            for part in text.contents
        ],
        "articles": {
            article.key: {
                "summary": _pair(article.summary),
                "confidence": article.confidence.value,
                "checked_on": article.checked_on.isoformat(),
                "for_humans": article.for_humans and _pair(article.for_humans),
            }
            for article in text.articles.values()
        },
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": _pair(parameter.title),
        "unit": parameter.unit,
        "checked_on": parameter.still_true_on.isoformat(),
        "values": [
            {
                "since": dated.since.isoformat(),
                "value": None if dated.value is None else f"{dated.value:f}",
                "article": dated.article,
                "confidence": dated.confidence.value,
                "source": dated.source,
            }
            for dated in parameter.values
        ],
    }


def _chapters() -> Iterator[tuple[str, Json]]:
    """The question of each chapter, and its sentences with their blanks, as its files have them."""
    for name, chapter in every_chapter().items():
        question = next((line for line in chapter.doc.splitlines() if "?" in line), chapter.doc.splitlines()[0])
        words = read_yaml(HOME / name / "wording.yaml") or {}
        yield name, {"question": question, "about": chapter.doc, "words": words}


def _rules() -> Iterator[tuple[str, Json]]:
    """Rules, milestones of the calendar, and signed functions of calculations, under one shape."""
    calculations()  # their provisions are signed when they are loaded
    for key, rule in RULES.items():
        applied = {procedure.value: sure.value for procedure, sure in rule.applied.items()}
        yield key, _signed("rule", rule.doc, rule.cites, rule.confidence.value, about=rule.about.value, applied=applied)
    for key, mark in MARKS.items():
        signed = _signed("milestone", mark.doc, mark.cites, mark.confidence.value, about=mark.counted_from)
        yield f"deadlines.milestones.{key}", signed
    for key, one in PROVISIONS.items():
        yield key, _signed("provision", one.doc, one.cites, one.confidence.value)


def _signed(
    kind: str,
    doc: str,
    cites: tuple[str, ...],
    confidence: str,
    *,
    about: str | None = None,
    applied: Mapping[str, str] | None = None,
) -> Json:
    return {
        "kind": kind,
        "says": doc,
        "about": about,
        "articles": list(cites),
        "confidence": confidence,
        "applied": dict(applied or {}),
    }


def _coverage() -> Iterator[tuple[str, Json]]:
    for subject in coverage():
        for row in subject.rows:
            yield (
                row.key,
                {
                    "subject": _pair(subject.title),
                    "says": _pair(row.says),
                    "confidence": row.confidence.value,
                    "articles": list(row.of),
                    "encoded": list(row.encoded),
                    "for_humans": row.for_humans and _pair(row.for_humans),
                },
            )


def _glossary() -> Iterator[tuple[str, Json]]:
    for term in glossary().values():
        yield (
            term.key,
            {
                "subject": term.subject,
                "term": _pair(term.term),
                "english": term.english,
                "means": _pair(term.means),
                "heard": term.heard,
                "mark": term.mark.value,
                "article": term.article,
            },
        )


def _pair(text: Bilingual) -> dict[str, str]:
    return {"fr": text.fr, "ar": text.ar}
