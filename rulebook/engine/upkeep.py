"""What must be read again, oldest first: the law moves, and a value is only as good as its last check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.engine.law import PARAMETERS
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence


class What(StrEnum):
    """A figure, or an article."""

    QUANTITY = "quantity"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to read again, where, and how sure we were when somebody last did."""

    what: What
    key: str
    """``chapter.quantity`` or ``text/number``."""
    name: Bilingual
    read_on: date
    confidence: Confidence
    article: str
    """Where to read it."""
    source: str | None
    """Through what a quantity was read; ``None`` for an article."""


_SURENESS, _WHATS = tuple(Confidence), tuple(What)


def to_read_again(before: date | None = None) -> tuple[Due, ...]:
    """All that was last read before ``before`` (all there is, without it): oldest first, then the least sure."""
    found = (due for due in (*_quantities(), *_articles()) if before is None or due.read_on < before)
    return tuple(sorted(found, key=_rank))


def _rank(due: Due) -> tuple[date, int, int, str]:
    return due.read_on, -_SURENESS.index(due.confidence), _WHATS.index(due.what), due.key


def _quantities() -> Iterator[Due]:
    """Each quantity by its last value; one that ended is nothing to read again."""
    for parameter in PARAMETERS.values():
        last = parameter.values[-1]
        if last.value is not None:
            yield Due(
                What.QUANTITY,
                parameter.name,
                parameter.title,
                parameter.still_true_on,
                last.confidence,
                last.article,
                last.source,
            )


def _articles() -> Iterator[Due]:
    for text in TEXTS.texts.values():
        for one in text.articles.values():
            yield Due(What.ARTICLE, one.key, one.summary, one.checked_on, one.confidence, one.key, None)
