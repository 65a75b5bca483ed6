"""The days of a notice: every case of the chapter, and what holds whatever the dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.deadlines import Dated, Holiday, Known, NoTimeline, Tender, Unit, dates, timeline
from rulebook.deadlines.counting import count, is_working, shift, working_on_or_before
from rulebook.deadlines.milestones import MARKS
from rulebook.engine.cases import notice as notice_of
from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.facts import BuyerRules, Notice, Procedure
from rulebook.engine.law import HOME, NoDay, read_yaml
from rulebook.engine.verdict import Bilingual, Confidence
from tests.rulebook.examples import quickly

CASES = read_yaml(HOME / "deadlines" / "cases.yaml")
USUAL = {
    "procedure": "tender",
    "rulebook": "decree",
    "published": "2026-11-02T09:00:00+01:00",
    "deadline": "2026-11-30T10:00:00+01:00",
}
NAME = Bilingual("fête", "عيد")
ASKED = {"it", "milestone", "none", "notice", "known", "tender", "day", "expect", "gives", "asks"}


class Few:
    """Three days announced for 2026, and some only expected."""

    def __init__(self, expected: frozenset[date] = frozenset()) -> None:
        self.announced = {date(2026, 10, 31), date(2026, 11, 6), date(2026, 11, 18)}
        self.expected = expected

    def closed(self, day: date) -> Holiday | None:
        if day in self.announced or day in self.expected:
            return Holiday(NAME, expected=day not in self.announced)
        return None


def told(case: Mapping[str, Any]) -> Dated:
    assert not case.keys() - ASKED
    return dates(
        notice_of({**USUAL, **(case.get("notice") or {})}),
        on=case.get("day"),
        known=Known(**(case.get("known") or {})),
        tender=Tender(case["tender"]) if "tender" in case else None,
        calendar=Few(frozenset(case.get("expect") or ())),
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{c.get('milestone') or c.get('none')}: {c['it']}" for c in CASES])
def test_case(case: Mapping[str, Any]) -> None:
    if "none" in case:
        with pytest.raises(NoTimeline) as refused:
            told(case)
        assert refused.value.reason == case["none"]
        assert refused.value.text.fr and refused.value.text.ar
        return
    answer = told(case)
    found = [one for one in answer.milestones if one.key == case["milestone"]]
    if case["gives"] is None:
        assert not found
        return
    (one,) = found
    for name, value in case["gives"].items():
        assert getattr(one, name) == value, (name, one)
    assert set(case.get("asks") or ()) <= {question.key for question in answer.questions}


def test_every_milestone_every_reason_and_every_question_has_a_case() -> None:
    said: set[str] = set()
    for case in CASES:
        if "none" in case:
            said.add(f"none.{case['none']}")
            continue
        answer = told(case)
        said |= {f"questions.{q.key.split('.')[1]}.{part}" for q in answer.questions for part in ("text", "ask")}
        for one in answer.milestones:
            if one.key == case["milestone"]:
                said |= {f"milestones.{one.key}.{one.reason}", f"milestones.{one.key}.title"}
    notes = {"notes.careful", "notes.expected", "notes.to_be_confirmed"}
    assert CHAPTERS["deadlines"].words.keys() - notes == said - {
        "questions.rules_of_the_buyer.text",
        "questions.rules_of_the_buyer.ask",
    }
    assert {case.get("milestone") for case in CASES} - {None} == set(MARKS)


def test_the_notes_are_said_where_they_belong() -> None:
    (near,) = (c for c in CASES if c["it"] == "Near a feast that is only expected")
    by_key = {one.key: one for one in told(near).milestones}
    words = CHAPTERS["deadlines"].words
    assert by_key["last_day_to_ask"].text.fr.endswith(words.say("notes.expected", "fr"))
    assert words.say("notes.careful", "ar", careful=date(2026, 11, 19)) in by_key["last_day_to_ask"].text.ar
    assert by_key["opening"].text.ar.endswith(words.say("notes.to_be_confirmed", "ar"))
    assert "confirmer" not in by_key["approval_notified"].text.fr


def test_it_is_in_the_order_of_the_calendar_and_undated_ones_come_last() -> None:
    found = timeline(notice_of(USUAL), calendar=Few())
    days = [one.day for one in found]
    dated = [day for day in days if day]
    assert dated == sorted(dated) and days[len(dated) :] == [None] * (len(days) - len(dated))
    assert len({one.key for one in found}) == len(found)


def test_without_a_day_there_is_no_law() -> None:
    with pytest.raises(NoDay):
        timeline(Notice(procedure=Procedure.TENDER))


# ---- whatever the dates ---------------------------------------------------------------------------------------

days = st.dates(date(2023, 9, 1), date(2090, 12, 31))
maybe = st.none
knowns = st.builds(Known, **{name: maybe() | days for name in Known.__dataclass_fields__})
calendars = st.builds(Few, st.frozensets(days, max_size=8))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


notices = st.builds(
    Notice,
    procedure=st.sampled_from(Procedure),
    rulebook=st.sampled_from([BuyerRules.DECREE, BuyerRules.UNKNOWN]),
    published=days.map(noon),
    deadline=maybe() | days.map(noon),
    estimate=maybe() | st.decimals(0, 5_000_000, places=2, allow_nan=False),
)
tenders = maybe() | st.sampled_from(Tender)


@quickly
@given(notices, st.dates(date(2000, 1, 1), date(2023, 8, 31)), knowns)
def test_before_the_text_nothing_is_dated(notice: Notice, day: date, known: Known) -> None:
    with pytest.raises(NoTimeline, match="before_the_text"):
        timeline(replace(notice, published=noon(day)), known=known)


@quickly
@given(notices, knowns, tenders, calendars, st.integers(1, 400))
def test_a_later_opening_never_moves_a_day_earlier(
    notice: Notice, known: Known, tender: Tender | None, calendar: Few, later: int
) -> None:
    notice = replace(notice, deadline=notice.deadline or noon(date(2026, 11, 30)))
    assert notice.deadline is not None
    moved = replace(notice, deadline=notice.deadline + timedelta(days=later))
    known = replace(known, opening=known.opening and known.opening + timedelta(days=0))
    shifted = replace(known, opening=known.opening and known.opening + timedelta(days=later))
    first = {one.key: one for one in timeline(notice, known=known, tender=tender, calendar=calendar)}
    for one in timeline(moved, known=shifted, tender=tender, calendar=calendar):
        before = first[one.key]
        assert (one.day is None) == (before.day is None)
        assert one.day is None or before.day is None or one.day >= before.day
        assert one.careful is None or before.careful is None or one.careful >= before.careful


@quickly
@given(notices, knowns, tenders, calendars)
def test_every_milestone_is_signed_and_worded(
    notice: Notice, known: Known, tender: Tender | None, calendar: Few
) -> None:
    for one in timeline(notice, known=known, tender=tender, calendar=calendar):
        assert one.articles and one.title.fr and one.title.ar and one.text.fr and one.text.ar
        assert (one.day is None) == (one.reason == "start_not_known")
        assert one.tolerance_days in (0, 1)
        if one.careful is not None:
            assert one.day is not None and notice.published is not None
            assert one.careful <= max(one.day, notice.published.date())
        if notice.rulebook is BuyerRules.UNKNOWN:
            assert one.confidence is Confidence.UNSURE


@quickly
@given(days, st.integers(0, 60), calendars)
def test_working_days_skip_weekends_and_holidays(start: date, many: int, calendar: Few) -> None:
    last = count(start, many, Unit.WORKING, calendar)
    passed = [date.fromordinal(n) for n in range(start.toordinal() + 1, last.toordinal() + 1)]
    assert sum(is_working(day, calendar) for day in passed) == many
    assert not many or is_working(last, calendar)
    assert all(calendar.closed(day) is None and day.weekday() < 5 for day in passed if is_working(day, calendar))


@quickly
@given(days, st.integers(0, 60), calendars)
def test_clear_days_count_neither_end(start: date, many: int, calendar: Few) -> None:
    last = count(start, many, Unit.CLEAR, calendar)
    assert (last - start).days >= many + 1 and is_working(last, calendar)
    assert count(start, many, Unit.CALENDAR, calendar) == start + timedelta(days=many)
    assert working_on_or_before(last, calendar) == last


def test_time_has_ends() -> None:
    assert shift(date.max, 5) == date.max and shift(date.min, -5) == date.min
    assert count(date.max, 5, Unit.WORKING, Few()) == date.max
