"""Bidder, notice and quote in; a verdict out: signed, weighed, and worded in two languages.

Three things are decided here and nowhere else: which law governs, how much a finding may do (its force), and
what the findings make of the bidder. What each requirement says is in the chapters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from rulebook.engine.calendar import add_months, centimes
from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.facts import Bidder, Notice, Procedure, Quote
from rulebook.engine.law import HOME, Law, NoDay, Reading, governing_day
from rulebook.engine.plain import as_json
from rulebook.engine.rule import (
    RULES,
    Answer,
    Asked,
    Asks,
    Case,
    Needed,
    Rule,
    Said,
    Worked,
    ask,
    figure,
    met,
    need,
    not_concerned,
    not_met,
    rule,
    unknown,
)
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import (
    About,
    Bilingual,
    Confidence,
    Figure,
    Finding,
    Force,
    Outcome,
    Question,
    Requirement,
    Step,
    Value,
    Verdict,
    When,
    lower,
)
from rulebook.engine.wording import Words

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

FORCE = {Confidence.CERTAIN: Force.DECIDES, Confidence.LIKELY: Force.WARNS, Confidence.UNSURE: Force.INFORMS}
_FORCES = tuple(Force)
"""From the strongest to the weakest."""
_COMMON = Words.load(HOME / "engine" / "wording.yaml")
TO_BE_CONFIRMED = _COMMON.pair("to_be_confirmed")
WHEN = {when: _COMMON.pair(f"when.{when}") for when in When}

Signed = Finding | Requirement | Figure | Question


def judge(bidder: Bidder, notice: Notice, quote: Quote | None = None, *, on: date | None = None) -> Verdict:
    """All that the law says of one bidder before one notice and, when there is one, one quote.

    The law is that of the day of publication, else of ``on``; :class:`NoDay` when neither is known. No clock, no
    database. A procedure launched before the decree, or a buyer it does not bind, is never judged by it.
    """
    day = governing_day(notice, on=on)
    case = Case(bidder, notice, quote, Law.on(day))
    signed = list(_answers("scope", case, bound=True))
    scope = {answer.rule: answer.outcome for answer in signed if isinstance(answer, Finding)}
    in_force = scope["scope.decree_is_in_force"] is Outcome.MET
    buyer = scope["scope.buyer_is_bound"]
    if in_force:
        for chapter in CHAPTERS:
            if chapter != "scope":
                signed += _answers(chapter, case, bound=buyer is Outcome.MET)
    findings = tuple(answer for answer in signed if isinstance(answer, Finding))
    outcome = verdict_on_the_bidder(findings)
    if buyer is Outcome.NOT_CONCERNED:
        outcome = Outcome.NOT_CONCERNED
    elif not in_force or buyer is Outcome.UNKNOWN:
        outcome = Outcome.UNKNOWN
    return Verdict(
        outcome=outcome,
        law_on=day,
        findings=findings,
        requirements=tuple(answer for answer in signed if isinstance(answer, Requirement)),
        figures=tuple(answer for answer in signed if isinstance(answer, Figure)),
        questions=tuple({answer.key: answer for answer in signed if isinstance(answer, Question)}.values()),
    )


def one_finding(key: str, said: Said, law: Law) -> Finding:
    """One answer of one rule, signed and worded outside any verdict (an identifier being typed in a form)."""
    written = _rule(key)
    return _finding(written, _signature(key, Confidence.CERTAIN, law.readings()), said, _spoken(written.chapter))


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


def _answers(name: str, case: Case, *, bound: bool) -> Iterator[Signed]:
    """The answers of one chapter, signed and worded. ``bound`` is whether the decree binds the buyer."""
    for written in _speaking(name, case.notice.procedure, bound):
        answers = tuple(written.call(case))
        signature = _sign(written, case, case.law.readings())
        for answer in answers:
            yield _worded(written, signature, answer, case.law.day)


@cache
def _speaking(name: str, procedure: Procedure | None, bound: bool) -> tuple[Rule, ...]:
    """The rules of a chapter that have something to say under a procedure, before a buyer bound or not."""
    return tuple(
        written
        for written in CHAPTERS[name].rules
        if (bound or not written.of_the_decree) and written.under in {None, procedure}
    )


@dataclass(frozen=True, slots=True)
class _Signature:
    """What an answer stands on, and how sure that makes it."""

    confidence: Confidence
    articles: tuple[str, ...]
    checked_on: date


def _rule(key: str) -> Rule:
    """A rule of a loaded chapter, by ``chapter.function``."""
    return RULES[key]


def _sign(written: Rule, case: Case, readings: tuple[Reading, ...]) -> _Signature:
    """The lower of three confidences: the rule's, what it read, and its hold on this procedure."""
    procedure = case.notice.procedure
    if procedure is None:
        # Nobody told which procedure: no surer than under the least sure of them.
        applied = lower(Confidence.CERTAIN, *written.applied.values())
    else:
        applied = written.applied.get(procedure, Confidence.CERTAIN)
    return _signature(written.key, applied, readings)


@lru_cache(maxsize=4096)
def _signature(key: str, applied: Confidence, readings: tuple[Reading, ...]) -> _Signature:
    written = _rule(key)
    cited = [TEXTS.article(article) for article in written.cites]
    return _Signature(
        confidence=lower(written.confidence, applied, *(reading.confidence for reading in readings)),
        articles=tuple(dict.fromkeys([*written.cites, *(reading.article for reading in readings)])),
        checked_on=min([article.checked_on for article in cited] + [reading.checked_on for reading in readings]),
    )


