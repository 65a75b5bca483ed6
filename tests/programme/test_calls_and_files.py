"""From a programme to a file that was sent: what is frozen, what is asked, who may read, who may not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home import sample_programme
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.people.actions import own_data
from wolouj.people.models import Body, Person
from wolouj.programme.actions import calls, intake
from wolouj.programme.grid import grid_of
from wolouj.programme.models import Application, Call, Consent, Indicator, Participant, Sensitive, State

# ---- Programmes and calls ---------------------------------------------------------------------------------------


def test_a_manager_makes_a_programme_to_an_open_call_by_its_pages(cast: Cast, body: Body) -> None:
    manager = enter(cast, "rachid")
    answer = manager.post("/fr/programme/desk/new/", {
        "body": str(body.id), "title_fr": "Programme essai", "starts_on": "2026-01-01", "ends_on": "2027-01-01",
        "provinces": ["05.081", "05.091"],
    })  # fmt: skip
    assert answer.status_code == 302
    here = answer.url
    assert manager.post(f"{here}goal/new/", {"text_fr": "Objectif"}).status_code == 302
    goal = manager.get(here).context["goals"][0]
    assert manager.post(f"{here}result/new/?under={goal['id']}", {"text_ar": "نتيجة"}).status_code == 302
    result = manager.get(here).context["goals"][0]["results"][0]
    told = {"text_fr": "Activités", "target": "37,50", "rhythm": "once", "splits": ["sex", "age"]}
    for wrong in ("-1", "beaucoup", "1.234", "9" * 30):
        refused = manager.post(result["add"], told | {"target": wrong})
        assert refused.status_code == 422 and "37,5" in refused.content.decode(), wrong
    assert manager.post(result["add"], told).status_code == 302
    row = Indicator.objects.get()
    assert row.target == Decimal("37.5")
    assert 'value="37,5"' in manager.get(f"/fr/programme/desk/row/indicator/{row.pk}/").content.decode()
    assert manager.post(f"{here}donor/new/", {"name_fr": "Bailleur", "reads": "es"}).status_code == 302
    new = {"title_fr": "Appel", "closes_on": "2026-12-20", "places": "2", "reserve": "1", "quorum": "3"}
    desk = manager.post(f"{here}call/new/", new).url
    call = Call.objects.get(title_fr="Appel")
    opening = f"/fr/programme/calls/{call.id}/open/"
    manager.post(opening)
    call.refresh_from_db()
    assert call.opened_at is None, "a grid that is not whole does not open"
    assert Client().get(f"/fr/programme/call/{call.code}/").status_code == 302
    line = {"label_fr": "Marché", "stage": "file", "weight": "99"}
    manager.post(f"/fr/programme/calls/{call.id}/grid/criterion/new/", line)
    manager.post(opening)
    assert "99" in manager.get(desk).content.decode() and Call.objects.get().opened_at is None
    row = call.criteria.get()
    assert manager.post(f"/fr/programme/desk/row/criterion/{row.id}/", line | {"weight": "100"}).status_code == 302
    manager.post(opening)
    call.refresh_from_db()
    assert call.opened_at == AT and call.grid[0]["weight"] == 100
    assert Client().get(f"/fr/programme/call/{call.code.lower()}/").status_code == 200
    refused = manager.post(f"/fr/programme/desk/row/criterion/{row.id}/", line | {"weight": "50"})
    assert refused.status_code == 422 and "ne changent plus" in refused.content.decode()


@pytest.mark.parametrize("wrong", [
    {"title_fr": ""}, {"starts_on": "2027-02-30"}, {"ends_on": "2025-01-01"}, {"provinces": ["99.999"]}, {"body": "x"},
    {"least_group": "2"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(cast: Cast, body: Body, wrong: dict[str, object]) -> None:
    good = {"body": str(body.id), "title_fr": "x", "starts_on": "2026-01-01", "ends_on": "2027-01-01",
            "provinces": ["05.081"]}  # fmt: skip
    answer = enter(cast, "rachid").post("/fr/programme/desk/new/", good | wrong)
    assert answer.status_code == 422
    assert not body.__class__.objects.filter(pk=body.pk, name_fr="x").exists()
    from wolouj.programme.models import Programme

    assert not Programme.objects.exists()


def test_an_open_grid_never_moves(cast: Cast, lived: Lived) -> None:
    by = cast.actor("rachid")
    kept, digest = lived.second.grid, lived.second.digest
    row = lived.second.criteria.last()
    for act in (
        lambda: calls.correct(row=row, fields={"weight": 1}, by=by, at=AT),
        lambda: calls.remove(row=row, by=by, at=AT),
        lambda: calls.add_criterion(call=lived.second, fields={"label_fr": "x", "weight": 1}, by=by, at=AT),
        lambda: calls.correct(row=lived.second, fields={"places": 99}, by=by, at=AT),
    ):
        with pytest.raises(BadInput):
            act()
    calls.correct(row=lived.second, fields={"what_fr": "Autre chose"}, by=by, at=AT)
    again = Call.objects.get(pk=lived.second.pk)
    assert (again.grid, again.digest, again.places) == (kept, digest, 12)
    assert calls.open_call(call=again, by=by, at=AT).opened_at == lived.second.opened_at


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_anybody_reads_an_open_call(lived: Lived, lang: str) -> None:
    page = Client().get(f"/{lang}/programme/call/{lived.second.code}/").content.decode()
    title = lived.second.title_ar if lang == "ar" else lived.second.title_fr
    assert title.split(" (")[0].split("رقم")[0].strip()[:8] in page
    assert bare_digits(page) == [] or lang == "fr"
    assert ("échantillon" in page) if lang == "fr" else ("عينة" in page)
    listed = Client().get(f"/{lang}/programme/").content.decode()
    assert lived.second.code in listed and lived.first.code not in listed
    assert Client().get(f"/{lang}/programme/call/ZZZZZZ/").status_code == 302


# ---- By herself -------------------------------------------------------------------------------------------------


def test_five_screens_resumable_then_sent_once(cast: Cast, lived: Lived) -> None:
    karim, url = enter(cast, "karim"), f"/fr/programme/call/{lived.second.code}/apply/"
    step = karim.post(url).url
    assert step.endswith("/contact/")
    contact = {"name": "Karim (échantillon)", "phone": "0600000004", "whose_phone": "own", "follow": "on"}
    assert karim.post(step, contact | {"follow": ""}).status_code == 422
    you = karim.post(step, contact).url
    assert karim.post(you, {"born": "31/02/1990", "province": "05.081"}).status_code == 422
    kept = karim.post(you, {"born": "12 mars 1990", "province": "05.081", "commune": "Azilal", "sex": "man"})
    project = kept.url
    assert karim.post(url).url == project, "she comes back to where she stopped"
    send = project.replace("/project/", "/send/")
    left = karim.post(send, {})
    assert left.url == project and Application.objects.get(participant__person=cast.people["karim"]).number is None
    conditions = karim.post(project, {"idea": "Des salles de classe peintes", "dependants": "4"}).url
    keys = [line.key for line in grid_of(lived.second).conditions]
    assert karim.post(conditions, {keys[0]: "yes"}).status_code == 422
    assert karim.post(conditions, dict.fromkeys(keys, "yes")).url == send
    assert karim.post(send, {"donor": "on"}).status_code == 302
    made = Application.objects.get(participant__person=cast.people["karim"])
    assert (made.number, made.state, made.received_at) == (3, State.RECEIVED, AT)
    assert made.participant.born_on.isoformat() == "1990-03-12" and made.participant.commune
    karim.post(send, {})
    made.refresh_from_db()
    assert made.number == 3 and AuditLine.objects.filter(act="application_sent", object_id=str(made.pk)).count() == 1
    live = set(made.participant.consents.filter(withdrawn_at=None).values_list("purpose", "how"))
    assert live == {("follow", "tick")}, "a second sending without the tick takes the yes back"
    assert made.participant.consents.filter(purpose="donor", withdrawn_at=AT).exists()


def test_after_the_last_minute_nothing_is_taken(cast: Cast, lived: Lived) -> None:
    late = lived.second.closes_at + timedelta(seconds=1)
    with pytest.raises(BadInput):
        intake.begin_by_herself(call=lived.second, person=cast.people["karim"], by=cast.actor("karim"), at=late)
    answer = enter(cast, "karim").post(f"/fr/programme/call/{lived.first.code}/apply/")
    assert answer.status_code == 302 and answer.url == f"/fr/programme/call/{lived.first.code}/"
    assert not Application.objects.filter(participant__person=cast.people["karim"]).exists()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_her_own_page_says_where_it_stands_and_what_comes_next(cast: Cast, lived: Lived, lang: str) -> None:
    hers = lived.applications[0]
    page = enter(cast, "ftoum").get(f"/{lang}/programme/files/{hers.id}/").content.decode()
    assert "لا شيء مطلوب منكم" in page if lang == "ar" else "Vous n’avez rien à faire" in page
    assert bare_digits(page) == [] or lang == "fr"
    assert enter(cast, "karim").get(f"/{lang}/programme/files/{hers.id}/").status_code == 404
    assert enter(cast, "ftoum").get(f"/{lang}/today/").status_code == 200


def test_a_link_shows_her_file_to_who_has_no_account_and_names_nobody(cast: Cast, lived: Lived) -> None:
    by = cast.actor("hayat")
    begun = intake.begin_for_her(
        call=lived.second, fields={"name_ar": "إيطو أوحدو", "name": "", "phone": "+212600009999"}, by=by, at=AT
    )
    sent = sample_programme.told(begun, fields=sample_programme.FTOUM, by=by, at=AT)
    page = enter(cast, "hayat").get(f"/fr/programme/received/{sent.id}/")
    link = page.context["follow"]
    shown = Client().get(link).content.decode()
    assert "إيطو" not in shown and "9999" not in shown and "Reçu" in shown
    assert Client().get("/fr/programme/follow/nothing/").status_code == 404
    assert sent.participant.consents.get().how == "oral" and sent.participant.consents.get().taken_by == by.person


def test_a_search_of_anything_finds_or_says_that_nothing_is_found(cast: Cast, lived: Lived) -> None:
    coach, url = enter(cast, "hayat"), f"/fr/programme/calls/{lived.second.id}/files/"
    for asked, there in (("ftoum", True), ("0600000001", True), ("2", True), ("²", False), ("a\0z", False)):
        page = coach.get(url, {"q": asked}).content.decode()
        assert ("ne répond à cette recherche" in page) is not there, asked
    hers = lived.applications[0]
    led = coach.get(f"/fr/programme/files/{hers.id}/")
    assert led.url == f"/fr/programme/received/{hers.id}/", "who keeps her file has a page of his own for it"


def test_the_same_name_on_the_same_phone_is_one_file_and_a_shared_phone_is_not(cast: Cast, lived: Lived) -> None:
    coach, url = enter(cast, "hayat"), f"/fr/programme/calls/{lived.second.id}/files/new/"
    first = coach.post(url, {"name": "Fatima El Idrissi", "phone": "0600001111"}).url
    again = coach.post(url, {"name": "FATIMA EL  IDRISSI", "phone": "+212 600-001111"}).url
    other = coach.post(url, {"name": "Zahra El Idrissi", "phone": "0600001111"}).url
    assert first == again != other
    assert Participant.objects.filter(phone="+212600001111").count() == 2
    assert coach.post(url, {"name": "", "phone": "12"}).status_code == 422


def test_a_helper_fills_for_her_and_says_so(cast: Cast, lived: Lived) -> None:
    from tests.attacks.conftest import act_for, mandate_of
    from tests.attacks.conftest import enter as come_in

    salma = act_for(come_in(cast.people["salma"]), mandate_of(cast, "salma"))
    assert salma.get(f"/fr/programme/files/{lived.applications[0].id}/").status_code == 200
    step = f"/fr/programme/files/{lived.applications[0].id}/project/"
    assert salma.post(step, {"idea": "Vendre aux écoles"}).status_code == 302
    line = AuditLine.objects.filter(act="application_told").first()
    assert line is not None and line.on_behalf_of == cast.people["ftoum"].id


def test_withdrawn_files_stay_and_answered_ones_cannot_be(cast: Cast, lived: Lived) -> None:
    hers = lived.applications[0]
    assert enter(cast, "ftoum").post(f"/fr/programme/files/{hers.id}/withdraw/").status_code == 302
    hers.refresh_from_db()
    assert hers.state == State.WITHDRAWN and hers.number == 1
    Application.objects.filter(pk=hers.pk).update(answered_at=AT, state=State.SELECTED)
    with pytest.raises(BadInput):
        intake.withdraw(application=Application.objects.get(pk=hers.pk), by=cast.actor("ftoum"), at=AT)


# ---- What is hers alone -----------------------------------------------------------------------------------------


def test_sensitive_facts_are_encrypted_opened_by_few_and_logged(cast: Cast, lived: Lived) -> None:
    hers = lived.applications[0]
    url = f"/fr/programme/received/{hers.id}/sensitive/"
    told = {"kind": "violence", "text": "Elle vit chez sa sœur depuis mai", "how": "oral"}
    assert enter(cast, "hayat").post(url, told).status_code == 302
    fact = Sensitive.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM programme_sensitive s")
        raw = cursor.fetchone()[0]
    assert "sœur" not in raw and "violence" not in raw and fact.text == told["text"]
    assert "sœur" not in str(list(AuditLine.objects.values_list("detail", flat=True)))
    coach = enter(cast, "hayat")
    page = coach.get(f"/fr/programme/received/{hers.id}/").content.decode()
    assert "sœur" not in page and "Gardés" not in page
    assert coach.post(f"{url}open/").status_code == 404
    assert enter(cast, "nadia").post(f"{url}open/").status_code == 404
    manager = enter(cast, "rachid")
    assert manager.get(f"{url}open/").status_code == 405, "never by a link"
    before = AuditLine.objects.filter(act="sensitive_opened").count()
    assert "sœur" in manager.post(f"{url}open/").content.decode()
    line = AuditLine.objects.filter(act="sensitive_opened").latest("at")
    assert AuditLine.objects.filter(act="sensitive_opened").count() == before + 1
    assert (line.person, line.concerns) == (cast.people["rachid"].id, cast.people["ftoum"].id)
    assert Consent.objects.get(participant=hers.participant, purpose="sensitive").how == "oral"
    intake.consent(
        participant=hers.participant, purpose="sensitive", yes=False, how="oral", by=cast.actor("ftoum"), at=AT
    )
    assert not Sensitive.objects.exists(), "taken back, it is gone"


def test_her_data_goes_out_and_is_erased(cast: Cast, lived: Lived) -> None:
    ftoum, by = cast.people["ftoum"], cast.actor("ftoum")
    her = lived.applications[0].participant
    intake.keep_sensitive(participant=her, kind="health", text="Asthme", how="oral", by=by, at=AT)
    archive = own_data.export_person(person=ftoum, by=by, at=AT)
    import io
    import zipfile

    data = zipfile.ZipFile(io.BytesIO(archive)).read("data.json").decode()
    assert "Asthme" in data and "الكسكس" in data
    own_data.erase_person(person=ftoum, by=by, at=AT)
    her.refresh_from_db()
    kept = Application.objects.get(pk=lived.applications[0].pk)
    assert (her.name, her.name_ar, her.phone, her.person_id, her.born_in) == ("", "", "", None, None)
    assert kept.number == 1 and kept.idea == "" and not Sensitive.objects.exists()
    assert Person.objects.get(pk=ftoum.pk).erased_at == AT


def test_the_database_itself_refuses_what_cannot_be(cast: Cast, lived: Lived) -> None:
    hers = lived.applications[0]
    wrong = (
        lambda: Application.objects.filter(pk=hers.pk).update(number=2),
        lambda: Application.objects.filter(pk=hers.pk).update(number=None),
        lambda: Call.objects.filter(pk=lived.second.pk).update(places=0),
        lambda: Call.objects.filter(pk=lived.second.pk).update(grid=[]),
        lambda: Participant.objects.filter(pk=hers.participant_id).update(same_as=hers.participant_id),
    )
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


# ---- Pages ------------------------------------------------------------------------------------------------------


def test_as_many_queries_whatever_is_there(cast: Cast, lived: Lived) -> None:
    coach, by = enter(cast, "hayat"), cast.actor("hayat")
    urls = ["/ar/programme/desk/", f"/ar/programme/desk/{lived.programme.id}/",
            f"/ar/programme/calls/{lived.second.id}/files/", "/ar/programme/"]  # fmt: skip
    counts: list[list[int]] = []
    for turn in range(2):
        counts.append([])
        for url in urls:
            coach.get(url)
            with CaptureQueriesContext(connection) as seen:
                answer = coach.get(url)
            assert answer.status_code == 200 and bare_digits(answer.content.decode()) == [], url
            counts[-1].append(len(seen))
        for n in range(3):
            name = {"name": f"Personne {turn}{n}", "phone": ""}
            begun = intake.begin_for_her(call=lived.second, fields=name, by=by, at=AT)
            sample_programme.told(begun, fields=sample_programme.YASSINE, by=by, at=AT)
    assert counts[0] == counts[1] and max(counts[0]) <= 16


def test_another_body_finds_nothing(cast: Cast, lived: Lived) -> None:
    hers, call = lived.applications[0], lived.second
    for name in ("nadia", "admin", "karim"):
        browser = enter(cast, name)
        for path in (f"desk/{lived.programme.id}/", f"calls/{call.id}/", f"calls/{call.id}/files/",
                     f"received/{hers.id}/", f"files/{hers.id}/"):  # fmt: skip
            assert browser.get(f"/fr/programme/{path}").status_code == 404, (name, path)
    assert Actor(person=None).principal is None
