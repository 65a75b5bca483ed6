"""The cast with its association, an investment centre whose officer has an account, and the directory they keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.programme.conftest import AT, enter
from tests.programme.conftest import cast as made_cast
from wolouj.foundation import clock
from wolouj.home import sample_support
from wolouj.home.cast import Cast
from wolouj.people import secrets
from wolouj.people.models import Body
from wolouj.programme.models import Participant
from wolouj.support.models import Offer, Provider, Referral

__all__ = ["AT", "World", "enter"]


@dataclass
class World:
    """Who keeps, who sends, who receives."""

    cast: Cast
    body: Body
    centre: Body
    referrals: list[Referral]
    """Of Ftoum, accepted; of Yassine, waiting since six days, both at the centre; of Ftoum at ODCO, three days."""

    @property
    def waiting(self) -> Referral:
        return self.referrals[1]

    @property
    def training(self) -> Offer:
        return self.referrals[0].offer

    def provider(self, key: str) -> Provider:
        return Provider.objects.get(key=key)

    def offer(self, key: str) -> Offer:
        return Offer.objects.get(key=key)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for a file, inside a transaction that is rolled back after it."""
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        cast = made_cast.__wrapped__(None, patch)  # type: ignore[attr-defined]
        body = Body.objects.get(memberships__person=cast.people["hayat"])
        centre = Body.objects.get(memberships__person=cast.people["nadia"])
        for name, status in (("ftoum", "office"), ("yassine", "auto_entrepreneur")):
            Participant.objects.create(
                body=body, person=cast.people[name], name=f"{name.title()} (échantillon)", phone="+212600000001",
                province="05.081", spoken="tamazight", status=status, born_in=1999, made_at=AT,
            )  # fmt: skip
        referrals = sample_support.lived(body=body, centre=centre, people=cast.people, at=AT)
    patch.undo()
    yield World(cast, body, centre, referrals)
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(built: World, db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(secrets, "hashed", lambda secret: "!")
    rows = [Referral.objects.get(pk=row.pk) for row in built.referrals]
    return World(built.cast, built.body, built.centre, rows)


def caller(world: World, name: str) -> Client:
    """A browser signed in as one of the cast; ``visitor``: nobody."""
    return Client() if name == "visitor" else enter(world.cast, name)
