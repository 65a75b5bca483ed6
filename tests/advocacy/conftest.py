"""The cast with its cause, pleaded before the region: built once a module, each test rolled back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import make
from wolouj.foundation import clock
from wolouj.home import sample_advocacy
from wolouj.home.cast import Cast
from wolouj.home.sample_advocacy import Pleaded

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DAY = date(2026, 11, 28)


class _Back(Exception):
    """The world of a module is over."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Pleaded]]:
    """Built inside a transaction that is rolled back after the module; a test is a savepoint in it."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                cast = make(AT)
                yield cast, sample_advocacy.pleaded(meeting=cast.meetings["held"], people=cast.people, at=AT)
                raise _Back
        except _Back:
            pass


@pytest.fixture
def cast(world: tuple[Cast, Pleaded], db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return world[0]


@pytest.fixture
def pleaded(cast: Cast, world: tuple[Cast, Pleaded]) -> Pleaded:
    made = world[1]
    for row in (made.cause, made.closed, made.open):
        row.refresh_from_db()
    return made


@pytest.fixture
def enter(cast: Cast) -> Callable[[str], Client]:
    def go(name: str) -> Client:
        browser = Client()
        browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
        return browser

    return go
