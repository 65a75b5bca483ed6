"""The cast with a petition of its association: the people, without their structures and notices."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.cast import PINS
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home import sample_petitions
from wolouj.home.cast import NAMES, PHONES, Cast
from wolouj.people import secrets
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Body
from wolouj.people.roles import Role
from wolouj.petitions.models import Petition

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DAY = date(2026, 11, 28)


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The people of the cast, their association, and another body."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(secrets, "hashed", lambda secret: "!")
    made = Cast()
    for name, (full_name, name_ar, language) in NAMES.items():
        made.people[name] = accounts.sign_up(
            full_name=full_name, name_ar=name_ar, phone=PHONES[name], language=language, secret=PINS[name], at=AT,
            is_sample=True,
        )  # fmt: skip
    body = bodies.create_body(name_fr="Association", name_ar="جمعية", by=OPERATOR, at=AT, is_sample=True)
    for name, role in (("hayat", Role.COACH), ("rachid", Role.MANAGER), ("ftoum", Role.PERSON)):
        bodies.appoint(person=made.people[name], role=role, body=body, by=OPERATOR, at=AT)
    centre = bodies.create_body(name_fr="Centre", name_ar="مركز", by=OPERATOR, at=AT, is_sample=True)
    for name, role in (("nadia", Role.OFFICER), ("karim", Role.MANAGER), ("admin", Role.ADMINISTRATOR)):
        bodies.appoint(person=made.people[name], role=role, body=centre, by=OPERATOR, at=AT)
    return made


@pytest.fixture
def body(cast: Cast) -> Body:
    return Body.objects.get(memberships__person=cast.people["hayat"])


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.actor("rachid")


@pytest.fixture
def petition(body: Body, by: Actor) -> Petition:
    """To the council of the region, its conditions answered, nobody has signed."""
    return sample_petitions.to_the_region(body=body, by=by, at=AT)


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser
