"""Two desks and many phones at once: nothing lost, nobody twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from wolouj.foundation.actor import OPERATOR
from wolouj.gatherings import actions
from wolouj.gatherings.actions import PhoneTaken, Told
from wolouj.gatherings.models import Gathering, How, Kind
from wolouj.people.actions import bodies

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DESKS = 4


@pytest.fixture
def gathering(transactional_db: None) -> Gathering:
    body = bodies.create_body(name_fr="Association (échantillon)", name_ar="جمعية (عينة)", by=OPERATOR, at=AT)
    return actions.open_gathering(
        body=body, kind=Kind.MEETING, day=date(2026, 11, 28), titles=("لقاء (عينة)", ""), places=("", ""),
        by=OPERATOR, at=AT,
    )  # fmt: skip


def at_once(work: Any, things: list[Any]) -> list[Any]:
    def one(thing: Any) -> Any:
        try:
            return work(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(DESKS) as desks:
        return list(desks.map(one, things))


def test_the_same_list_typed_at_every_desk_at_once(gathering: Gathering) -> None:
    people = [Told(name=f"Zahra {n} (échantillon)", phone=f"+2126000090{n:02d}") for n in range(12)]

    def register(told: Told) -> bool:
        given = {"gathering": gathering, "told": told, "how": How.DESK, "by": OPERATOR, "at": AT, "arrives": True}
        return actions.register(**given).created

    created = at_once(register, [told for told in people for _ in range(DESKS)])
    assert sum(created) == len(people) == gathering.registrations.count()


def test_a_family_on_one_phone_at_every_desk_at_once(gathering: Gathering) -> None:
    family = [Told(name=f"Enfant {n} (échantillon)", phone="+212600009100") for n in range(DESKS)]

    def register(told: Told) -> str:
        given = {"gathering": gathering, "told": told, "how": How.PHONE, "by": OPERATOR, "at": AT}
        try:
            return str(actions.register(**given).created)
        except PhoneTaken:
            return str(actions.register(**given, shares_phone=True).created)

    assert at_once(register, family) == ["True"] * DESKS
    assert sorted(gathering.registrations.values_list("phone_rank", flat=True)) == list(range(DESKS))
