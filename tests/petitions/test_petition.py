"""A petition: its text fixed once signed, its conditions by the rulebook, one table of steps, its papers and pages."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from rulebook.engine.verdict import Confidence, Outcome
from tests.house.test_templates import bare_digits
from tests.petitions.conftest import AT, DAY, enter
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home import sample_petitions
from wolouj.home.cast import Cast, code_of
from wolouj.people.models import Body
from wolouj.petitions import actions, papers
from wolouj.petitions.actions import Happened
from wolouj.petitions.facts import look, provinces_of
from wolouj.petitions.models import Petition, PetitionState
from wolouj.petitions.states import ANSWERABLE, COUNTS, LATE, SIGNS, STEPS, WRITABLE, may_follow, standing

S = PetitionState
FIVE = ("05.081", "05.091", "05.255", "05.301", "05.311")


def outcomes(petition: Petition, counts: dict[str, int], *, authorised: bool = True) -> dict[str, Outcome]:
    looked = look(petition, counts, authorised=authorised, on=DAY)
    return {one.rule.split(".")[-1]: one.outcome for one in looked.advice.findings}


# ---- the table of steps ------------------------------------------------------------------------------------------


def test_every_pair_of_states(petition: Petition, by: Actor) -> None:
    for now, after in product(S, S):
        Petition.objects.filter(pk=petition.pk).update(state=now)
        told, before = Happened(state=after, on=DAY, number="1", note_fr="vu"), petition.steps.count()
        if after in STEPS[now]:
            step = actions.move(petition=petition, happened=told, by=by, at=AT)
            assert petition.state == after == step.state
        else:
            with pytest.raises(actions.NotNow):
                actions.move(petition=petition, happened=told, by=by, at=AT)
            assert petition.steps.count() == before


def test_the_table_is_whole() -> None:
    assert set(STEPS) == set(S) and set(SIGNS) == {*S, LATE}
    assert not any(may_follow(state, state) for state in S)
    assert WRITABLE < ANSWERABLE and COUNTS < ANSWERABLE


@pytest.mark.parametrize("state", list(S))
def test_late_is_worked_out_from_the_day_of_the_answer(state: S) -> None:
    assert standing(state, DAY, on=DAY) == state == standing(state, None, on=DAY)
    assert standing(state, DAY, on=DAY + timedelta(days=1)) == (LATE if state == S.FILED else state)


def test_each_step_needs_what_shows_it(petition: Petition, by: Actor) -> None:
    def refused(state: S, **told: Any) -> str | None:
        with pytest.raises(BadInput) as fault:
            actions.move(petition=petition, happened=Happened(state=state, on=DAY, **told), by=by, at=AT)
        return fault.value.field

    assert refused(S.FILED) == "number"
    actions.move(petition=petition, happened=Happened(state=S.FILED, on=DAY, number="12"), by=by, at=AT)
    assert refused(S.REFUSED, number="13") == "note_ar"
    actions.move(petition=petition, happened=Happened(state=S.ACCEPTED, on=DAY), by=by, at=AT)
    assert refused(S.ADOPTED) == "note_ar" == refused(S.REJECTED)
    petition.refresh_from_db()
    assert petition.state == S.ACCEPTED and petition.steps.count() == 2


def test_what_people_sign_is_fixed_once_they_sign(petition: Petition, by: Actor) -> None:
    actions.reword(petition=petition, fields={"title_fr": "Autre objet"}, by=by, at=AT)
    actions.move(petition=petition, happened=Happened(state=S.GATHERING, on=DAY), by=by, at=AT)
    with pytest.raises(actions.NotNow):
        actions.reword(petition=petition, fields={"title_fr": "Encore un autre"}, by=by, at=AT)
    actions.answer(petition=petition, fields={"within_powers": None}, by=by, at=AT)
    actions.move(petition=petition, happened=Happened(state=S.FILED, on=DAY, number="1"), by=by, at=AT)
    with pytest.raises(actions.NotNow):
        actions.answer(petition=petition, fields={"within_powers": True}, by=by, at=AT)
    petition.refresh_from_db()
    assert (petition.title_fr, petition.within_powers) == ("Autre objet", None)
    with pytest.raises(ValueError, match="state"):
        actions.answer(petition=petition, fields={"state": S.DONE}, by=by, at=AT)


# ---- the conditions ----------------------------------------------------------------------------------------------


def test_four_hundred_and_twenty_in_each_of_five_provinces(petition: Petition) -> None:
    assert tuple(one.code for one in provinces_of(petition)) == FIVE
    enough = dict(zip(FIVE, (320, 20, 20, 20, 20), strict=True))
    said = outcomes(petition, enough)
    assert said["signatures_are_enough"] == said["signatures_are_spread"] == Outcome.MET
    assert look(petition, enough, authorised=True, on=DAY).advice.outcome == Outcome.MET
    for short in (enough | {FIVE[1]: 19}, {code: n for code, n in enough.items() if code != FIVE[4]}):
        assert outcomes(petition, short)["signatures_are_spread"] == Outcome.NOT_MET
    assert outcomes(petition, enough | {FIVE[0]: 319})["signatures_are_enough"] == Outcome.NOT_MET


def test_a_list_without_authorisation_is_said(petition: Petition) -> None:
    name = "list_with_id_numbers_is_authorised"
    assert outcomes(petition, {}, authorised=False)[name] == Outcome.UNKNOWN
    assert outcomes(petition, {FIVE[0]: 1}, authorised=False)[name] == Outcome.NOT_MET
    assert outcomes(petition, {FIVE[0]: 1})[name] == Outcome.MET


def test_an_association_is_asked_its_age_seat_and_activity(body: Body, by: Actor) -> None:
    row = sample_petitions.to_the_commune(body=body, place=code_of("Commune de Azilal"), by=by, at=AT)
    asked = ("association_is_old_enough", "association_has_a_seat_there", "association_works_on_the_subject")
    assert {outcomes(row, {})[name] for name in asked} == {Outcome.UNKNOWN}
    told = {"founded": date(2024, 1, 1), "seat_in_territory": False, "activity_linked": True}
    actions.answer(petition=row, fields=told, by=by, at=AT)
    said = outcomes(row, {})
    assert [said[name] for name in asked] == [Outcome.NOT_MET, Outcome.NOT_MET, Outcome.MET]
    assert said["signatures_are_enough"] == Outcome.NOT_CONCERNED


@pytest.mark.parametrize(("level", "place", "months", "sure"), [
    ("region", "05", date(2027, 1, 28), Confidence.CERTAIN),
    ("province", "05.081", date(2027, 1, 28), Confidence.CERTAIN),
    ("commune", "05.081.01.01", date(2027, 2, 28), Confidence.CERTAIN), ("state", "", None, None),
])  # fmt: skip
def test_the_day_of_the_answer(
    body: Body, by: Actor, level: str, place: str, months: date | None, sure: Confidence | None
) -> None:
    fields = {"level": level, "place": place, "filer": "citizens", "title_fr": "x", "request_fr": "y"}
    row = actions.open_petition(body=body, fields=fields, by=by, at=AT)
    assert look(row, {}, authorised=False, on=DAY).answer_by is None
    actions.move(petition=row, happened=Happened(state=S.FILED, on=DAY, number="1"), by=by, at=AT)
    looked = look(row, {}, authorised=False, on=DAY)
    assert (looked.answer_by, looked.answer_sure) == (months, sure)


def test_a_petition_to_a_commune_names_a_commune_so_that_its_own_law_answers(body: Body, by: Actor) -> None:
    fields = {"level": "commune", "filer": "citizens", "title_fr": "x", "request_fr": "y"}
    for wrong in (code_of("Azilal"), "05", "", "99.999.99.99"):
        with pytest.raises(ValueError, match="not of the level"):
            actions.open_petition(body=body, fields=fields | {"place": wrong}, by=by, at=AT)
    row = actions.open_petition(body=body, fields=fields | {"place": code_of("Commune de Azilal")}, by=by, at=AT)
    cited = {each for one in look(row, {}, authorised=False, on=DAY).advice.findings for each in one.articles}
    assert {"organic-law-113-14/121", "organic-law-113-14/123"} <= cited
    assert not any(each.startswith(("organic-law-112-14/", "organic-law-111-14/")) for each in cited)


def test_a_step_does_not_come_before_the_one_it_follows(petition: Petition, by: Actor) -> None:
    actions.move(petition=petition, happened=Happened(state=S.FILED, on=DAY, number="1"), by=by, at=AT)
    early = Happened(state=S.REFUSED, on=DAY - timedelta(days=1), note_fr="Hors délai")
    with pytest.raises(BadInput) as fault:
        actions.move(petition=petition, happened=early, by=by, at=AT)
    assert fault.value.field == "on" and petition.state == S.FILED


# ---- papers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(papers.FILES))
def test_each_paper_for_each_kind_of_petition(petition: Petition, body: Body, by: Actor, name: str) -> None:
    association = sample_petitions.to_the_commune(body=body, place=code_of("Commune de Azilal"), by=by, at=AT)
    state = actions.open_petition(
        body=body, fields={"level": "state", "place": "", "filer": "citizens", "title_ar": "موضوع"}, by=by, at=AT
    )
    for row, least in ((petition, 2), (association, 2), (state, 2)):
        looked = look(row, {}, authorised=False, on=DAY)
        made = papers.pdf(name, papers.Told(row, looked, {}), at=AT)
        with pikepdf.open(BytesIO(made)) as read:
            assert least - ("check" in name) <= len(read.pages) <= 4


# ---- pages -------------------------------------------------------------------------------------------------------


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("recu.png", out.getvalue())


def test_from_an_empty_desk_to_a_receipt(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser = enter(cast, "rachid")
    assert "Aucune pétition pour le moment" in browser.get("/fr/petitions/desk/").content.decode()
    typed = {"level": "region", "place": "Béni Mellal", "filer": "citizens", "title_fr": "Objet", "request_fr": "Point",
             "body": str(Body.objects.get(memberships__person=cast.people["rachid"]).id)}  # fmt: skip
    again = browser.post("/fr/petitions/new/", typed)
    assert again.status_code == 422 and "Objet" in again.content.decode() and not Petition.objects.exists()
    sent = browser.post("/fr/petitions/new/", typed | {"place": "بني ملال خنيفرة"})
    row = Petition.objects.get()
    assert sent.url == f"/fr/petitions/{row.id}/conditions/" and row.place == "05"
    answered = {"within_powers": "yes", "touches_constants": "no", "common_interest": "unknown", "agent": "Hayat"}
    assert browser.post(sent.url, answered).status_code == 302
    row.refresh_from_db()
    assert (row.within_powers, row.touches_constants, row.common_interest) == (True, False, None)
    url = f"/fr/petitions/{row.id}/"
    assert browser.post(f"{url}move/", {"state": "filed", "on": "2026-11-29", "number": "1"}).status_code == 422
    bare = browser.post(f"{url}move/", {"state": "filed", "on": "2026-11-28"})
    assert bare.status_code == 422 and "preuve du dépôt" in bare.content.decode()
    done = browser.post(
        f"{url}move/", {"state": "filed", "on": "2026-11-28", "proof": photo(), "mend_fr": "hors sujet"}
    )
    assert done.status_code == 302
    step = row.steps.get()
    assert step.proof and step.mend_fr == ""
    shown = browser.get(url).content.decode()
    assert "28</bdi>\xa0janvier" in shown and "2027" in shown
    proof = browser.get(f"/fr/petitions/proof/{step.id}/")
    assert b"".join(proof.streaming_content)[:3] == b"\xff\xd8\xff"
    assert enter(cast, "karim").get(f"/fr/petitions/proof/{step.id}/").status_code == 404


def test_who_sees_and_who_publishes(cast: Cast, petition: Petition) -> None:
    desk, url = "/fr/petitions/desk/", f"/fr/petitions/{petition.id}/"
    public = f"/fr/petitions/public/{petition.id}/"
    for name, sees in (("rachid", 200), ("hayat", 200), ("karim", 404), ("nadia", 404), ("ftoum", 404), ("admin", 404)):
        browser = enter(cast, name)
        assert browser.get(url).status_code == sees, name
        assert browser.get(f"{url}papers/petition-fr.pdf").status_code == sees, name
        if name != "rachid":
            assert browser.post(f"{url}publish/", {"shown": "1"}).status_code == 404, name
    assert petition.title_fr not in enter(cast, "karim").get(desk).content.decode()
    assert Client().get(public).status_code == 302
    assert enter(cast, "rachid").post(f"{url}publish/", {"shown": "1"}).status_code == 302
    for lang in ("fr", "ar"):
        for page in (f"/{lang}/petitions/", f"/{lang}/petitions/public/{petition.id}/"):
            text = Client().get(page).content.decode()
            assert bare_digits(text) == [] and "Hayat" not in text
    assert petition.title_fr in Client().get("/fr/petitions/").content.decode()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_page_has_its_boxes(cast: Cast, petition: Petition, lang: str) -> None:
    browser = enter(cast, "hayat")
    for page in ("desk/", "new/", f"{petition.id}/", f"{petition.id}/text/", f"{petition.id}/conditions/"):
        answer = browser.get(f"/{lang}/petitions/{page}")
        assert answer.status_code == 200
        assert lang == "fr" or bare_digits(answer.content.decode()) == []


def test_the_list_asks_the_same_number_of_queries(cast: Cast, petition: Petition, body: Body, by: Actor) -> None:
    browser = enter(cast, "rachid")
    browser.get("/fr/petitions/desk/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/fr/petitions/desk/")
    for _ in range(5):
        sample_petitions.to_the_region(body=body, by=by, at=AT)
    with CaptureQueriesContext(connection) as many:
        browser.get("/fr/petitions/desk/")
    assert len(few) == len(many)
