"""What a desk sends once the network is back: each entry once, two desks as one, nothing lost, nobody twice."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wolouj.foundation.models import AuditLine
from wolouj.gatherings import actions
from wolouj.gatherings.actions import Told
from wolouj.gatherings.models import DeskEntry, Gathering, How
from wolouj.home.cast import Cast

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
EARLIER = AT - timedelta(minutes=20)
DESK, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def cast(lived: Cast) -> Cast:
    return lived


@pytest.fixture
def today(of_today: Gathering) -> Gathering:
    return of_today


class Desk:
    """A device at the door: it sends entries and reads what became of them."""

    def __init__(self, cast: Cast, gathering: Gathering, device: UUID = DESK) -> None:
        self.client, self.device = Client(), device
        self.client.force_login(cast.people["hayat"].user, backend="wolouj.people.backends.SessionBackend")
        self.url = f"/fr/gatherings/{gathering.id}/desk/"

    def sends(self, *entries: dict[str, Any]) -> list[dict[str, Any]]:
        body = json.dumps({"device": str(self.device), "entries": entries})
        answer = self.client.post(f"{self.url}send/", body, content_type="application/json")
        assert answer.status_code == 200, answer.content
        outcomes: list[dict[str, Any]] = answer.json()["outcomes"]
        return outcomes

    def send(self, entry: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
        (outcome,) = self.sends(entry)
        assert outcome["id"] == entry["id"]
        return outcome["state"], outcome["row"]


def entry(did: str, at: datetime = EARLIER, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "did": did, "at": at.isoformat(), "half_day": 1, **more}


def walk_in(name: str, phone: str = "", **more: Any) -> dict[str, Any]:
    return entry("walk_in", told={"name": name, "phone": phone}, **more)


def test_an_entry_sent_again_is_taken_once_with_the_hour_it_was_made(cast: Cast, today: Gathering) -> None:
    desk, one = Desk(cast, today), walk_in("Zahra (échantillon)", "06 61 22 33 44")
    before, lines = today.registrations.count(), AuditLine.objects.count()
    state, row = desk.send(one)
    assert state == "done" and row is not None and row["tail"] == "3344" and row["there"] == {"1": "08:40"}
    written = AuditLine.objects.count()
    assert written > lines
    assert desk.sends(one, one) == [*desk.sends(one), *desk.sends(one)]
    assert today.registrations.count() == before + 1 and AuditLine.objects.count() == written
    kept = today.registrations.get(phone="+212661223344")
    assert kept.arrived_at == EARLIER and kept.walk_in and DeskEntry.objects.get().registration == kept


def test_the_same_person_at_two_desks_is_one(cast: Cast, today: Gathering) -> None:
    here, there = Desk(cast, today), Desk(cast, today, OTHER)
    expected = today.registrations.exclude(phone="")[0]
    assert here.send(entry("arrive", row=str(expected.id)))[0] == "done"
    assert there.send(entry("arrive", row=str(expected.id), at=AT - timedelta(hours=1)))[0] == "known"
    assert here.send(walk_in("Zahra", "0661223344"))[0] == "done"
    assert there.send(walk_in("zahra", "+212 661 22 33 44"))[0] == "known"
    assert today.registrations.filter(phone="+212661223344").count() == 1


def test_two_on_one_phone_stay_two_once_a_person_said_so(cast: Cast, today: Gathering) -> None:
    desk = Desk(cast, today)
    _, mother = desk.send(walk_in("Ftoum", "0661223344"))
    state, other = desk.send(walk_in("Salma", "0661223344"))
    assert state == "phone_taken" and mother is not None and other is not None and other["id"] == mother["id"]
    assert today.registrations.filter(phone="+212661223344").count() == 1
    assert desk.send(walk_in("Salma", "0661223344", sure=True))[0] == "done"
    assert sorted(today.registrations.filter(phone="+212661223344").values_list("phone_rank", flat=True)) == [0, 1]


def test_the_same_name_without_a_phone_is_settled_by_a_person(cast: Cast, today: Gathering) -> None:
    here, there = Desk(cast, today), Desk(cast, today, OTHER)
    assert here.send(walk_in("Moha"))[0] == "done"
    assert here.send(walk_in("Moha"))[0] == "done", "one desk saw them both"
    (outcome,) = there.sends(walk_in("moha"))
    assert outcome["state"] == "same_name" and "Moha" in outcome["why"]
    assert there.send(entry("arrive", row=outcome["row"]["id"]))[0] == "known"
    assert there.send(walk_in("moha", sure=True))[0] == "done"
    assert today.registrations.filter(name_key="moha").count() == 3


def test_who_was_taken_away_meanwhile_is_told_and_not_lost(cast: Cast, today: Gathering) -> None:
    desk, row = Desk(cast, today), today.registrations.all()[0]
    arrives = entry("arrive", row=str(row.id))
    actions.remove(registration=row, by=cast.actor("hayat"), at=AT)
    assert desk.send(arrives)[0] == "gone" and not DeskEntry.objects.exists()
    elsewhere = cast.meetings["held"].gathering.registrations.all()[0]
    assert desk.send(entry("arrive", row=str(elsewhere.id)))[0] == "gone"


def test_a_mistake_is_undone_and_a_badge_is_told_apart_from_a_tap(cast: Cast, today: Gathering) -> None:
    desk, row = Desk(cast, today), today.registrations.all()[0]
    desk.sends(entry("arrive", row=str(row.id), how="qr"))
    assert row.attendances.get().how == "qr"
    assert desk.send(entry("undo", row=str(row.id)))[0] == "done"
    assert desk.send(entry("undo", row=str(row.id)))[0] == "known"
    row.refresh_from_db()
    assert row.arrived_at is None


def test_a_wrong_clock_is_held_between_the_day_before_and_now(cast: Cast, today: Gathering) -> None:
    desk, rows = Desk(cast, today), list(today.registrations.all()[:2])
    desk.sends(entry("arrive", AT + timedelta(days=400), row=str(rows[0].id)))
    desk.sends(entry("arrive", AT - timedelta(days=400), row=str(rows[1].id)))
    marked = [row.attendances.get().at for row in rows]
    assert marked[0] == AT and AT - timedelta(days=2) < marked[1] < AT


@pytest.mark.parametrize(
    "wrong",
    [{"told": {"name": ""}}, {"told": {"name": "A", "phone": "06"}}, {"told": {"name": "A", "sex": "x"}},
     {"told": {"name": "x" * 500}}, {"half_day": 2}, {"half_day": "1"}, {"half_day": True}, {"at": "yesterday"},
     {"at": "2026-11-28T09:00:00"}, {"did": "erase"}, {"told": None}],
)  # fmt: skip
def test_one_wrong_entry_is_told_and_the_others_are_taken(cast: Cast, today: Gathering, wrong: dict[str, Any]) -> None:
    desk = Desk(cast, today)
    outcomes = desk.sends(walk_in("Aïcha"), walk_in("B") | wrong, walk_in("Malika"))
    assert [each["state"] for each in outcomes] == ["done", "wrong", "done"] and outcomes[1]["why"]


@pytest.mark.parametrize("body", ["", "{}", "[]", "x" * 300_000, '{"device":"x","entries":[]}', "[" * 5000,
                                  '{"device":"00000000-0000-0000-0000-000000000001","entries":[7]}'])  # fmt: skip
def test_a_sending_that_is_not_ours_is_refused_whole(cast: Cast, today: Gathering, body: str) -> None:
    desk, before = Desk(cast, today), today.registrations.count()
    answer = desk.client.post(f"{desk.url}send/", body, content_type="application/json")
    assert answer.status_code == 422 and "rien" in answer.json()["error"]
    assert today.registrations.count() == before


def test_the_list_a_device_keeps_holds_no_phone_and_says_until_when(cast: Cast, today: Gathering) -> None:
    desk = Desk(cast, today)
    actions.register(gathering=today, told=Told(name="Zahra", phone="+212661223344"), how=How.DESK,
                     by=cast.actor("hayat"), at=AT, arrives=True)  # fmt: skip
    with CaptureQueriesContext(connection) as seen:
        answer = desk.client.get(f"{desk.url}names/")
    kept = answer.json()
    assert len(seen) <= 11 and answer["Cache-Control"] == "private, no-store"
    assert len(kept["rows"]) == today.registrations.count()
    assert kept["until"] == "2026-11-29T00:00:00+01:00" and kept["halves"] == ["2026-11-29T00:00:00+01:00"]
    phones = today.registrations.exclude(phone="").values_list("phone", flat=True)
    assert not any(phone[4:] in answer.content.decode() for phone in phones)
    assert {tuple(sorted(row)) for row in kept["rows"]} == {("id", "key", "name", "tail", "there")}


def test_the_page_a_device_keeps_names_nobody(cast: Cast, today: Gathering) -> None:
    desk = Desk(cast, today)
    text = desk.client.get(f"{desk.url}kept/").content.decode()
    assert "data-desk" in text and not any(row.name in text for row in today.registrations.all())


def test_the_worker_reaches_the_desk_and_no_other_page(cast: Cast, today: Gathering) -> None:
    answer = Desk(cast, today).client.get(f"/fr/gatherings/{today.id}/desk/worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and "Service-Worker-Allowed" not in answer
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    for end in ("worker.js", "kept/", "names/"):
        assert Client().get(f"/fr/gatherings/{today.id}/desk/{end}").status_code == 302


def test_the_scripts_of_the_desk_stay_light() -> None:
    files = [finders.find(f"gatherings/{name}.js") for name in ("desk", "store", "worker", "leave")]
    assert sum(Path(str(path)).stat().st_size for path in files) < 20_000
