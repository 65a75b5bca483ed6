"""What we know of the law, row by row, and what became of each: encoded by which rule, or left to people and why.

A row is something our sources establish, surely or likely, in a few words of our own. ``encoded`` names the quantities,
rules, milestones, provisions or words of the glossary that hold it; ``for_humans`` names a reason of ``reasons.yaml``.
Every row has one of the two: the map of the law prints them, and a test refuses a row that the rulebook forgot, a name
that nothing answers to, and a row encoded more surely than it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.strict_yaml import LawError, read_yaml
from rulebook.engine.texts import TEXTS, both
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.engine.wording import typeset

FOLDER = Path(__file__).resolve().parent
FILE = re.compile(r"\d\d-([a-z-]+)\.yaml")
"""A file of rows: its rank, then its subject."""
_NEEDED, _FATES = {"says", "confidence", "of"}, {"encoded", "for_humans"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing our sources establish."""

    key: str
    says: Bilingual
    confidence: Confidence
    of: tuple[str, ...]
    """The articles it stands on, as ``text/number``."""
    encoded: tuple[str, ...] = ()
    """``chapter.name`` of what holds it; ``glossary.name`` for a word."""
    for_humans: Bilingual | None = None
    """Why no rule holds it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The rows of one subject, in the order of the law."""

    key: str
    title: Bilingual
    rows: tuple[Row, ...]


def load_coverage(folder: Path = FOLDER) -> tuple[Subject, ...]:
    """Every subject, in order. Raises :class:`~rulebook.engine.strict_yaml.LawError` naming the file and the row."""
    reasons = {key: _pair(why, f"reasons.yaml, {key}") for key, why in read_yaml(folder / "reasons.yaml").items()}
    found = []
    for path in sorted(folder.glob("*.yaml")):
        if name := FILE.fullmatch(path.name):
            tree = read_yaml(path)
            rows = tuple(_rows(tree["rows"], path.name, reasons))
            found.append(Subject(name[1], _pair(tree["title"], path.name), rows))
    keys = [row.key for subject in found for row in subject.rows]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise LawError(f"coverage: written twice: {sorted(twice)}")
    return tuple(found)


def _rows(tree: Mapping[str, Mapping[str, Any]], file: str, reasons: Mapping[str, Bilingual]) -> Iterator[Row]:
    for key, entry in tree.items():
        where = f"coverage/{file}, {key}"
        fates = entry.keys() & _FATES
        if entry.keys() - fates != _NEEDED or len(fates) != 1:
            raise LawError(f"{where}: needs {sorted(_NEEDED)} and one of {sorted(_FATES)}")
        try:
            yield _row(key, entry, where, reasons)
        except (KeyError, ValueError) as fault:
            raise LawError(f"{where}: {fault}") from None


def _row(key: str, entry: Mapping[str, Any], where: str, reasons: Mapping[str, Bilingual]) -> Row:
    for article in entry["of"]:
        TEXTS.article(article)
    return Row(
        key=key,
        says=_pair(entry["says"], where),
        confidence=Confidence(entry["confidence"]),
        of=tuple(entry["of"]),
        encoded=tuple(entry.get("encoded") or ()),
        for_humans=reasons[entry["for_humans"]] if "for_humans" in entry else None,
    )


def _pair(entry: object, where: str) -> Bilingual:
    told = both(entry, where)
    return Bilingual(typeset(told.fr, "fr"), typeset(told.ar, "ar"))


@cache
def coverage() -> tuple[Subject, ...]:
    """Every subject with its rows. Read once, when first asked for."""
    return load_coverage()
