"""Who asked is told the answer, who runs the body is told of the promises: once, in words that name nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.gatherings.conftest import AT, built, lived  # noqa: F401
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.outbox.models import Message
from wolouj.home.cast import Cast
from wolouj.meetings import actions
from wolouj.meetings.models import Question, Review, Source
from wolouj.meetings.telling import tell

DAY = timedelta(days=1)


def said(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("made_at", "key"))


def answered(cast: Cast) -> Question:
    """Ftoum asks from her own account in words of her own; a person words it, and it is answered."""
    asked = actions.ask(
        meeting=cast.meetings["held"], text="chhal khasni", source=Source.PHONE, by=cast.actor("ftoum"), at=AT
    )
    fields = {"text_ar": "كم من الوقت للأداء؟ (عينة)", "text_fr": "En combien de temps est-on payé ? (échantillon)",
              "answer_ar": "جواب", "answer_fr": "Réponse"}  # fmt: skip
    by = cast.actor("hayat")
    return actions.review(question=asked, fields=fields, decision=Review.PUBLISHED, by=by, at=AT + timedelta(hours=1))


@pytest.fixture
def cast(lived: Cast) -> Cast:  # noqa: F811
    Message.objects.all().delete()
    return lived


def test_who_asked_is_told_once_in_the_published_words(cast: Cast) -> None:
    Question.objects.exclude(asker=None).update(asker=None)
    question, later = answered(cast), AT + timedelta(hours=2)
    assert tell(by=OPERATOR, at=AT)["answer"] == 0, "not answered yet"
    assert tell(by=OPERATOR, at=later)["answer"] == 1
    assert tell(by=OPERATOR, at=later + DAY)["answer"] == 0
    (row,) = said("answer")
    assert row.person == cast.people["ftoum"].id and row.path.endswith(f"/meetings/answers/{question.receipt}/")
    assert "chhal" not in row.text + row.title + row.short
    assert "عينة" in row.text if row.lang == "ar" else "échantillon" in row.text


def test_an_answer_that_is_not_published_is_told_to_nobody(cast: Cast) -> None:
    Question.objects.exclude(asker=None).update(asker=None)
    question = answered(cast)
    actions.review(question=question, fields={}, decision=Review.HELD, by=cast.actor("hayat"), at=AT)
    assert tell(by=OPERATOR, at=AT + DAY)["answer"] == 0


def test_the_managers_are_told_of_a_promise_once_a_reason(cast: Cast) -> None:
    meeting = cast.meetings["held"]
    meeting.commitments.all().delete()
    from wolouj.meetings.models import Commitment

    fields = {"what_fr": "Former (échantillon)", "owner_fr": "Directeur", "due": (AT + 10 * DAY).date()}
    row = actions.add_item(kind=Commitment, meeting=meeting, fields=fields, by=cast.actor("hayat"), at=AT)
    told = [tell(by=OPERATOR, at=AT + n * DAY)["promise"] for n in range(15)]
    assert [n for n, many in enumerate(told) if many] == [3, 10, 11], "a week before, on the day, when it is late"
    assert {each.person for each in said("promise")} == {cast.people["rachid"].id}
    assert [each.key.split(":")[2] for each in said("promise")] == ["soon", "today", "late"]
    actions.change_item(item=row, fields={"due": (AT + 30 * DAY).date()}, by=cast.actor("hayat"), at=AT)
    assert tell(by=OPERATOR, at=AT + 25 * DAY)["promise"] == 1, "the day moved: told again, before the new one"


def test_a_promise_without_an_owner_is_asked_for(cast: Cast) -> None:
    tell(by=OPERATOR, at=AT + 30 * DAY)
    unsettled = [each for each in said("promise") if ":unsettled:" in each.key]
    assert unsettled and all("{" not in each.title + each.text for each in said("promise"))
