"""The cast built once a module, whatever each test does to it undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from tests.cast import make
from wolouj.foundation import clock
from wolouj.gatherings.models import Gathering
from wolouj.home.cast import Cast

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        yield make(AT)
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def lived(built: Cast, db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast at nine in the morning of the day's meeting."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    return built


@pytest.fixture
def of_today(lived: Cast) -> Gathering:
    """The day's meeting, read anew: no test sees what another did to it."""
    return Gathering.objects.select_related("body").get(pk=lived.meetings["today"].pk)
