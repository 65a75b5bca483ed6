"""How a rule is written: facts in, answers out, signed with what it cites.

A rule is a plain function. It names what it wants to see (``bidder``, ``notice``, ``quote``, ``law``) and returns one
answer or several, made with the small constructors below. It says neither whom it refuses nor in what words:
the engine works out the force (:mod:`rulebook.engine.judge`), the chapter's ``wording.yaml`` holds the words.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from rulebook.engine.facts import Bidder, Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import About, Confidence, Envelope, Force, OnlyIf, Outcome, Value

OF_PROCUREMENT = ("decree-2-22-431/", "decree-2-16-344/", "order-1692-23/", "ccag-t/")
"""The texts that bind a buyer only when the decree does: its own, and those written for its contracts."""


class Asks(StrEnum):
    """The question in a person's head that a rule helps to answer."""

    DOES_IT_APPLY = "does_it_apply"
    MAY_BID = "may_bid"
    MAY_WIN = "may_win"
    WHAT_TO_HOLD = "what_to_hold"
    HOW_IT_GOES = "how_it_goes"
    WHAT_IT_COSTS = "what_it_costs"
    IS_IT_WRITTEN_WELL = "is_it_written_well"


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at: one bidder, one notice, perhaps one quote, and the law of the day."""

    bidder: Bidder
    notice: Notice
    quote: Quote | None
    law: Law


@dataclass(frozen=True, slots=True)
class Said:
    """One requirement looked at. ``at_most`` caps what it may do, whatever the confidence."""

    outcome: Outcome
    reason: str
    values: Mapping[str, Value] = field(default_factory=dict)
    remedy: str | None = None
    at_most: Force = Force.DECIDES


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper to hold or to give. ``held`` is ``None`` when we do not know."""

    paper: str
    when: str
    held: bool | None = None
    valid_for_months: int | None = None
    values: tuple[tuple[str, Value], ...] = ()
    envelope: Envelope | None = None
    only_if: OnlyIf | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure with the steps that led to it: ``(step, value)``; each step's words carry its value."""

    name: str
    value: Value
    unit: str
    steps: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What nothing we hold establishes: a question, worded with the person to ask."""

    key: str


Answer = Said | Needed | Worked | Asked
ONE_ANSWER = (Said, Needed, Worked, Asked)
Answers = Answer | Iterable[Answer]


def met(reason: str, *, at_most: Force = Force.DECIDES, **values: Value) -> Said:
    """The requirement is met."""
    return Said(Outcome.MET, reason, values, None, at_most) if values else _bare(Outcome.MET, reason, None, at_most)


def not_met(reason: str, *, remedy: str, at_most: Force = Force.DECIDES, **values: Value) -> Said:
    """The requirement is not met. Never without a remedy."""
    if not values:
        return _bare(Outcome.NOT_MET, reason, remedy, at_most)
    return Said(Outcome.NOT_MET, reason, values, remedy, at_most)


def unknown(reason: str, *, remedy: str, at_most: Force = Force.DECIDES, **values: Value) -> Said:
    """A fact is missing, or no text settles it. Never without what to do about it."""
    if not values:
        return _bare(Outcome.UNKNOWN, reason, remedy, at_most)
    return Said(Outcome.UNKNOWN, reason, values, remedy, at_most)


def not_concerned(reason: str, **values: Value) -> Said:
    """The rule says nothing here."""
    return Said(Outcome.NOT_CONCERNED, reason, values) if values else _bare(Outcome.NOT_CONCERNED, reason)


@cache
def _bare(outcome: Outcome, reason: str, remedy: str | None = None, at_most: Force = Force.DECIDES) -> Said:
    """An answer without values is the same record every time: made once."""
    return Said(outcome, reason, {}, remedy, at_most)


def need(
    paper: str,
    when: str,
    *,
    held: bool | None = None,
    valid_for_months: int | None = None,
    envelope: Envelope | None = None,
    only_if: OnlyIf | None = None,
    shared: bool = False,
    **values: Value,
) -> Needed:
    """A paper and its moment; ``when`` is one of the codes of :class:`~rulebook.engine.verdict.When`."""
    return Needed(paper, when, held, valid_for_months, tuple(values.items()), envelope, only_if, shared)


def figure(name: str, value: Value, unit: str, *steps: tuple[str, Value]) -> Worked:
    """A worked-out amount, day or count."""
    return Worked(name, value, unit, steps)


def ask(key: str) -> Asked:
    """A question for a human."""
    return Asked(key)


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule: the function, and everything that signs its answers."""

    key: str
    """``chapter.function``."""
    chapter: str
    answers: Asks
    about: About
    cites: tuple[str, ...]
    confidence: Confidence
    applied: Mapping[Procedure, Confidence]
    """How sure we are that it holds under a procedure; one that is absent takes nothing away."""
    of_the_decree: bool
    """True when it stands on the decree or a text for its contracts: silent before a buyer the decree does not bind."""
    under: Procedure | None
    """The one procedure it speaks under; before another, or when nobody told, it says nothing at all."""
    alone: bool
    """It looks at the law and at nothing else: it says the same to everybody on the same day."""
    call: Callable[[Case], Iterable[Answer]]
    doc: str


RULES: dict[str, Rule] = {}
Written = Callable[..., Answers]


def rule(
    *,
    answers: Asks,
    about: About,
    cites: Iterable[str],
    confidence: Confidence = Confidence.CERTAIN,
    applied: Mapping[Procedure, Confidence] | None = None,
    under: Procedure | None = None,
) -> Callable[[Written], Written]:
    """Register a function as a rule of its chapter (the folder it stands in).

    A rule that says "not concerned" under a procedure tells the reader something; one that would only add noise
    there names the procedure it speaks ``under``.

    Raises :class:`~rulebook.engine.texts.LawError` at import when an article it cites is in no file.
    """

    def register(function: Written) -> Written:
        chapter = function.__module__.split(".")[-2]
        cited = tuple(cites)
        for article in cited:
            TEXTS.article(article)
        key = f"{chapter}.{function.__name__}"
        if key in RULES:
            raise ValueError(f"two rules are called {key}")
        RULES[key] = Rule(
            key=key,
            chapter=chapter,
            answers=answers,
            about=about,
            cites=cited,
            confidence=confidence,
            applied=dict(applied or {}),
            of_the_decree=chapter != "scope" and any(article.startswith(OF_PROCUREMENT) for article in cited),
            under=under,
            alone=tuple(inspect.signature(function).parameters) == ("law",),
            call=_caller(function),
            doc=inspect.getdoc(function) or "",
        )
        return function

    return register


def _caller(function: Written) -> Callable[[Case], Iterable[Answer]]:
    """The function called with the parts of the case it names, its answer always as several."""
    names = tuple(inspect.signature(function).parameters)
    pick: Callable[[Case], Any] = attrgetter(*names)
    one = len(names) == 1

    def call(case: Case) -> Iterable[Answer]:
        answer = function(pick(case)) if one else function(*pick(case))
        return (answer,) if isinstance(answer, ONE_ANSWER) else answer

    return call
