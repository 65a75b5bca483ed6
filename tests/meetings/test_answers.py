"""The asker is told; a voice note is kept as sound; an answer an expert checked joins the questions of a guide."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import make
from tests.house.test_templates import bare_digits
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import MAX_BYTES, clean_sound
from wolouj.home.cast import Cast
from wolouj.meetings import actions, queries
from wolouj.meetings.models import Meeting, Question, Review
from wolouj.people.actions import own_data

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
OGG = b"OggS\x00\x02" + bytes(400)
SOUNDS = {
    "ogg": OGG,
    "m4a": b"\x00\x00\x00\x1cftypM4A " + bytes(60),
    "webm": b"\x1a\x45\xdf\xa3" + b"A_OPUS" + bytes(60),
    "mp3": b"ID3\x04" + bytes(60),
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(60),
    "amr": b"#!AMR\n" + bytes(60),
    "aac": b"\xff\xf1\x50\x80" + bytes(60),
}
NOT_SOUNDS = {
    "empty": b"", "page": b"<html><script>alert(1)</script>", "photo": b"\xff\xd8\xff\xe0" + bytes(60),
    "pdf": b"%PDF-1.7",
    "film": b"\x00\x00\x00\x18ftypisom" + b"hdlr" + bytes(8) + b"vide" + bytes(40),
    "film too": b"\x1a\x45\xdf\xa3" + b"V_VP8" + bytes(60), "zip": b"PK\x03\x04" + bytes(40),
}  # fmt: skip


class Heavy:
    """An upload of 80 MB, of which not a byte should be read."""

    name, size = "long.ogg", 80_000_000

    def read(self, _n: int = -1) -> bytes:
        raise AssertionError("read before its weight was looked at")


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make(AT)


@pytest.fixture
def today(cast: Cast) -> Meeting:
    found = queries.meeting_of(cast.meetings["today"].pk)
    assert found is not None
    return found


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def upload(data: bytes, name: str = "note.ogg") -> Any:
    return SimpleUploadedFile(name, data)


def answered(question: Question, by: Any, at: datetime = AT, **more: Any) -> Question:
    fields = {"text_fr": "Quand paie-t-on ?", "voices": 1, "answer_fr": "Voir le guide."} | more
    return actions.review(question=question, fields=fields, decision=Review.PUBLISHED, by=by, at=at)


# ---- sounds -----------------------------------------------------------------------------------------------------


def test_a_sound_is_known_by_its_bytes() -> None:
    for extension, data in SOUNDS.items():
        found = clean_sound(upload(data, "x.exe"))
        assert (found.extension, found.bytes) == (extension, data)
    for why, data in NOT_SOUNDS.items():
        with pytest.raises(BadInput) as refused:
            clean_sound(upload(data, "note.mp3"))
        assert refused.value.text.fr and refused.value.text.ar, why


def test_eighty_megabytes_are_refused_plainly_and_nothing_is_kept(today: Meeting) -> None:
    with pytest.raises(BadInput) as refused:
        clean_sound(Heavy())
    assert "8" in refused.value.text.fr and "Mo" in refused.value.text.fr
    before, url = Question.objects.count(), f"/fr/meetings/ask/{today.gathering.code}/"
    answer = Client().post(url, {"text": "Ce que je dis", "sound": upload(OGG + bytes(MAX_BYTES))})
    text = answer.content.decode()
    assert answer.status_code == 422 and "trop lourd" in text and "Ce que je dis" in text
    assert Question.objects.count() == before


def test_a_voice_note_is_heard_by_the_staff_alone(cast: Cast, today: Meeting) -> None:
    sent = Client().post(f"/fr/meetings/ask/{today.gathering.code}/", {"sound": upload(OGG)})
    question = Question.objects.get(text="")
    assert sent.headers["Location"] == f"/fr/meetings/answers/{question.receipt}/"
    url = f"/fr/meetings/questions/{question.pk}/sound/"
    heard = enter(cast, "hayat").get(url)
    assert heard.headers["Content-Type"] == "audio/ogg" and heard.content == OGG
    assert heard.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(url).status_code == 302 and enter(cast, "ftoum").get(url).status_code == 404
    page = enter(cast, "hayat").get(f"/fr/meetings/questions/{question.pk}/").content.decode()
    assert f'src="{url}"' in page


def test_voice_notes_do_not_fill_the_disk(today: Meeting, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_SOUNDS", 1)
    url = f"/fr/meetings/ask/{today.gathering.code}/"
    assert Client().post(url, {"sound": upload(OGG)}).status_code == 302
    assert Client().post(url, {"sound": upload(OGG)}).status_code == 422
    assert Client().post(url, {"text": "Par écrit"}).status_code == 302


# ---- the asker --------------------------------------------------------------------------------------------------


def test_whoever_asked_reads_the_answer_by_her_letters(cast: Cast, today: Meeting) -> None:
    url = f"/fr/meetings/ask/{today.gathering.code}/"
    where = Client().post(url, {"text": "فين الفلوس ديالنا"}).headers["Location"]
    question = Question.objects.get(text="فين الفلوس ديالنا")
    page = Client().get(where)
    assert question.receipt in page.content.decode() and "فين الفلوس" not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    answered(question, cast.actor("hayat"))
    assert "Voir le guide." in Client().get(where).content.decode()
    typed = f"{question.receipt[:4].lower()} {question.receipt[4:]}"
    assert Client().get(url, {"receipt": typed}).headers["Location"] == where
    assert Client().get(url, {"receipt": "nimporte"}).headers["Location"] == url
    assert Client().get("/fr/meetings/answers/AAAA/").status_code == 302
    actions.review(question=question, fields={}, decision=Review.KEPT_ASIDE, by=cast.actor("hayat"), at=AT)
    page = Client().get(where).content.decode()
    assert "Voir le guide." not in page and "Non publiée" in page and bare_digits(page) == []


def test_who_was_signed_in_finds_it_at_her_desk_and_nobody_else(cast: Cast, today: Meeting) -> None:
    hers = enter(cast, "ftoum")
    hers.post(f"/fr/meetings/ask/{today.gathering.code}/", {"text": "Et les échantillons ?"})
    question = Question.objects.get(text="Et les échantillons ?")
    assert question.asker == cast.people["ftoum"]
    desk = hers.get("/fr/today/").content.decode()
    assert "Et les échantillons ?" in desk and question.receipt in desk
    assert question.receipt not in enter(cast, "karim").get("/fr/today/").content.decode()
    staff = enter(cast, "hayat").get(f"/fr/meetings/questions/{question.pk}/").content.decode()
    assert "Ftoum" not in staff
    assert not queries.answers_to_tell(since=AT - timedelta(hours=1), until=AT)
    answered(question, cast.actor("hayat"))
    answered(question, cast.actor("hayat"), at=AT + timedelta(days=2), answer_fr="Mieux dit.")
    told = queries.answers_to_tell(since=AT - timedelta(hours=1), until=AT)
    assert [row.asker for row in told] == [cast.people["ftoum"]], "told once, when first answered"
    assert not queries.answers_to_tell(since=AT, until=AT + timedelta(days=3))


def test_a_slip_is_not_the_question_of_who_types_it(cast: Cast, today: Meeting) -> None:
    enter(cast, "hayat").post(f"/fr/meetings/{today.pk}/questions/slip/", {"text": "Sur papier"})
    assert Question.objects.get(text="Sur papier").asker is None


def test_her_data_go_with_her(cast: Cast, today: Meeting, django_capture_on_commit_callbacks: Any) -> None:
    hers = enter(cast, "ftoum")
    hers.post(f"/fr/meetings/ask/{today.gathering.code}/", {"sound": upload(OGG)})
    question = Question.objects.get(asker=cast.people["ftoum"])
    place = question.sound.path
    with django_capture_on_commit_callbacks(execute=True):
        own_data.erase_person(person=cast.people["ftoum"], by=cast.actor("ftoum"), at=AT)
    question.refresh_from_db()
    assert question.asker is None and not question.sound
    with pytest.raises(FileNotFoundError), open(place, "rb"):
        pass


# ---- the wall by theme, and the guides --------------------------------------------------------------------------


def test_the_wall_is_grouped_by_theme(cast: Cast) -> None:
    url = f"/fr/meetings/ask/{cast.meetings['held'].gathering.code}/"
    page = Client().get(url).content.decode()
    heads = re.findall(r'<h3 class="soft">(?:<[^>]*>)*([^<]+)', page)
    assert len(heads) == 7 and len(set(heads)) == 7 and page.count("?theme=") == 7
    one = Client().get(f"{url}?theme=payment").content.decode()
    assert one.count("talk__n") == 1 and 'aria-current="page"' in one
    assert Client().get(f"{url}?theme=nothing").content.decode().count("talk__n") == 7


def test_only_a_checked_answer_joins_the_questions_of_a_guide(cast: Cast) -> None:
    meeting = cast.meetings["held"]
    question = next(row for row in meeting.questions.filter(review=Review.PUBLISHED) if row.answered)
    silent = next(row for row in meeting.questions.filter(review=Review.PUBLISHED) if not row.answered)
    public, typed = "/fr/guides/payment/questions/", {
        "guide": "payment", "checked_by_fr": "Juriste", "checked_on": "2026-11-27",
    }  # fmt: skip
    manager, coach = enter(cast, "rachid"), enter(cast, "hayat")
    assert coach.post(f"/fr/guides/faq/{question.pk}/", typed).status_code == 404
    assert manager.post(f"/fr/guides/faq/{silent.pk}/", typed).status_code == 422
    for wrong in ({"checked_by_fr": ""}, {"checked_on": "2026-11-29"}, {"checked_on": ""}, {"guide": "none"}):
        assert manager.post(f"/fr/guides/faq/{question.pk}/", typed | wrong).status_code == 422
    assert "Juriste" not in Client().get(public).content.decode()
    assert manager.post(f"/fr/guides/faq/{question.pk}/", typed).status_code == 302
    for lang in ("ar", "fr"):
        page = Client().get(f"/{lang}/guides/payment/questions/").content.decode()
        assert "Juriste" in page and bare_digits(page) == []
    question.refresh_from_db()
    assert question.checked_on == date(2026, 11, 27)
    actions.review(question=question, fields={}, decision=Review.HELD, by=cast.actor("rachid"), at=AT)
    assert "Juriste" not in Client().get(public).content.decode(), "taken from the wall, it leaves the guide"
    assert Client().get("/fr/guides/nothing/questions/").status_code == 404
    assert public in Client().get("/fr/guides/payment/").content.decode()
