"""When councils meet by law: the months of their ordinary sessions, each with its article and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.law import PARAMETERS
from rulebook.engine.verdict import Confidence, lower
from wolouj.advocacy.models.causes import COUNCILS
from wolouj.foundation.articles import article_name
from wolouj.foundation.words import say


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which a kind of council meets."""

    month: int
    article: str
    confidence: Confidence

    def next_after(self, day: date) -> date:
        """The first day of that month, this year or the next: the month of ``day`` itself counts."""
        year = day.year if self.month >= day.month else day.year + 1
        return date(year, self.month, 1)


def months(level: str, *, on: date) -> tuple[Month, ...]:
    """The three months of the councils of that rung under the law of ``on``; none for whoever is no council."""
    if level not in COUNCILS:
        return ()
    found = []
    for n in (1, 2, 3):
        held = PARAMETERS[f"petitions.{level}_session_{n}"].on(on)
        if held is not None and held.value is not None:
            found.append(Month(int(held.value), held.article, held.confidence))
    return tuple(found)


def coming(level: str, *, on: date) -> list[tuple[date, Month]]:
    """The months that come, the nearest first, each by its first day."""
    return sorted(((each.next_after(on), each) for each in months(level, on=on)), key=lambda pair: pair[0])


def months_said(level: str, lang: Lang, *, on: date) -> str:
    """The coming ordinary sessions in a sentence with its article and how sure; empty for whoever is no council."""
    found = coming(level, on=on)
    if not found:
        return ""
    names = f"{say('foundation.comma', lang)} ".join(fmt.month(first, lang) for first, _ in found)
    sure = lower(*(each.confidence for _, each in found))
    article = getattr(article_name(found[0][1].article), lang)
    return say("advocacy.months_said", lang, months=names, article=article, sure=say(f"advocacy.power_{sure}", lang))
