"""Mandates: given, used, ended, and never a silent one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from tests.people.conftest import AT, PHONE, PIN
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.audit import lines_about
from wolouj.foundation.models import AuditLine
from wolouj.people import actions, limits
from wolouj.people.actions.mandates import BadMandate
from wolouj.people.models import Mandate, Membership, Person
from wolouj.people.roles import Role
from wolouj.people.standing import standing_of

DESK = "/fr/today/"


def by(person: Person) -> Actor:
    return Actor(person=person.id)


@pytest.fixture
def ftoum(new: Any) -> Person:
    return new("Ftoum Aït", name_ar="فطوم")


@pytest.fixture
def salma(new: Any) -> Person:
    return new("Salma Aït", phone="0600000002")


@pytest.fixture
def given(ftoum: Person, salma: Person) -> Mandate:
    now = clock.now()
    return actions.give_mandate(
        for_person=ftoum, holder=salma, ends_on=clock.today() + timedelta(30), by=by(ftoum), at=now
    )


def give_form(**more: str) -> dict[str, str]:
    day = (clock.today() + timedelta(30)).isoformat()
    return {"phone": "06 00 00 00 02", "name": "salma ait", "ends_on": day, "secret": PIN} | more


def test_a_person_gives_a_mandate_with_her_own_pin(ftoum: Person, salma: Person, enter: Any) -> None:
    browser = enter(ftoum)
    give = "/fr/people/mandates/give/"
    assert browser.post(give, give_form(secret="111111")).status_code == 422
    assert browser.post(give, give_form(name="Karima")).status_code == 422
    far = (clock.today() + timedelta(days=400)).isoformat()
    assert browser.post(give, give_form(ends_on=far)).status_code == 422
    assert not Mandate.objects.exists()
    assert browser.post(give, give_form()).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.for_person, mandate.holder, mandate.kind, mandate.how) == (ftoum, salma, "helper", "by_herself")
    assert lines_about(salma.id).filter(act="mandate_given").exists(), "the helper reads it too"


def test_looking_for_a_helper_is_limited(ftoum: Person, enter: Any) -> None:
    browser = enter(ftoum)
    for n in range(limits.PER_KEY.free):
        page = browser.post("/fr/people/mandates/give/", give_form(phone=f"06000001{n:02d}"))
        assert "Aucun compte" in page.content.decode()
    assert "Trop d’essais" in browser.post("/fr/people/mandates/give/", give_form()).content.decode()


def test_two_homonyms_on_one_phone_are_left_to_the_desk(ftoum: Person, salma: Person, new: Any) -> None:
    new("SALMA AIT", phone="0600000002")
    with pytest.raises(BadMandate):
        actions.find_helper(phone="0600000002", name="Salma Aït", giver=ftoum, ip="1.1.1.1", at=AT)


def test_nobody_gives_a_mandate_in_anothers_name(ftoum: Person, salma: Person, given: Mandate) -> None:
    day = clock.today() + timedelta(3)
    for actor in (by(salma), Actor(person=salma.id, on_behalf_of=ftoum.id, mandate=given.id)):
        with pytest.raises(PermissionDenied):
            actions.give_mandate(for_person=ftoum, holder=salma, ends_on=day, by=actor, at=clock.now())
    with pytest.raises(BadMandate):
        actions.give_mandate(for_person=ftoum, holder=ftoum, ends_on=day, by=by(ftoum), at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=given.pk).update(holder=ftoum)


def test_acting_names_both_and_the_person_reads_it(ftoum: Person, salma: Person, given: Mandate, enter: Any) -> None:
    helper = enter(salma)
    assert "Ftoum Aït" in helper.get("/fr/people/act-for/").content.decode()
    assert helper.post("/fr/people/act-for/", {"mandate": str(given.id)}).status_code == 302
    page = helper.get("/fr/people/act-for/")
    actor = page.wsgi_request.actor
    assert (actor.person, actor.on_behalf_of, actor.mandate) == (salma.id, ftoum.id, given.id)
    assert page.wsgi_request.person == ftoum
    assert helper.get("/fr/people/account/").status_code == 302, "her own account is not open while she acts"
    line = AuditLine.objects.get(act="acting_began")
    assert (line.person, line.on_behalf_of, line.mandate) == (salma.id, ftoum.id, given.id)
    text = enter(ftoum).get("/fr/people/account/who-did-what/").content.decode()
    assert "Salma Aït" in text and "en votre nom" in text
    assert "بداية الكتابة باسمكم" in enter(ftoum).get("/ar/people/account/who-did-what/").content.decode()


def test_ending_a_mandate_stops_the_helper_at_once(ftoum: Person, salma: Person, given: Mandate, enter: Any) -> None:
    helper, giver = enter(salma), enter(ftoum)
    helper.post("/fr/people/act-for/", {"mandate": str(given.id)})
    assert helper.get(DESK).status_code == 200
    assert giver.post(f"/fr/people/mandates/{given.id}/end/").status_code == 302
    stopped = helper.post(DESK, {"anything": "typed for her"})
    assert stopped.url == "/fr/people/act-for/?ended=1"
    assert "Le mandat s’est arrêté" in helper.get(stopped.url).content.decode()
    assert helper.get(stopped.url).wsgi_request.person == salma
    assert helper.post("/fr/people/act-for/", {"mandate": str(given.id)}).status_code == 404
    assert AuditLine.objects.filter(act="mandate_revoked", concerns=salma.id).exists()


def test_a_mandate_ends_by_itself_after_its_last_day(salma: Person, ftoum: Person, given: Mandate) -> None:
    actor = Actor(person=salma.id, on_behalf_of=ftoum.id, mandate=given.id)
    last = clock.now() + timedelta(days=30)
    assert standing_of(actor, at=last).roles >= {Role.HELPER}
    assert standing_of(actor, at=last + timedelta(days=2)).roles == frozenset()


def test_a_stranger_finds_no_mandate(new: Any, given: Mandate, enter: Any) -> None:
    stranger = enter(new("Autre", phone="0600000009"))
    assert stranger.post(f"/fr/people/mandates/{given.id}/end/").status_code == 404
    assert stranger.post("/fr/people/act-for/", {"mandate": str(given.id)}).status_code == 404
    assert stranger.post("/fr/people/act-for/", {"mandate": "x"}).status_code == 404
    given.refresh_from_db()
    assert given.revoked_at is None
    assert Client().post(f"/fr/people/mandates/{given.id}/end/").status_code == 302


def test_the_holder_may_give_it_back(salma: Person, given: Mandate, enter: Any) -> None:
    assert enter(salma).post(f"/fr/people/mandates/{given.id}/end/").status_code == 302
    given.refresh_from_db()
    assert given.revoked_at is not None


def desk_form(**more: str) -> dict[str, str]:
    return {
        "ends_on": (clock.today() + timedelta(30)).isoformat(),
        "phone": PHONE,
        "agreed": "on",
        "secret": PIN,
    } | more


def test_at_the_desk_only_the_persons_own_pin_gives_it(ftoum: Person, new: Any, post: Any, enter: Any) -> None:
    coach = post(new("Karim", phone="0600000003", secret="927461"), Role.COACH)
    desk, url = enter(coach), "/fr/people/desk/mandate/"
    assert desk.post(url, desk_form(secret="927461")).status_code == 422
    assert desk.post(url, desk_form(agreed="")).status_code == 422
    assert desk.post(url, desk_form(phone="0600000003", secret="927461")).status_code == 422, "not to herself"
    assert not Mandate.objects.exists()
    assert desk.post(url, desk_form()).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.how, mandate.kind, mandate.for_person) == ("at_desk", "coach", ftoum)
    assert Membership.objects.filter(person=ftoum, role=Role.PERSON, until=None).exists()
    assert lines_about(ftoum.id).filter(act="mandate_given", person=coach.id).exists()
    actions.revoke_mandate(mandate=mandate, by=by(ftoum), at=clock.now())
    assert not Membership.objects.filter(person=ftoum, role=Role.PERSON, until=None).exists()


def test_desk_is_for_those_who_work_for_a_body(ftoum: Person, enter: Any) -> None:
    for page in ("desk/", "desk/mandate/", f"desk/{ftoum.id}/code/"):
        assert enter(ftoum).get(f"/fr/people/{page}").status_code == 404


def test_no_code_for_a_stranger_nor_for_an_equal(new: Any, post: Any, enter: Any) -> None:
    coach = post(new("Karim"), Role.COACH)
    stranger = new("Autre", phone="0600000008")
    equal, boss = (
        post(new("Rachid", phone="0600000004"), Role.COACH),
        post(new("Hayat", phone="0600000005"), Role.MANAGER),
    )
    for whom in (stranger, equal, boss):
        assert enter(coach).post(f"/fr/people/desk/{whom.id}/code/", {"here": "on"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.issue_code(person=boss, by=by(post(new("N", phone="0600000006"), Role.MANAGER)), at=AT)
    assert actions.issue_code(person=equal, by=by(boss), at=AT).isdigit()


def test_an_equal_under_mandate_keeps_her_door(new: Any, post: Any, enter: Any) -> None:
    """Two coaches, one with a mandate from the other: helping is not opening her account."""
    one, two = post(new("Karim"), Role.COACH), post(new("Rachid", phone="0600000004"), Role.COACH)
    actions.give_at_desk(for_person=two, coach=one, ends_on=clock.today(), by=by(one), at=clock.now())
    with pytest.raises(PermissionDenied):
        actions.issue_code(person=two, by=by(one), at=clock.now())
    assert enter(one).post(f"/fr/people/desk/{two.id}/code/", {"here": "on"}).status_code == 403


@pytest.mark.parametrize("page", ["mandates/", "act-for/", "desk/", "account/who-did-what/"])
def test_lists_cost_the_same_for_one_and_for_three(
    page: str, new: Any, post: Any, enter: Any, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    coach = post(new("Karim", phone="0600000003"), Role.COACH)

    def one_more(n: int) -> None:
        person = new(f"P{n}", phone=f"06000010{n:02d}")
        actions.give_at_desk(for_person=person, coach=coach, ends_on=clock.today(), by=by(coach), at=clock.now())
        actions.give_mandate(for_person=coach, holder=person, ends_on=clock.today(), by=by(coach), at=clock.now())

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(f"/fr/people/{page}").status_code == 200
        return len(seen)

    browser = enter(coach)
    one_more(1)
    first = cost()
    one_more(2)
    one_more(3)
    assert cost() == first <= 9
