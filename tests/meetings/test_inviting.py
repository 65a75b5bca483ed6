"""Invitations and their answers, a meeting that moves and who is told, a series: in actions, pages and the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.gatherings.conftest import AT, built, lived  # noqa: F401
from tests.house.test_templates import bare_digits
from wolouj.foundation import secret_links
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.outbox.models import Message
from wolouj.gatherings.models import BodyKind
from wolouj.home import sample_followed, sample_inviting
from wolouj.home.cast import Cast
from wolouj.meetings.inviting import actions, queries
from wolouj.meetings.inviting.actions import PhoneTaken, Said
from wolouj.meetings.inviting.models import Answer, Invitation, MeetingChange
from wolouj.meetings.inviting.telling import told_of
from wolouj.meetings.models import Meeting, Series
from wolouj.meetings.telling import tell

DAY = timedelta(days=1)


@pytest.fixture
def cast(lived: Cast) -> Cast:  # noqa: F811
    Message.objects.all().delete()
    return lived


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return Meeting.objects.select_related("gathering__body", "series").get(pk=cast.meetings["today"].pk)


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def invite(cast: Cast, meeting: Meeting, name: str = "Coopérative X (échantillon)", **more: Any) -> Invitation:
    given = {"kind": BodyKind.COOPERATIVE, "by": cast.actor("hayat"), "at": AT} | more
    return actions.invite(meeting=meeting, name=name, **given)


def address(row: Invitation, lang: str = "fr") -> str:
    return f"/{lang}/meetings/invited/{secret_links.opened(row.link_sealed)}/"


def test_the_same_body_is_invited_once(cast: Cast, meeting: Meeting) -> None:
    assert invite(cast, meeting) == invite(cast, meeting)
    assert invite(cast, meeting, kind=BodyKind.FIRM) != invite(cast, meeting)


def test_who_comes_is_on_the_list_and_who_does_not_any_more_leaves_it(cast: Cast, meeting: Meeting) -> None:
    row, before = invite(cast, meeting), meeting.gathering.registrations.count()
    said = Said(Answer.SENDS, 2, "Zahra (échantillon)", "+212661223344", transport=True, children=3)
    row = actions.answer(invitation=row, said=said, by=OPERATOR, at=AT)
    assert row.registration is not None and row.registration.body_name == row.name
    assert actions.answer(invitation=row, said=said, by=OPERATOR, at=AT).registration == row.registration
    found = queries.expected_of(queries.invitations_of(meeting))
    assert (found.people, found.transport, found.children, found.waiting) == (2, 2, 3, 0)
    assert found.by_kind == {"cooperative": (1, 1, 0)}
    row = actions.answer(invitation=row, said=Said(Answer.NOT, transport=True, children=2), by=OPERATOR, at=AT)
    assert meeting.gathering.registrations.count() == before and row.registration is None
    found = queries.expected_of(queries.invitations_of(meeting))
    assert (found.people, found.transport, found.children, found.answers) == (0, 0, 0, {"not": 1})


def test_a_phone_of_somebody_else_is_refused_and_nothing_is_kept(cast: Cast, meeting: Meeting) -> None:
    taken = meeting.gathering.registrations.exclude(phone="")[0]
    row = invite(cast, meeting)
    with pytest.raises(PhoneTaken):
        actions.answer(invitation=row, said=Said(Answer.COMES, 1, "Autre", taken.phone), by=OPERATOR, at=AT)
    row.refresh_from_db()
    assert row.answer == ""
    answer = Client().post(address(row), {"answer": "comes", "name": "Autre", "phone": taken.shown_phone})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Autre" in text and taken.name not in text


def test_the_invited_answers_by_the_address_alone(cast: Cast, meeting: Meeting) -> None:
    row = invite(cast, meeting)
    for lang in ("ar", "fr"):
        page = Client().get(address(row, lang))
        assert page.status_code == 200 and page["Cache-Control"] == "no-store"
        assert bare_digits(page.content.decode()) == []
    typed = {"answer": "sends", "name": "زهرة (عينة)", "phone": "06 61 22 33 44", "comes": "2", "transport": "on"}
    assert Client().post(address(row), typed).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.comes, row.transport, row.children) == ("sends", 2, True, 0)
    line = AuditLine.objects.filter(act="invitation_answered").latest("at")
    assert "زهرة" not in str(line.detail) and "661" not in str(line.detail)


def test_wrong_answers_are_said_and_what_was_typed_stays(cast: Cast, meeting: Meeting) -> None:
    lang = "fr"
    row = invite(cast, meeting)
    for typed in ({}, {"answer": "x"}, {"answer": "sends"}, {"answer": "comes", "phone": "06", "name": "A"},
                  {"answer": "comes", "comes": "x"}, {"answer": "comes", "children": "51"},
                  {"answer": "comes", "name": "\u202eabc"}):  # fmt: skip
        assert Client().post(address(row, lang), typed).status_code == 422, typed
    row.refresh_from_db()
    assert row.answer == "" and row.registration is None
    assert Client().get(f"/{lang}/meetings/invited/{'x' * 32}/").status_code in (302, 404)


def test_an_answer_after_the_day_is_not_taken(cast: Cast) -> None:
    row = invite(cast, cast.meetings["held"])
    assert Client().post(address(row), {"answer": "not"}).status_code == 200
    row.refresh_from_db()
    assert row.answer == ""


def test_those_the_body_accompanies_are_invited_and_told_once(cast: Cast, meeting: Meeting) -> None:
    n = actions.invite_accompanied(meeting=meeting, by=cast.actor("hayat"), at=AT)
    assert n > 0 and actions.invite_accompanied(meeting=meeting, by=cast.actor("hayat"), at=AT) == 0
    assert tell(by=OPERATOR, at=AT)["invited"] == n
    assert tell(by=OPERATOR, at=AT + timedelta(hours=1))["invited"] == 0
    row = Message.objects.filter(kind="invited")[0]
    assert Client().get(row.path).status_code == 200 and "{" not in row.title + row.text
    assert tell(by=OPERATOR, at=AT + DAY)["invited"] == 0, "the day is over"


def test_a_moved_meeting_is_told_to_who_was_to_come(cast: Cast, meeting: Meeting) -> None:
    by, her = cast.actor("hayat"), cast.people["ftoum"]
    actions.invite(meeting=meeting, kind=BodyKind.PROJECT, name="", person=her, by=by, at=AT)
    gone = actions.invite(meeting=meeting, kind=BodyKind.PROJECT, name="", person=cast.people["karim"], by=by, at=AT)
    actions.answer(invitation=gone, said=Said(Answer.NOT), by=OPERATOR, at=AT)
    fields = {"day": (AT + 3 * DAY).date(), "place_fr": "Ailleurs"}
    change = actions.change_meeting(meeting=meeting, fields=fields, series=None, by=by, at=AT)
    assert (
        change is not None and change.day_before == AT.date() and change.place_moved and change.place_fr == "Ailleurs"
    )
    assert tell(by=OPERATOR, at=AT)["moved"] == 1 and tell(by=OPERATOR, at=AT + DAY)["moved"] == 0
    (row,) = Message.objects.filter(kind="moved")
    assert row.person == her.id and Client().get(row.path).status_code == 200
    ((told, others),) = told_of(meeting, [change])
    assert told == 1 and others > 0
    coach = enter(cast, "hayat")
    assert coach.post(f"/fr/meetings/changes/{change.id}/told/").status_code == 302
    assert MeetingChange.objects.get().told_at == AT
    assert actions.change_meeting(meeting=meeting, fields={"title_fr": "X"}, series=None, by=by, at=AT) is None


def test_a_meeting_that_only_changes_place_is_not_told_as_moved_to_its_own_day(cast: Cast, meeting: Meeting) -> None:
    by, her = cast.actor("hayat"), cast.people["ftoum"]
    actions.invite(meeting=meeting, kind=BodyKind.PROJECT, name="", person=her, by=by, at=AT)
    places = {"place_fr": "Ailleurs", "place_ar": "مكان آخر"}
    actions.change_meeting(meeting=meeting, fields=places, series=None, by=by, at=AT)
    assert tell(by=OPERATOR, at=AT)["moved"] == 1
    (row,) = Message.objects.filter(kind="moved")
    assert "اليوم لم يتغير" in row.text and "مكان آخر" in row.text and "معلنا" not in row.text


def test_a_day_does_not_move_under_those_who_came(cast: Cast) -> None:
    held = Meeting.objects.select_related("gathering").get(pk=cast.meetings["held"].pk)
    by = cast.actor("hayat")
    with pytest.raises(BadInput):
        actions.change_meeting(meeting=held, fields={"day": AT.date()}, series=None, by=by, at=AT)
    answer = enter(cast, "hayat").post(
        f"/fr/meetings/{held.pk}/edit/",
        {"title_fr": "T", "day": "2026-12-24", "half_days": "1", "language": "darija", "place_fr": "Lieu gardé",
         "series_fr": "Une série nouvelle"},
    )  # fmt: skip
    assert not Series.objects.filter(name_fr="Une série nouvelle").exists(), "nothing is half-written"
    assert answer.status_code == 422 and "Lieu gardé" in answer.content.decode()


def test_a_series_tells_what_was_promised_and_what_was_kept(cast: Cast) -> None:
    by = cast.actor("rachid")
    workshop = sample_followed.live_on(body=cast.meetings["held"].gathering.body, by=by, at=AT)
    coming = sample_inviting.lived(cast, workshop, at=AT)
    series = Series.objects.get()
    held = queries.meetings_of_series(series)
    assert [one.gathering for one in held] == [workshop.gathering, cast.meetings["held"].gathering, coming.gathering]
    assert (held[0].kept, len(held[0].commitments), held[1].came) == (1, 5, 114)
    coach = enter(cast, "hayat")
    pages = [f"series/{series.id}/", f"{coming.pk}/invitations/", f"{coming.pk}/edit/", ""]
    for path in pages:
        with CaptureQueriesContext(connection) as seen:
            text = coach.get(f"/ar/meetings/{path}").content.decode()
        assert bare_digits(text) == [] and len(seen) <= 22, path
    assert enter(cast, "nadia").get(f"/fr/meetings/series/{series.id}/").status_code == 404
    assert enter(cast, "ftoum").get(f"/fr/meetings/{coming.pk}/invitations/").status_code == 404


def test_she_takes_her_invitations_with_her(cast: Cast, meeting: Meeting) -> None:
    from wolouj.meetings.personal import erase, export

    her = cast.people["ftoum"]
    actions.invite(meeting=meeting, kind=BodyKind.PROJECT, name="", person=her, by=cast.actor("hayat"), at=AT)
    assert len(export(her.id)["invitations"]) == 1
    assert erase(her.id, by=cast.actor("ftoum"), at=AT)["invitations"] == 1
    assert not Invitation.objects.filter(person=her).exists()