def _worded(written: Rule, signature: _Signature, answer: Answer, day: date) -> Signed:
    """One answer turned into a record of the verdict, with its words."""
    words = _spoken(written.chapter)
    if isinstance(answer, Said):
        if not answer.values:
            return _same_finding(written.key, signature, answer.outcome, answer.reason, answer.remedy, answer.at_most)
        return _finding(written, signature, answer, words)
    if isinstance(answer, Needed):
        return _requirement(written, signature, answer, words, day)
    if isinstance(answer, Worked):
        return _figure(written, signature, answer, words)
    return _question(written.chapter, answer, written.cites)


@lru_cache(maxsize=4096)
def _same_finding(
    key: str, signature: _Signature, outcome: Outcome, reason: str, remedy: str | None, at_most: Force
) -> Finding:
    """A finding that carries no value is the same record every time: built once."""
    chapter = key.partition(".")[0]
    return _finding(_rule(key), signature, Said(outcome, reason, {}, remedy, at_most), _spoken(chapter))


def _finding(written: Rule, signature: _Signature, said: Said, words: _Spoken) -> Finding:
    name = written.key.partition(".")[2]
    force = max(FORCE[signature.confidence], said.at_most, key=_FORCES.index)
    values = words.exact(f"findings.{name}.{said.reason}", said.values)
    text = words.pair(f"findings.{name}.{said.reason}", values)
    if said.outcome is Outcome.NOT_MET and force is Force.WARNS and written.about is About.BIDDER:
        text = Bilingual(f"{text.fr} {TO_BE_CONFIRMED.fr}", f"{text.ar} {TO_BE_CONFIRMED.ar}")
    return Finding(
        rule=written.key,
        about=written.about,
        outcome=said.outcome,
        reason=said.reason,
        force=force,
        confidence=signature.confidence,
        articles=signature.articles,
        values=values,
        remedy=said.remedy,
        text=text,
        remedy_text=words.pair(f"remedies.{said.remedy}", values) if said.remedy else None,
        checked_on=signature.checked_on,
    )


def _requirement(written: Rule, signature: _Signature, needed: Needed, words: _Spoken, day: date) -> Requirement:
    months = needed.valid_for_months
    paper, when = words.pair(f"papers.{needed.paper}", needed.values), WHEN[When(needed.when)]
    return Requirement(
        rule=written.key,
        paper=needed.paper,
        when=needed.when,
        force=FORCE[signature.confidence],
        confidence=signature.confidence,
        articles=signature.articles,
        valid_for_days=(add_months(day, months) - day).days if months else None,
        valid_for_months=months,
        held=needed.held,
        values=needed.values,
        text=Bilingual(f"{paper.fr}, {when.fr}.", f"{paper.ar}، {when.ar}."),
    )


def _figure(written: Rule, signature: _Signature, worked: Worked, words: _Spoken) -> Figure:
    steps = []
    for name, value in worked.steps:
        values = words.exact(f"steps.{name}", {"value": value})
        steps.append(Step(words.pair(f"steps.{name}", values), values["value"]))
    values = words.exact(f"figures.{worked.name}", {"value": worked.value})
    return Figure(
        rule=written.key,
        name=worked.name,
        value=values["value"],
        unit=worked.unit,
        force=FORCE[signature.confidence],
        confidence=signature.confidence,
        articles=signature.articles,
        steps=tuple(steps),
        text=words.pair(f"figures.{worked.name}", values),
    )


@cache
def _question(chapter: str, asked: Asked, articles: tuple[str, ...]) -> Question:
    words = CHAPTERS[chapter].words
    text, whom = words.pair(f"questions.{asked.key}.text"), words.pair(f"questions.{asked.key}.ask")
    return Question(f"{chapter}.{asked.key}", text, whom, articles)


class _Spoken:
    """A chapter's words with what never changes said once: a sentence without blanks is ready at once."""

    def __init__(self, words: Words) -> None:
        self._words, keys = words, words.keys()
        self._ready = {key: words.pair(key) for key in keys if not words.blanks(key)}
        self._money = {key: words.blanks(key, "money") for key in keys}

    def pair(self, key: str, values: Mapping[str, Value | Bilingual]) -> Bilingual:
        ready = self._ready.get(key)
        return ready if ready is not None else _filled(self._words, key, tuple(values.items()))

    def exact(self, key: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values, those that the words show as money brought to the centime."""
        amounts = {name: value for name, value in values.items() if name in self._money[key]}
        if not amounts:
            return values
        return {**values, **{name: _centimes(value) for name, value in amounts.items()}}


@lru_cache(maxsize=8192)
def _filled(words: Words, key: str, values: tuple[tuple[str, Value | Bilingual], ...]) -> Bilingual:
    """A sentence filled. Days, rates and limits come back from one verdict to the next: they are said once."""
    return words.pair(key, **dict(values))


def _centimes(value: Value) -> Value:
    return centimes(value) if isinstance(value, Decimal) else value


@cache
def _spoken(chapter: str) -> _Spoken:
    return _Spoken(CHAPTERS[chapter].words)
