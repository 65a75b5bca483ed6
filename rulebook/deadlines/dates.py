"""One notice in, its days out: signed, weighed, worded in two languages, in the order of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rulebook.deadlines.rules  # noqa: F401  registers the milestones
from rulebook.deadlines.counting import Calendar, NoHolidays, Unit, expected_between, shift, working_on_or_before
from rulebook.deadlines.milestones import MARKS, Known, Mark, Marked, Milestone, NoTimeline, Situation
from rulebook.engine.facts import BuyerRules, Notice, Tender
from rulebook.engine.format import local
from rulebook.engine.law import FIRST_DAY, Law, Reading, governing_day, why_silent
from rulebook.engine.saying import FORCE
from rulebook.engine.verdict import Bilingual, Confidence, Force, Question, lower
from rulebook.engine.wording import Words


@dataclass(frozen=True, slots=True)
class Dated:
    """The whole answer: the day whose law governs, the milestones, and what must be asked of a person."""

    law_on: date
    milestones: tuple[Milestone, ...]
    questions: tuple[Question, ...]


def timeline(
    notice: Notice,
    *,
    on: date | None = None,
    known: Known | None = None,
    tender: Tender | None = None,
    calendar: Calendar | None = None,
) -> tuple[Milestone, ...]:
    """The milestones of one notice, dated ones first in order. See :func:`dates`."""
    return dates(notice, on=on, known=known, tender=tender, calendar=calendar).milestones


def dates(
    notice: Notice,
    *,
    on: date | None = None,
    known: Known | None = None,
    tender: Tender | None = None,
    calendar: Calendar | None = None,
) -> Dated:
    """The milestones of one notice and the questions they leave.

    Args:
        notice: the law is that of its day of publication, else of ``on``.
        on: a day, when the notice has no publication.
        known: days the notice does not carry, such as that of an invitation.
        tender: which tender, when somebody knows better than the notice.
        calendar: the public holidays; without one only weekends are closed.

    Raises:
        NoDay: neither the notice nor ``on`` gives a day.
        NoTimeline: before the decree, buyer with rules of its own, cancelled, or no procedure told.
    """
    day = governing_day(notice, on=on)
    _refuse(notice, day)
    now = _situation(notice, Law.on(day), known or Known(), tender, calendar or NoHolidays())
    bound = notice.rulebook is BuyerRules.DECREE
    found, asked = [], [] if bound else ["scope.rules_of_the_buyer"]
    for mark in MARKS.values():
        now.law.readings()  # a milestone signs only what it read itself
        if notice.procedure in mark.concerns and (answer := mark.call(now)) is not None:
            found.append(_milestone(mark, answer, now, bound=bound))
            asked += [f"deadlines.{key}" for key in answer.asks]
    found.sort(key=lambda one: one.day or date.max)
    return Dated(day, tuple(found), tuple(map(_question, dict.fromkeys(asked))))


def _refuse(notice: Notice, day: date) -> None:
    """Raise :class:`NoTimeline` when no day can be told."""
    reason = why_silent(notice, day)
    if reason:
        raise NoTimeline(reason, _words().pair(f"none.{reason}", day=day, first_day=FIRST_DAY))


def _situation(notice: Notice, law: Law, known: Known, tender: Tender | None, calendar: Calendar) -> Situation:
    deadline = local(notice.deadline).date() if notice.deadline else None
    return Situation(
        notice=notice,
        published=local(notice.published).date() if notice.published else None,
        opening=known.opening or deadline,
        deadline=deadline,
        known=known,
        tender=tender or notice.tender,
        law=law,
        calendar=calendar,
    )


def _milestone(mark: Mark, answer: Marked, now: Situation, *, bound: bool) -> Milestone:
    # The tolerance is about counting, told beside the day: it does not weaken what the article says.
    readings = [seen for seen in now.law.readings() if seen.name != "deadlines.counting_tolerance"]
    weakest = Confidence.CERTAIN if bound else Confidence.UNSURE
    confidence = lower(mark.confidence, answer.no_surer_than, weakest, *(seen.confidence for seen in readings))
    force = max(FORCE[confidence], answer.at_most, key=tuple(Force).index)
    careful = _careful(answer, now)
    last = answer.day and shift(answer.day, -answer.tolerance)
    expected = answer.expected or bool(careful and last and _leans(careful, last, now.calendar))
    return Milestone(
        key=mark.key,
        day=answer.day,
        reason=answer.reason,
        careful=careful,
        counted_from=mark.counted_from,
        days=answer.days,
        unit=Unit.CALENDAR,
        tolerance_days=answer.tolerance,
        articles=_articles(mark, readings),
        confidence=confidence,
        force=force,
        expected=expected,
        title=_words().pair(f"milestones.{mark.key}.title"),
        text=_text(mark, answer, careful, expected=expected, doubtful=force is not Force.DECIDES),
    )


def _careful(answer: Marked, now: Situation) -> date | None:
    """The working day by which the bidder is safe, never before the notice was out."""
    if answer.day is None or not answer.for_bidder:
        return None
    day = working_on_or_before(shift(answer.day, -answer.tolerance), now.calendar)
    return max(day, now.published) if now.published else day


def _leans(careful: date, last: date, calendar: Calendar) -> bool:
    """Whether the careful day would move if an expected feast came a day earlier or later."""
    first, last = shift(min(careful, last), -1), shift(max(careful, last), 1)
    return expected_between(first, last, calendar)


def _articles(mark: Mark, readings: list[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*mark.cites, *(seen.article for seen in readings)]))


def _text(mark: Mark, answer: Marked, careful: date | None, *, expected: bool, doubtful: bool) -> Bilingual:
    """The sentence of a milestone, then what a careful person adds."""
    values = {"day": answer.day, "days": answer.days, **answer.values}
    said = [_words().pair(f"milestones.{mark.key}.{answer.reason}", **values)]
    if careful is not None:
        said.append(_words().pair("notes.careful", careful=careful))
    if expected:
        said.append(_words().pair("notes.expected"))
    if doubtful and answer.day is not None and answer.at_most is not Force.INFORMS:
        said.append(_words().pair("notes.to_be_confirmed"))
    return Bilingual(" ".join(one.fr for one in said), " ".join(one.ar for one in said))


def _words(chapter: str = "deadlines") -> Words:
    from rulebook.engine.chapters import CHAPTERS  # it loads this module

    return CHAPTERS[chapter].words


def _question(key: str) -> Question:
    chapter, _, name = key.partition(".")
    words = _words(chapter)
    return Question(key, words.pair(f"questions.{name}.text"), words.pair(f"questions.{name}.ask"))
