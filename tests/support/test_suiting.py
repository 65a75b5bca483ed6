"""What could help somebody: a certain condition refuses, the rest is hers to read, nothing is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.conftest import AT, World, caller
from wolouj.foundation.models import AuditLine
from wolouj.home import sample_programme
from wolouj.programme.models import Call, Programme
from wolouj.structures.models import Member, Structure
from wolouj.support import queries
from wolouj.support.models import Condition, Offer
from wolouj.support.queries import Asked
from wolouj.support.suiting import Told, meets, months_between, suited, told_by

ON = AT.date()


@pytest.mark.parametrize(("told", "condition", "met"), [
    (Told(age=18), {"about": "age", "least": 18, "most": 35}, True),
    (Told(age=35), {"about": "age", "least": 18, "most": 35}, True),
    (Told(age=36), {"about": "age", "least": 18, "most": 35}, False),
    (Told(age=17), {"about": "age", "least": 18}, False),
    (Told(), {"about": "age", "least": 18}, None),
    (Told(months=48), {"about": "structure_age", "most": 48}, True),
    (Told(months=49), {"about": "structure_age", "most": 48}, False),
    (Told(age=40, months=2), {"about": "other"}, None),
])  # fmt: skip
def test_only_what_was_told_is_compared(told: Told, condition: dict[str, object], met: bool | None) -> None:
    assert meets(Condition(**condition), told) is met


@pytest.mark.parametrize(("start", "months"), [
    (date(2026, 11, 28), 0), (date(2026, 10, 29), 0), (date(2026, 10, 28), 1), (date(2022, 11, 28), 48),
    (date(2022, 11, 27), 48), (date(2022, 10, 27), 49),
])  # fmt: skip
def test_months_are_whole(start: date, months: int) -> None:
    assert months_between(start, ON) == months


def possible(told: Told, key: str) -> bool | None:
    """Whether the offer may help; ``None`` when it is not among those shown."""
    asked = Asked(need=told.need, province=told.province, kind=told.kind)
    rows = {row.offer.key: row for row in suited(queries.found(asked, on=ON), told, on=ON)}
    return rows[key].possible if key in rows else None


@pytest.mark.parametrize(("told", "key", "there"), [
    (Told("cooperative", months=47), "mourafaka", True),
    (Told("cooperative", months=60), "mourafaka", False),
    (Told("cooperative"), "mourafaka", True),
    (Told("project", age=40), "indh-income", False),
    (Told("project", age=30), "indh-income", True),
    (Told("cooperative", age=40), "indh-income", True),  # the age is asked of a person alone
    (Told("company", months=20), "indh-income", True),  # the twelve months are asked in some provinces only
    (Told("company"), "mourafaka", None),
    (Told("project"), "forsa-loan", None),  # believed closed: it helps nobody today
])  # fmt: skip
def test_an_offer_against_what_she_tells(world: World, told: Told, key: str, there: bool | None) -> None:
    assert possible(told, key) is there


def test_what_is_only_likely_never_refuses(world: World) -> None:
    Condition.objects.filter(offer__key="mourafaka").update(sure="likely")
    assert possible(Told("cooperative", months=60), "mourafaka") is True


def test_a_structure_tells_what_it_told_and_no_more(world: World) -> None:
    known = Structure(kind="cooperative", commune="05.081.01.01", registered_on=date(2024, 1, 15))
    assert told_by(known, on=ON) == Told("cooperative", "05.081", months=34)
    assert told_by(Structure(kind="company"), on=ON) == Told("company")
    assert told_by(Structure(kind="company", registered_on=ON + timedelta(days=9)), on=ON).months is None


def open_call(world: World) -> Call:
    programme: Programme = sample_programme.prepared(body=world.body, by=world.cast.actor("rachid"), at=AT)
    return sample_programme.opened(
        programme=programme, number=7, closes=ON + timedelta(days=9), by=world.cast.actor("rachid"), at=AT, places=3,
        reserve=1,
    )  # fmt: skip


def test_four_questions_without_an_account_keep_nothing(world: World) -> None:
    open_call(world)
    lines = AuditLine.objects.count()
    visitor = Client()
    assert visitor.get("/fr/support/for-me/").status_code == 200
    told = {"kind": "project", "province": "05.081", "need": "", "age": "40"}
    page = visitor.post("/fr/support/for-me/", told)
    shown = page.content.decode()
    assert page.status_code == 200 and page["Cache-Control"] == "private, no-store"
    assert "Appel n° 7" in shown, "an open call of the programme is among what helps"
    refused = [row["title"] for row in page.context["not_now"]]
    assert any("INDH" in title for title in refused) and "de 18 à 35" in shown
    assert "Deux jours de comptes simples" in shown
    assert not visitor.cookies.get("sessionid") and AuditLine.objects.count() == lines


@pytest.mark.parametrize(("wrong", "words"), [
    ({"kind": ""}, "liste"), ({"kind": "queen"}, "liste"), ({"age": "quarante"}, "de 10 à 110"),
    ({"province": "99"}, "liste"),
])  # fmt: skip
def test_a_wrong_answer_is_said_with_what_was_typed(world: World, wrong: dict[str, str], words: str) -> None:
    page = Client().post("/fr/support/for-me/", {"kind": "project", "province": "", "need": "", "age": "30"} | wrong)
    assert page.status_code == 422 and words in page.content.decode()
    assert "may_help" not in page.context


def test_her_own_structure_answers_for_her(world: World) -> None:
    ftoum = world.cast.people["ftoum"]
    hers = Structure.objects.create(
        kind="cooperative", name="Ighrem (échantillon)", commune="05.081.01.01", registered_on=date(2015, 1, 1),
        made_at=AT, is_sample=True,
    )  # fmt: skip
    Member.objects.create(structure=hers, person=ftoum, name="Ftoum")
    browser = caller(world, "ftoum")
    page = browser.get("/fr/support/for-me/")
    assert "Ighrem" in page.content.decode()
    assert any("Mourafaka" in row["title"] for row in page.context["not_now"]), "eleven years is too old"
    assert "kind" not in page.context.get("form", {}), "no question is asked again"
    assert browser.get("/fr/support/for-me/?ask=1").context["form"]
    other = caller(world, "yassine").get(f"/fr/support/for-me/?structure={hers.pk}").content.decode()
    assert "Ighrem" not in other


def test_an_open_call_stands_first_in_its_provinces_only(world: World) -> None:
    open_call(world)
    assert "Appel n° 7" in Client().get("/fr/support/?province=05.081").content.decode()
    assert "Appel n° 7" not in Client().get("/fr/support/?province=05.311").content.decode()
    assert "Appel n° 7" not in Client().get("/fr/support/?need=credit").content.decode()


def test_the_list_asks_the_same_however_long_it_is(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        Client().get("/fr/support/")
    one = world.training
    for i in range(20):
        Offer.objects.create(
            provider=one.provider, need="money", title_fr=f"Offre {i}", sure="likely", checked_on=ON, made_at=AT
        )
    with CaptureQueriesContext(connection) as many:
        Client().get("/fr/support/")
    assert len(few) == len(many) == 2
