"""Windows and waits, with time as an argument."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory

from tests.people.conftest import AT, PHONE
from wolouj.people import limits
from wolouj.people.limits import MINUTE, PER_KEY, Door, TooManyTries, enter, passed, wait_until
from wolouj.people.models import SignInAttempt


def test_free_tries_then_waits_that_grow() -> None:
    tries = [AT] * PER_KEY.free
    assert wait_until(tries[1:], PER_KEY, AT) is None
    for n, wait in enumerate(PER_KEY.waits):
        assert wait_until([AT] * (PER_KEY.free + n), PER_KEY, AT) == AT + wait
    assert wait_until([AT] * 50, PER_KEY, AT) == AT + PER_KEY.waits[-1]


def test_the_wait_ends_and_the_window_forgets() -> None:
    tries = [AT] * PER_KEY.free
    assert wait_until(tries, PER_KEY, AT + MINUTE) is None
    assert wait_until([AT] * 50, PER_KEY, AT + PER_KEY.window) is None


def test_a_day_of_guessing_stays_small() -> None:
    """What a patient stranger gets on one phone: out of a million PINs."""
    tries, at = [], AT
    while at < AT + timedelta(days=1):
        opens = wait_until(tries, PER_KEY, at)
        if opens:
            at = opens
        else:
            tries.append(at)
    assert len(tries) < 40


def guess(phone: str, ip: str, at=AT, ok: bool = False) -> None:  # type: ignore[no-untyped-def]
    attempt = enter(Door.SIGN_IN, phone, ip, at=at)
    if ok:
        passed(attempt)


@pytest.mark.django_db
def test_a_success_does_not_wipe_anothers_guesses() -> None:
    for n in range(PER_KEY.free - 1):
        guess(PHONE, f"1.1.1.{n}")
    guess(PHONE, "9.9.9.9", ok=True)
    guess(PHONE, "1.1.1.9")
    with pytest.raises(TooManyTries) as refusal:
        guess(PHONE, "1.1.2.1")
    assert refusal.value.until == AT + MINUTE
    guess(PHONE, "1.1.2.1", at=AT + MINUTE)


@pytest.mark.django_db
def test_one_address_going_through_phones_is_stopped() -> None:
    for n in range(limits.PER_ADDRESS.free):
        guess(f"06000000{n:02d}", "41.0.0.1")
    with pytest.raises(TooManyTries):
        guess("0611111111", "41.0.0.1")
    guess("0611111111", "41.0.0.2")


@pytest.mark.django_db
def test_sign_ups_are_counted_even_when_right() -> None:
    for _ in range(limits.SIGN_UPS.free):
        passed(enter(Door.SIGN_UP, "", "41.0.0.1", at=AT))
    with pytest.raises(TooManyTries):
        enter(Door.SIGN_UP, "", "41.0.0.1", at=AT)
    guess(PHONE, "41.0.0.1")


@pytest.mark.django_db
def test_tries_hold_no_phone_and_go_away() -> None:
    guess(PHONE, "41.0.0.1")
    row = SignInAttempt.objects.get()
    assert "0661" not in row.phone_bucket and "41.0" not in row.ip_bucket
    guess(PHONE, "41.0.0.1", at=AT + timedelta(days=3))
    assert SignInAttempt.objects.count() == 1


def test_the_address_is_the_callers_word_only_behind_a_known_proxy(settings) -> None:  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 41.0.0.7")
    assert limits.client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.client_address(request) == "41.0.0.7"


def test_a_household_in_ipv6_is_one() -> None:
    assert limits._network("2001:db8::1") == limits._network("2001:db8::ffff") != limits._network("2001:db8:0:1::1")
