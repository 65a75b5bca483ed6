"""Answers put into words: what a rule answered becomes a record, signed, weighed and said in two languages.

Used by the judge (:mod:`rulebook.engine.judge`) and by the chapters that are consulted
(:mod:`rulebook.engine.consult`). How much a finding may do, its force, is worked out here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from rulebook.engine.calendar import add_months, centimes
from rulebook.engine.law import HOME, Reading
from rulebook.engine.rule import Answer, Asked, Needed, Said, Worked
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import (
    About,
    Bilingual,
    Confidence,
    Figure,
    Finding,
    Force,
    OnlyIf,
    Outcome,
    Question,
    Requirement,
    Step,
    Value,
    When,
    lower,
)
from rulebook.engine.wording import Words

FORCE = {Confidence.CERTAIN: Force.DECIDES, Confidence.LIKELY: Force.WARNS, Confidence.UNSURE: Force.INFORMS}
_FORCES = tuple(Force)
"""From the strongest to the weakest."""
_WEAKER = {(one, other): max(one, other, key=_FORCES.index) for one in Force for other in Force}
_COMMON = Words.load(HOME / "engine" / "wording.yaml")
TO_BE_CONFIRMED = {about: _COMMON.pair(f"to_be_confirmed.{about}") for about in (About.BIDDER, About.SUBJECT)}
WHEN = {when: _COMMON.pair(f"when.{when}") for when in When}
ONLY_IF = {condition: _COMMON.pair(f"only_if.{condition}") for condition in OnlyIf}

Signed = Finding | Requirement | Figure | Question


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What an answer stands on, and how sure that makes it. Made by :func:`signature`, the same for the same."""

    confidence: Confidence
    cites: tuple[str, ...]
    """The articles of the function itself."""
    articles: tuple[str, ...]
    """The same, and those of every quantity it read."""
    checked_on: date


@lru_cache(maxsize=8192)
def signature(cites: tuple[str, ...], readings: tuple[Reading, ...], *confidences: Confidence) -> Signature:
    """The articles cited and read, the least sure of all confidences, and the oldest day anybody looked."""
    cited = [TEXTS.article(article) for article in cites]
    return Signature(
        confidence=lower(Confidence.CERTAIN, *confidences, *(reading.confidence for reading in readings)),
        cites=cites,
        articles=tuple(dict.fromkeys([*cites, *(reading.article for reading in readings)])),
        checked_on=min([article.checked_on for article in cited] + [reading.checked_on for reading in readings]),
    )


