"""What the law answers: findings, requirements, figures, questions. Records, not sentences.

Words are added last, from the chapter's ``wording.yaml``, always in French and in Arabic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """The four answers of a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_CONCERNED = "not_concerned"


class About(StrEnum):
    """Whom a finding speaks of. Only what is about the bidder makes the verdict on the bidder."""

    BIDDER = "bidder"
    QUOTE = "quote"
    BUYER = "buyer"
    SUBJECT = "subject"
    """What a consulted chapter was asked about (a petition, a complaint, a structure): never part of a verdict."""


class Confidence(StrEnum):
    """How sure the source makes us. The order matters: see :func:`lower`."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


_CONFIDENCES = tuple(Confidence)
"""From the surest to the least sure."""


def lower(*confidences: Confidence) -> Confidence:
    """The least sure of several confidences."""
    return max(confidences, key=_CONFIDENCES.index)


class Force(StrEnum):
    """What a finding may do: certain decides, likely warns, unsure informs; the rest asks a human."""

    DECIDES = "decides"
    WARNS = "warns"
    INFORMS = "informs"
    ASKS = "asks"


class When(StrEnum):
    """The moment of a paper. ``Requirement.when`` is one of these codes."""

    HELD = "held"
    """To have ready: the buyer may ask for it at any time."""
    WITH_QUOTE = "with_quote"
    """Sent with the quote, on the portal."""
    WITH_BID = "with_bid"
    """In the file of a tender, at the deadline."""
    BEFORE_OPENING = "before_opening"
    """Deposited apart, before the day bids are opened."""
    IF_INVITED = "if_invited"
    """Only from the bidder about to be chosen, when the buyer invites it."""
    ATTACHED = "attached"
    """Given with what is lodged at a counter: a petition, an entry in a register, a complaint. Never in a verdict."""
    OWN = "own"
    """To keep at home: nobody asks for it in advance, everything needs it one day. Never in a verdict."""


class Envelope(StrEnum):
    """Where a paper of a tender goes."""

    FILES = "files"
    """Administrative and technical files, with the rules and the special terms signed."""
    FINANCIAL = "financial"
    TECHNICAL = "technical"
    """The technical offer, only where the rules of consultation ask for one."""


class OnlyIf(StrEnum):
    """What a paper depends on, when nobody told."""

    ASKED_BY_NOTICE = "asked_by_notice"
    ASKED_BY_RULES = "asked_by_rules"
    BOUND_TO_REGISTER = "bound_to_register"
    TAXABLE = "taxable"
    ANOTHER_SIGNS = "another_signs"
    AGENT_SIGNS = "agent_signs"


Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in the two languages of the house, never one without the other."""

    fr: str
    ar: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement looked at: met, not met, unknown or not concerned, with why and what to do."""

    rule: str
    about: About
    outcome: Outcome
    reason: str
    force: Force
    confidence: Confidence
    articles: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    remedy: str | None = None
    text: Bilingual = Bilingual("", "")
    remedy_text: Bilingual | None = None
    checked_on: date | None = None
    """The oldest day on which somebody last read the sources of what this finding used."""


WEIGHTY = frozenset({Force.DECIDES, Force.WARNS})
"""What a finding must do to weigh in a verdict."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One finding that weighs in a verdict on the bidder, without its words: they hold days, and are said on a page."""

    rule: str
    outcome: Outcome
    reason: str
    force: Force
    remedy: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper to hold or to give: which, when, valid how long, why."""

    rule: str
    paper: str
    when: str
    """A code of :class:`When`, worded by ``text``."""
    force: Force
    confidence: Confidence
    articles: tuple[str, ...]
    valid_for_days: int | None = None
    """``valid_for_months`` counted in days from the day of the law."""
    valid_for_months: int | None = None
    held: bool | None = None
    """Whether the bidder holds it, still valid; ``None`` when we do not know."""
    values: Mapping[str, Value] = field(default_factory=dict)
    text: Bilingual = Bilingual("", "")
    envelope: Envelope | None = None
    """``None`` when it goes in none."""
    only_if: OnlyIf | None = None
    """``None`` when it is surely needed."""
    shared: bool = False
    """One for a whole grouping; otherwise each member gives its own."""
    name: Bilingual = Bilingual("", "")
    """The paper alone, without its moment."""
    why: Bilingual | None = None
    """What it is for; ``None`` where its chapter does not say."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computed figure, in words that carry their numbers."""

    label: Bilingual
    value: Value


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, a day or a ranking, with the steps that led to it."""

    rule: str
    name: str
    value: Value
    unit: str
    force: Force
    confidence: Confidence
    articles: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    text: Bilingual = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Question:
    """What no text we hold establishes: never a rule, always a person to ask."""

    key: str
    text: Bilingual
    ask: Bilingual
    """Whom to ask."""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the law says of one bidder, one notice and, when there is one, one quote."""

    outcome: Outcome
    law_on: date
    findings: tuple[Finding, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    figures: tuple[Figure, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """All that a consulted chapter answers: see :mod:`rulebook.engine.consult`."""

    outcome: Outcome
    """Not met when a certain condition is not met; unknown while anything that decides or warns is open."""
    law_on: date
    findings: tuple[Finding, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    figures: tuple[Figure, ...] = ()
    questions: tuple[Question, ...] = ()

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, or ``None`` where none was worked out."""
        return next((figure for figure in self.figures if figure.name == name), None)

    def finding(self, name: str) -> Finding | None:
        """What one rule found first, by its bare name, or ``None`` where it had nothing to say."""
        return next((finding for finding in self.findings if finding.rule.endswith(f".{name}")), None)
