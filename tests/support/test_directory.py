"""The directory: what is promised of an offer, who keeps it, what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.test_templates import bare_digits
from tests.support.conftest import AT, World, caller
from wolouj.foundation import clock
from wolouj.foundation.models import AuditLine
from wolouj.support import queries, renewing
from wolouj.support.actions import directory
from wolouj.support.first import first_directory
from wolouj.support.models import Believed, Condition, Need, Offer, Provider, Standing, Sure
from wolouj.support.queries import Asked

ON = AT.date()


@pytest.mark.parametrize(("told", "standing"), [
    ({"believed": "open", "ends_on": ON, "checked_on": ON}, Standing.OPEN),
    ({"believed": "open", "ends_on": ON - timedelta(days=1), "checked_on": ON}, Standing.OVER),
    ({"believed": "open", "opens_on": ON + timedelta(days=1), "checked_on": ON}, Standing.SOON),
    ({"believed": "open", "checked_on": ON}, Standing.MAY_BE_CLOSED),
    ({"believed": "unknown", "ends_on": ON, "checked_on": ON}, Standing.MAY_BE_CLOSED),
    ({"believed": "open", "ends_on": ON, "checked_on": ON - timedelta(days=91)}, Standing.MAY_BE_CLOSED),
    ({"believed": "open", "lasting": True, "checked_on": ON - timedelta(days=91)}, Standing.OPEN),
    ({"believed": "open", "lasting": True, "checked_on": ON - timedelta(days=366)}, Standing.MAY_BE_CLOSED),
    ({"believed": "closed", "checked_on": ON}, Standing.BELIEVED_CLOSED),
    ({"believed": "closed", "ends_on": ON - timedelta(days=1), "checked_on": ON}, Standing.OVER),
])  # fmt: skip
def test_nothing_is_promised_that_is_not_known(told: dict[str, object], standing: Standing) -> None:
    assert Offer(**told).standing(on=ON) == standing


def test_the_first_directory_promises_no_programme_and_signs_each_claim() -> None:
    for body in first_directory():
        for offer, conditions in body.offers:
            made = Offer(**offer)
            assert made.standing(on=made.checked_on) != Standing.OPEN or made.lasting
            for each in (offer, *conditions):
                assert each["sure"] != Sure.CERTAIN or each["source"] or body.fields["source"]
            assert all(each["source"] == "" for each in conditions if each["sure"] == Sure.UNKNOWN)
        assert not body.fields.get("phone"), "no source gave a phone"
        assert all(body.fields[f"name_{lang}"] and body.fields[f"what_{lang}"] for lang in ("ar", "fr"))


def test_it_is_brought_in_once_and_never_over_a_correction(world: World) -> None:
    odco = world.provider("odco")
    manager = world.cast.actor("rachid")
    directory.correct(row=odco, fields={"phone": "05 23 00 00 00"}, by=manager, at=AT)
    assert directory.bring_first(kept_by=world.body, by=manager, at=AT) == 0
    odco.refresh_from_db()
    assert odco.phone == "05 23 00 00 00"
    assert Provider.objects.filter(key="odco").count() == 1


def test_a_newer_directory_corrects_what_nobody_wrote_herself_and_lists_the_rest(world: World) -> None:
    """Two entries stand as an older file said them, one of them read again by a person since."""
    advice, income, manager = world.offer("odco-advice"), world.offer("indh-income"), world.cast.actor("rachid")
    assert renewing.changes([world.body.pk]) == [], "what was just brought is what the file says"
    Offer.objects.filter(pk__in=(advice.pk, income.pk)).update(what_fr="Ce que disait l’ancienne liste")
    wrong = income.conditions.get(about="age")
    Condition.objects.filter(pk=wrong.pk).update(most=45, text_fr="De 18 à 45 ans")
    directory.correct(row=world.provider("odco"), fields={"phone": "05 23 00 00 00"}, by=manager, at=AT)
    desk, newer = caller(world, "rachid").get("/fr/support/desk/").content.decode(), "/fr/support/newer/"
    assert newer in desk
    page = caller(world, "rachid").get(newer).content.decode()
    assert page.count("Ce que disait l’ancienne liste") == 2 and "De 18 à 45 ans" in page
    directory.checked(row=advice, by=manager, at=AT)
    found = {each.row.pk: each for each in renewing.changes([world.body.pk])}
    assert {key: each.by_hand for key, each in found.items()} == {advice.pk: True, income.pk: False}
    assert caller(world, "nadia").get(newer).status_code in (403, 404)
    assert caller(world, "rachid").post(newer).url == newer, "one is left to read"
    advice.refresh_from_db()
    income.refresh_from_db()
    assert advice.what_fr == "Ce que disait l’ancienne liste" and income.what_fr.startswith("L’INDH paie")
    age = income.conditions.get(about="age")
    assert (age.most, age.position, income.conditions.count()) == (35, wrong.position, 7)
    assert renewing.renew(bodies=[world.body.pk], by=manager, at=AT) == 0
    assert "Rien n’y est changé" in caller(world, "rachid").get(newer).content.decode()
    directory.correct(row=age, fields={"most": 40}, by=manager, at=AT)
    assert [each.by_hand for each in renewing.changes([world.body.pk])] == [True, True], "a condition of hers is hers"


def test_what_is_over_or_removed_is_not_found(world: World) -> None:
    found = {row.pk for row in queries.found(Asked(), on=ON)}
    assert world.training.pk in found
    directory.correct(
        row=world.training, fields={"opens_on": None, "ends_on": ON - timedelta(days=1)}, by=world.cast.actor("nadia"),
        at=AT,
    )  # fmt: skip
    directory.remove(row=world.provider("odco"), by=world.cast.actor("rachid"), at=AT)
    found = {row.pk for row in queries.found(Asked(), on=ON)}
    assert world.training.pk not in found and world.offer("mourafaka").pk not in found


@pytest.mark.parametrize(("asked", "key", "there"), [
    (Asked(need="credit"), "ilayki", True),
    (Asked(need="credit"), "mourafaka", False),
    (Asked(kind="cooperative"), "mourafaka", True),
    (Asked(kind="company"), "mourafaka", False),
    (Asked(kind="company"), "fda-aid", True),  # for whom is not established: it is shown to all
    (Asked(words="مرافقة تعاونيات"), "mourafaka", True),
    (Asked(words="SUBVENTION indh"), "indh-income", True),
    (Asked(words="zzz"), "indh-income", False),
])  # fmt: skip
def test_it_is_found_by_need_by_kind_and_by_words(world: World, asked: Asked, key: str, there: bool) -> None:
    assert (key in {row.key for row in queries.found(asked, on=ON)}) is there


def test_a_province_leaves_out_what_is_elsewhere(world: World) -> None:
    assert world.training.pk not in {row.pk for row in queries.found(Asked(province="05.311"), on=ON)}
    assert world.training.pk in {row.pk for row in queries.found(Asked(province="05.081"), on=ON)}


def test_what_cannot_be_read_in_a_search_is_left_out(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        whole = caller(world, "visitor").get("/fr/support/")
    with CaptureQueriesContext(connection) as many:
        page = caller(world, "visitor").get("/fr/support/?need=nonsense&province=99&q=" + "x" * 500)
    assert page.status_code == 200 and len(few) == len(many) == 2
    assert page.context["n"] == whole.context["n"] and page.context["groups"] == whole.context["groups"]


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_offer_says_how_sure_from_where_and_what_to_ask(world: World, lang: str) -> None:
    page = caller(world, "visitor").get(f"/{lang}/support/offer/{world.offer('intelak').pk}/").content.decode()
    assert ("Encore ouvert en 2026" if lang == "fr" else "اسألوا بنككم") in page
    assert ("Peut-être fermé" if lang == "fr" else "قد يكون مغلقا") in page
    assert "bt-conseil.com" in page and 'class="sure"' in page
    assert lang == "fr" or not bare_digits(page)


GOOD = {
    "title_fr": "Foire", "need": "market", "believed": "open", "sure": "certain", "ends_on": "2026-12-20",
}  # fmt: skip


def test_an_association_keeps_a_body_an_offer_and_its_conditions_by_the_pages(world: World) -> None:
    coach = caller(world, "hayat")
    made = coach.post("/fr/support/body/new/", {"name_fr": "Chambre", "kind": "chamber", "sure": "likely"})
    body = Provider.objects.get(name_fr="Chambre")
    assert made.url == f"/fr/support/body/{body.pk}/" and body.kept_by == world.body and body.checked_on == ON
    assert coach.post(f"{made.url}offer/", GOOD).status_code == 302
    offer = body.offers.get()
    told = {"text_fr": "Moins de 2 ans", "sure": "certain", "about": "structure_age", "most": "24"}
    assert coach.post(f"/fr/support/offer/{offer.pk}/condition/", told).status_code == 302
    condition = Condition.objects.get(offer=offer)
    assert condition.most == 24 and condition.checked_on == ON
    coach.post(f"/fr/support/condition/{condition.pk}/", {"remove": "1"})
    assert not offer.conditions.exists()
    coach.post(f"/fr/support/kept/offer/{offer.pk}/checked/")
    assert coach.post(f"/fr/support/kept/body/{body.pk}/remove/").status_code == 404, "a coach does not take away"
    caller(world, "rachid").post(f"/fr/support/kept/body/{body.pk}/remove/")
    assert caller(world, "visitor").get(f"/fr/support/offer/{offer.pk}/").status_code == 302
    assert AuditLine.objects.filter(act__in=["support_told", "support_checked", "support_removed"], at=AT).count() >= 4


@pytest.mark.parametrize(("wrong", "words"), [
    ({"title_fr": ""}, "Écrivez"),
    ({"need": "gold"}, "liste"),
    ({"opens_on": "2026-12-21"}, "vient avant"),
    ({"ends_on": "2027-02-30"}, "jour"),
    ({"title_fr": "x" * 161}, "long"),
    ({"title_fr": "a\u202eb"}, "U+202E"),
])  # fmt: skip
def test_what_is_wrong_in_an_offer_is_said_and_nothing_is_written(
    world: World, wrong: dict[str, str], words: str
) -> None:
    before = Offer.objects.count()
    answer = caller(world, "nadia").post(f"/fr/support/body/{world.training.provider_id}/offer/", GOOD | wrong)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Offer.objects.count() == before


def test_a_link_that_a_browser_would_run_is_refused(world: World) -> None:
    told = {"name_fr": "X", "kind": "other", "sure": "likely", "url": "javascript:alert(1)"}
    assert caller(world, "hayat").post("/fr/support/body/new/", told).status_code == 422


def test_an_officer_keeps_her_own_body_and_no_other(world: World) -> None:
    officer = caller(world, "nadia")
    hers, theirs = world.training.provider_id, world.provider("odco").pk
    assert officer.get(f"/fr/support/body/{hers}/").status_code == 200
    assert officer.post(f"/fr/support/body/{hers}/offer/", GOOD).status_code == 302
    assert officer.get(f"/fr/support/body/{theirs}/").status_code == 404
    assert officer.post(f"/fr/support/body/{theirs}/offer/", GOOD).status_code == 404
    assert officer.post("/fr/support/body/new/", {"name_fr": "X", "kind": "other", "sure": "likely"}).status_code == 404
    assert officer.post("/fr/support/first/").status_code == 404


def test_an_old_check_is_shown_as_what_it_is(world: World) -> None:
    directory.correct(
        row=world.training, fields={"checked_on": date(2026, 1, 2), "believed": Believed.OPEN},
        by=world.cast.actor("nadia"), at=AT,
    )  # fmt: skip
    page = caller(world, "visitor").get(f"/fr/support/offer/{world.training.pk}/").content.decode()
    assert "Peut-être fermé" in page and "janvier" in page
    caller(world, "nadia").post(f"/fr/support/kept/offer/{world.training.pk}/checked/")
    assert (
        "Peut-être fermé"
        not in caller(world, "visitor").get(f"/fr/support/offer/{world.training.pk}/").content.decode()
    )


def test_a_long_directory_is_read_by_pages_that_keep_the_question(world: World) -> None:
    odco = world.provider("odco")
    Offer.objects.bulk_create(
        Offer(provider=odco, need="credit", title_fr=f"Offre longue {n:02d}", sure="likely", checked_on=ON, made_at=AT)
        for n in range(60)
    )
    browser = caller(world, "visitor")
    with CaptureQueriesContext(connection) as first:
        page = browser.get("/fr/support/?q=longue&need=credit").content.decode()
    with CaptureQueriesContext(connection) as third:
        last = browser.get("/fr/support/?q=longue&need=credit&page=3").content.decode()
    assert page.count("Offre longue") == 25 and last.count("Offre longue") == 10 and len(first) == len(third)
    assert "?q=longue&amp;need=credit&amp;page=2" in page and "page=4" not in last and "page=2" in last
    assert "60" in page and bare_digits(browser.get("/ar/support/?page=2").content.decode()) == []
    assert browser.get("/fr/support/?page=abc").status_code == 200


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_three_taps_from_the_first_page_tell_which_door_to_push(world: World, lang: str) -> None:
    her = caller(world, "visitor")
    first = her.get(f"/{lang}/").content.decode()
    assert f'href="/{lang}/support/"' in first
    needs = her.get(f"/{lang}/support/").context["needs"]
    assert {row["url"] for row in needs} == {f"?need={need}" for need in Need}
    money = her.get(f"/{lang}/support/?need=money")
    rows = [row for group in money.context["groups"] for row in group["rows"]]
    assert len(rows) == money.context["n"] and f"/{lang}/support/offer/{world.offer('indh-income').pk}/" in str(rows)
    page = her.get(next(row["url"] for row in rows if str(world.offer("indh-income").pk) in row["url"]))
    shown = page.content.decode()
    assert ("division de l’action sociale" if lang == "fr" else "قسم العمل الاجتماعي") in shown
    assert f"/{lang}/support/ask/?about=offer" in shown, "where nothing is known of the place, a person is asked"


def test_what_is_open_today_is_found_alone_and_never_mixed_with_what_may_be_closed(world: World) -> None:
    whole = caller(world, "visitor").get("/fr/support/").context["groups"]
    assert [group["id"] for group in whole] == ["g-open", "g-may_be_closed", "g-believed_closed"][: len(whole)]
    here = caller(world, "visitor").get("/fr/support/?open=on&province=09.541")
    assert [group["id"] for group in here.context["groups"]] == ["g-open"]
    assert "échantillon" not in str(here.context["groups"]), "the centre's training is elsewhere"
    assert all(row["url"].endswith("&need=" + need) for row, need in zip(
        here.context["needs"], ["money", "advice", "papers"], strict=True
    )), "only needs that are answered there, the rest of the question kept"  # fmt: skip


def test_a_body_may_serve_provinces_of_any_region(world: World) -> None:
    manager, told = caller(world, "rachid"), {"name_fr": "Chambre", "kind": "chamber", "sure": "likely"}
    page = manager.get("/fr/support/body/new/")
    assert [group["open"] for group in page.context["form"].regions()] == [True, *[False] * 11]
    assert manager.post("/fr/support/body/new/", told | {"provinces": ["09.541", "99.999"]}).status_code == 422
    made = manager.post("/fr/support/body/new/", told | {"provinces": ["09.541"]})
    row = Provider.objects.get(name_fr="Chambre")
    assert made.status_code == 302 and row.provinces == ["09.541"]
    edit = manager.get(f"/ar/support/body/{row.pk}/edit/").context["form"]
    assert [group["boxes"][0].data["name"] for group in edit.regions() if group["open"]] == ["provinces"] * 2


def test_an_offer_is_taken_off_by_its_body_from_its_page(world: World) -> None:
    page, remove = f"/fr/support/offer/{world.training.pk}/", f"/fr/support/kept/offer/{world.training.pk}/remove/"
    assert remove in caller(world, "nadia").get(page).content.decode()
    assert remove not in caller(world, "visitor").get(page).content.decode()
    assert remove not in caller(world, "hayat").get(page).content.decode(), "a coach corrects, and does not remove"
    assert caller(world, "hayat").post(remove).status_code == 404
    assert caller(world, "nadia").post(remove).status_code == 302
    assert Offer.objects.get(pk=world.training.pk).removed_at == AT


def test_an_entry_whose_check_is_old_is_marked_for_who_keeps_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def marked(at: datetime) -> set[str]:
        monkeypatch.setattr(clock, "now", lambda: at)
        return {row["sign"] for row in caller(world, "rachid").get("/fr/support/desk/").context["bodies"]}

    assert marked(AT) == {""}
    assert "watch" in marked(AT + timedelta(days=400))


def test_who_passes_over_a_box_says_neither_certain_nor_open(world: World) -> None:
    page = f"/fr/support/body/{world.provider('cri').pk}/offer/"
    form = caller(world, "hayat").post(page, {"title_fr": "Foire", "need": "market"}).context["form"]
    assert set(form.errors) == {"sure", "believed"}
