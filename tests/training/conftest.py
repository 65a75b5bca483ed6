"""The first edition of the cast's programme, its people accepted and trained: built once a file."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import PINS
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.home import sample_programme, sample_selection, sample_training
from wolouj.home.cast import NAMES, PHONES, Cast
from wolouj.home.sample_training import Trained
from wolouj.people import secrets
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Body
from wolouj.people.roles import Role
from wolouj.programme.models import Call

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@dataclass
class World:
    """The cast, the call that accepted three of eight, and the training they had."""

    cast: Cast
    body: Body
    call: Call
    trained: Trained


def build() -> World:
    """The people of the cast and their association, without their structures and notices: quick to build."""
    made = Cast()
    for name, (full_name, name_ar, language) in NAMES.items():
        made.people[name] = accounts.sign_up(
            full_name=full_name, name_ar=name_ar, phone=PHONES[name], language=language, secret=PINS[name], at=AT,
            is_sample=True,
        )  # fmt: skip
    body = bodies.create_body(name_fr="Association", name_ar="جمعية", by=OPERATOR, at=AT, is_sample=True)
    centre = bodies.create_body(name_fr="Centre", name_ar="مركز", by=OPERATOR, at=AT, is_sample=True)
    for name, role, place in (
        ("hayat", Role.COACH, body), ("rachid", Role.MANAGER, body), ("ftoum", Role.PERSON, body),
        ("nadia", Role.OFFICER, centre), ("karim", Role.MANAGER, centre),
    ):  # fmt: skip
        bodies.appoint(person=made.people[name], role=role, body=place, by=OPERATOR, at=AT)
    manager, coach = made.actor("rachid"), made.actor("hayat")
    lived = sample_programme.lived(body=body, manager=manager, coach=coach, people=made.people, at=AT)
    # A small edition, whatever the size of the demo's: three accepted of eight.
    lived.first.places, lived.first.reserve = 3, 2
    lived.first.save(update_fields=["places", "reserve"])
    sample_selection.lived(lived.first, people=made.people, manager=manager, coach=coach, at=AT - timedelta(days=35))
    trained = sample_training.lived(call=lived.first, people=made.people, at=AT)
    return World(made, body, lived.first, trained)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once, inside a transaction that is rolled back after the tests of the file."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: AT)
        patch.setattr(secrets, "hashed", lambda secret: "!")
        around = transaction.atomic()
        around.__enter__()
        made = build()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(built: World, db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world of one's own: what a test does to it is undone after it."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    return copy.deepcopy(built)


def enter(world: World, name: str) -> Client:
    """A browser signed in as one of the cast."""
    browser = Client()
    browser.force_login(world.cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser
