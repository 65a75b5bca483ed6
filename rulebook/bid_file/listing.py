"""The papers of one bidder for one notice, grouped by moment and envelope: what is asked, why, and what is held.

The rules are asked through the judge, for the bidder and for each other member of its grouping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rulebook.bid_file.rules import WRITTEN
from rulebook.eligibility.rules import ALSO
from rulebook.engine.facts import Bidder, BuyerRules, Notice, Quote
from rulebook.engine.law import FIRST_DAY, Law, governing_day, why_silent
from rulebook.engine.papers import Seen, good_until, look_for, production_day
from rulebook.engine.saying import ONLY_IF
from rulebook.engine.verdict import Bilingual, Confidence, Envelope, Finding, Force, Question, Requirement, When
from rulebook.engine.wording import Words

ORDER: tuple[tuple[When, Envelope | None], ...] = (
    (When.WITH_QUOTE, None),
    (When.WITH_BID, Envelope.FILES),
    (When.WITH_BID, Envelope.FINANCIAL),
    (When.WITH_BID, Envelope.TECHNICAL),
    (When.BEFORE_OPENING, None),
    (When.IF_INVITED, None),
    (When.HELD, None),
)
TO_WRITE = "to_write"
"""The state of a paper made for this notice; the others are those of :class:`~rulebook.engine.papers.Seen`."""
LAST_STEPS = frozenset({When.IF_INVITED, When.HELD})


class NoFile(LookupError):
    """No list can be told for this notice: ``reason`` is why, in one word, and ``text`` in a sentence."""

    def __init__(self, reason: str, text: Bilingual) -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper of the list."""

    asked: Requirement
    """What the law says of it: article, confidence, moment, envelope, condition, why."""
    member: int | None
    """Whose, in a grouping: 1 is the bidder, then the others; ``None`` when it is one for all, or it answers alone."""
    whose: Bilingual | None
    state: str
    """:data:`TO_WRITE`, or a code of :class:`~rulebook.engine.papers.Seen`."""
    state_text: Bilingual
    good_until: date | None
    """The last day the one held may be given; ``None`` when it has no end, or is not held."""
    judged: Bilingual | None
    """When its age is judged; ``None`` for a paper that has none."""
    may_lapse: Bilingual | None
    """Said of a paper good at the deadline that ends before the buyer's last moment to ask for it."""
    signed_alone: bool
    """Deposited and signed by itself (order 1692-23): every paper of a tender's envelopes."""
    condition: Bilingual | None


@dataclass(frozen=True, slots=True)
class Group:
    """The papers of one moment and, in a tender, of one envelope."""

    when: When
    envelope: Envelope | None
    title: Bilingual
    papers: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class BidFile:
    """The whole answer."""

    law_on: date
    judged_on: date
    """The earliest day on which the buyer would see the papers: the states are those of that day."""
    groups: tuple[Group, ...]
    notes: tuple[Finding, ...]
    """What the law says of the file as a whole."""
    questions: tuple[Question, ...]


def papers_of(bidder: Bidder, notice: Notice, quote: Quote | None = None, *, on: date | None = None) -> BidFile:
    """The papers of ``bidder`` for ``notice``, grouped by moment and envelope, in the order they are given.

    The law is that of the day of publication, else of ``on``. Where nobody told whether the decree binds the buyer, the
    list is told as unsure. Raises :class:`NoDay` when there is no day, :class:`NoFile` when no list can be told.
    """
    from rulebook.engine.judge import judge  # the judge loads every chapter, and so this module

    day = governing_day(notice, on=on)
    _refuse(notice, day)
    sure = notice.rulebook is BuyerRules.DECREE
    bound = replace(notice, rulebook=BuyerRules.DECREE)
    verdict = judge(bidder, bound, quote, on=day)
    law = Law.on(day)
    seen_on = production_day(notice, quote, law)
    members = _members(bidder)
    asked = [
        _asked(requirement, member, place if len(members) > 1 else None, seen_on, _last_call(notice, law))
        for place, member in enumerate(members, start=1)
        for requirement in (judge(member, bound, quote, on=day).requirements if place > 1 else verdict.requirements)
        if place == 1 or not requirement.shared
    ]
    told = [one if sure else _unsure(one) for one in asked]
    notes = [f for f in verdict.findings if f.rule.startswith("bid_file.") and f.outcome != "not_concerned"]
    return BidFile(
        law_on=day,
        judged_on=seen_on,
        groups=tuple(_groups(told)),
        notes=tuple(note if sure else _weak(note) for note in notes),
        questions=_questions(verdict.questions, sure=sure),
    )


