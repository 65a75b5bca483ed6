"""The room on the cast: signing up, arriving, sharing a phone, forgetting; and what its pages and papers show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import make
from tests.house.test_templates import bare_digits
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine
from wolouj.foundation.qr import qr
from wolouj.gatherings import actions, queries
from wolouj.gatherings.actions import PhoneTaken, Told
from wolouj.gatherings.models import CODE_LETTERS, Gathering, How, Registration
from wolouj.gatherings.papers import badges_pdf
from wolouj.gatherings.papers.attendance.context import context
from wolouj.gatherings.papers.badges.context import context as badges_context
from wolouj.gatherings.papers.poster.context import context as poster_context
from wolouj.home.cast import Cast
from wolouj.people import actions as people

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
FTOUM = Told(name="Ftoum Aït Ali", phone="+212661223344", sex="woman", province="05.081", body_kind="cooperative")


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make(AT)


@pytest.fixture
def held(cast: Cast) -> Gathering:
    return cast.meetings["held"].gathering


@pytest.fixture
def today(cast: Cast) -> Gathering:
    return cast.meetings["today"].gathering


@pytest.fixture
def sign(cast: Cast, today: Gathering) -> Callable[..., actions.Registered]:
    def one(told: Told = FTOUM, **more: Any) -> actions.Registered:
        given = {"gathering": today, "told": told, "how": How.DESK, "by": cast.actor("hayat"), "at": AT} | more
        return actions.register(**given)

    return one


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


# ---- one person, one phone --------------------------------------------------------------------------------------


def test_the_same_person_twice_is_one_row_and_one_line(sign: Callable[..., actions.Registered]) -> None:
    first = sign()
    lines = AuditLine.objects.count()
    again = sign(Told(name=" ftoum  AIT ALI", phone="+212661223344"))
    assert first.created and not again.created and again.registration == first.registration
    assert AuditLine.objects.count() == lines
    assert not first.registration.walk_in and first.registration.arrived_at is None


def test_another_person_on_the_phone_must_be_said(sign: Callable[..., actions.Registered], today: Gathering) -> None:
    mother = sign().registration
    daughter = Told(name="Salma", phone=FTOUM.phone)
    with pytest.raises(PhoneTaken) as refusal:
        sign(daughter)
    assert refusal.value.registration == mother
    assert sign(daughter, shares_phone=True).registration.phone_rank == 1
    assert not sign(daughter).created, "once said, she is known"
    assert today.registrations.filter(phone=FTOUM.phone).count() == 2


def test_two_without_a_phone_are_two_people(sign: Callable[..., actions.Registered]) -> None:
    assert sign(Told(name="Moha")).created and sign(Told(name="Moha")).created


def test_who_signed_up_and_stands_at_the_desk_has_arrived(sign: Callable[..., actions.Registered]) -> None:
    sign()
    again = sign(arrives=True)
    row = Registration.objects.get(pk=again.registration.pk)
    assert not again.created and row.arrived_at == AT and not row.walk_in
    assert sign(Told(name="Autre", phone="+212661223355"), arrives=True).registration.walk_in


def test_an_arrival_keeps_its_first_instant_and_may_be_undone(
    cast: Cast, sign: Callable[..., actions.Registered]
) -> None:
    row, by = sign().registration, cast.actor("hayat")
    actions.mark_arrived(registration=row, by=by, at=AT)
    actions.mark_arrived(registration=row, by=by, at=AT + timedelta(hours=1))
    row.refresh_from_db()
    assert row.arrived_at == AT
    actions.undo_arrival(registration=row, by=by, at=AT)
    row.refresh_from_db()
    assert row.arrived_at is None
    assert [line.act for line in AuditLine.objects.filter(object_id=str(row.id)).order_by("at", "id")].count(
        "arrived"
    ) == 1


def test_a_gathering_is_not_filled_without_end(
    monkeypatch: pytest.MonkeyPatch, sign: Callable[..., actions.Registered], today: Gathering
) -> None:
    monkeypatch.setattr(actions, "MOST", today.registrations.count())
    with pytest.raises(actions.Full):
        sign()


def test_a_list_brought_twice_is_there_once(cast: Cast, today: Gathering) -> None:
    rows = [(FTOUM, True, True), (Told(name="Salma", phone=FTOUM.phone), False, True), (FTOUM, True, True)]
    given = {"gathering": today, "rows": rows, "by": cast.actor("hayat"), "at": AT, "arrived_at": AT}
    assert actions.bring_list(**given) == 2
    assert actions.bring_list(**given) == 0
    assert sorted(today.registrations.filter(phone=FTOUM.phone).values_list("phone_rank", flat=True)) == [0, 1]


# ---- figures ----------------------------------------------------------------------------------------------------


def test_the_figures_of_the_sample_meeting(held: Gathering) -> None:
    found = queries.presence(held)
    assert (found.signed, found.came, found.women, found.young) == (123, 114, 63, 47)
    assert (found.economic, found.support) == (86, 27)
    assert found.by_province["05.091"] == 46 and found.by_kind["cooperative"] == 48
    for group in (found.by_sex, found.by_age, found.by_province, found.by_kind):
        assert sum(group.values()) == found.came


def test_a_person_is_found_by_letters_or_by_the_end_of_her_phone(
    sign: Callable[..., actions.Registered], today: Gathering
) -> None:
    row = sign().registration
    for asked in ("ftoum", "Aït", "33 44", "0661", "٣٣٤٤"):
        assert row in queries.expected(today, asked), asked
    assert row not in queries.expected(today, "x")
    assert not queries.expected(today, "\x00zz")


def test_a_code_opens_however_it_is_typed(today: Gathering) -> None:
    assert len(today.code) == 6 and set(today.code) <= set(CODE_LETTERS)
    assert queries.by_code(f" {today.code[:3].lower()} {today.code[3:]}") == today
    assert queries.by_code("") is None and queries.by_code("\x00") is None


# ---- what is kept -----------------------------------------------------------------------------------------------


def test_who_did_not_agree_is_counted_and_forgotten_after_thirty_days(cast: Cast, held: Gathering) -> None:
    before, by = queries.presence(held), Actor(person=None)
    unwilling = held.registrations.filter(keep_ok=False).count()
    assert unwilling > 5
    assert actions.forget_who_did_not_agree(by=by, at=AT + timedelta(days=23)) == 0
    late = AT + timedelta(days=25)
    assert actions.forget_who_did_not_agree(by=by, at=late) == unwilling
    assert actions.forget_who_did_not_agree(by=by, at=late) == 0
    assert queries.presence(held) == before
    gone = held.registrations.exclude(forgotten_at=None)
    assert set(gone.values_list("name", "name_key", "phone", "body_name")) == {("", "", "", "")}


def test_on_a_shared_phone_only_her_own_rows_are_hers(cast: Cast, sign: Callable[..., actions.Registered]) -> None:
    her = cast.people["ftoum"]
    sign(Told(name=her.full_name, phone=her.phone, keep_ok=True))
    sign(Told(name="Salma la voisine", phone=her.phone), shares_phone=True)
    import io
    import json
    import zipfile

    archive = people.export_person(person=her, by=cast.actor("ftoum"), at=AT)
    data = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("data.json"))["data"]["gatherings"]
    assert [row["name"] for row in data["registrations"]] == [her.full_name]
    people.erase_person(person=her, by=cast.actor("ftoum"), at=AT)
    assert not Registration.objects.filter(name=her.full_name).exists()
    assert Registration.objects.filter(name="Salma la voisine").exists()


def test_an_audit_line_names_nobody(sign: Callable[..., actions.Registered]) -> None:
    sign()
    line = AuditLine.objects.filter(act="registered").latest("at")
    assert "Ftoum" not in str(line.detail) and "661" not in str(line.detail)


# ---- pages ------------------------------------------------------------------------------------------------------

PERSON = {"name": "زهرة أيت علي", "phone": "06 61 22 33 44", "sex": "woman", "age": "25_34", "province": "05.081",
          "body_kind": "cooperative", "body_name": "", "keep_ok": "on"}  # fmt: skip


def test_the_public_page_takes_a_registration_and_names_nobody(today: Gathering) -> None:
    url = f"/ar/gatherings/join/{today.code}/"
    page = Client().get(url)
    assert page.status_code == 200 and bare_digits(page.content.decode()) == []
    answer = Client().post(url, PERSON)
    assert answer.status_code == 302 and answer.url.startswith(f"{url}done/?r=")
    row = today.registrations.get(phone="+212661223344")
    assert row.keep_ok and not row.photo_ok and row.arrived_at is None and row.how == How.PHONE
    done = Client().get(answer.url).content.decode()
    for text in (done, Client().get(url).content.decode()):
        assert "زهرة" not in text and "61 22" not in text
    assert Client().post(url, PERSON).status_code == 302 and today.registrations.filter(phone=row.phone).count() == 1


@pytest.mark.parametrize("typed", ["", "06", "0161223344", "abc", "+212 123", "\x00"])
def test_a_wrong_number_is_said_and_what_was_typed_stays(today: Gathering, typed: str) -> None:
    before = today.registrations.count()
    answer = Client().post(f"/fr/gatherings/join/{today.code}/", PERSON | {"phone": typed})
    assert answer.status_code == 422 and "زهرة أيت علي" in answer.content.decode()
    assert today.registrations.count() == before


def test_a_foreign_number_is_taken(today: Gathering) -> None:
    assert (
        Client().post(f"/fr/gatherings/join/{today.code}/", PERSON | {"phone": "+33 6 12 34 56 78"}).status_code == 302
    )
    assert today.registrations.filter(phone="+33612345678").exists()


def test_a_shared_phone_is_asked_about_without_naming_anybody(today: Gathering) -> None:
    url = f"/fr/gatherings/join/{today.code}/"
    Client().post(url, PERSON)
    answer = Client().post(url, PERSON | {"name": "Salma"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'name="another"' in text and "زهرة" not in text
    assert Client().post(url, PERSON | {"name": "Salma", "another": "on"}).status_code == 302
    assert today.registrations.filter(phone="+212661223344").count() == 2


def test_the_desk_notes_a_walk_in_and_says_whose_phone_it_is(cast: Cast, today: Gathering) -> None:
    coach, url = enter(cast, "hayat"), f"/fr/gatherings/{today.id}/desk/"
    assert coach.post(url, PERSON | {"phone": ""}).status_code == 302
    row = today.registrations.get(name=PERSON["name"])
    assert row.walk_in and row.arrived_at == AT and row.phone == ""
    known = today.registrations.exclude(phone="").first()
    assert known is not None
    answer = coach.post(url, PERSON | {"phone": known.shown_phone})
    assert answer.status_code == 422 and known.name in answer.content.decode()
    assert f"/people/{known.id}/arrive/" in answer.content.decode()


def test_what_is_not_in_the_lists_is_refused(cast: Cast, today: Gathering) -> None:
    for field in ("sex", "age", "province", "body_kind"):
        answer = Client().post(f"/fr/gatherings/join/{today.code}/", PERSON | {field: "x' OR 1=1"})
        assert answer.status_code == 422, field
    assert Client().post(f"/fr/gatherings/join/{today.code}/", PERSON | {"name": "\u202eabc"}).status_code == 422


def test_a_meeting_that_is_over_takes_nobody(held: Gathering) -> None:
    url = f"/fr/gatherings/join/{held.code}/"
    before = held.registrations.count()
    assert Client().post(url, PERSON).status_code == 200
    assert held.registrations.count() == before


def test_a_code_said_aloud_leads_to_its_page(today: Gathering) -> None:
    answer = Client().get("/fr/gatherings/join/", {"code": today.code.lower()})
    assert answer.status_code == 302 and answer.url == f"/fr/gatherings/join/{today.code}/"
    assert Client().get("/fr/gatherings/join/", {"code": "ZZZZZZ"}).status_code == 422
    assert Client().get("/fr/gatherings/join/ZZZZZZ/").status_code in (302, 404)


def test_another_body_finds_nothing(cast: Cast, held: Gathering) -> None:
    for name in ("nadia", "admin", "ftoum"):
        assert enter(cast, name).get(f"/fr/gatherings/{held.id}/").status_code == 404
    assert enter(cast, "rachid").get(f"/fr/gatherings/{held.id}/").status_code == 200


@pytest.mark.parametrize("page", ["", "desk/"])
def test_as_many_queries_for_three_as_for_a_hundred(cast: Cast, held: Gathering, page: str) -> None:
    coach = enter(cast, "hayat")
    coach.get(f"/fr/gatherings/{held.id}/{page}")
    counts = []
    for keep in (None, 3):
        if keep is not None:
            kept = held.registrations.exclude(arrived_at=None)[:keep].values_list("id", flat=True)
            held.registrations.exclude(id__in=list(kept)).delete()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text = coach.get(f"/ar/gatherings/{held.id}/{page}").content.decode()
        counts.append(len(seen))
        assert bare_digits(text) == []
    assert counts[0] == counts[1] <= 13


def test_names_beyond_the_first_are_found_by_letters(cast: Cast, held: Gathering) -> None:
    coach, url = enter(cast, "hayat"), f"/ar/gatherings/{held.id}/"
    rows = list(queries.arrived(held))
    assert coach.get(url).content.decode().count("/remove/") == 50
    last = rows[-1]
    found = coach.get(url, {"q": last.name}).content.decode()
    assert f"/people/{last.id}/remove/" in found
    assert coach.get(url, {"q": "\x00 zz"}).content.decode().count("/remove/") == 0


# ---- the sheets -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_public_copy_has_no_phone_and_names_only_who_agreed(held: Gathering, lang: Any) -> None:
    sheet = str(context(held, lang=lang, public=False, at=AT))
    copy = context(held, lang=lang, public=True, at=AT)
    phones = [row.shown_phone for row in held.registrations.exclude(phone="")]
    assert len(phones) > 100 and all(phone in sheet for phone in phones)
    assert not any(phone in str(copy) for phone in phones) and "+212" not in str(copy)
    agreed = held.registrations.filter(keep_ok=True, arrived_at__isnull=False).count()
    assert len(copy["rows"]) == agreed < 114 and str(114 - agreed) in str(copy["note"])
    assert copy["signs"] == [] and copy["blank"] == 0


def test_the_public_copy_does_not_even_read_phones(held: Gathering) -> None:
    with CaptureQueriesContext(connection) as seen:
        context(held, lang="fr", public=True, at=AT)
    assert not any('"phone"' in query["sql"] for query in seen.captured_queries)


def test_a_column_to_sign_for_each_half_day(cast: Cast, today: Gathering) -> None:
    assert len(context(today, lang="fr", public=False, at=AT)["signs"]) == 1
    today.half_days = 3
    assert len(context(today, lang="fr", public=False, at=AT)["signs"]) == 3
    today.half_days = 12
    assert len(context(today, lang="fr", public=False, at=AT)["signs"]) == 4


@pytest.mark.parametrize("name", ["sheet-ar.pdf", "list-fr.pdf"])
def test_the_papers_come_out(cast: Cast, held: Gathering, name: str, tmp_path: Path) -> None:
    answer = enter(cast, "rachid").get(f"/fr/gatherings/{held.id}/papers/{name}")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert enter(cast, "rachid").get(f"/fr/gatherings/{held.id}/papers/other.pdf").status_code == 404


# ---- the camera -------------------------------------------------------------------------------------------------


def squares(path: str, side: int) -> set[tuple[int, int]]:
    """The black squares a path draws."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert all(wide == back for _, _, wide, back in runs)
    found = {(int(x) + i, int(y)) for x, y, wide, _ in runs for i in range(int(wide))}
    assert all(4 <= x < side - 4 and 4 <= y < side - 4 for x, y in found), "the blank border a camera needs"
    return found


