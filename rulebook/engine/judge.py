"""Bidder, notice and quote in; a verdict out: signed, weighed, and worded in two languages.

Decided here and nowhere else: which law governs, which chapters speak, and how sure an answer is under this procedure.
What each requirement says is in the chapters; how it is weighed and said, in :mod:`rulebook.engine.saying`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.facts import Bidder, Notice, Procedure, Quote
from rulebook.engine.law import Law, NoDay, Reading, governing_day
from rulebook.engine.plain import as_json
from rulebook.engine.rule import (
    RULES,
    Asks,
    Case,
    Rule,
    Said,
    ask,
    figure,
    met,
    need,
    not_concerned,
    not_met,
    rule,
    unknown,
)
from rulebook.engine.saying import Signature, Signed, Spoken, finding_of, force_of, signature, worded
from rulebook.engine.verdict import (
    WEIGHTY,
    About,
    Confidence,
    Figure,
    Finding,
    Force,
    Outcome,
    Question,
    Requirement,
    Verdict,
    Weighed,
    lower,
)

__all__ = [
    "Asks",
    "NoDay",
    "as_json",
    "ask",
    "figure",
    "governing_day",
    "judge",
    "lower",
    "met",
    "need",
    "not_concerned",
    "not_met",
    "rule",
    "unknown",
    "verdict_on_the_bidder",
    "weigh",
]


def judge(bidder: Bidder, notice: Notice, quote: Quote | None = None, *, on: date | None = None) -> Verdict:
    """All that the law says of one bidder before one notice and, when there is one, one quote.

    The law is that of the day of publication, else of ``on``; :class:`NoDay` when neither is known. No clock, no
    database. A procedure launched before the decree, or a buyer it does not bind, is never judged by it.
    """
    day = governing_day(notice, on=on)
    case = Case(bidder, notice, quote, Law.on(day))
    signed: list[Signed] = []
    scope = _scope(case, signed)
    for chapter in _BEYOND if scope.in_force else ():
        _answers(chapter, case, signed, bound=scope.bound)
    by_kind = _sorted(signed)
    findings = tuple(by_kind[Finding])
    return Verdict(
        outcome=scope.outcome(verdict_on_the_bidder(findings)),
        law_on=day,
        findings=findings,
        requirements=tuple(by_kind[Requirement]),
        figures=tuple(by_kind[Figure]),
        questions=tuple({question.key: question for question in by_kind[Question]}.values()),
    )


def weigh(bidder: Bidder, notice: Notice, *, on: date | None = None) -> tuple[Outcome, tuple[Weighed, ...]]:
    """What :func:`judge` would say of the bidder, without a word: the outcome, and each finding that weighs in it.

    For who asks thousands of times. The same rules are called, but for those that are not about the bidder and those
    that list papers to hold, which never weigh.
    """
    case = Case(bidder, notice, None, Law.on(governing_day(notice, on=on)))
    scope = _scope(case, [])
    found: list[Weighed] = []
    for written in _weighing(notice.procedure, scope.bound) if scope.in_force else ():
        answers = tuple(written.call(case))
        signed = _signature(written.key, notice.procedure, case.law.readings())
        for said in answers:
            if isinstance(said, Said) and said.outcome is not Outcome.NOT_CONCERNED:
                found += _weighed(written.key, signed, said.outcome, said.reason, said.remedy, said.at_most)
    return scope.outcome(_on_the_bidder((each.outcome, each.force) for each in found)), tuple(found)


@lru_cache(maxsize=4096)
def _weighed(
    key: str, signed: Signature, outcome: Outcome, reason: str, remedy: str | None, at_most: Force
) -> tuple[Weighed, ...]:
    """An answer about the bidder as it weighs; nothing, when it only informs."""
    force = force_of(signed, at_most)
    return (Weighed(key, outcome, reason, force, remedy, signed.articles),) if force in WEIGHTY else ()


class _Scope(NamedTuple):
    """Whether the decree is in force, and whether it binds the buyer."""

    in_force: bool
    buyer: Outcome

    @property
    def bound(self) -> bool:
        return self.buyer is Outcome.MET

    def outcome(self, of_the_bidder: Outcome) -> Outcome:
        """What becomes of what the findings make of the bidder."""
        if self.buyer is Outcome.NOT_CONCERNED:
            return Outcome.NOT_CONCERNED
        return of_the_bidder if self.in_force and self.buyer is not Outcome.UNKNOWN else Outcome.UNKNOWN


def _scope(case: Case, into: list[Signed]) -> _Scope:
    """What the scope of the decree says of a case; its answers are added."""
    _answers("scope", case, into, bound=True)
    said = {answer.rule: answer.outcome for answer in into if isinstance(answer, Finding)}
    return _Scope(said["scope.decree_is_in_force"] is Outcome.MET, said["scope.buyer_is_bound"])


_BEYOND = tuple(chapter for chapter in CHAPTERS if chapter != "scope")
"""The chapters that speak once the decree is in force."""


def _sorted(signed: Iterable[Signed]) -> dict[type, list[Any]]:
    """The answers by what they are, in one pass: a verdict holds many."""
    found: dict[type, list[Any]] = {Finding: [], Requirement: [], Figure: [], Question: []}
    for answer in signed:
        found[type(answer)].append(answer)
    return found


def one_finding(key: str, said: Said, law: Law) -> Finding:
    """One answer of one rule, signed and worded outside any verdict (an identifier being typed in a form)."""
    written = _rule(key)
    signed = signature(written.cites, law.readings(), written.confidence)
    return finding_of(key, written.about, signed, said, _spoken(written.chapter))


def verdict_on_the_bidder(findings: Iterable[Finding]) -> Outcome:
    """What the findings make of the bidder: only what is about the bidder counts, and only the certain refuses."""
    return _on_the_bidder((finding.outcome, finding.force) for finding in findings if finding.about is About.BIDDER)


def _on_the_bidder(said: Iterable[tuple[Outcome, Force]]) -> Outcome:
    doubtful = False
    for outcome, force in said:
        if force is Force.DECIDES and outcome is Outcome.NOT_MET:
            return Outcome.NOT_MET
        doubtful |= force is Force.DECIDES and outcome is Outcome.UNKNOWN
        doubtful |= force is Force.WARNS and outcome is Outcome.NOT_MET
    return Outcome.UNKNOWN if doubtful else Outcome.MET


def _answers(name: str, case: Case, into: list[Signed], *, bound: bool) -> None:
    """Add the answers of one chapter, signed and worded. ``bound`` is whether the decree binds the buyer."""
    procedure, day = case.notice.procedure, case.law.day
    for written in _speaking(name, procedure, bound):
        if written.alone:
            into += _said_to_all(written.key, procedure, day)
        else:
            _sign_into(into, written, case, procedure, day)


def _sign_into(into: list[Signed], written: Rule, case: Case, procedure: Procedure | None, day: date) -> None:
    """Add the answers of one rule, signed and worded."""
    answers = tuple(written.call(case))
    key, about, words = written.key, written.about, _spoken(written.chapter)
    signed = _signature(key, procedure, case.law.readings())
    for answer in answers:
        into.append(worded(key, about, signed, answer, words, day))


@lru_cache(maxsize=8192)
def _said_to_all(key: str, procedure: Procedure | None, day: date) -> tuple[Signed, ...]:
    """The answers of a rule that looks at the law alone: worked out once for a day."""
    found: list[Signed] = []
    _sign_into(found, _rule(key), Case(Bidder(), Notice(procedure=procedure), None, Law.on(day)), procedure, day)
    return tuple(found)


@cache
def _speaking(name: str, procedure: Procedure | None, bound: bool) -> tuple[Rule, ...]:
    """The rules of a chapter that have something to say under a procedure, before a buyer bound or not."""
    return tuple(
        written
        for written in CHAPTERS[name].rules
        if (bound or not written.of_the_decree) and written.under in {None, procedure}
    )


@cache
def _weighing(procedure: Procedure | None, bound: bool) -> tuple[Rule, ...]:
    """The rules of all chapters but the scope whose findings may weigh in a verdict on the bidder."""
    return tuple(
        written
        for chapter in _BEYOND
        for written in _speaking(chapter, procedure, bound)
        if written.about is About.BIDDER and written.answers is not Asks.WHAT_TO_HOLD
    )


def _rule(key: str) -> Rule:
    """A rule of a loaded chapter, by ``chapter.function``."""
    return RULES[key]


@lru_cache(maxsize=4096)
def _signature(key: str, procedure: Procedure | None, readings: tuple[Reading, ...]) -> Signature:
    """The lower of three confidences: the rule's, what it read, and its hold on this procedure."""
    written = _rule(key)
    if procedure is None:
        # Nobody told which procedure: no surer than under the least sure of them.
        applied = lower(Confidence.CERTAIN, *written.applied.values())
    else:
        applied = written.applied.get(procedure, Confidence.CERTAIN)
    return signature(written.cites, readings, written.confidence, applied)


@cache
def _spoken(chapter: str) -> Spoken:
    return Spoken(CHAPTERS[chapter].words)
