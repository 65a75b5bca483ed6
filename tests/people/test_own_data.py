"""One's own data: the number kept secret, all of it exported, none of it left."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from tests.people.conftest import AT, PHONE, PIN
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine
from wolouj.people import actions
from wolouj.people.models import Mandate, Person, User
from wolouj.people.queries import sample_accounts_exist
from wolouj.people.roles import Role

CIN = "IC734215"


def by(person: Person) -> Actor:
    return Actor(person=person.id)


@pytest.fixture
def ftoum(new: Any) -> Person:
    person = new("Ftoum Bentalha", name_ar="فطوم بنطلحة")
    actions.change_card(person=person, by=by(person), at=AT, cin=CIN, email="ftoum@example.ma")
    return person


def everything() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_number_is_unreadable_in_the_database(ftoum: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cin FROM people_person WHERE id = %s", [ftoum.id])
        raw = cursor.fetchone()[0]
    assert raw and CIN not in raw and "734215" not in everything()
    assert Person.objects.get(pk=ftoum.pk).cin == CIN


def test_the_number_cannot_be_searched() -> None:
    with pytest.raises(TypeError):
        Person.objects.filter(cin=CIN).exists()


def test_masked_everywhere_shown_once_to_herself_and_written_down(ftoum: Person, enter: Any) -> None:
    browser = enter(ftoum)
    for page in ("account/", "account/card/", "account/who-did-what/"):
        assert CIN not in browser.get(f"/fr/people/{page}").content.decode()
    assert "IC••••15" in browser.get("/ar/people/account/").content.decode()
    assert browser.get("/fr/people/account/number/").status_code == 405
    shown = browser.post("/fr/people/account/number/")
    assert CIN in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert AuditLine.objects.filter(act="cin_shown", person=ftoum.id).count() == 1


def test_a_helper_never_sees_the_number(ftoum: Person, new: Any, enter: Any) -> None:
    salma = new("Salma", phone="0600000002")
    mandate = actions.give_mandate(for_person=ftoum, holder=salma, ends_on=clock.today(), by=by(ftoum), at=clock.now())
    helper = enter(salma)
    helper.post("/fr/people/act-for/", {"mandate": str(mandate.id)})
    assert helper.post("/fr/people/account/number/").status_code == 302
    with pytest.raises(PermissionError):
        actions.reveal_cin(person=ftoum, by=Actor(salma.id, ftoum.id, mandate.id), at=AT)


def test_correcting_the_card_leaves_the_number_alone_unless_told(ftoum: Person, enter: Any) -> None:
    browser = enter(ftoum)
    form = {"full_name": "Ftoum B.", "name_ar": "", "language": "fr", "email": "", "cin": ""}
    assert browser.post("/fr/people/account/card/", form).status_code == 302
    ftoum.refresh_from_db()
    assert (ftoum.full_name, ftoum.cin) == ("Ftoum B.", CIN)
    assert browser.post("/fr/people/account/card/", form | {"cin": "nonsense"}).status_code == 422
    browser.post("/fr/people/account/card/", form | {"cin_gone": "on"})
    ftoum.refresh_from_db()
    assert ftoum.cin == ""
    line = AuditLine.objects.filter(act="card_changed").first()
    assert line is not None and "Ftoum" not in str(line.detail)


def room(name: str) -> Any:
    return SimpleNamespace(
        ROOM=name,
        export=lambda person: {"quotes": [str(person)]},
        files=lambda person: [("../../etc/photo.jpg", b"bytes")],
        erase=lambda person, *, by, at: {"quotes": 1},
    )


def test_the_archive_holds_everything_and_stays_in_its_folder(ftoum: Person) -> None:
    from wolouj.people import personal

    archive = actions.export_person(person=ftoum, by=by(ftoum), at=AT, rooms=[room("bids"), personal])
    box = zipfile.ZipFile(io.BytesIO(archive))
    assert set(box.namelist()) == {"data.json", "files/bids/etc/photo.jpg"}
    data = json.loads(box.read("data.json"))
    her = data["data"]["people"]["person"]
    assert (her["full_name"], her["name_ar"], her["phone"], her["phone_typed"], her["cin"], her["email"]) == (
        "Ftoum Bentalha", "فطوم بنطلحة", "+212661223344", PHONE, CIN, "ftoum@example.ma",
    )  # fmt: skip
    assert data["data"]["people"]["consents"] and data["data"]["people"]["acts"]
    assert data["data"]["bids"] == {"quotes": [str(ftoum.id)]}
    assert data["files"] == ["files/bids/etc/photo.jpg"]
    assert AuditLine.objects.filter(act="data_exported", person=ftoum.id).exists()


def test_the_export_page_gives_the_zip(ftoum: Person, enter: Any) -> None:
    answer = enter(ftoum).post("/fr/people/account/export/")
    assert answer["Content-Type"] == "application/zip" and zipfile.is_zipfile(io.BytesIO(answer.content))


def test_nobody_else_exports_or_erases(ftoum: Person, new: Any, post: Any) -> None:
    boss = post(new("Hayat", phone="0600000003"), Role.MANAGER)
    salma = new("Salma", phone="0600000002")
    mandate = actions.give_mandate(for_person=ftoum, holder=salma, ends_on=clock.today(), by=by(ftoum), at=clock.now())
    acting = Actor(salma.id, ftoum.id, mandate.id)
    for actor in (by(boss), by(salma), acting):
        with pytest.raises(PermissionDenied):
            actions.export_person(person=ftoum, by=actor, at=clock.now())
        with pytest.raises(PermissionDenied):
            actions.erase_person(person=ftoum, by=actor, at=clock.now())


def test_erasure_leaves_no_name_phone_number_nor_mail_anywhere(ftoum: Person, new: Any, post: Any, enter: Any) -> None:
    coach = post(new("Karim", phone="0600000003"), Role.COACH)
    actions.give_at_desk(
        for_person=ftoum, coach=coach, ends_on=clock.today() + timedelta(9), by=by(coach), at=clock.now()
    )
    actions.issue_code(person=ftoum, by=by(coach), at=clock.now())
    browser = Client()
    browser.post("/fr/people/sign-in/", {"phone": PHONE, "secret": PIN})
    erase = "/fr/people/account/erase/"
    assert browser.get(erase).status_code == 200
    assert browser.post(erase, {"secret": "111111"}).status_code == 422
    assert "Bentalha" in everything()
    assert browser.post(erase, {"secret": PIN}).status_code == 302
    left = everything()
    for trace in ("Bentalha", "بنطلحة", "661223344", "0661 22", "61 22 33 44", CIN, "734215", "ftoum@example"):
        assert trace not in left, trace
    her = Person.objects.get(pk=ftoum.pk)
    assert her.erased_at and her.cin == "" and not User.objects.filter(person=her).exists()
    assert not Mandate.objects.filter(revoked_at=None).exists()
    assert AuditLine.objects.filter(act="data_erased", person=her.id).exists()
    assert browser.get("/fr/people/account/").status_code == 302
    assert "une personne effacée" not in enter(coach).get("/fr/people/desk/").content.decode()
    assert Client().post("/fr/people/sign-in/", {"phone": PHONE, "secret": PIN}).status_code == 422


def test_erasing_one_leaves_the_other_on_the_same_phone(ftoum: Person, new: Any) -> None:
    salma = new("Salma", secret="739152")
    actions.erase_person(person=ftoum, by=by(ftoum), at=AT)
    assert [u.person for u in actions.find_by_secret(phone=PHONE, secret="739152", ip="1.1.1.1", at=AT)] == [salma]


def test_sample_accounts_are_told(new: Any) -> None:
    new("Ftoum")
    assert not sample_accounts_exist()
    new("Exemple", is_sample=True)
    assert sample_accounts_exist()


PAGES = ["account/", "account/card/", "account/secret/", "account/who-did-what/", "account/export/", "account/erase/",
         "mandates/", "mandates/give/", "act-for/", "desk/", "desk/mandate/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_sent_to_the_door(page: str, db: None) -> None:
    answer = Client().get(f"/ar/people/{page}")
    assert answer.status_code == 302 and answer.url.startswith("/ar/people/sign-in/?next=")


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("page", [*PAGES, "sign-in/", "sign-up/", "recover/"])
def test_every_page_opens_in_both_languages_and_is_not_kept(
    lang: str, page: str, ftoum: Person, post: Any, enter: Any
) -> None:
    post(ftoum, Role.COACH)
    answer = enter(ftoum).get(f"/{lang}/people/{page}")
    text = answer.content.decode()
    assert answer.status_code == 200 and f'<html lang="{lang}"' in text
    assert "no-store" in answer["Cache-Control"] and len(answer.content) < 60_000
    assert "style=" not in text and text.count("btn--main") <= 1
