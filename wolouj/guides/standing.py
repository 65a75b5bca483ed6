"""What a sentence of a guide stands on: rules, milestones, articles and quantities, and how sure they make us.

A guide names them by their keys in the rulebook; what it may say, how sure and when that was last read follow from
there. Nothing is signed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import rulebook.deadlines  # noqa: F401  registers the milestones
from rulebook.deadlines.milestones import MARKS
from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import CHAPTERS, Calculation, Chapter, calculations
from rulebook.engine.facts import Procedure
from rulebook.engine.law import PARAMETERS
from rulebook.engine.rule import RULES
from rulebook.engine.texts import TEXTS, LawError
from rulebook.engine.verdict import Confidence, lower

ON_ORDERS = "@orders"
"""After a rule's key: its hold on purchase orders, when that is less sure than the rule itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The articles, the least sure of what is stood on, and the oldest day somebody read it."""

    articles: tuple[str, ...]
    confidence: Confidence
    checked_on: date


@dataclass(frozen=True, slots=True)
class _Leg:
    articles: tuple[str, ...]
    confidence: Confidence
    checked_on: tuple[date, ...] = ()


def standing(keys: Iterable[str], *, on: date, at_most: Confidence = Confidence.CERTAIN) -> Standing:
    """What the keys make together on a day, no surer than ``at_most``.

    A key is ``chapter.rule`` (then ``@orders`` for a rule seen through a purchase order), ``chapter.milestone``,
    ``chapter.function`` of a calculation, ``chapter.quantity``, or an article, ``text/number``.

    Raises:
        LawError: a key that nothing in the rulebook bears, or no key at all.
    """
    legs = [_leg(key, on) for key in keys]
    if not legs:
        raise LawError("stands on nothing")
    articles = tuple(dict.fromkeys(article for leg in legs for article in leg.articles))
    days = [day for leg in legs for day in leg.checked_on] + [TEXTS.article(a).checked_on for a in articles]
    return Standing(articles, lower(at_most, *(leg.confidence for leg in legs)), min(days))


def _leg(key: str, on: date) -> _Leg:
    if "/" in key:
        article = TEXTS.article(key)
        return _Leg((key,), article.confidence)
    name, _, under = key.partition("@")
    if name in PARAMETERS:
        dated = PARAMETERS[name].on(on)
        if dated is None:
            raise LawError(f"{name} is not law yet on {on}")
        return _Leg((dated.article,), dated.confidence, (PARAMETERS[name].still_true_on,))
    if name in RULES:
        rule = RULES[name]
        held = [rule.applied.get(Procedure.PURCHASE_ORDER, rule.confidence)] if under else []
        return _Leg(rule.cites, lower(rule.confidence, *held))
    return _milestone_or_function(name)


def _milestone_or_function(name: str) -> _Leg:
    chapter, _, rest = name.partition(".")
    if chapter == "deadlines" and rest in MARKS:
        return _Leg(MARKS[rest].cites, MARKS[rest].confidence)
    calculations()  # the chapters that work something out load on demand
    if name in PROVISIONS:
        return _Leg(PROVISIONS[name].cites, PROVISIONS[name].confidence)
    raise LawError(f"nothing in the rulebook is called {name!r}")


def questions() -> Iterator[str]:
    """The keys of every question the rulebook leaves to a person, ``chapter.question``."""
    chapters: list[Chapter | Calculation] = [*CHAPTERS.values(), *calculations().values()]
    for name, words in ((chapter.name, chapter.words) for chapter in chapters):
        for key in words:
            head, _, rest = key.partition(".")
            if head == "questions" and rest.endswith(".text"):
                yield f"{name}.{rest.removesuffix('.text')}"
