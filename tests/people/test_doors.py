"""Sign-in, sign-up, recovery, sign-out: the ways, the refusals, what must not leak."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people.conftest import AT, PHONE, PIN
from wolouj.foundation import clock
from wolouj.foundation.models import AuditLine
from wolouj.people import actions, limits, secrets
from wolouj.people.models import Consent, OneTimeCode, Person, User
from wolouj.people.roles import Role

IN = "/fr/people/sign-in/"


def sign_in(client: Client, phone: str = PHONE, secret: str = PIN, **more: str) -> Any:
    return client.post(IN, {"phone": phone, "secret": secret, **more})


def acts() -> list[str]:
    return list(AuditLine.objects.order_by("at").values_list("act", flat=True))


def test_phone_then_pin_opens_the_session_under_a_new_key(client: Client, new: Any) -> None:
    ftoum = new("Ftoum")
    session = client.session
    session["before"] = 1
    session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key
    first = client.post(IN, {"phone": "+212 661-223344"})
    assert b'name="secret"' in first.content and b"Ftoum" not in first.content
    answer = sign_in(client)
    assert answer.status_code == 302 and answer.url == "/fr/today/"
    assert client.cookies["sessionid"].value != before
    assert client.session["_auth_user_id"] == str(ftoum.user.pk)
    assert "signed_in" in acts()


def test_cookie_is_not_for_scripts_nor_other_sites(client: Client, new: Any) -> None:
    new("Ftoum")
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_unknown_phone_and_wrong_pin_get_the_same_answer(client: Client, new: Any) -> None:
    new("Ftoum")
    wrong = sign_in(client, secret="999135")
    unknown = sign_in(client, phone="0600000001", secret="999135")
    assert wrong.status_code == unknown.status_code == 422
    strip = lambda page: page.content.decode().split("<main")[1].replace("0661 22 33 44", "").replace("0600000001", "")  # noqa: E731
    import re

    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", strip(wrong)) == token.sub("", strip(unknown))
    assert "Ftoum" not in wrong.content.decode()


@pytest.mark.parametrize("persons", [0, 1, 3])
def test_the_same_work_is_done_however_many_use_the_phone(new: Any, monkeypatch: Any, persons: int) -> None:
    for n in range(persons):
        new(f"Person {n}")
    done: list[str] = []
    monkeypatch.setattr(secrets, "check_password", lambda *a: bool(done.append("c")))
    monkeypatch.setattr(secrets, "make_password", lambda *a: done.append("m"))
    actions.find_by_secret(phone=PHONE, secret="112358", ip="1.1.1.1", at=AT)
    assert len(done) == secrets.SLOTS


def test_one_phone_two_persons_each_with_her_pin(client: Client, new: Any) -> None:
    new("Ftoum")
    salma = new("Salma", secret="739152")
    sign_in(client, secret="739152")
    assert client.session["_auth_user_id"] == str(salma.user.pk)


def test_same_phone_same_pin_asks_who_only_after_the_pin(client: Client, new: Any) -> None:
    new("Ftoum")
    salma = new("Salma")
    stranger = new("Hayat", phone="0600000009")
    assert b"Salma" not in client.post(IN, {"phone": PHONE}).content
    assert sign_in(client).url == "/fr/people/sign-in/who/"
    page = client.get("/fr/people/sign-in/who/").content.decode()
    assert "Ftoum" in page and "Salma" in page and "Hayat" not in page
    assert client.post("/fr/people/sign-in/who/", {"who": str(stranger.id)}).status_code == 422
    assert client.post("/fr/people/sign-in/who/", {"who": str(salma.id)}).status_code == 302
    assert client.session["_auth_user_id"] == str(salma.user.pk)


def test_who_without_a_secret_leads_back_to_the_door(client: Client, db: None) -> None:
    assert client.get("/fr/people/sign-in/who/").url == IN


def test_phone_of_another_ends_with_the_browser_and_in_half_an_hour(client: Client, new: Any, monkeypatch: Any) -> None:
    new("Ftoum")
    sign_in(client, borrowed="on")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.get("/fr/people/account/").status_code == 200
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    assert client.get("/fr/people/account/").url.startswith(IN)


def test_next_stays_on_the_house(client: Client, new: Any) -> None:
    new("Ftoum")
    assert sign_in(client, next="/fr/people/mandates/").url == "/fr/people/mandates/"
    assert sign_in(Client(), next="https://example.org/").url == "/fr/today/"


def test_sign_out_is_a_post(enter: Any, new: Any) -> None:
    browser = enter(new("Ftoum"))
    assert browser.get("/fr/people/sign-out/").status_code == 405
    browser.post("/fr/people/sign-out/")
    assert "_auth_user_id" not in browser.session
    assert "signed_out" in acts()


def test_forged_posts_are_refused(new: Any) -> None:
    new("Ftoum")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(IN, {"phone": PHONE, "secret": PIN}).status_code == 403
    assert strict.post("/fr/people/sign-up/", {"step": "0"}).status_code == 403


UP = {"full_name": "Ftoum Aït", "phone": PHONE, "language": "ar", "secret": PIN, "again": PIN}


def test_sign_up_asks_one_question_a_screen_and_keeps_the_rest(client: Client, db: None) -> None:
    up = "/ar/people/sign-up/"
    assert "القانون" in client.get(up).content.decode()
    assert b'name="phone"' in client.post(up, {"step": "0", "full_name": "Ftoum Aït"}).content
    page = client.post(up, {"step": "2", "full_name": "Ftoum Aït", "phone": PHONE, "language": "ar"}).content.decode()
    assert 'name="secret"' in page and 'value="Ftoum Aït"' in page
    assert client.post(up, {"step": "3", **UP}).status_code == 302
    person = Person.objects.get()
    assert (person.phone, person.phone_typed, person.language) == ("+212661223344", PHONE, "ar")
    assert Consent.objects.get().purpose == "account" and "signed_up" in acts()
    assert PIN not in User.objects.get().password


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "654321", "121212", "123123", "661223", "150890", "198605", "12345"]
)
def test_weak_pins_are_refused_and_never_sent_back(client: Client, db: None, pin: str) -> None:
    answer = client.post("/fr/people/sign-up/", {"step": "3", **UP, "secret": pin, "again": pin})
    assert answer.status_code == 422 and not Person.objects.exists()
    assert f'value="{pin}"' not in answer.content.decode()


def test_a_password_will_do_and_arabic_digits_are_digits(client: Client, db: None) -> None:
    assert secrets.weakness("couscous du jeudi") is None
    assert secrets.weakness("aaaaaaaaaaaa") == "password_short"
    client.post("/fr/people/sign-up/", {"step": "3", **UP, "secret": "٢٨٤٦٩١", "again": PIN})
    assert Person.objects.exists()


def test_what_is_kept_is_slow_and_mixed_with_the_key(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["wolouj.people.secrets.PinHasher"]
    kept = secrets.hashed(PIN)
    assert kept.startswith("scrypt$") and secrets.check_password(secrets.mixed(PIN), kept)
    settings.SECRET_KEY = "another"
    assert not secrets.check_password(secrets.mixed(PIN), kept)


def test_recovery_from_the_desk_to_the_new_pin_ends_every_session(new: Any, post: Any, enter: Any) -> None:
    ftoum, coach = new("Ftoum"), post(new("Karim", phone="0600000002"), Role.COACH)
    actions.give_at_desk(
        for_person=ftoum, coach=coach, ends_on=clock.today() + timedelta(30), by=_by(coach), at=clock.now()
    )
    old, desk = enter(ftoum), enter(coach)
    url = f"/fr/people/desk/{ftoum.id}/code/"
    assert desk.post(url, {}).status_code == 422 and not OneTimeCode.objects.exists()
    shown = desk.post(url, {"here": "on"})
    assert "no-store" in shown["Cache-Control"]
    import re

    code = "".join(re.search(r'total__n"><bdi[^>]*>(\d{4}) (\d{4})', shown.content.decode()).groups())
    assert code not in OneTimeCode.objects.get().hash
    fresh = Client()
    assert fresh.post("/fr/people/recover/", {"phone": PHONE, "code": "00000000"}).status_code == 422
    assert fresh.get("/fr/people/recover/new/").status_code == 302
    assert fresh.post("/fr/people/recover/", {"phone": PHONE, "code": code}).url == "/fr/people/recover/new/"
    assert fresh.post("/fr/people/recover/new/", {"secret": "739152", "again": "739152"}).url == IN
    assert old.get("/fr/people/account/").status_code == 302
    assert sign_in(Client()).status_code == 422 and sign_in(Client(), secret="739152").status_code == 302
    assert Client().post("/fr/people/recover/", {"phone": PHONE, "code": code}).status_code == 422
    assert {"code_issued", "secret_recovered"} <= set(acts())
    assert code not in str(list(AuditLine.objects.values())) and Session.objects.exists()


def _by(person: Person) -> Any:
    from wolouj.foundation.actor import Actor

    return Actor(person=person.id)


def test_a_code_dies_after_half_an_hour_and_when_another_is_issued(new: Any, post: Any) -> None:
    ftoum, boss = post(new("Ftoum"), Role.PERSON), post(new("Hayat", phone="0600000003"), Role.MANAGER)
    first = actions.issue_code(person=ftoum, by=_by(boss), at=AT)
    second = actions.issue_code(person=ftoum, by=_by(boss), at=AT + timedelta(minutes=1))
    try_it = lambda code, minutes: actions.check_code(  # noqa: E731
        phone=PHONE, code=code, ip="1.1.1.1", at=AT + timedelta(minutes=minutes)
    )
    assert try_it(first, 2) is None
    assert try_it(second, 2) is not None
    assert try_it(second, 32) is None


def test_limits_count_guesses_of_codes_too(new: Any) -> None:
    new("Ftoum")
    for n in range(limits.PER_KEY.free):
        assert actions.check_code(phone=PHONE, code=f"{n:08d}", ip=f"1.1.1.{n}", at=AT) is None
    with pytest.raises(limits.TooManyTries):
        actions.find_by_secret(phone=PHONE, secret=PIN, ip="2.2.2.2", at=AT)


def test_the_page_says_when_to_try_again(client: Client, new: Any) -> None:
    new("Ftoum")
    for _ in range(limits.PER_KEY.free):
        sign_in(client, secret="999135")
    page = sign_in(client)
    assert "Trop d’essais" in page.content.decode() and "_auth_user_id" not in client.session
    assert "محاولات كثيرة" in client.post("/ar/people/sign-in/", {"phone": PHONE, "secret": PIN}).content.decode()


def test_changing_the_pin_keeps_this_session_and_ends_the_others(new: Any, enter: Any) -> None:
    ftoum = new("Ftoum")
    here, there = enter(ftoum), enter(ftoum)
    data = {"present": "111111", "secret": "739152", "again": "739152"}
    assert here.post("/fr/people/account/secret/", data).status_code == 422
    assert here.post("/fr/people/account/secret/", data | {"present": PIN}).status_code == 302
    assert here.get("/fr/people/account/").status_code == 200
    assert there.get("/fr/people/account/").status_code == 302
    assert "secret_changed" in acts()
