"""The visit sheet: entered once, one visit however often it is sent; its obstacle is in the register."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.coaching.conftest import AT, World, enter
from wolouj.coaching.actions import visits
from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.models import Following, Visit, VisitBefore, VisitPhoto
from wolouj.difficulties.models import Telling
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.programme.models import Consent

OGG = b"OggS" + b"\0" * 60


def photo(colour: str = "white") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    return SimpleUploadedFile("p.jpg", out.getvalue(), "image/jpeg")


def sent(**more: Any) -> dict[str, Any]:
    return {
        "where": "home", "topics": ["price", "papers"], "done": "On a compté le coût", "obstacle": "cash",
        "next_in": "14", "on": "2026-11-28", **more,
    }  # fmt: skip


def address(world: World, name: str, key: Any) -> str:
    return f"/fr/coaching/files/{world.files[name].pk}/visits/{key}/"


def test_a_sheet_is_one_visit_however_often_it_is_sent(world: World, given: dict[str, Following]) -> None:
    browser, key = enter(world.cast.people["hayat"]), uuid4()
    opened = browser.get(f"/fr/coaching/files/{world.files['ftoum'].pk}/visit/")
    assert opened.status_code == 302 and "/visits/" in opened.url
    for _ in range(2):
        answer = browser.post(address(world, "ftoum", key), sent())
        assert answer.status_code == 302
    row = Visit.objects.get()
    assert (row.pk, row.on, row.next_on) == (key, date(2026, 11, 28), date(2026, 12, 12))
    assert row.topics == ["price", "papers"] and row.coach == world.cast.people["hayat"]
    told = Telling.objects.get()
    assert (told.code, told.source, told.source_id) == ("cash", "visit", str(key))
    assert told.person == world.cast.people["ftoum"] and told.body == world.body and told.province == "05.081"
    assert AuditLine.objects.filter(act="visit_kept", concerns=world.cast.people["ftoum"].pk).count() == 1
    shown = browser.get(answer.url).content.decode()
    assert "déjà gardée" in shown
    assert browser.get(address(world, "ftoum", key)).url == f"/fr/coaching/visits/{key}/"


def test_an_obstacle_of_who_has_no_account_counts_as_one_voice(world: World, given: dict[str, Following]) -> None:
    for _ in range(2):
        sheet = Sheet(uuid4(), AT.date(), "phone", obstacle="papers")
        visits.keep_visit(participant=world.files["itto"], sheet=sheet, by=world.actor("hayat"), at=AT)
    rows = Telling.objects.filter(code="papers")
    assert [(row.person, row.voices, row.body) for row in rows] == [(None, 1, world.body)] * 2


def test_the_id_of_another_file_is_refused(world: World, given: dict[str, Following]) -> None:
    key = uuid4()
    one = Sheet(key, AT.date(), "home", topics=("plan",))
    visits.keep_visit(participant=world.files["ftoum"], sheet=one, by=world.actor("hayat"), at=AT)
    with pytest.raises(BadInput):
        visits.keep_visit(participant=world.files["itto"], sheet=one, by=world.actor("hayat"), at=AT)
    answer = enter(world.cast.people["hayat"]).post(address(world, "itto", key), sent())
    assert answer.status_code == 422 and Visit.objects.count() == 1


def test_a_photo_needs_her_yes_and_is_drawn_again_and_sound_is_kept(world: World, given: dict[str, Following]) -> None:
    browser, key = enter(world.cast.people["hayat"]), uuid4()
    files = {"photos": [photo(), photo(), photo("red")], "sound": SimpleUploadedFile("v.ogg", OGG)}
    refused = browser.post(address(world, "ftoum", key), sent(**files))
    assert refused.status_code == 422 and not Visit.objects.exists() and not Telling.objects.exists()
    assert "On a compté le coût" in refused.content.decode()
    files = {"photos": [photo(), photo(), photo("red")], "sound": SimpleUploadedFile("v.ogg", OGG)}
    assert browser.post(address(world, "ftoum", key), sent(photo_yes="on", **files)).status_code == 302
    assert VisitPhoto.objects.count() == 2  # the same photo twice is one
    yes = Consent.objects.get(purpose="photo")
    assert yes.participant == world.files["ftoum"] and yes.how == "oral" and yes.given_at == AT
    row = VisitPhoto.objects.all()[0]
    shown = browser.get(f"/fr/coaching/photos/{row.pk}/")
    assert b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff" and shown["Cache-Control"] == "private, no-store"
    heard = browser.get(f"/fr/coaching/visits/{key}/sound/")
    assert heard.content == OGG and heard["Content-Type"] == "audio/ogg"
    page = browser.get(f"/ar/coaching/visits/{key}/").content.decode()
    assert f"/ar/coaching/photos/{row.pk}/" in page and "المال اللازم قبل الأداء" in page
    assert "photo_yes" not in browser.get(address(world, "ftoum", uuid4())).content.decode()


def wrong_ones() -> list[dict[str, Any]]:
    pdf, gif = SimpleUploadedFile("p.jpg", b"%PDF-1.4 nothing"), SimpleUploadedFile("p.jpg", b"GIF89a")
    return [
        {"on": "2026-11-29"}, {"on": "2026-01-01"}, {"where": "moon"}, {"topics": [], "done": ""},
        {"obstacle": "nothing"}, {"next_in": "day", "next_on": "2026-11-27"}, {"next_in": "day"}, {"next_in": ""},
        {"photos": pdf}, {"photos": gif}, {"sound": SimpleUploadedFile("v.ogg", b"MZ no sound")},
    ]  # fmt: skip


def test_a_sheet_that_does_not_hold_keeps_what_was_typed(world: World, given: dict[str, Following]) -> None:
    browser = enter(world.cast.people["hayat"])
    for more in wrong_ones():
        answer = browser.post(address(world, "ftoum", uuid4()), sent(**more))
        assert answer.status_code == 422 and not Visit.objects.exists(), more
        page = answer.content.decode()
        assert 'role="alert"' in page and (not more.get("done", "x") or "On a compté le coût" in page), more


def test_who_reads_a_visit(world: World, given: dict[str, Following]) -> None:
    sheet = Sheet(uuid4(), AT.date(), "home", topics=("plan",), done="UNSEEN", next_on=AT.date() + timedelta(3))
    row, _ = visits.keep_visit(participant=world.files["ftoum"], sheet=sheet, by=world.actor("hayat"), at=AT)
    people = {**world.cast.people, "ali": world.second_coach}
    seen = {
        name for name, person in people.items()
        if enter(person).get(f"/fr/coaching/visits/{row.pk}/").status_code == 200
    }  # fmt: skip
    assert seen == {"hayat", "rachid", "ftoum"}
    mine = enter(world.cast.people["ftoum"]).get("/ar/coaching/mine/").content.decode()
    assert "حياة (عينة)" in mine and str(row.pk) in mine
    written = {
        name for name, person in people.items()
        if enter(person).post(address(world, "ftoum", uuid4()), sent()).status_code == 302
    }  # fmt: skip
    assert written == {"hayat"}


def test_a_kept_visit_is_corrected_and_what_it_said_stays(world: World, given: dict[str, Following]) -> None:
    coach, key = enter(world.cast.people["hayat"]), uuid4()
    coach.post(address(world, "ftoum", key), sent())
    url = f"/fr/coaching/visits/{key}/"
    form = coach.get(f"{url}correct/").content.decode()
    assert "On a compté le coût" in form and 'type="file"' not in form
    same = sent(next_in="day", next_on="2026-12-12")
    assert coach.post(f"{url}correct/", same).url == url and not VisitBefore.objects.exists(), "nothing differs"
    late = coach.post(f"{url}correct/", same | {"next_on": "2026-11-01", "done": "Autre chose"})
    assert late.status_code == 422 and "Autre chose" in late.content.decode() and not VisitBefore.objects.exists()
    assert coach.post(f"{url}correct/", same | {"done": "On a compté le prix", "obstacle": ""}).url == url
    row = Visit.objects.get()
    assert (row.done, row.obstacle, row.next_on) == ("On a compté le prix", "", date(2026, 12, 12))
    assert not Telling.objects.exists(), "what does not stop her is not in the register"
    before = VisitBefore.objects.get()
    assert before.said["done"] == "On a compté le coût" and before.by == world.cast.people["hayat"]
    assert AuditLine.objects.get(act="visit_corrected").detail == {"fields": ["done", "obstacle"]}
    assert coach.post(f"{url}correct/", same | {"done": "On a compté le prix", "obstacle": "price"}).url == url
    assert Telling.objects.get().code == "price"
    herself = enter(world.cast.people["ftoum"])
    shown = herself.get(url).content.decode()
    assert "On a compté le coût" in shown and "Corrigée" in shown and f"{url}correct/" not in shown
    for name, status in (("ftoum", 404), ("rachid", 404), ("karim", 404), ("ali", 404)):
        person = world.second_coach if name == "ali" else world.cast.people[name]
        assert enter(person).get(f"{url}correct/").status_code == status, name


def test_what_is_private_has_another_place_one_tap_away(world: World, given: dict[str, Following]) -> None:
    browser = enter(world.cast.people["hayat"])
    page = browser.get(address(world, "ftoum", uuid4())).content.decode()
    (door,) = re.findall(r'href="(/fr/programme/received/[^"]+/sensitive/)"', page)
    assert "pas ici" in page and browser.get(door).status_code == 200


def test_a_photo_of_thirty_megabytes_or_a_pdf_named_jpg_keeps_what_was_typed(
    world: World, given: dict[str, Following]
) -> None:
    browser, made = enter(world.cast.people["hayat"]), io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    for data, wrong in ((b"\xff\xd8\xff" + bytes(30_000_000), "12"), (made.getvalue(), "Seulement des photos")):
        upload = SimpleUploadedFile("p.jpg", data, "image/jpeg")
        answer = browser.post(address(world, "ftoum", uuid4()), sent(photos=[upload], photo_yes="on"))
        page = answer.content.decode()
        assert answer.status_code == 422 and wrong in page and "On a compté le coût" in page
    assert not Visit.objects.exists() and not Consent.objects.filter(purpose="photo").exists()
