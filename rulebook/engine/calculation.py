"""Calculations: chapters that work something out (a ranking, a calendar) instead of judging one bidder.

Their functions take facts and return values, not findings. :func:`provision` signs them all the same: which
articles, how sure. A :class:`Sheet` keeps, step by step, what was worked out, with the articles and the confidence
of each step; the words are added last.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeVar

from rulebook.engine.law import HOME, Law
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence, Question, Value, lower
from rulebook.engine.wording import Words

Worker = TypeVar("Worker", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Provision:
    """One function of a calculation, signed."""

    key: str
    """``chapter.function``."""
    cites: tuple[str, ...]
    confidence: Confidence
    doc: str
    call: Callable[..., Any]


PROVISIONS: dict[str, Provision] = {}


def provision(*, cites: Iterable[str], confidence: Confidence = Confidence.CERTAIN) -> Callable[[Worker], Worker]:
    """Sign a function of a calculation; it stays a plain function.

    Raises :class:`~rulebook.engine.texts.LawError` at import when an article it cites is in no file.
    """

    def register(function: Worker) -> Worker:
        cited = tuple(cites)
        for article in cited:
            TEXTS.article(article)
        key = key_of(function)
        if key in PROVISIONS:
            raise ValueError(f"two provisions are called {key}")
        PROVISIONS[key] = Provision(key, cited, confidence, inspect.getdoc(function) or "", function)
        return function

    return register


def key_of(function: Callable[..., Any]) -> str:
    """``chapter.function`` of a signed function."""
    return f"{function.__module__.split('.')[-2]}.{function.__name__}"


NO_WORDS = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Noted:
    """One step of a calculation: its name, what it found, and what it stands on."""

    name: str
    values: Mapping[str, Value]
    articles: tuple[str, ...]
    confidence: Confidence
    text: Bilingual = NO_WORDS


@dataclass(slots=True)
class Sheet:
    """What is written down while a calculation is done."""

    law: Law
    steps: list[Noted] = field(default_factory=list)

    def note(
        self, name: str, by: Callable[..., Any], at_most: Confidence = Confidence.CERTAIN, **values: Value
    ) -> Noted:
        """Write down a step worked out by a signed function, with every quantity read since the last one."""
        signed, readings = PROVISIONS[key_of(by)], self.law.readings()
        step = Noted(
            name,
            values,
            tuple(dict.fromkeys([*signed.cites, *(reading.article for reading in readings)])),
            lower(signed.confidence, at_most, *(reading.confidence for reading in readings)),
        )
        self.steps.append(step)
        return step

    @property
    def confidence(self) -> Confidence:
        """The least sure of the steps."""
        return lower(Confidence.CERTAIN, *(step.confidence for step in self.steps))


@cache
def words_of(chapter: str) -> Words:
    """The sentences of one chapter."""
    return Words.load(HOME / chapter / "wording.yaml")


def worded(step: Noted, chapter: str, group: str = "steps") -> Noted:
    """A step with its words: those of ``group.name`` in the chapter's ``wording.yaml``."""
    return replace(step, text=words_of(chapter).pair(f"{group}.{step.name}", **step.values))


def asked(key: str) -> Question:
    """The question ``chapter.key`` with whom to ask."""
    chapter, _, name = key.partition(".")
    words = words_of(chapter)
    return Question(key, words.pair(f"questions.{name}.text"), words.pair(f"questions.{name}.ask"))