class Spoken:
    """A chapter's words with what never changes said once: a sentence without blanks is ready at once."""

    def __init__(self, words: Words) -> None:
        self.words, keys = words, words.keys()
        self._ready = {key: words.pair(key) for key in keys if not words.blanks(key)}
        self._money = {key: words.blanks(key, "money") for key in keys}

    def pair(self, key: str, values: Mapping[str, Value | Bilingual]) -> Bilingual:
        """The sentence in both languages, filled."""
        ready = self._ready.get(key)
        return ready if ready is not None else _filled(self.words, key, tuple(values.items()))

    def exact(self, key: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values, those that the words show as money brought to the centime."""
        money = self._money[key]
        if not money:
            return values
        amounts = {name: value for name, value in values.items() if name in money}
        if not amounts:
            return values
        return {**values, **{name: _centimes(value) for name, value in amounts.items()}}


@lru_cache(maxsize=8192)
def _filled(words: Words, key: str, values: tuple[tuple[str, Value | Bilingual], ...]) -> Bilingual:
    """A sentence filled. Days, rates and limits come back from one verdict to the next: they are said once."""
    return words.pair(key, **dict(values))


def _centimes(value: Value) -> Value:
    return centimes(value) if isinstance(value, Decimal) else value


def worded(key: str, about: About, signed: Signature, answer: Answer, words: Spoken, day: date) -> Signed:
    """One answer of the function ``key`` turned into a record, with its words, under the law of ``day``."""
    if isinstance(answer, Said):
        if not answer.values:
            return _same_finding(
                key, about, signed, answer.outcome, answer.reason, answer.remedy, answer.at_most, words
            )
        return finding_of(key, about, signed, answer, words)
    if isinstance(answer, Needed):
        return _requirement(key, signed, answer, words, day)
    if isinstance(answer, Worked):
        return _figure(key, about, signed, answer, words)
    return question_of(key.partition(".")[0], answer, signed.cites, words.words)


@lru_cache(maxsize=4096)
def _same_finding(
    key: str,
    about: About,
    signed: Signature,
    outcome: Outcome,
    reason: str,
    remedy: str | None,
    at_most: Force,
    words: Spoken,
) -> Finding:
    """A finding that carries no value is the same record every time: built once."""
    return finding_of(key, about, signed, Said(outcome, reason, {}, remedy, at_most), words)


@cache
def _said_as(key: str, reason: str) -> str:
    return f"findings.{key.partition('.')[2]}.{reason}"


def force_of(signed: Signature, at_most: Force) -> Force:
    """What an answer may do: no more than how sure it is allows, nor than the answer itself."""
    return _WEAKER[FORCE[signed.confidence], at_most]


def finding_of(key: str, about: About, signed: Signature, said: Said, words: Spoken) -> Finding:
    """One requirement looked at, signed and worded."""
    force = force_of(signed, said.at_most)
    said_as = _said_as(key, said.reason)
    values = words.exact(said_as, said.values)
    text = words.pair(said_as, values)
    if said.outcome is Outcome.NOT_MET and force is Force.WARNS and about in TO_BE_CONFIRMED:
        text = joined(text, TO_BE_CONFIRMED[about])
    return Finding(
        rule=key,
        about=about,
        outcome=said.outcome,
        reason=said.reason,
        force=force,
        confidence=signed.confidence,
        articles=signed.articles,
        values=values,
        remedy=said.remedy,
        text=text,
        remedy_text=words.pair(f"remedies.{said.remedy}", values) if said.remedy else None,
        checked_on=signed.checked_on,
    )


def joined(*texts: Bilingual) -> Bilingual:
    """Several sentences, one after the other."""
    return Bilingual(" ".join(text.fr for text in texts), " ".join(text.ar for text in texts))


@lru_cache(maxsize=8192)
def _requirement(key: str, signed: Signature, needed: Needed, words: Spoken, day: date) -> Requirement:
    """A paper asked again, as of another bidder that day, is the same record: built once."""
    months, values = needed.valid_for_months, dict(needed.values)
    name = words.pair(f"papers.{needed.paper}", values)
    parts = [name, *((ONLY_IF[needed.only_if],) if needed.only_if else ()), WHEN[When(needed.when)]]
    return Requirement(
        rule=key,
        paper=needed.paper,
        when=needed.when,
        force=FORCE[signed.confidence],
        confidence=signed.confidence,
        articles=signed.articles,
        valid_for_days=(add_months(day, months) - day).days if months else None,
        valid_for_months=months,
        held=needed.held,
        values=values,
        text=Bilingual(", ".join(part.fr for part in parts) + ".", "، ".join(part.ar for part in parts) + "."),
        envelope=needed.envelope,
        only_if=needed.only_if,
        shared=needed.shared,
        name=name,
        why=words.pair(f"why.{needed.paper}", values) if f"why.{needed.paper}" in words.words else None,
    )


def _figure(key: str, about: About, signed: Signature, worked: Worked, words: Spoken) -> Figure:
    steps = []
    for name, value in worked.steps:
        values = words.exact(f"steps.{name}", {"value": value})
        steps.append(Step(words.pair(f"steps.{name}", values), values["value"]))
    values = words.exact(f"figures.{worked.name}", {"value": worked.value})
    text = words.pair(f"figures.{worked.name}", values)
    if about is About.SUBJECT and signed.confidence is not Confidence.CERTAIN:
        text = joined(text, TO_BE_CONFIRMED[about])
    return Figure(
        rule=key,
        name=worked.name,
        value=values["value"],
        unit=worked.unit,
        force=FORCE[signed.confidence],
        confidence=signed.confidence,
        articles=signed.articles,
        steps=tuple(steps),
        text=text,
    )


@lru_cache(maxsize=1024)
def question_of(chapter: str, asked: Asked, articles: tuple[str, ...], words: Words) -> Question:
    """What nothing establishes, with whom to ask."""
    text, whom = words.pair(f"questions.{asked.key}.text"), words.pair(f"questions.{asked.key}.ask")
    return Question(f"{chapter}.{asked.key}", text, whom, articles)
