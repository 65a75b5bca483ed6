"""Spreadsheets as they come, files that may be one person's: refused plainly, written whole, merged and taken back."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.templatetags.say import to_html
from wolouj.foundation.words import say
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.actions import batches, merging
from wolouj.programme.intake import alike, days, reading, sheets
from wolouj.programme.intake.alike import Face
from wolouj.programme.models import Application, Batch, DuplicateProposal, Participant, State

ON = AT.date()
PROVINCES = ["05.081", "05.091", "05.255"]


def read(data: bytes, name: str = "liste.csv") -> reading.Read:
    return reading.read(data, name, provinces=PROVINCES, on=ON)


def workbook(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for span in merges:
        sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---- Days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [
    "12/03/1990", "12-3-1990", "12.03.90", "1990-03-12", "1990-03-12 00:00:00", "12 mars 1990", "12 Mars 90",
    "12 مارس 1990", "١٢/٠٣/١٩٩٠", "32944", date(1990, 3, 12), datetime(1990, 3, 12, tzinfo=None),  # noqa: DTZ001
])  # fmt: skip
def test_a_day_of_birth_in_every_form(written: object) -> None:
    assert days.birth(written, on=ON) == (date(1990, 3, 12), None)


@pytest.mark.parametrize(("written", "key"), [
    ("12/2026", "birth_bad"), ("31/02/1990", "birth_bad"), ("03/25/1990", "birth_order"), ("hier", "birth_bad"),
    ("12/03/2030", "birth_age"), ("12/03/1890", "birth_age"), ("2024", "birth_age"), ("12/03/20", "birth_century"),
    ("12 foo 1990", "birth_bad"), ("", "birth_bad"),
])  # fmt: skip
def test_what_is_no_day_of_birth_says_why(written: str, key: str) -> None:
    with pytest.raises(days.BadDay) as told:
        days.birth(written, on=ON)
    assert told.value.key == key


@given(st.dates(date(1930, 1, 1), date(2010, 1, 1)))
def test_what_is_written_is_what_is_read(day: date) -> None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert days.birth(day.strftime(form), on=ON) == (day, None)


# ---- Files ------------------------------------------------------------------------------------------------------

FRENCH = "Nom et prénom;Téléphone;Sexe;Date de naissance;Province;Commune;Consentement\n"
ARABIC = "الاسم الكامل,رقم الهاتف,الجنس,تاريخ الازدياد,الإقليم,الموافقة\n"


def test_french_and_arabic_headings_in_any_letters() -> None:
    french = FRENCH + "Fatima Ait Ali;06 12 34 56 78;F;12/03/1990;Azilal;Afourer;oui\n"
    for data in (french.encode(), french.encode("utf-8-sig"), french.encode("cp1252"), french.encode("utf-16")):
        person = read(data).people[0]
        assert (person.name, person.phone, person.sex, person.born_on) == (
            "Fatima Ait Ali", "+212612345678", "woman", "1990-03-12",
        )  # fmt: skip
        assert person.province == "05.081" and person.commune.startswith("05.081") and person.consent
    arabic = ARABIC + "فاطمة آيت علي,0612345678,أنثى,12 مارس 1990,أزيلال,نعم\nسعيد أوحدو,,ذكر,1988,بني ملال,لا\n"
    for data in (arabic.encode(), arabic.encode("cp1256", errors="replace")):
        found = read(data)
        assert [p.name_ar for p in found.people][1] == "سعيد أوحدو" and not found.refusals
        assert (found.people[0].sex, found.people[0].province, found.people[1].born_in) == ("woman", "05.081", 1988)


def test_a_kobo_export_is_known_and_never_doubles(cast: Cast, lived: Lived) -> None:
    kobo = (
        b"start,end,group_id/nom_complet,group_id/telephone,group_id/sexe,_id,_uuid,_submission_time\n"
        b"2026-11-01,2026-11-01,Zahra Ouhaddou,0600007001,femme,7,aaa-1,2026-11-01\n"
        b"2026-11-01,2026-11-01,Itto Ouhaddou,0600007001,femme,8,aaa-2,2026-11-01\n"
    )
    by = cast.actor("hayat")
    assert set(filter(None, read(kobo).headings.values())) == {"name", "phone", "sex", "external"}
    first = batches.take(call=lived.second, data=kobo, name="kobo.csv", by=by, at=AT)
    assert (first.rows, first.good, first.already) == (2, 2, 0)
    assert batches.bring(batch=first, by=by, at=AT) == 2
    again = batches.take(call=lived.second, data=kobo.replace(b"Zahra", b"Zohra"), name="kobo.csv", by=by, at=AT)
    assert again.already == 2 and batches.bring(batch=again, by=by, at=AT) == 0
    assert Participant.objects.filter(phone="+212600007001").count() == 2


def test_merged_cells_titles_formulas_and_dates_of_a_workbook() -> None:
    data = workbook(
        [
            ["Association (échantillon)"], ["Liste du 3 novembre", None, None],
            ["N°", "Nom", "Prénom", "Province", "Date de naissance"],
            [1, "Ait Ali", "Fatima", "Azilal", date(1990, 3, 12)], [2, "Ouhaddou", "Itto", None, "12 mars 1991"],
            [3, "Naciri", "Zahra", None, "=TODAY()"], [4, "Amrani", "=B4", "Béni Mellal", None],
        ],
        ("A1:E1", "D4:D6"),
    )  # fmt: skip
    found = read(data, "liste.xlsx")
    assert [(p.name, p.province, p.born_on) for p in found.people] == [
        ("Fatima Ait Ali", "05.081", "1990-03-12"), ("Itto Ouhaddou", "05.081", "1991-03-12"),
    ]  # fmt: skip
    assert [(r.row, r.field) for r in found.refusals] == [(6, "born"), (7, "first_name")]
    assert all("formule" in r.text.fr and "المعادلة" in r.text.ar for r in found.refusals)


def test_a_formula_with_its_result_is_its_result() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nom complet", "Âge"])
    sheet.write(1, 0, "Fatima Ait Ali")
    sheet.write_formula(1, 1, "=20+16", None, 36)
    book.close()
    assert read(out.getvalue(), "x.xlsx").people[0].born_in == 1990


def test_each_refusal_names_row_and_field_and_the_others_pass() -> None:
    rows = [
        "Fatima Ait Ali;12;F;12/03/1990;Azilal;Afourer;oui", "Zahra B;;peut-être;;;;", "Itto C;;F;31/02/1990;;;",
        ";0612345678;F;;;;", "Hadda D;;;;Nulle Part;;", "Rqia E;12;X;;;Atlantide;", "Mina F;0611223344;F;1985;;;oui",
        "T\u202eG;;;;;;",
    ]  # fmt: skip
    found = read((FRENCH + "\n".join(rows)).encode())
    assert [(r.row, r.field) for r in found.refusals] == [
        (2, "phone"), (3, "sex"), (4, "born"), (5, "name"), (6, "province"), (7, "phone"), (7, "sex"),
        (7, "commune"), (9, "name"),
    ]  # fmt: skip
    assert [p.name for p in found.people] == ["Mina F"] and found.rows == 8
    assert "Atlantide" not in str([r.as_json() for r in found.refusals])


@pytest.mark.parametrize(("data", "key"), [
    (b"", "vide"), (b"%PDF-1.4 x", "pas un tableau"), (b"\xd0\xcf\x11\xe0" + b"x" * 40, "ancien fichier"),
    (b"PK\x03\x04garbage", "ab"), (b"a,b\n1,2\n", "colonne de noms"), (b"\x00\x01\x02" * 9, "pas un tableau"),
    (workbook([["a"]])[:-60], "ab"), (b"Nom\n" + b"x\n" * 60_001, "lignes"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_so(data: bytes, key: str) -> None:
    with pytest.raises(BadInput) as told:
        read(data, "fichier")
    assert key in told.value.text.fr and told.value.file == "fichier" and told.value.text.ar


def test_an_age_is_a_number_of_a_few_figures() -> None:
    found = read(f"Nom;Age\nItto;²\nRqia;{'9' * 5000}\nMina;٣١\nZahra;31 ans".encode())
    assert [(each.row, each.field) for each in found.refusals] == [(2, "age"), (3, "age")]
    assert [person.born_in for person in found.people] == [1995, 1995]


@given(st.binary(max_size=300))
def test_no_bytes_ever_break_the_reader(data: bytes) -> None:
    try:
        read(b"Nom;Age\n" + data)
    except BadInput as fault:
        assert fault.text.fr and fault.text.ar


def test_a_list_is_shown_then_written_whole_or_dropped(cast: Cast, lived: Lived) -> None:
    coach = enter(cast, "hayat")
    text = FRENCH + "Fatima Ait Ali;0612345678;F;12/03/1990;Azilal;;oui\nZahra B;;;1980;;;non\nItto;;;31/02/1990;;;"
    url = f"/fr/programme/calls/{lived.second.id}/import/"
    assert coach.post(url, {"sheet": SimpleUploadedFile("x.pdf", b"%PDF-1.4")}).status_code == 422
    assert coach.post(url, {}).status_code == 422
    before = Participant.objects.count()
    here = coach.post(url, {"sheet": SimpleUploadedFile("liste.csv", text.encode())}).url
    page = coach.get(here)
    assert page.status_code == 200 and "Naissance" in page.content.decode()
    batch = Batch.objects.get()
    assert Participant.objects.count() == before and (batch.rows, batch.good) == (3, 2)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting FROM programme_batch")
        assert "Fatima" not in cursor.fetchone()[0]
    assert coach.post(here, {"bring": "1"}).status_code == 302
    assert coach.post(here, {"bring": "1"}).status_code == 302
    batch.refresh_from_db()
    made = {row.participant.name: row for row in Application.objects.filter(batch=batch)}
    assert batch.waiting == "" and len(made) == 2
    assert (made["Fatima Ait Ali"].number, made["Fatima Ait Ali"].state) == (3, State.RECEIVED)
    assert (made["Zahra B"].number, made["Zahra B"].state) == (None, State.DRAFT)
    assert not made["Zahra B"].participant.consents.exists()
    other = coach.post(url, {"sheet": SimpleUploadedFile("autre.csv", b"Nom\nPersonne")}).url
    coach.post(other, {"drop": "1"})
    assert not Participant.objects.filter(name="Personne").exists() and AuditLine.objects.filter(act="list_dropped")
    waits = batches.take(call=lived.second, data=b"Nom\nX Y", name="z.csv", by=cast.actor("hayat"), at=AT)
    gone = batches.forget_what_waits(by=cast.actor("hayat"), at=AT, before=AT + timedelta(days=1))
    waits.refresh_from_db()
    assert gone == 1 and waits.waiting == ""


def test_nothing_is_half_written(cast: Cast, lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    by = cast.actor("hayat")
    batch = batches.take(call=lived.second, data=b"Nom\nX Y\nZ T", name="z.csv", by=by, at=AT)
    before = Participant.objects.count()

    def broken(**kwargs: Any) -> int:
        raise RuntimeError("cut")

    monkeypatch.setattr(merging, "look", broken)
    with pytest.raises(RuntimeError):
        batches.bring(batch=batch, by=by, at=AT)
    batch.refresh_from_db()
    assert Participant.objects.count() == before and batch.state == Batch.State.READ


# ---- Two files, one person? -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "two"), [
    ("Fatima El Idrissi", "FATMA ELIDRISSI"), ("Fatima El Idrissi", "فاطمة الإدريسي"),
    ("El Idrissi Fatima", "Fatima Idrissi"), ("Mohamed Ouhaddou", "محمد أوحدو"), ("Khadija Bennani", "خديجة بناني"),
])  # fmt: skip
def test_spellings_of_one_name(one: str, two: str) -> None:
    assert alike.same_name(one, two) >= Decimal("0.9")
    face = {"born_on": date(1990, 3, 12), "phone": "+212600000000"}
    found = alike.likeness(Face(1, (one,), **face), Face(2, (two,), **face))
    assert found is not None and set(found.reasons) == {"name", "phone", "day"}


def test_a_shared_phone_is_not_a_duplicate() -> None:
    shared = {"phone": "+212600000000", "commune": "05.081.01.03."}
    assert alike.likeness(Face(1, ("Fatima Idrissi",), **shared), Face(2, ("Zahra Naciri",), **shared)) is None
    mother = Face(1, ("Fatima Idrissi",), born_in=1960, sex="woman", **shared)
    son = Face(2, ("Fatih Idrissi",), born_in=1990, sex="man", **shared)
    assert alike.likeness(mother, son) is None
    assert alike.likeness(Face(1, ("Fatima Idrissi",)), Face(2, ("Fatima Idrissi",))) is None, "a name is not enough"


def test_merged_and_taken_back_leaves_what_there_was(cast: Cast, lived: Lived) -> None:
    by, coach = cast.actor("hayat"), enter(cast, "hayat")
    text = (FRENCH + "Fatima El Idrissi;0612345678;F;12/03/1990;Azilal;;oui\n"
            "FATMA ELIDRISSI;0698765432;F;12 mars 1990;Azilal;;oui\n"
            "فاطمة الإدريسي;0612345678;F;1990-03-12;;;oui\n"
            "Zahra Naciri;0612345678;F;1980;Azilal;;oui\n")  # fmt: skip
    batch = batches.take(call=lived.second, data=text.encode(), name="l.csv", by=by, at=AT)
    assert batches.bring(batch=batch, by=by, at=AT) == 4
    assert DuplicateProposal.objects.count() == 3, "three spellings of one name; the shared phone is not among them"
    page = coach.get("/ar/programme/duplicates/")
    assert page.status_code == 200 and len(page.context["rows"]) == 3
    state = {row.pk: (row.same_as_id, row.name) for row in Participant.objects.all()}
    doubles = dict(Application.objects.values_list("pk", "duplicate_of"))
    for proposal in DuplicateProposal.objects.all()[:2]:
        assert coach.post(f"/fr/programme/duplicates/{proposal.pk}/", {"one": "1"}).status_code == 302
    assert not merging.waiting([lived.programme.body_id]).exists(), "what follows from what was said is not asked again"
    assert Participant.objects.exclude(same_as=None).count() == 2
    assert Application.objects.exclude(duplicate_of=None).count() == 2
    from wolouj.programme.models import ParticipantMerge

    for said in ParticipantMerge.objects.all():
        coach.post(f"/fr/programme/duplicates/merged/{said.pk}/undo/")
        coach.post(f"/fr/programme/duplicates/merged/{said.pk}/undo/")
    assert {row.pk: (row.same_as_id, row.name) for row in Participant.objects.all()} == state
    assert dict(Application.objects.values_list("pk", "duplicate_of")) == doubles
    first = DuplicateProposal.objects.all()[0]
    merging.keep_apart(one=first.kept, other=first.other, by=by, at=AT)
    assert first not in merging.waiting([lived.programme.body_id])
    with pytest.raises(BadInput):
        merging.merge(kept=first.kept, other=first.other, by=by, at=AT)


def test_rows_of_a_sheet_are_counted_as_a_person_sees_them() -> None:
    lines = list(sheets.lines(b"Nom\n\n\nX\n", "x.csv"))
    assert [line.row for line in lines] == [1, 4]


def test_a_long_list_says_how_far_it_is_and_leaves_nothing_when_its_page_is_closed(cast: Cast, lived: Lived) -> None:
    text = "Nom;Téléphone;Consentement\n" + "\n".join(f"Amina Test{n};06{n:08d};oui" for n in range(450))
    batch = batches.take(call=lived.second, data=text.encode(), name="longue.csv", by=cast.actor("hayat"), at=AT)
    before, browser = Application.objects.filter(call=lived.second).count(), enter(cast, "hayat")
    address = f"/ar/programme/batches/{batch.pk}/"
    left = batches.bringing(batch=batch, by=cast.actor("hayat"), at=AT)
    assert [next(left) for _ in range(4)] == [0, 22, 50, 60]
    left.close()
    batch.refresh_from_db()
    assert batch.state == Batch.State.READ and Application.objects.filter(call=lived.second).count() == before
    page = b"".join(browser.post(address, {"bring": "1"}).streaming_content).decode()
    steps = [int(n) for n in re.findall(r'<progress max="100" value="(\d+)"', page)]
    assert steps == sorted(steps) and steps[0] == 0 and steps[-1] == 100 and page.rstrip().endswith("</html>")
    assert Application.objects.filter(call=lived.second).count() == before + 450
    assert page.rindex("/ar/programme/calls/") > page.rindex("<progress") and bare_digits(page) == []
    desk = enter(cast, "rachid").get(f"/fr/programme/calls/{lived.second.id}/selection/").content.decode()
    waiting = Application.objects.filter(call=lived.second, state=State.RECEIVED, checks=None).count()
    told = str(to_html(say("programme.duplicates_more", "fr", n=waiting)))
    assert waiting > 50 and told in desk, "what the list does not show is counted under it"
    again = browser.post(address, {"bring": "1"})
    assert again.status_code == 302, "said twice, it is done once"


def test_a_list_that_fails_says_so_on_the_page_and_leaves_nothing(
    cast: Cast, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Nom;Téléphone\n" + "\n".join(f"Amina Test{n};06{n:08d}" for n in range(410))
    batch = batches.take(call=lived.second, data=text.encode(), name="longue.csv", by=cast.actor("hayat"), at=AT)
    before = Participant.objects.count()
    monkeypatch.setattr(merging, "look", lambda **given: 1 / 0)
    page = b"".join(enter(cast, "hayat").post(f"/fr/programme/batches/{batch.pk}/", {"bring": "1"}).streaming_content)
    assert "Rien n’a été gardé à moitié" in page.decode() and page.rstrip().endswith(b"</html>")
    batch.refresh_from_db()
    assert batch.state == Batch.State.READ and Participant.objects.count() == before
