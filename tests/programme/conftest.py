"""The cast with the programme of its association."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.cast import PINS
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.home import sample_programme
from wolouj.home.cast import NAMES, PHONES, Cast
from wolouj.home.sample_programme import Lived
from wolouj.people import secrets
from wolouj.people.actions import accounts, bodies, mandates
from wolouj.people.models import Body
from wolouj.people.roles import Role

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The people of the cast and their association, without their structures and notices: quick to build."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(secrets, "hashed", lambda secret: "!")
    made = Cast()
    for name, (full_name, name_ar, language) in NAMES.items():
        made.people[name] = accounts.sign_up(
            full_name=full_name, name_ar=name_ar, phone=PHONES[name], language=language, secret=PINS[name], at=AT,
            is_sample=True,
        )  # fmt: skip
    body = bodies.create_body(name_fr="Association", name_ar="جمعية", by=OPERATOR, at=AT, is_sample=True)
    for name, role in (
        ("hayat", Role.COACH),
        ("rachid", Role.MANAGER),
        ("souad", Role.FINANCE),
        ("ftoum", Role.PERSON),
    ):
        bodies.appoint(person=made.people[name], role=role, body=body, by=OPERATOR, at=AT)
    centre = bodies.create_body(name_fr="Centre", name_ar="مركز", by=OPERATOR, at=AT, is_sample=True)
    bodies.appoint(person=made.people["nadia"], role=Role.OFFICER, body=centre, by=OPERATOR, at=AT)
    bodies.appoint(person=made.people["admin"], role=Role.ADMINISTRATOR, body=centre, by=OPERATOR, at=AT)
    mandates.give_mandate(
        for_person=made.people["ftoum"], holder=made.people["salma"], ends_on=AT.date() + timedelta(days=60),
        by=made.actor("ftoum"), at=AT,
    )  # fmt: skip
    return made


@pytest.fixture
def body(cast: Cast) -> Body:
    return Body.objects.get(memberships__person=cast.people["hayat"])


@pytest.fixture
def lived(cast: Cast, body: Body) -> Lived:
    return sample_programme.lived(
        body=body, manager=cast.actor("rachid"), coach=cast.actor("hayat"), people=cast.people, at=AT
    )


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser
