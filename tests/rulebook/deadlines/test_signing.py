"""How a milestone is signed, worded, and made into plain data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rulebook.deadlines import Dated, Holiday, NoTimeline, dates
from rulebook.deadlines.milestones import MARKS, Marked, Milestone, Situation, milestone
from rulebook.deadlines.plain import as_json, refusal_as_json
from rulebook.engine.cases import notice as notice_of
from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.facts import Procedure
from rulebook.engine.law import governing_day
from rulebook.engine.strict_yaml import LawError
from rulebook.engine.verdict import Bilingual, Confidence

TOLD = {
    "procedure": "tender",
    "rulebook": "decree",
    "published": "2026-11-02T09:00:00+01:00",
    "deadline": "2026-11-30T10:00:00+01:00",
}
NOTICE = notice_of(TOLD)
SAYS = CHAPTERS["deadlines"].words


class Feast:
    """A calendar with one feast, only expected."""

    def __init__(self, day: date) -> None:
        self.day = day

    def closed(self, day: date) -> Holiday | None:
        return Holiday(Bilingual("Aïd", "العيد"), expected=True) if day == self.day else None


def dated(calendar: Feast | None = None, **told: object) -> Dated:
    return dates(notice_of({**TOLD, **told}), calendar=calendar)


def one(key: str, found: Dated) -> Milestone:
    return next(found for found in found.milestones if found.key == key)


def test_a_milestone_signs_only_what_it_read_itself() -> None:
    """Before it, the long delay looked at a ceiling of article 23 and had nothing to say."""
    small = dates(replace(NOTICE, estimate=Decimal(900000)))
    assert not [mark for mark in small.milestones if mark.key == "long_publicity"]
    assert one("last_change_without_notice", small).articles == ("decree-2-22-431/22",)


@pytest.mark.parametrize(
    ("feast", "leans"),
    [
        (date(2026, 11, 18), False),
        (date(2026, 11, 19), True),  # the eve of the careful day: a day later, it would be that day
        (date(2026, 11, 20), True),
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), True),  # the day after the last one: a day earlier, it would be that one
        (date(2026, 11, 24), False),
    ],
)
def test_a_careful_day_leans_on_a_feast_close_by(feast: date, leans: bool) -> None:
    """The last day to ask is 23 November, less a day of tolerance: careful on Friday 20."""
    found = one("last_day_to_ask", dated(Feast(feast)))
    assert found.expected is leans
    assert (SAYS.pair("notes.expected").fr in found.text.fr) is leans


def test_what_a_careful_person_adds_follows_the_sentence() -> None:
    found = one("last_day_to_ask", dated())
    careful = SAYS.pair("notes.careful", careful=found.careful)
    assert found.text.fr.endswith(f". {careful.fr}") and found.text.ar.endswith(f" {careful.ar}")
    assert found.text.ar.count(careful.ar) == 1 and "  " not in found.text.fr + found.text.ar


def test_the_whole_answer_as_plain_data() -> None:
    found = dated()
    tree = as_json(found)
    assert set(tree) == {"outcome", "why", "law_on", "milestones", "questions"}
    assert (tree["outcome"], tree["why"], tree["law_on"]) == ("dated", None, "2026-11-02")
    assert [mark["key"] for mark in tree["milestones"]] == [mark.key for mark in found.milestones]  # type: ignore[union-attr]
    ask = next(mark for mark in tree["milestones"] if mark["key"] == "last_day_to_ask")  # type: ignore[union-attr]
    text = one("last_day_to_ask", found)
    assert ask == {
        "key": "last_day_to_ask",
        "day": "2026-11-23",
        "reason": "dated",
        "careful_day": "2026-11-20",
        "counted_from": "opening",
        "days": 7,
        "unit": "calendar",
        "tolerance_days": 1,
        "articles": ["decree-2-22-431/25"],
        "confidence": "certain",
        "force": "decides",
        "expected": False,
        "title": {"fr": text.title.fr, "ar": text.title.ar},
        "text": {"fr": text.text.fr, "ar": text.text.ar},
    }
    undated = next(mark for mark in tree["milestones"] if mark["day"] is None)  # type: ignore[union-attr]
    assert undated["careful_day"] is None
    first, asked = found.questions[0], tree["questions"][0]  # type: ignore[index]
    assert asked == {
        "key": first.key,
        "text": {"fr": first.text.fr, "ar": first.text.ar},
        "ask": {"fr": first.ask.fr, "ar": first.ask.ar},
        "articles": list(first.articles),
    }


def test_a_refusal_has_the_same_shape() -> None:
    cancelled = notice_of({**TOLD, "cancelled": True})
    with pytest.raises(NoTimeline) as refused:
        dates(cancelled)
    tree = refusal_as_json(refused.value, governing_day(cancelled).isoformat())
    why = refused.value.text
    assert tree == {
        "outcome": "cancelled",
        "why": {"fr": why.fr, "ar": why.ar},
        "law_on": "2026-11-02",
        "milestones": [],
        "questions": [],
    }


def test_a_milestone_is_registered_under_its_name() -> None:
    def a_day_of_ours(now: Situation) -> Marked | None:
        """A day of ours."""
        return None

    sign = milestone(counted_from="opening", cites=["decree-2-16-344/2"], concerns=[Procedure.PURCHASE_ORDER])
    try:
        assert sign(a_day_of_ours) is a_day_of_ours
        mark = MARKS["a_day_of_ours"]
        assert (mark.key, mark.counted_from, mark.cites) == ("a_day_of_ours", "opening", ("decree-2-16-344/2",))
        assert mark.concerns == {Procedure.PURCHASE_ORDER} and mark.call is a_day_of_ours
        assert (mark.doc, mark.confidence, mark.of_the_decree) == ("A day of ours.", Confidence.CERTAIN, False)
        with pytest.raises(ValueError, match="two milestones"):
            sign(a_day_of_ours)
        a_day_of_ours.__name__, a_day_of_ours.__doc__ = "another_day", None
        milestone(counted_from="opening", cites=["decree-2-16-344/2", "decree-2-22-431/22"])(a_day_of_ours)
        assert MARKS["another_day"].of_the_decree and MARKS["another_day"].doc == ""
        with pytest.raises(LawError, match="no article"):
            milestone(counted_from="opening", cites=["decree-2-22-431/999"])(a_day_of_ours)
    finally:
        MARKS.pop("a_day_of_ours", None)
        MARKS.pop("another_day", None)
