"""Persons for the tests of this room, and a quick hash: the slow one is tested on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from wolouj.foundation.actor import OPERATOR
from wolouj.people import actions
from wolouj.people.models import Body, Person
from wolouj.people.roles import Role

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
PIN = "284691"
PHONE = "0661 22 33 44"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ROOT_URLCONF = "tests.people.addresses"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


@pytest.fixture
def new(db: None) -> Callable[..., Person]:
    """``new("Ftoum")``: a person with an account."""

    def make(name: str, phone: str = PHONE, secret: str = PIN, **more: Any) -> Person:
        more = {"language": "fr", "at": AT} | more
        return actions.sign_up(full_name=name, phone=phone, secret=secret, **more)

    return make


@pytest.fixture
def body(db: None) -> Body:
    return actions.create_body(name_fr="Association (exemple)", name_ar="جمعية (مثال)", by=OPERATOR, at=AT)


@pytest.fixture
def post(body: Body) -> Callable[..., Person]:
    """``post(person, Role.COACH)``: gives a role in the body."""

    def give(person: Person, role: Role, where: Body | None = None) -> Person:
        actions.appoint(person=person, role=role, body=where or body, by=OPERATOR, at=AT)
        return person

    return give


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    """A browser where this person is signed in."""

    def sign_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(person.user, backend="wolouj.people.backends.SessionBackend")
        return browser

    return sign_in
