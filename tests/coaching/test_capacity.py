"""Fifteen questions at entry and every six months: a plan, what changed in words, never a mark."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.coaching.conftest import AT, World, enter
from wolouj.coaching.actions import capacity
from wolouj.coaching.capacity.plan import NOW, changed, plan_of
from wolouj.coaching.capacity.questions import pictures, questions
from wolouj.coaching.models import CapacityReview, Following, OwnReview
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.structures.models import Member, Structure
from wolouj.training.modules import usual

ALL = list(questions())
YES = dict.fromkeys(ALL, "yes")


def test_fifteen_questions_each_with_a_picture_a_step_and_a_training_that_exists() -> None:
    assert len(ALL) == 15 and set(pictures()) == set(ALL)
    assert {each.area for each in questions().values()} == {
        "governance", "accounts", "production", "quality", "digital", "procurement"
    }  # fmt: skip
    assert sorted(each.first for each in questions().values()) == list(range(1, 16))
    assert {each.module for each in questions().values()} <= set(usual())


def test_the_plan_takes_what_is_not_done_before_what_is_done_sometimes() -> None:
    plan = plan_of(YES | {"papers": "some", "phone": "no", "replace": "no", "cost": "some"})
    assert [each.key for each in plan.now] == ["phone", "replace", "papers"] and len(plan.now) == NOW
    assert [each.key for each in plan.then] == ["cost"] and len(plan.done) == 11
    assert plan_of(YES).now == ()


def test_what_changed_is_said_in_words() -> None:
    before = YES | {"book": "no", "mail": "no", "delay": "yes", "cash": "some"}
    after = YES | {"book": "yes", "mail": "some", "delay": "some", "cash": "some"}
    assert [(each.question.key, each.how) for each in changed(before, after)] == [
        ("book", "new"), ("delay", "back"), ("mail", "better")
    ]  # fmt: skip


@pytest.mark.parametrize("bad", [{}, {"book": "yes"}, YES | {"book": "maybe"}, YES | {"other": "yes"}])
def test_answers_that_are_not_the_fifteen_are_refused(world: World, bad: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        capacity.keep_review(participant=world.files["itto"], answers=bad, by=world.actor("hayat"), at=AT)


def test_asked_at_entry_and_six_months_later_by_the_coach_or_by_herself(
    world: World, given: dict[str, Following], monkeypatch: Any
) -> None:
    her = world.files["ftoum"]
    url = f"/fr/coaching/files/{her.pk}/capacity/"
    coach, herself = enter(world.cast.people["hayat"]), enter(world.cast.people["ftoum"])
    page = coach.get(f"{url}fill/").content.decode()
    assert page.count('<svg class="picture"') == 15 and "checked" not in page
    missing = coach.post(f"{url}fill/", {key: "yes" for key in ALL if key != "mail"} | {"book": "no"})
    assert missing.status_code == 422 and "checked" in missing.content.decode() and not CapacityReview.objects.exists()
    assert coach.post(f"{url}fill/", YES | {"book": "no", "mail": "no"}).status_code == 302
    told = re.sub(r"<[^>]+>", "", coach.get(url).content.decode())
    assert "Tenir un cahier à deux colonnes" in told and "Comptes simples" in told
    assert re.search(r"28\s+mai\s+2027", told), "six months later"
    later = AT + timedelta(days=190)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", lambda: later.date())
    assert herself.post(f"{url}fill/", YES | {"mail": "no"}).status_code == 302
    again = herself.get(url).content.decode()
    assert "Depuis le" in again and "Nouveau" in again and "Tenir un cahier" not in again
    text = re.sub(r"<[^>]+>", " ", again)
    assert not re.search(r"\d+\s*(?:/|sur)\s*15|%|point", text.replace("ne compte de points", "")), "never a mark"
    assert CapacityReview.objects.count() == 2
    for name, status in (("rachid", 200), ("ali", 404), ("karim", 404), ("salma", 404)):
        person = world.second_coach if name == "ali" else world.cast.people[name]
        assert enter(person).get(url).status_code == status, name
    assert enter(world.cast.people["rachid"]).get(f"{url}fill/").status_code == 404


def cooperative(world: World) -> Structure:
    made = Structure.objects.create(kind="cooperative", name="Ighrem", made_at=AT, is_sample=True)
    Member.objects.create(structure=made, person=world.cast.people["ftoum"], name="Ftoum")
    return made


def test_a_structure_nobody_accompanies_answers_from_its_own_page(world: World, monkeypatch: Any) -> None:
    """Ftoum's cooperative, before anybody is given her file: from its page, then on the desk six months later."""
    cast, structure = world.cast, cooperative(world)
    url, herself = f"/fr/coaching/structures/{structure.pk}/capacity/", enter(cast.people["ftoum"])
    assert url in herself.get(f"/fr/structures/{structure.pk}/").content.decode()
    assert url in herself.get("/fr/today/").content.decode(), "never answered: her desk says so"
    assert f"{url}fill/" in herself.get(url).content.decode()
    assert herself.post(f"{url}fill/", {"book": "no"}).status_code == 422 and not OwnReview.objects.exists()
    for book in ("no", "some"):  # again the same day: corrected
        assert herself.post(f"{url}fill/", YES | {"book": book}).url == url
    row = OwnReview.objects.get()
    assert row.answers["book"] == "some" and row.structure == structure and not CapacityReview.objects.exists()
    told = herself.get(url).content.decode()
    assert "Tenir un cahier" in told and "aucune association" in told
    assert url not in herself.get("/fr/today/").content.decode()
    for name in ("karim", "salma", "hayat", "rachid"):
        assert enter(cast.people[name]).get(url).status_code == 404, name
        assert enter(cast.people[name]).post(f"{url}fill/", YES).status_code == 404, name
    later = AT + timedelta(days=190)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", lambda: later.date())
    assert url in enter(cast.people["ftoum"]).get("/fr/today/").content.decode()


def test_an_accompanied_person_answers_in_her_file_once(world: World, given: dict[str, Following]) -> None:
    structure, her = cooperative(world), world.files["ftoum"]
    herself = enter(world.cast.people["ftoum"])
    for end in ("", "fill/"):
        answer = herself.get(f"/fr/coaching/structures/{structure.pk}/capacity/{end}")
        assert answer.url == f"/fr/coaching/files/{her.pk}/capacity/{end}"
