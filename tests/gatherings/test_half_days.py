"""Who was there for which half-day: a tap, a badge, a signed sheet; the desk of that half-day; older rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client

from wolouj.foundation import clock
from wolouj.foundation.models import AuditLine
from wolouj.gatherings import actions, queries
from wolouj.gatherings.actions import Told
from wolouj.gatherings.attending import queries as attending
from wolouj.gatherings.models import Attendance, Gathering, How, Kind, Marked, Registration
from wolouj.gatherings.papers.attendance.context import context
from wolouj.gatherings.personal import export
from wolouj.home.cast import Cast

CASA = ZoneInfo("Africa/Casablanca")
AT = datetime(2026, 11, 28, 9, 0, tzinfo=CASA)
"""The first morning of two days: four half-days."""
NOON, NEXT = AT + timedelta(hours=5), AT + timedelta(days=1)


@pytest.fixture
def cast(lived: Cast) -> Cast:
    return lived


@pytest.fixture
def training(cast: Cast) -> Gathering:
    return actions.open_gathering(
        body=cast.meetings["held"].gathering.body, kind=Kind.TRAINING, day=AT.date(), titles=("تكوين (عينة)", ""),
        places=("", ""), half_days=4, by=cast.actor("hayat"), at=AT,
    )  # fmt: skip


def one(cast: Cast, gathering: Gathering, name: str = "Zahra (échantillon)", **more: Any) -> Registration:
    given = {"gathering": gathering, "how": How.DESK, "by": cast.actor("hayat"), "at": AT} | more
    return actions.register(told=Told(name=name), **given).registration


@pytest.mark.parametrize(
    ("half_days", "day", "hour", "number"),
    [(4, 28, 9, 1), (4, 28, 13, 2), (4, 29, 12, 3), (4, 29, 18, 4), (4, 27, 9, 1), (4, 30, 9, 4), (3, 29, 15, 3),
     (1, 28, 16, 1), (1, 29, 9, 1), (2, 28, 23, 2)],
)  # fmt: skip
def test_the_half_day_of_an_instant(half_days: int, day: int, hour: int, number: int) -> None:
    gathering = Gathering(day=date(2026, 11, 28), half_days=half_days)
    assert gathering.half_day_at(datetime(2026, 11, day, hour, tzinfo=CASA)) == number


def test_each_half_day_is_marked_once_and_the_first_arrival_stays(cast: Cast, training: Gathering) -> None:
    row, by = one(cast, training, arrives=True), cast.actor("hayat")
    assert not actions.mark_arrived(registration=row, by=by, at=AT + timedelta(minutes=1))
    assert actions.mark_arrived(registration=row, by=by, at=NEXT, how=Marked.QR)
    row.refresh_from_db()
    assert row.arrived_at == AT and row.walk_in
    assert list(row.attendances.values_list("half_day", "how")) == [(1, "tap"), (3, "qr")]
    assert AuditLine.objects.filter(act="arrived", object_id=str(row.id)).count() == 2
    assert attending.by_half_day(training) == queries.presence(training).by_half_day == {1: 1, 2: 0, 3: 1, 4: 0}
    assert attending.half_days_of([row.id]) == {row.id: frozenset({1, 3})}


def test_what_is_told_late_may_be_the_first_arrival(cast: Cast, training: Gathering) -> None:
    row, by = one(cast, training), cast.actor("hayat")
    actions.mark_arrived(registration=row, by=by, at=NEXT)
    actions.mark_arrived(registration=row, by=by, at=AT)
    row.refresh_from_db()
    assert row.arrived_at == AT


def test_one_half_day_undone_leaves_the_others(cast: Cast, training: Gathering) -> None:
    row, by = one(cast, training, arrives=True), cast.actor("hayat")
    actions.mark_arrived(registration=row, by=by, at=NEXT)
    assert actions.undo_arrival(registration=row, by=by, at=NEXT, half_day=1)
    row.refresh_from_db()
    assert row.arrived_at == NEXT and queries.presence(training).came == 1
    assert actions.undo_arrival(registration=row, by=by, at=NEXT)
    assert not actions.undo_arrival(registration=row, by=by, at=NEXT)
    row.refresh_from_db()
    assert row.arrived_at is None and queries.presence(training).by_half_day == {1: 0, 2: 0, 3: 0, 4: 0}


def test_the_desk_is_that_of_the_half_day(cast: Cast, training: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    row, url = one(cast, training, arrives=True), f"/fr/gatherings/{training.id}/desk/"
    coach = Client()
    coach.force_login(cast.people["hayat"].user, backend="wolouj.people.backends.SessionBackend")
    arrive = f"/people/{row.id}/arrive/"
    assert arrive not in coach.get(url).content.decode()
    assert arrive in coach.get(f"{url}?half=2").content.decode()
    for wrong in ("0", "5", "x", "²", "9" * 30):
        assert coach.get(f"{url}?half={wrong}").context["half"] == 1
    monkeypatch.setattr(clock, "now", lambda: NOON)
    assert arrive in coach.get(url).content.decode()
    assert coach.post(f"/fr/gatherings{arrive}", {"half": "2"}).url == url
    assert coach.post(f"/fr/gatherings{arrive}", {"half": "3", "how": "qr"}).url == f"{url}?half=3"
    assert list(row.attendances.values_list("half_day", "how")) == [(1, "tap"), (2, "tap"), (3, "qr")]
    coach.post(f"/fr/gatherings/people/{row.id}/undo/", {"half": "2"})
    assert attending.half_days_of([row.id])[row.id] == {1, 3}


def test_the_code_of_a_badge_opens_the_desk_at_her_name(cast: Cast, training: Gathering) -> None:
    row, url = one(cast, training), f"/fr/gatherings/{training.id}/desk/"
    coach = Client()
    coach.force_login(cast.people["hayat"].user, backend="wolouj.people.backends.SessionBackend")
    assert coach.get(url, {"r": str(row.id)}).context["badge"]["id"] == row.id
    other = cast.meetings["held"].gathering.registrations.all()[0]
    for wrong in ("", "x", "\x00", str(other.id), str(training.id)):
        assert coach.get(url, {"r": wrong}).context["badge"] is None
    assert Client().get(url, {"r": str(row.id)}).status_code == 302, "whoever finds a badge sees nothing"


def test_her_receipt_is_a_code_without_her_name(cast: Cast) -> None:
    today = cast.meetings["today"].gathering
    person = {"name": "زهرة أيت علي", "phone": "06 61 22 33 44"}
    answer = Client().post(f"/ar/gatherings/join/{today.code}/", person)
    page = Client().get(answer.url)
    row = today.registrations.get(phone="+212661223344")
    assert page.context["qr"] is not None and str(row.id) in answer.url
    assert "زهرة" not in page.content.decode()
    assert Client().get(answer.url.split("?")[0] + "?r=x").context["qr"] is None


def test_the_sheet_shows_what_is_known_in_the_columns_of_these_days(cast: Cast, training: Gathering) -> None:
    row, by = one(cast, training, arrives=True), cast.actor("hayat")
    actions.mark_arrived(registration=row, by=by, at=NEXT, how=Marked.SHEET)
    seen = context(training, lang="fr", public=False, at=AT)
    assert len(seen["signs"]) == 4 and "Jour" in str(seen["signs"][2])
    assert [bool(cell) for cell in seen["marks_of"][0]] == [True, False, True, False]
    assert "09:00" in str(seen["marks_of"][0][0]) and "signé" in str(seen["marks_of"][0][2])
    training.half_days = 6
    assert len(context(training, lang="ar", public=False, at=AT + timedelta(days=2))["signs"]) == 2
    actions.register(
        gathering=training,
        told=Told(name="Aïcha (échantillon)", keep_ok=True),
        how=How.DESK,
        by=by,
        at=AT,
        arrives=True,
    )
    assert context(training, lang="ar", public=True, at=AT)["marks_of"] == [[]], "a public copy marks nothing"


def test_she_takes_her_half_days_with_her(cast: Cast, training: Gathering) -> None:
    her = cast.people["ftoum"]
    told = Told(name=her.full_name, phone=her.phone)
    actions.register(gathering=training, told=told, how=How.DESK, by=cast.actor("hayat"), at=AT, arrives=True)
    found = [row for row in export(her.id)["registrations"] if row["gathering__title_ar"] == training.title_ar]
    assert [row["half_days"] for row in found] == [[1]] and "id" not in found[0]


def test_rows_older_than_half_days_are_mapped(cast: Cast, training: Gathering) -> None:
    """The migration's own function, on rows as they stood before it."""
    held = cast.meetings["held"].gathering
    early, late, absent = one(cast, training, "A"), one(cast, training, "B"), one(cast, training, "C")
    Registration.objects.filter(pk=early.pk).update(arrived_at=NOON)
    Registration.objects.filter(pk=late.pk).update(arrived_at=AT + timedelta(days=9), how=How.LIST)
    Attendance.objects.all().delete()
    migration: Any = import_module("wolouj.gatherings.migrations.0003_map_arrivals")
    migration.BATCH = 50
    migration.map_arrivals(apps, None)
    mapped = {row.registration_id: (row.half_day, row.how) for row in Attendance.objects.all()}
    assert mapped[early.pk] == (2, "tap") and mapped[late.pk] == (4, "sheet") and absent.pk not in mapped
    assert attending.by_half_day(held) == {1: 114}
    assert len(mapped) == Registration.objects.exclude(arrived_at=None).count()
    for row in Attendance.objects.select_related("registration__gathering"):
        assert row.half_day == row.registration.gathering.half_day_at(row.at)