def _refuse(notice: Notice, day: date) -> None:
    """Raise :class:`NoFile` when no list can be told."""
    reason = why_silent(notice, day)
    if reason:
        raise NoFile(reason, _words().pair(f"worked.none.{reason}", day=day, first_day=FIRST_DAY))


def _members(bidder: Bidder) -> tuple[Bidder, ...]:
    """The bidder, then the others of its grouping, each in that same grouping."""
    others = bidder.grouping.others if bidder.grouping is not None else None
    return (bidder, *(replace(other, grouping=bidder.grouping) for other in others or ()))


def _last_call(notice: Notice, law: Law) -> date | None:
    """About the last day on which the buyer of a tender may still ask for the certificates: offers bind until then."""
    if notice.deadline is None or notice.procedure != "tender":
        return None
    return production_day(notice, None, law) + timedelta(days=law.count("deadlines.offers_bind"))


def _asked(asked: Requirement, member: Bidder, place: int | None, day: date, last: date | None) -> Asked:
    kinds, months = (asked.paper, *ALSO.get(asked.paper, ())), asked.valid_for_months
    state = TO_WRITE if asked.paper in WRITTEN else look_for(member, *kinds, day=day, months=months).value
    ends = [good_until(member, kind, months) for kind in kinds] if state == Seen.FRESH else []
    end = max((end for end in ends if end is not None), default=None)
    lapses = end is not None and last is not None and end < last and asked.when == When.IF_INVITED
    given = "when_given" if asked.when in LAST_STEPS else "when_deposited"
    whose = None if asked.shared else place
    return Asked(
        asked=asked,
        member=whose,
        whose=_whose(whose, member, shared=asked.shared and place is not None),
        state=state,
        state_text=_words().pair(f"worked.state.{'fresh_until' if end else state}", day=end),
        good_until=end,
        judged=_words().pair(f"worked.judged.{given}") if months is not None else None,
        may_lapse=_words().pair("worked.may_lapse", day=end, last=last) if lapses else None,
        signed_alone=asked.envelope is not None,
        condition=ONLY_IF[asked.only_if] if asked.only_if else None,
    )


def _whose(place: int | None, member: Bidder, *, shared: bool) -> Bilingual | None:
    if shared:
        return _words().pair("worked.shared")
    if place is None:
        return None
    return _words().pair(f"worked.{'named_member' if member.name else 'member'}", n=place, name=member.name)


def _groups(asked: Iterable[Asked]) -> Iterator[Group]:
    found = list(asked)
    for when, envelope in ORDER:
        papers = [one for one in found if (one.asked.when, one.asked.envelope) == (when, envelope)]
        if papers:
            key = f"worked.group.{when}_{envelope}" if envelope else f"worked.group.{when}"
            yield Group(when, envelope, _words().pair(key), tuple(papers))


def _unsure(one: Asked) -> Asked:
    return replace(one, asked=replace(one.asked, confidence=Confidence.UNSURE, force=Force.INFORMS))


def _weak(note: Finding) -> Finding:
    return replace(note, confidence=Confidence.UNSURE, force=Force.INFORMS)


def _questions(questions: Iterable[Question], *, sure: bool) -> tuple[Question, ...]:
    """Those about the file; and, where nobody knows, which rules bind the buyer."""
    ours = [
        q for q in questions if q.key.startswith("bid_file.") or q.key == "purchase_orders.certificate_to_send_a_quote"
    ]
    if sure:
        return tuple(ours)
    words, name = _words("scope"), "questions.rules_of_the_buyer"
    whose = Question("scope.rules_of_the_buyer", words.pair(f"{name}.text"), words.pair(f"{name}.ask"))
    return whose, *ours


def _words(chapter: str = "bid_file") -> Words:
    from rulebook.engine.chapters import CHAPTERS  # it loads this module

    return CHAPTERS[chapter].words
