"""The cast with accepted people, given to a coach; built once a file, rolled back after each test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.programme.conftest import cast as programme_cast
from wolouj.coaching.actions import caseload
from wolouj.coaching.models import Following
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home import sample_programme
from wolouj.home.cast import Cast
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Body, Person
from wolouj.people.roles import Role
from wolouj.programme.actions import intake
from wolouj.programme.models import Application, Call, Decision, Participant, State

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
cast = programme_cast


@dataclass
class World:
    """An association, its coaches, its accepted people."""

    cast: Cast
    body: Body
    call: Call
    second_coach: Person
    files: dict[str, Participant]

    def actor(self, name: str) -> Actor:
        return Actor(person=self.second_coach.id) if name == "ali" else self.cast.actor(name)


def accept(participant: Participant, call: Call) -> None:
    """A decision accepts her."""
    row = Application.objects.create(
        call=call, participant=participant, how="coach", begun_at=AT, received_at=AT, answered_at=AT,
        number=Application.objects.filter(call=call).count() + 1, state=State.SELECTED,
    )  # fmt: skip
    Decision.objects.create(
        application=row, outcome="selected", reason_ar="نعم", reason_fr="Oui", door="training", decided_at=AT
    )


@pytest.fixture
def world(cast: Cast) -> World:
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    ali = accounts.sign_up(full_name="Ali", phone="0600000020", language="fr", secret="284691", at=AT)
    bodies.appoint(person=ali, role=Role.COACH, body=body, by=OPERATOR, at=AT)
    by = cast.actor("rachid")
    programme = sample_programme.prepared(body=body, by=by, at=AT - timedelta(days=120))
    call = sample_programme.opened(
        programme=programme, number=1, closes=AT.date() + timedelta(9), by=by, at=AT - timedelta(5), places=9, reserve=2
    )
    files = {}
    for name, province in (("ftoum", "05.081"), ("yassine", "05.091")):
        files[name] = Participant.objects.create(
            body=body, person=cast.people[name], name=name.title(), phone="+212600000001", province=province,
            made_at=AT, is_sample=True,
        )  # fmt: skip
    files["itto"] = Participant.objects.create(body=body, name="Itto", province="05.081", made_at=AT)
    for row in files.values():
        accept(row, call)
    return World(cast, body, call, ali, files)


@pytest.fixture
def given(world: World) -> dict[str, Following]:
    """All three files with Hayat, from that instant."""
    hayat, by = world.cast.people["hayat"], world.actor("rachid")
    return {name: caseload.give(participant=row, coach=hayat, by=by, at=AT) for name, row in world.files.items()}


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def enter(person: Person) -> Client:
    browser = Client()
    browser.force_login(person.user, backend="wolouj.people.backends.SessionBackend")
    return browser


__all__ = ["AT", "World", "accept", "cast", "clock", "enter", "given", "intake", "kept", "world"]
