"""Two tabs, two persons; sessions borrowed, ended, left behind; what a shared phone keeps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client

from tests.attacks.conftest import House, act_for, body, enter, everything, mandate_of, newcomer
from wolouj.foundation import clock
from wolouj.notices.models import NoticeDraft
from wolouj.people import actions
from wolouj.people.actions import mandates
from wolouj.structures.models import Structure


def token(answer: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    assert found
    return found[1]


def second_mandate(house: House) -> Any:
    return mandates.give_mandate(
        for_person=house.person("yassine"), holder=house.person("salma"), by=house.cast.actor("yassine"),
        ends_on=clock.today() + timedelta(days=5), at=clock.now(),
    )  # fmt: skip


def test_a_form_drawn_for_one_is_refused_once_acting_for_another(house: House) -> None:
    salma, other = enter(house.person("salma"), strict=True), second_mandate(house)
    first = mandate_of(house.cast, "salma")
    page = salma.get("/fr/people/act-for/")
    assert (
        salma.post("/fr/people/act-for/", {"mandate": first.id, "csrfmiddlewaretoken": token(page)}).status_code == 302
    )
    tab_of_ftoum = {
        "/fr/structures/new/": {"kind": "company"},
        "/fr/notices/new/": {"text": "Objet : repas"},
    }
    tokens = {url: token(salma.get(url)) for url in tab_of_ftoum}
    page = salma.get("/fr/people/act-for/")
    assert (
        salma.post("/fr/people/act-for/", {"mandate": other.id, "csrfmiddlewaretoken": token(page)}).status_code == 302
    )
    before = everything()
    for url, data in tab_of_ftoum.items():
        answer = salma.post(url, data | {"csrfmiddlewaretoken": tokens[url]})
        assert answer.status_code == 403 and "rien n’a été enregistré" in answer.content.decode()
        assert "data-refused" in answer.content.decode(), "the phone keeps what was typed"
    assert everything() == before
    fresh = token(salma.get("/fr/structures/new/"))
    assert salma.post("/fr/structures/new/", {"kind": "company", "csrfmiddlewaretoken": fresh}).status_code == 302
    assert Structure.objects.latest("made_at").owners() == {house.person("yassine").id}


def test_a_form_is_refused_after_going_back_to_ones_own_affairs(house: House) -> None:
    salma = act_for(enter(house.person("salma"), strict=True), mandate_of(house.cast, "salma"))
    old = token(salma.get("/fr/notices/new/"))
    assert salma.post("/fr/people/act-for/stop/", {"csrfmiddlewaretoken": old}).status_code == 302
    assert salma.post("/fr/notices/new/", {"text": "Objet : x", "csrfmiddlewaretoken": old}).status_code == 403
    assert not NoticeDraft.objects.filter(person=house.person("salma")).exists()


def test_a_mandate_ended_meanwhile_sends_the_form_nowhere_even_twice(house: House) -> None:
    mandate = mandate_of(house.cast, "salma")
    salma = act_for(enter(house.person("salma"), strict=True), mandate)
    old = token(salma.get("/fr/notices/new/"))
    mandates.revoke_mandate(mandate=mandate, by=house.cast.actor("ftoum"), at=clock.now())
    data = {"text": "Objet : repas", "csrfmiddlewaretoken": old}
    assert salma.post("/fr/notices/new/", data).url.endswith("?ended=1")
    assert salma.post("/fr/notices/new/", data).status_code == 403
    assert not NoticeDraft.objects.filter(person=house.person("salma")).exists()


def test_what_the_phone_keeps_is_kept_per_person_acted_for(house: House) -> None:
    key = re.compile(r'data-user="([^"]*)"')
    keys = {key.search(c.get("/fr/notices/new/").content.decode())[1] for name, c in house.callers.items()
            if name in ("helper", "helper acting", "coach acting", "herself")}  # fmt: skip
    assert len(keys) == 4 and "" not in keys


def test_a_form_of_the_one_before_is_refused_to_the_next_on_the_same_phone(house: House) -> None:
    phone = Client(enforce_csrf_checks=True)

    def sign_in(number: str, pin: str) -> None:
        page = phone.get("/fr/people/sign-in/")
        data = {"phone": number, "secret": pin, "csrfmiddlewaretoken": token(page)}
        assert phone.post("/fr/people/sign-in/", data).status_code == 302

    sign_in("0600000001", "204816")
    old = token(phone.get("/fr/notices/new/"))
    phone.post("/fr/people/sign-out/", {"csrfmiddlewaretoken": old})
    sign_in("0600000004", "592031")
    assert phone.post("/fr/notices/new/", {"text": "x", "csrfmiddlewaretoken": old}).status_code == 403


def test_no_page_of_anybody_is_kept_by_a_browser(house: House) -> None:
    hers = house.callers["herself"]
    for url in ("/fr/today/", f"/fr/quotes/{house.quote.id}/", "/fr/notices/", "/fr/people/account/", "/fr/nowhere/",
                f"/fr/structures/{house.structure.id}/", "/ar/", f"/fr/quotes/{house.quote.id}/papers/quote.pdf",
                f"/fr/quotes/receipts/{house.receipt.id}/",
                f"/fr/structures/paper/{house.paper.id}/file/"):  # fmt: skip
        answer = hers.get(url)
        body(answer)
        assert answer["Cache-Control"] == "private, no-store", url
    assert "no-store" in Client().post("/fr/people/sign-in/", {"phone": "0600000001"})["Cache-Control"]


def test_cookies_cannot_be_read_nor_sent_from_elsewhere(house: House, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    browser = Client()
    browser.post("/fr/people/sign-in/", {"phone": "0600000001", "secret": "204816"}, secure=True)
    for cookie in browser.cookies.values():
        assert cookie["samesite"] == "Lax" and cookie["secure"]
    assert browser.cookies["sessionid"]["httponly"]


def test_erasure_ends_every_session_in_the_table(house: House) -> None:
    her = newcomer("Partante Bentalha", "0600000030", clock.now())
    enter(her)
    enter(her)
    before = Session.objects.count()
    actions.erase_person(person=her, by=house.cast.actor("ftoum").__class__(person=her.id), at=clock.now())
    assert Session.objects.count() == before - 2
    assert "Bentalha" not in everything(but=set())


def test_an_inactive_account_has_no_session(house: House) -> None:
    house.person("ftoum").user.__class__.objects.filter(person=house.person("ftoum")).update(is_active=False)
    assert house.callers["herself"].get("/fr/today/").status_code == 302
