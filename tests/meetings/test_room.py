"""The room on the cast's meeting: questions held until a person says yes, minutes drafted, approved, frozen."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import which
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import make
from tests.house.test_templates import bare_digits
from wolouj.difficulties import actions as difficulties
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.queries import LEAST
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.meetings import actions, papers, queries
from wolouj.meetings.models import Intervention, Meeting, Point, PointKind, Question, Review, Source, both
from wolouj.meetings.page import missing
from wolouj.meetings.papers.press.context import cut

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
INSULT = "هاد الرئيس ديال الجماعة شفار، عطاهم لصاحبو فلان"


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make(AT)


@pytest.fixture
def held(cast: Cast) -> Meeting:
    found = queries.meeting_of(cast.meetings["held"].pk)
    assert found is not None
    return found


@pytest.fixture
def by(cast: Cast) -> Any:
    return cast.actor("rachid")


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def texts(data: Any) -> str:
    """Every text of what a page is given, run after run, without spaces that only the page cares for."""
    if isinstance(data, dict):
        return " ".join(texts(value) for value in data.values())
    if isinstance(data, list):
        runs = data and all(isinstance(r, list) and len(r) == 2 and isinstance(r[0], str) for r in data)
        return "".join(r[1] for r in data) if runs else " ".join(texts(value) for value in data)
    return str(data)


def plain_spaces(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# ---- questions --------------------------------------------------------------------------------------------------


def test_what_is_asked_waits_for_a_person_insults_too(cast: Cast, held: Meeting) -> None:
    url = f"/ar/meetings/ask/{held.gathering.code}/"
    assert Client().post(url, {"text": INSULT}).status_code == 302
    question = Question.objects.get(text=INSULT)
    assert question.review == Review.HELD and question.source == Source.PHONE
    page = Client().get(url)
    assert "شفار" not in page.content.decode() and bare_digits(page.content.decode()) == []
    assert "شفار" not in json.dumps(papers.public_data(queries.record_of(held), at=AT, number=1), ensure_ascii=False)
    coach = enter(cast, "hayat")
    assert "شفار" in coach.get(f"/ar/meetings/{held.pk}/questions/").content.decode()
    answer = coach.post(f"/ar/meetings/questions/{question.id}/", {"voices": "1", "decision": "kept_aside"})
    assert answer.status_code == 302
    assert "شفار" not in Client().get(url).content.decode()


def test_what_is_published_is_the_wording_not_what_was_asked(cast: Cast, held: Meeting, by: Any) -> None:
    question = actions.ask(meeting=held, text=INSULT, source=Source.SLIP, by=by, at=AT)
    with pytest.raises(BadInput):
        actions.review(question=question, fields={}, decision=Review.PUBLISHED, by=by, at=AT)
    question.refresh_from_db()
    assert question.review == Review.HELD
    fields = {"text_fr": "Comment sait-on qui a gagné ?", "voices": 3}
    actions.review(question=question, fields=fields, decision=Review.PUBLISHED, by=by, at=AT)
    page = Client().get(f"/fr/meetings/ask/{held.gathering.code}/").content.decode()
    assert "qui a gagné" in page and "شفار" not in page
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(text_fr="")


def test_a_question_sent_twice_is_one(held: Meeting, by: Any) -> None:
    one = actions.ask(meeting=held, text="Quand ?", source=Source.PHONE, by=by, at=AT)
    again = actions.ask(meeting=held, text="Quand ?", source=Source.PHONE, by=by, at=AT + timedelta(minutes=5))
    later = actions.ask(meeting=held, text="Quand ?", source=Source.PHONE, by=by, at=AT + timedelta(hours=1))
    assert one == again and later != one


def test_too_many_waiting_closes_the_door(held: Meeting, by: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_HELD", 2)
    with pytest.raises(actions.Full):
        actions.ask(meeting=held, text="Encore ?", source=Source.PHONE, by=by, at=AT)
    answer = Client().post(f"/fr/meetings/ask/{held.gathering.code}/", {"text": "Encore une ?"})
    assert answer.status_code == 422 and "Encore une ?" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "\x00", "abc \u202e def"])
def test_a_question_that_cannot_be_kept_is_said(held: Meeting, text: str) -> None:
    before = Question.objects.count()
    assert Client().post(f"/fr/meetings/ask/{held.gathering.code}/", {"text": text}).status_code == 422
    assert Question.objects.count() == before


def test_the_most_asked_are_shown_first_then_all(held: Meeting, by: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wolouj.meetings.views.wall.WALL_SHOWN", 3)
    url = f"/fr/meetings/ask/{held.gathering.code}/"
    first, all_ = Client().get(url).content.decode(), Client().get(f"{url}?all=1").content.decode()
    assert first.count("talk__n") == 3 and all_.count("talk__n") == 7
    assert 'href="?all=1"' in first and 'href="?all=1"' not in all_


def test_the_wall_is_counted(held: Meeting) -> None:
    wall = queries.wall_of(held)
    assert (wall.held, wall.published, wall.answered) == (2, 7, 3)


# ---- the papers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "said"), [
    ("fr", ["114 personnes, dont 63 femmes", "Moins de 35 ans : 47", "Chambre d’agriculture de Béni Mellal-Khénifra",
            "décret n° 2.22.431", "une organisation espagnole de développement", "Centre régional d’investissement",
            "Office du développement de la coopération", "Professeur, expert en développement et en économie",
            "chance importante d’inclusion économique", "surtout aux bons de commande", "Constitution de 2011",
            "21 novembre 2026", "à désigner", "à fixer", "Difficultés exprimées", "La langue et la lecture 46",
            "Rien n’est publié en dessous de 5 personnes"]),
    ("ar", ["114 شخصا", "63 امرأة", "الغرفة الفلاحية لجهة بني ملال خنيفرة", "2.22.431", "منظمة تنموية إسبانية",
            "المركز الجهوي للاستثمار", "مكتب تنمية التعاون", "أستاذ خبير في التنمية والاقتصاد",
            "فرصة مهمة للإدماج الاقتصادي", "سندات الطلب", "دستور 2011", "21 نونبر 2026", "يُعيَّن لاحقا",
            "الصعوبات المعبر عنها", "اللغة والقراءة 46"]),
])  # fmt: skip
def test_who_was_there_recognises_the_minutes(held: Meeting, lang: str, said: list[str]) -> None:
    data = papers.public_data(queries.record_of(held), at=AT, number=1)
    minutes = plain_spaces(texts(data["minutes"][lang]))
    assert [part for part in said if part not in minutes] == []
    press = plain_spaces(texts(data["press"][lang]))
    assert ("La langue et la lecture (46)" if lang == "fr" else "اللغة والقراءة (46)") in press
    told = [*said[:1], *(part for part in said if "2.22.431" in part or "Centre" in part or "المركز" in part)]
    assert [part for part in told if part not in press] == []


def test_no_public_copy_shows_a_small_group(held: Meeting, by: Any) -> None:
    body = held.gathering.body
    for code, hands in (("status", LEAST - 1), ("alone", LEAST)):
        given = {"source": SourceKind.MEETING, "source_id": str(held.pk), "body": body}
        difficulties.tell(told=difficulties.Told(code=code, voices=hands), **given, by=by, at=AT)
    record = queries.record_of(held)
    public = texts(papers.public_data(record, at=AT, number=1))
    draft = texts(papers.draft_data(record, "minutes", "fr", at=AT)["difficulties"])
    assert "Être seule" in public and "Être seule" in draft
    assert "Les pièges du statut" not in public and "Les pièges du statut" in draft


def test_no_public_copy_holds_a_phone_or_a_name(held: Meeting) -> None:
    kept = json.dumps(papers.public_data(queries.record_of(held), at=AT, number=1), ensure_ascii=False)
    people = list(held.gathering.registrations.all())
    assert len(people) == 123
    for row in people:
        assert row.name not in kept
        assert not row.phone or (row.phone not in kept and row.shown_phone not in kept)
    speakers = [row.speaker for row in held.interventions.all()]
    assert all(speakers) and not any(speaker in kept for speaker in speakers)
    assert not re.search(r"\+212|0[567]\d{8}", kept)
    draft = texts(papers.draft_data(queries.record_of(held), "minutes", "ar", at=AT))
    assert speakers[0] in draft, "the body's own copy names who spoke"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_text_in_one_language_is_shown_and_marked(held: Meeting, by: Any, lang: Any) -> None:
    record = queries.record_of(held)
    assert missing(record) == 0
    actions.add_item(
        kind=Point, meeting=held, fields={"kind": PointKind.AGREED, "text_fr": "Un seul texte"}, by=by, at=AT
    )
    record = queries.record_of(held)
    assert missing(record) == 1
    rows = papers.draft_data(record, "minutes", lang, at=AT)["agreed"]["rows"]
    assert "Un seul texte" in texts(rows[-1]) and bool(rows[-1]["text"]["mark"]) is (lang == "ar")
    assert not any(row["text"]["mark"] for row in rows[:-1])
    assert both(record.of(PointKind.AGREED)[-1], "text", "ar") == ("Un seul texte", "fr")


@pytest.mark.skipif(which("pdftotext") is None, reason="no pdftotext (Debian: apt install poppler-utils)")
@pytest.mark.parametrize("name", sorted(papers.FILES))
def test_the_papers_come_out_and_can_be_read(held: Meeting, name: str, tmp_path: Path) -> None:
    kind, lang = papers.FILES[name]
    path = tmp_path / name
    path.write_bytes(papers.pdf(kind, papers.public_data(queries.record_of(held), at=AT, number=2)[kind][lang]))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "114" in text and "63" in text and "2.22.431" in text
    pages = text.count("\f")
    assert pages == 1 if kind == "press" else pages in (2, 3)


def test_a_press_note_with_long_texts_stays_on_one_page(held: Meeting, by: Any, tmp_path: Path) -> None:
    long = "Une phrase qui dit une chose. " * 120
    actions.frame(meeting=held, fields={"context_fr": long, "aim_fr": long}, by=by, at=AT)
    for row in Point.objects.filter(meeting=held):
        actions.change_item(item=row, fields={"text_fr": long}, by=by, at=AT)
    pdf = papers.pdf("press", papers.draft_data(queries.record_of(held), "press", "fr", at=AT))
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


def test_sentences_are_cut_whole() -> None:
    assert cut("Un. Deux trois. Quatre", 16) == "Un. Deux trois."
    assert cut("court", 16) == "court"
    assert cut("une très longue phrase sans fin", 16).endswith("…")


def test_a_meeting_with_nothing_in_it_still_prints(cast: Cast) -> None:
    record = queries.record_of(cast.meetings["today"])
    for name, (kind, lang) in papers.FILES.items():
        assert papers.pdf(kind, papers.draft_data(record, kind, lang, at=AT)).startswith(b"%PDF"), name


# ---- approving --------------------------------------------------------------------------------------------------


def test_an_approved_version_never_changes(cast: Cast, held: Meeting, by: Any) -> None:
    url = f"/fr/meetings/ask/{held.gathering.code}/minutes-fr.pdf"
    assert Client().get(url).status_code in (302, 404)
    first = actions.approve(meeting=held, by=by, at=AT)
    before = Client().get(url).content
    assert before.startswith(b"%PDF")
    point = held.points.filter(kind=PointKind.AGREED)[0]
    actions.change_item(item=point, fields={"text_fr": "Tout autre chose"}, by=by, at=AT)
    assert Client().get(url).content == before
    second = actions.approve(meeting=held, by=by, at=AT)
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert "Tout autre chose" not in texts(first.papers) and "Tout autre chose" in texts(second.papers)
    assert Client().get(url).content != before
    assert AuditLine.objects.filter(act="minutes_approved").count() == 2


def test_a_coach_reads_the_drafts_and_the_manager_approves(cast: Cast, held: Meeting) -> None:
    approve = f"/fr/meetings/{held.pk}/minutes/approve/"
    assert enter(cast, "hayat").post(approve).status_code == 404
    assert enter(cast, "hayat").get(f"/fr/meetings/{held.pk}/minutes/press-ar.pdf").status_code == 200
    assert enter(cast, "rachid").post(approve).status_code == 302
    page = Client().get(f"/ar/meetings/ask/{held.gathering.code}/").content.decode()
    assert "minutes-ar.pdf" in page and bare_digits(page) == []


# ---- writing it down --------------------------------------------------------------------------------------------


def test_lines_are_added_corrected_removed(cast: Cast, held: Meeting) -> None:
    coach, base = enter(cast, "hayat"), f"/fr/meetings/{held.pk}"
    new = {"subject_fr": "Le guichet", "starts": "12:15", "speaker": "Samira (échantillon)"}
    assert coach.post(f"{base}/intervention/new/", new).status_code == 302
    row = Intervention.objects.get(subject_fr="Le guichet")
    assert row.position == 6 and f"{row.starts:%H:%M}" == "12:15"
    assert "Le guichet" in coach.get(f"{base}/").content.decode()
    assert coach.post(f"{base}/intervention/{row.id}/", new | {"subject_fr": "Le comptoir"}).status_code == 302
    row.refresh_from_db()
    assert row.subject_fr == "Le comptoir"
    assert coach.post(f"{base}/intervention/{row.id}/remove/").status_code == 302
    assert not Intervention.objects.filter(pk=row.pk).exists()
    commitment = {"what_ar": "تكوين", "due": "2027-01-20", "owner_fr": "Délégation"}
    assert coach.post(f"{base}/commitment/new/", commitment).status_code == 302
    assert held.commitments.last().due == date(2027, 1, 20)


@pytest.mark.parametrize(("kind", "fields"), [
    ("point", {"kind": "agreed"}), ("point", {"kind": "nothing", "text_fr": "x"}),
    ("commitment", {"what_fr": "x", "due": "2027-02-31"}),
    ("intervention", {"subject_fr": "x", "starts": "25:00"}), ("point", {"kind": "agreed", "text_fr": "a\u202eb"}),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(
    cast: Cast, held: Meeting, kind: str, fields: dict[str, str]
) -> None:
    before = (held.points.count(), held.commitments.count(), held.interventions.count())
    answer = enter(cast, "hayat").post(f"/fr/meetings/{held.pk}/{kind}/new/", fields)
    assert answer.status_code == 422
    assert (held.points.count(), held.commitments.count(), held.interventions.count()) == before


def test_a_line_of_another_meeting_is_not_found(cast: Cast, held: Meeting) -> None:
    row, other = held.points.first(), cast.meetings["today"].pk
    assert row is not None
    assert enter(cast, "hayat").get(f"/fr/meetings/{other}/point/{row.id}/").status_code == 404
    assert enter(cast, "hayat").get(f"/fr/meetings/{held.pk}/meeting/{row.id}/").status_code == 404


def test_a_meeting_is_opened_in_one_language(cast: Cast) -> None:
    manager = enter(cast, "rachid")
    given = {"title_ar": "لقاء جديد", "day": "2026-12-20", "half_days": "2", "level": "local", "language": "darija",
             "body": str(cast.meetings["held"].gathering.body_id)}  # fmt: skip
    answer = manager.post("/ar/meetings/new/", given)
    assert answer.status_code == 302
    page = manager.get(answer.url)
    assert page.status_code == 200 and "لقاء جديد" in page.content.decode()
    for wrong in ({"title_ar": ""}, {"day": "2026-02-30"}, {"half_days": "0"}, {"level": "x"}, {"body": "x"}):
        assert manager.post("/ar/meetings/new/", given | wrong).status_code == 422, wrong
    assert "لقاء جديد" in manager.get("/ar/meetings/").content.decode()


# ---- pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["{m}/", "{m}/questions/", "{m}/minutes/", "ask/{c}/", ""])
def test_as_many_queries_whatever_is_said(cast: Cast, held: Meeting, by: Any, page: str) -> None:
    coach = enter(cast, "hayat")
    url = "/ar/meetings/" + page.format(m=held.pk, c=held.gathering.code)
    coach.get(url)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            answer = coach.get(url)
        assert answer.status_code == 200 and bare_digits(answer.content.decode()) == []
        counts.append(len(seen))
        for n in range(20):
            asked = actions.ask(meeting=held, text=f"Question {n}", source=Source.SLIP, by=by, at=AT)
            worded = {"text_fr": f"Question {n} ?", "voices": 1}
            if n % 4:  # the others still wait for a person
                actions.review(question=asked, fields=worded, decision=Review.PUBLISHED, by=by, at=AT)
            point = {"kind": PointKind.AGREED, "text_fr": f"Point {n}"}
            actions.add_item(kind=Point, meeting=held, fields=point, by=by, at=AT)
    assert counts[0] == counts[1] <= 14


def test_another_body_finds_nothing(cast: Cast, held: Meeting) -> None:
    for name in ("nadia", "admin", "karim"):
        for page in ("", "questions/", "minutes/", "minutes/minutes-fr.pdf", "frame/"):
            assert enter(cast, name).get(f"/fr/meetings/{held.pk}/{page}").status_code == 404
