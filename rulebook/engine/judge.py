"""Bidder, notice and quote in; a verdict out: signed, weighed, and worded in two languages.

Decided here and nowhere else: which law governs, which chapters speak, and how sure an answer is under this procedure.
What each requirement says is in the chapters; how it is weighed and said, in :mod:`rulebook.engine.saying`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

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
from rulebook.engine.saying import Signature, Signed, Spoken, finding_of, signature, worded
from rulebook.engine.verdict import (
    About,
    Confidence,
    Figure,
    Finding,
    Force,
    Outcome,
    Question,
    Requirement,
    Verdict,
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
]


def judge(
    bidder: Bidder, notice: Notice, quote: Quote | None = None, *, on: date | None = None, about: About | None = None
) -> Verdict:
    """All that the law says of one bidder before one notice and, when there is one, one quote.

    The law is that of the day of publication, else of ``on``; :class:`NoDay` when neither is known. No clock, no
    database. A procedure launched before the decree, or a buyer it does not bind, is never judged by it.
    With ``about``, only the rules about that are asked, besides the scope of the decree: for who asks thousands of
    times. The outcome weighs what is about the bidder, so ``About.BIDDER`` gives the same.
    """
    day = governing_day(notice, on=on)
    case = Case(bidder, notice, quote, Law.on(day))
    signed: list[Signed] = []
    _answers("scope", case, signed, bound=True)
    scope = {answer.rule: answer.outcome for answer in signed if isinstance(answer, Finding)}
    in_force = scope["scope.decree_is_in_force"] is Outcome.MET
    buyer = scope["scope.buyer_is_bound"]
    if in_force:
        for chapter in CHAPTERS:
            if chapter != "scope":
                _answers(chapter, case, signed, bound=buyer is Outcome.MET, about=about)
    by_kind = _sorted(signed)
    findings = tuple(by_kind[Finding])
    outcome = verdict_on_the_bidder(findings)
    if buyer is Outcome.NOT_CONCERNED:
        outcome = Outcome.NOT_CONCERNED
    elif not in_force or buyer is Outcome.UNKNOWN:
        outcome = Outcome.UNKNOWN
    return Verdict(
        outcome=outcome,
        law_on=day,
        findings=findings,
        requirements=tuple(by_kind[Requirement]),
        figures=tuple(by_kind[Figure]),
        questions=tuple({question.key: question for question in by_kind[Question]}.values()),
    )


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
    doubtful = False
    for finding in findings:
        if finding.about is not About.BIDDER:
            continue
        decides, warns = finding.force is Force.DECIDES, finding.force is Force.WARNS
        if decides and finding.outcome is Outcome.NOT_MET:
            return Outcome.NOT_MET
        doubtful |= decides and finding.outcome is Outcome.UNKNOWN
        doubtful |= warns and finding.outcome is Outcome.NOT_MET
    return Outcome.UNKNOWN if doubtful else Outcome.MET


def _answers(name: str, case: Case, into: list[Signed], *, bound: bool, about: About | None = None) -> None:
    """Add the answers of one chapter, signed and worded. ``bound`` is whether the decree binds the buyer."""
    procedure, day = case.notice.procedure, case.law.day
    for written in _speaking(name, procedure, bound, about):
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
def _speaking(name: str, procedure: Procedure | None, bound: bool, about: About | None) -> tuple[Rule, ...]:
    """The rules of a chapter that have something to say under a procedure, before a buyer bound or not, about that."""
    return tuple(
        written
        for written in CHAPTERS[name].rules
        if (bound or not written.of_the_decree)
        and written.under in {None, procedure}
        and about in {None, written.about}
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