def test_a_code_draws_the_address_and_nothing_else() -> None:
    address = "https://example.invalid/ar/gatherings/join/ABCDEF/"
    made = qr(address)
    expected = segno.make_qr(address, error="m").matrix
    assert squares(made.path, made.side) == {
        (x + 4, y + 4) for y, row in enumerate(expected) for x, black in enumerate(row) if black
    }
    assert qr(address + "x").path != made.path


def test_the_poster_and_the_badges_lead_to_this_gathering_and_show_no_phone(cast: Cast, today: Gathering) -> None:
    coach = enter(cast, "hayat")
    for lang in ("ar", "fr"):
        door = f"http://testserver/{lang}/gatherings/join/{today.code}/"
        assert qr(door).path in coach.get(f"/{lang}/gatherings/{today.id}/").content.decode()
    for name in ("poster-ar.pdf", "poster-fr.pdf", "badges-ar.pdf", "badges-fr.pdf"):
        assert coach.get(f"/fr/gatherings/{today.id}/papers/{name}").content.startswith(b"%PDF"), name
    data = json.dumps(badges_context(today, lang="fr", at=AT, ask="http://x/", desk="http://x/?r="), ensure_ascii=False)
    named = today.registrations.exclude(phone="")[0]
    assert named.name[:20] in data and named.phone[-8:] not in data.replace(" ", "")
    assert poster_context(today, lang="fr", at=AT, door=door)["qr"] == qr(door).svg


def test_a_name_is_data_on_a_badge(cast: Cast, sign: Callable[..., actions.Registered], today: Gathering) -> None:
    sign(Told(name='#read("/etc/passwd") *gras* $x$'))
    assert badges_pdf(today, lang="fr", at=AT, ask="http://x/", desk="http://x/?r=").startswith(b"%PDF")
