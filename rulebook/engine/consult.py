"""Consulted chapters: questions about something else than a bidder before a notice (a petition, a complaint, a status).

Their ``rules.py`` is written as any other: facts in, answers out, made with the constructors of
:mod:`rulebook.engine.rule`, and signed with :func:`~rulebook.engine.calculation.provision`. A function names what it
wants to see. It is asked only when one of its articles concerns the case; it then cites those alone, and is no surer
than the least sure of them. So one function may hold a condition that three laws state each in an article of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache

from rulebook.engine.calculation import Provision
from rulebook.engine.chapters import calculations
from rulebook.engine.law import Law, Reading
from rulebook.engine.rule import Answer
from rulebook.engine.saying import Signature, Signed, Spoken, signature, worded
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import About, Advice, Confidence, Figure, Finding, Force, Outcome, Question, Requirement

Concerns = Callable[[str], bool]
"""Whether an article, as ``text/number``, concerns the case."""


def among(held: Collection[str]) -> Concerns:
    """Whether an article, or the whole text it stands in, is one of those named."""
    return lambda article: article in held or article.partition("/")[0] in held


def consult(chapter: str, law: Law, *, concerns: Concerns = lambda article: True, **seen: object) -> Advice:
    """Every answer of a chapter, in the order its rules are written, under ``law``.

    ``seen`` is what the rules may look at, by the name they give it; ``law`` itself needs no telling. Raises
    :class:`~rulebook.engine.law.NotYetLaw` before the day from which we stand by a quantity.
    """
    signed = list(_answers(chapter, law, concerns, {**seen, "law": law}))
    findings = tuple(answer for answer in signed if isinstance(answer, Finding))
    return Advice(
        outcome=_outcome(findings),
        law_on=law.day,
        findings=findings,
        requirements=tuple(answer for answer in signed if isinstance(answer, Requirement)),
        figures=tuple(answer for answer in signed if isinstance(answer, Figure)),
        questions=tuple({answer.key: answer for answer in signed if isinstance(answer, Question)}.values()),
    )


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    """Only the certain refuses; whatever is more than information and still open, or likely not met, is a doubt."""
    heard = [finding for finding in findings if finding.force in {Force.DECIDES, Force.WARNS}]
    refused = [finding.force for finding in heard if finding.outcome is Outcome.NOT_MET]
    if Force.DECIDES in refused:
        return Outcome.NOT_MET
    return Outcome.UNKNOWN if refused or any(one.outcome is Outcome.UNKNOWN for one in heard) else Outcome.MET


def _answers(chapter: str, law: Law, concerns: Concerns, seen: dict[str, object]) -> Iterator[Signed]:
    words = _spoken(chapter)
    law.readings()  # a rule signs only what it read itself
    for written in _asked(chapter):
        cites = tuple(article for article in written.cites if concerns(article))
        if not cites:
            continue
        answers = _called(written, seen)
        signed = _signature(cites, law.readings(), written.confidence)
        for answer in answers:
            yield worded(written.key, About.SUBJECT, signed, answer, words, law.day)


@lru_cache(maxsize=4096)
def _signature(cites: tuple[str, ...], readings: tuple[Reading, ...], confidence: Confidence) -> Signature:
    """No surer than the rule, than each article it cites, and than each quantity it read."""
    return signature(cites, readings, confidence, *(TEXTS.article(article).confidence for article in cites))


def _called(written: Provision, seen: dict[str, object]) -> tuple[Answer, ...]:
    """The function called with what it names, its answer always as several."""
    given = written.call(*(seen[name] for name in _names(written.call)))
    return (given,) if isinstance(given, Answer) else tuple(given)


@cache
def _names(function: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


@cache
def _asked(chapter: str) -> tuple[Provision, ...]:
    """The signed functions of the chapter's ``rules.py``, and of the ``rules_….py`` that continue it."""
    home = f"rulebook.{chapter}.rules"
    return tuple(found for found in calculations()[chapter].provisions if found.call.__module__.startswith(home))


@cache
def _spoken(chapter: str) -> Spoken:
    return Spoken(calculations()[chapter].words)
