"""The practice mode: marked by the checks of bids, kindly told, and never a notice of the house."""

from __future__ import annotations

import ast
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.house.test_templates import bare_digits
from tests.training.conftest import AT, World, enter
from wolouj.alerts.planning.plan import plan
from wolouj.bids.models import Quote
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.outbox.models import Message
from wolouj.notices.models import Notice
from wolouj.training.actions import practice
from wolouj.training.models import Attempt, Exercise
from wolouj.training.practice.marking import Rule, mark, mocks

CLOSES = AT + timedelta(hours=2)
GOOD = {"1": "21", "2": "48", "3": "10.50"}


def marked(
    prices: dict[str, str], vat: str = "exempt", at: Any = AT, code: str = "catering", **more: Any
) -> dict[str, bool]:
    told = {n: {"unit_price": Decimal(price), **more} for n, price in prices.items()}
    found = mark(mocks()[code], told, vat, set_at=AT, closes_at=CLOSES, at=at)
    return {str(rule): met for rule, met in found.met.items()}


def wrong(found: dict[str, bool]) -> set[str]:
    return {rule for rule, met in found.items() if not met}


@pytest.mark.parametrize("code", mocks())
def test_an_exercise_says_what_it_is(code: str) -> None:
    mock = mocks()[code]
    assert mock.document["reference"].startswith("EXERCICE") and mock.document["object"].startswith("EXERCICE")
    assert "n’existe pas" in mock.document["buyer"] and "غير موجودة" in mock.document["buyer"]
    assert all(mock.cost(line["number"]) > 0 for line in mock.document["lines"])


def test_a_good_answer_meets_every_rule() -> None:
    assert wrong(marked(GOOD)) == set()


@pytest.mark.parametrize(
    ("prices", "vat", "late", "fails"),
    [
        ({"1": "16.99", "2": "48", "3": "10.50"}, "exempt", False, {"cost"}),
        ({"1": "21", "2": "48"}, "exempt", False, {"priced", "cost", "ceiling"}),
        (GOOD, "", False, {"vat"}),
        (GOOD, "standard", False, {"priced", "cost", "vat", "ceiling"}),
        (GOOD, "exempt", True, {"deadline"}),
        ({"1": "21", "2": "48", "3": "9000"}, "exempt", False, {"ceiling"}),
    ],
)
def test_each_rule_fails_alone_when_it_should(prices: dict[str, str], vat: str, late: bool, fails: set[str]) -> None:
    at = CLOSES + timedelta(minutes=1) if late else AT
    assert wrong(marked(prices, vat, at)) == fails


def test_forgetting_a_cost_does_not_hide_a_loss() -> None:
    assert "cost" in wrong(marked({**GOOD, "1": "16"}, unit_cost=Decimal("10")))
    assert wrong(marked(GOOD, unit_cost=Decimal("5"))) == set()
    assert "cost" in wrong(marked(GOOD, unit_cost=Decimal("50"))), "a cost she counts higher is hers to keep"


def test_vat_of_who_adds_it_is_told_line_by_line() -> None:
    prices = {"1": "7", "2": "180"}
    assert wrong(marked(prices, "standard", code="printing", vat_rate=Decimal(20))) == set()
    assert "priced" in wrong(marked(prices, "standard", code="printing"))
    assert wrong(marked(prices, "exempt", code="printing")) == {"vat"}


# ---- Given and answered --------------------------------------------------------------------------------------------


@pytest.fixture
def given(world: World) -> Exercise:
    return practice.set_exercise(
        session=world.trained.workshop, code="catering", closes_at=CLOSES, by=world.cast.actor("hayat"), at=AT
    )


def boxes(prices: dict[str, str], vat: str) -> dict[str, str]:
    return {f"l{n}-unit_price": price for n, price in prices.items()} | {"vat": vat}


