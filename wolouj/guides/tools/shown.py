"""What a tool answers: a sign, a word, a few sentences, then figures step by step. Plain values, two languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rulebook.engine.verdict import Bilingual, Confidence, Finding, Question, lower
from wolouj.foundation.drawing import Sign


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what was worked out: what, how much (already written with its unit), how sure when it varies."""

    label: Bilingual
    value: Bilingual | None = None
    """``None`` when the label already carries it."""
    strong: bool = False
    """The sum of the others."""
    sign: Sign | None = None
    word: Bilingual | None = None
    """The sign's word."""
    note: Bilingual | None = None
    articles: tuple[str, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, as pages and booklet show it."""

    sign: Sign | None
    """``None`` where nothing is good or bad: a price before and after tax."""
    word: Bilingual
    why: tuple[Bilingual, ...] = ()
    rows: tuple[Row, ...] = ()
    afterwards: tuple[Row, ...] = ()
    """What one declares oneself, beside the sum."""
    conditions: tuple[Row, ...] = ()
    """What must be fulfilled and nobody was asked about."""
    steps: tuple[Bilingual, ...] = ()
    """How it was worked out, for who wants to follow."""
    findings: tuple[Finding, ...] = ()
    """What needs a hand first."""
    met: tuple[Finding, ...] = ()
    papers: tuple[Bilingual, ...] = ()
    questions: tuple[Question, ...] = ()
    articles: tuple[str, ...] = ()
    confidence: Confidence | None = None
    checked_on: date | None = None
    more: object = None
    """What only this tool's own page draws: a chart, a timeline."""


def signed(findings: Iterable[Finding]) -> dict[str, object]:
    """Articles, confidence and day of several findings together, as :class:`Shown` takes them."""
    found = tuple(findings)
    return {
        "articles": tuple(dict.fromkeys(article for finding in found for article in finding.articles)),
        "confidence": lower(*(finding.confidence for finding in found)) if found else None,
        "checked_on": min((finding.checked_on for finding in found if finding.checked_on), default=None),
    }
