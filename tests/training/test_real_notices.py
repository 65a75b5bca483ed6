"""A real open notice answered live: copied, priced with the real quote builder, marked with a reason for each mark;
each one's prices are hers alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rulebook.engine.facts import BuyerRules, Line, Notice, Procedure
from rulebook.engine.format import Lang
from tests.house.test_templates import bare_digits
from tests.training.conftest import AT, World, enter
from wolouj.bids.models import Quote
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.home import sample_training
from wolouj.notices import storing_notices
from wolouj.notices.models import Line as LineRow
from wolouj.notices.models import Notice as Row
from wolouj.notices.sources.incoming import Incoming
from wolouj.training.actions import practice
from wolouj.training.models import Attempt, Exercise
from wolouj.training.papers.exercise.context import context as exercise_context
from wolouj.training.practice import real
from wolouj.training.practice.marking import Rule, mocks
from wolouj.training.practice.page import marks_page

LINES = (Line("1", "Pause-café", "personne", Decimal(80)), Line("2", "Déjeuner", "repas", Decimal(80)))


def published(number: int, **more: Any) -> Incoming:
    told: dict[str, Any] = {
        "procedure": Procedure.PURCHASE_ORDER, "reference": f"{number}/2026/BC", "object": f"Restauration {number}",
        "buyer": "Commune de Ouaouizeght (échantillon)", "rulebook": BuyerRules.DECREE,
        "published": AT - timedelta(days=2), "deadline": AT + timedelta(days=3), "lines": LINES,
    }  # fmt: skip
    return Incoming(row=number, identity=f"t-{number}", notice=Notice(**told | more), source="json")


@pytest.fixture
def notice(world: World) -> UUID:
    """One to answer among four: the others have no line, too many, or close before a group could count."""
    long = tuple(Line(str(n), "x", "U", Decimal(1)) for n in range(1, real.MOST_LINES + 2))
    soon = AT + real.LEAST_LEFT - timedelta(minutes=1)
    storing_notices.store(
        [published(1), published(2, lines=()), published(3, lines=long), published(4, deadline=soon)], at=AT,
        is_sample=True,
    )  # fmt: skip
    return Row.objects.get(identity="t-1").pk


@pytest.fixture
def given(world: World, notice: UUID) -> Exercise:
    return practice.set_real_exercise(
        session=world.trained.workshop, notice=notice, vat="exempt", closes_at=AT + timedelta(hours=2),
        by=world.cast.actor("hayat"), at=AT,
    )  # fmt: skip


def test_only_what_a_group_can_answer_is_offered(world: World, notice: UUID) -> None:
    found = real.candidates(words="", place="", person=None, at=AT)
    assert [row.key for row in found] == [str(notice)]
    assert found[0].lines == 2 and not found[0].own
    assert real.candidates(words="peinture", place="", person=None, at=AT) == []
    assert real.document_of(Row.objects.get(identity="t-2").pk, person=None, at=AT) is None


def test_it_is_copied_and_nothing_is_written_to_it(world: World, given: Exercise, notice: UUID) -> None:
    assert given.real and given.notice_id == notice and len(given.document["lines"]) == 2
    LineRow.objects.filter(notice=notice).delete()
    assert len(Exercise.objects.get(pk=given.pk).document["lines"]) == 2, "what was given stays as it was"
    with pytest.raises(BadInput):
        practice.set_real_exercise(
            session=given.session, notice=notice, vat="exempt", closes_at=AT + timedelta(hours=1),
            by=world.cast.actor("hayat"), at=AT,
        )  # fmt: skip


def test_it_closes_with_the_notice(world: World, notice: UUID) -> None:
    made = practice.set_real_exercise(
        session=world.trained.workshop, notice=notice, vat="standard", closes_at=AT + timedelta(days=9),
        by=world.cast.actor("hayat"), at=AT,
    )  # fmt: skip
    assert made.closes_at == AT + timedelta(days=3)


def test_the_trainer_looks_for_one_and_gives_it(world: World, notice: UUID) -> None:
    browser, path = enter(world, "hayat"), f"/fr/training/sessions/{world.trained.workshop.pk}/exercises/real/"
    page = browser.get(path).content.decode()
    assert str(notice) in page and bare_digits(page) == []
    assert str(notice) not in browser.get(path, {"q": "peinture"}).content.decode()
    assert browser.post(path, {"notice": "x", "vat": "exempt", "minutes": "90"}).status_code == 422
    assert browser.post(path, {"notice": str(notice), "vat": "", "minutes": "90"}).status_code == 422
    assert browser.post(path, {"notice": str(notice), "vat": "exempt", "minutes": "90"}).status_code == 302
    for who in ("karim", "nadia", "ftoum"):
        assert enter(world, who).get(path).status_code == 404


def test_each_keeps_her_prices_for_herself(world: World, given: Exercise) -> None:
    her = given.session.group.learners.get(participant__person=world.cast.people["ftoum"])
    path = f"/fr/training/exercises/{given.pk}/{her.pk}/"
    browser = enter(world, "ftoum")
    boxes = {"l1-unit_cost": "8", "l1-unit_price": "7,50", "l2-unit_cost": "40", "l2-unit_price": "55", "vat": "exempt"}
    assert browser.post(path, boxes | {"l1-unit_price": "sept"}).status_code == 422
    assert browser.post(path, boxes).status_code == 302
    shown = browser.get(f"{path}marked/").content.decode()
    assert "Pause-café" in shown and "40,00" in shown, "what she loses in all: eighty times fifty centimes"
    assert browser.get(f"{path}exercice.pdf").content.startswith(b"%PDF")
    for who in ("hayat", "rachid"):
        for page in ("", "marked/", "exercice.pdf"):
            assert enter(world, who).get(f"{path}{page}").status_code == 404
    told = enter(world, "hayat").get(f"/fr/training/exercises/{given.pk}/").content.decode()
    assert "7,50" not in told and path not in told and bare_digits(told) == []
    assert not Quote.objects.exists()


def test_who_has_no_account_is_written_for_by_her_trainer(world: World, given: Exercise) -> None:
    other = given.session.group.learners.filter(participant__person=None)[0]
    assert enter(world, "hayat").get(f"/fr/training/exercises/{given.pk}/{other.pk}/").status_code == 200


def test_a_cost_nobody_counted_is_said(world: World, given: Exercise) -> None:
    her = given.session.group.learners.all()[0]
    prices = {n: {"unit_price": Decimal(50)} for n in ("1", "2")}
    attempt, marked = practice.answer(
        exercise=given, learner=her, prices=prices, vat="exempt", by=world.cast.actor("hayat"), at=AT
    )
    assert not marked.met[Rule.COST] and marked.met[Rule.PRICED] and marked.met[Rule.CEILING]
    told = {row["text"]: row["why"] for row in marks_page(attempt, marked)["rules"]}
    assert any("Pause-café" in why and "Déjeuner" in why for why in told.values())


@pytest.mark.parametrize("vat", ["", "exempt", "standard"])
@pytest.mark.parametrize("price", [None, "1", "30", "900000"])
@pytest.mark.parametrize("late", [False, True])
def test_every_mark_has_its_reason(world: World, price: str | None, vat: str, late: bool) -> None:
    by, closes = world.cast.actor("hayat"), AT + timedelta(hours=1)
    session = world.trained.workshop
    her = session.group.learners.all()[0]
    at: datetime = closes + timedelta(minutes=1) if late else AT
    given = practice.set_exercise(session=session, code="catering", closes_at=closes, by=by, at=AT)
    lines = [line["number"] for line in mocks()["catering"].document["lines"]]
    prices = {n: {"unit_price": Decimal(price), "vat_rate": Decimal(20)} for n in lines} if price else {}
    practice.answer(exercise=given, learner=her, prices=prices, vat=vat, by=by, at=at)
    attempt = Attempt.objects.select_related("exercise").get(exercise=given)
    rows = marks_page(attempt, practice.marked_again(attempt))["rules"]
    assert len(rows) == len(Rule) and all(row["why"] for row in rows)
    assert [bool(row["mend"]) for row in rows] == [row["sign"] == "watch" for row in rows]


def test_a_list_of_notices_asks_a_fixed_number_of_queries(
    world: World, notice: UUID, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    storing_notices.store([published(n) for n in range(10, 30)], at=AT, is_sample=True)
    with django_assert_max_num_queries(4):
        assert len(real.candidates(words="", place="", person=None, at=AT)) == real.SHOWN


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_order_prints_for_who_answers_by_hand(world: World, given: Exercise, lang: Lang) -> None:
    told = exercise_context(given, lang=lang, at=AT)
    assert len(told["rows"]) == 2 and told["alone"] and not told["rows"][0]["parts"]
    mock = practice.set_exercise(
        session=given.session, code="catering", closes_at=AT + timedelta(hours=1), by=world.cast.actor("hayat"), at=AT
    )
    told = exercise_context(mock, lang=lang, at=AT)
    assert told["rows"][0]["parts"] and not told["alone"]
    browser = enter(world, "hayat")
    for row in (given, mock):
        paper = browser.get(f"/{lang}/training/exercises/{row.pk}/exercise-{lang}.pdf")
        assert paper.content.startswith(b"%PDF")
    assert browser.get(f"/fr/training/exercises/{given.pk}/other.pdf").status_code == 404
    assert enter(world, "ftoum").get(f"/fr/training/exercises/{given.pk}/exercise-fr.pdf").status_code == 404


def test_the_group_of_the_demo_answers_a_public_sample_live(world: World) -> None:
    by = world.cast.actor("hayat")
    assert sample_training.answered_live(world.trained.workshop, by=by, at=AT) is None, "no such notice here"
    one = (Line("1", "Blouse blanche", "U", Decimal(90)),)
    storing_notices.store([published(7, reference="07/2026/BC", lines=one)], at=AT, is_sample=True)
    given = sample_training.answered_live(world.trained.workshop, by=by, at=AT)
    assert given is not None and given.real and given.notice_id and given.session.group.is_sample
    met = {row.prices["1"].get("unit_cost", ""): sum(row.met.values()) for row in given.attempts.all()}
    assert len(met) == 2 and met["61.50"] > met[""], "a cost that was not counted is marked"