def test_she_answers_with_the_boxes_of_bids_and_reads_how_it_went(world: World, given: Exercise) -> None:
    her = given.session.group.learners.get(participant__person=world.cast.people["ftoum"])
    browser, path = enter(world, "ftoum"), f"/fr/training/exercises/{given.pk}/{her.pk}/"
    assert str(given.pk) in browser.get(f"/fr/training/learners/{her.pk}/").content.decode()
    assert "inventés" in browser.get(path).content.decode()
    bad = browser.post(path, boxes({"1": "vingt", "2": "48"}, "exempt"))
    assert bad.status_code == 422 and "vingt" in bad.content.decode()
    huge = browser.post(path, boxes({"1": "9999999999", "2": "48", "3": "1"}, "exempt"))
    assert huge.status_code == 422 and not Attempt.objects.filter(exercise=given).exists()
    answer = browser.post(path, boxes({"1": "15", "2": "48", "3": "10,50"}, "exempt"))
    assert answer["Location"] == f"{path}marked/"
    for lang in ("ar", "fr"):
        shown = browser.get(f"{path}marked/".replace("/fr/", f"/{lang}/")).content.decode()
        assert bare_digits(shown) == []
    assert "sous le coût de la fiche" in shown and "4" in shown
    browser.post(path, boxes({"1": "21", "2": "48", "3": "10,50"}, "exempt"))
    row = Attempt.objects.get(exercise=given, learner=her)
    assert row.tries == 2 and row.points == len(Rule) and row.prices["3"]["unit_price"] == "10.50"
    assert "pourrait partir" in browser.get(f"{path}marked/").content.decode()
    paper = browser.get(f"{path}exercice.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_her_trainer_reads_how_each_answered(world: World, given: Exercise) -> None:
    her = given.session.group.learners.all()[0]
    practice.answer(exercise=given, learner=her, prices={}, vat="", by=world.cast.actor("hayat"), at=AT)
    page = enter(world, "hayat").get(f"/fr/training/exercises/{given.pk}/").content.decode()
    assert page.count("Pas encore répondu") == 2 and "Chaque ligne a son prix" in page
    assert bare_digits(page) == []
    for who in ("karim", "nadia", "ftoum", "yassine"):
        assert enter(world, who).get(f"/fr/training/exercises/{given.pk}/").status_code == 404
    assert enter(world, "yassine").get(f"/fr/training/exercises/{given.pk}/{her.pk}/").status_code == 404
    assert Client().get(f"/fr/training/exercises/{given.pk}/").status_code == 302


def test_an_exercise_is_given_for_a_while_on_the_page(world: World) -> None:
    browser, session = enter(world, "hayat"), world.trained.workshop
    path, before = f"/fr/training/sessions/{session.pk}/exercises/", session.exercises.count()
    assert browser.post(path, {"code": "unknown", "minutes": "45"}).status_code == 422
    assert browser.post(path, {"code": "printing", "minutes": "45"}).status_code == 302
    made = session.exercises.latest("set_at")
    assert session.exercises.count() == before + 1 and made.closes_at - made.set_at == timedelta(minutes=45)
    with pytest.raises(BadInput):
        practice.set_exercise(session=session, code="printing", closes_at=AT, by=world.cast.actor("hayat"), at=AT)


def test_an_exercise_of_another_group_is_not_found(world: World, given: Exercise) -> None:
    other = world.trained.group.learners.get(participant__person=world.cast.people["ftoum"])
    assert enter(world, "ftoum").get(f"/fr/training/exercises/{given.pk}/{other.pk}/").status_code == 404
    with pytest.raises(BadInput):
        practice.answer(exercise=given, learner=other, prices={}, vat="", by=world.cast.actor("ftoum"), at=AT)


def test_nothing_of_the_house_ever_meets_an_exercise(
    world: World, given: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    her = given.session.group.learners.get(participant__person=world.cast.people["ftoum"])
    told = {n: {"unit_price": Decimal(price)} for n, price in GOOD.items()}
    practice.answer(exercise=given, learner=her, prices=told, vat="exempt", by=world.cast.actor("ftoum"), at=AT)
    assert not Notice.objects.exists() and not Quote.objects.exists()
    monkeypatch.setattr(clock, "now", lambda: CLOSES - timedelta(minutes=30))
    plan(by=OPERATOR, at=CLOSES - timedelta(minutes=30))
    assert not Message.objects.exists()
    found = Client().get("/fr/notices/open/", {"q": "exercice restauration"})
    assert "EXERCICE-" not in found.content.decode()


def test_the_practice_mode_writes_no_row_of_a_notice_or_a_quote() -> None:
    room = Path(__file__).resolve().parents[2] / "wolouj" / "training"
    named = set()
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                named |= {f"{node.module}.{alias.name}" for alias in node.names}
    rows = {"wolouj.notices.models", "wolouj.bids.models", "wolouj.bids.actions", "wolouj.notices.actions"}
    assert not {name for name in named if any(name.startswith(each) for each in rows)}
