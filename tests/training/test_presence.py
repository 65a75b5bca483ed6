"""Presence by half-day: tap, badge, signed sheet; how much each person attended."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.training.attacked import photo
from tests.training.conftest import AT, World, enter
from wolouj.foundation import clock, uploads
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.gatherings.models import Attendance, Gathering
from wolouj.training import queries
from wolouj.training.actions import presence, sessions
from wolouj.training.actions.sessions import Plan
from wolouj.training.attending import Attended, begun, of_group, over
from wolouj.training.models import Session, SignedSheet

EVENING = AT.replace(hour=18)


def test_a_tap_a_badge_and_a_sheet_are_one_presence(world: World) -> None:
    session, by = world.trained.workshop, world.cast.actor("hayat")
    row = queries.expected_at(session)[0]
    presence.mark_here(expected=row, half_day=1, by=by, at=AT)
    presence.mark_here(expected=row, half_day=1, how="qr", by=by, at=AT)
    there = {row.learner_id: [1, 2]}
    assert presence.write_sheet(session=session, there=there, by=by, at=EVENING) == 1
    marks = Attendance.objects.filter(registration=row.registration_id).order_by("half_day")
    assert [(mark.half_day, mark.how) for mark in marks] == [(1, "tap"), (2, "sheet")]
    assert presence.write_sheet(session=session, there=there, by=by, at=EVENING) == 0, "the same again changes nothing"
    assert AuditLine.objects.filter(act="sheet_written", object_id=str(session.pk)).count() == 1
    assert presence.write_sheet(session=session, there={}, by=by, at=EVENING) == 2
    assert not marks.all().exists()


def test_a_half_day_to_come_cannot_be_signed(world: World) -> None:
    session, by = world.trained.workshop, world.cast.actor("hayat")
    key = queries.expected_at(session)[0].learner_id
    with pytest.raises(BadInput):
        presence.write_sheet(session=session, there={key: [1, 2]}, by=by, at=AT)
    assert not Attendance.objects.filter(registration__gathering=session.gathering).exists(), "nothing half-written"
    row = queries.expected_at(session)[0]
    enter(world, "hayat").post(f"/fr/training/expected/{row.pk}/arrive/", {"half": "2"})
    assert not Attendance.objects.filter(registration__gathering=session.gathering).exists()


def test_half_days_begin_and_are_held() -> None:
    three = Gathering(day=date(2026, 11, 28), half_days=3)
    assert [begun(three, AT + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [0, 1, 3, 3]
    assert begun(three, EVENING) == 2
    assert [over(three, three.day + timedelta(days=n)) for n in (-1, 0, 1, 9)] == [0, 2, 3, 3]


SHARES = [(0, 0, 0, False), (8, 10, 80, True), (79, 100, 79, False), (19, 24, 79, False)]


@pytest.mark.parametrize(("there", "held", "percent", "enough"), SHARES)
def test_a_share_is_never_rounded_up(there: int, held: int, percent: int, enough: bool) -> None:
    attended = Attended(there, held)
    assert (attended.percent, attended.reaches(80)) == (percent, enough)


def test_who_left_is_counted_for_what_she_was_expected_at(world: World) -> None:
    group = world.trained.group
    found = of_group(group, on=AT.date())
    assert sorted((one.there, one.held) for one in found.values()) == [(19, 24), (23, 24), (23, 24)]
    sessions.plan_session(
        group=group, module=world.trained.path.modules.all()[0], by=world.cast.actor("rachid"), at=AT,
        plan=Plan(day=AT.date() + timedelta(days=9), places=("", "x"), half_days=4, trainer_name="S"),
    )  # fmt: skip
    assert of_group(group, on=AT.date()) == found, "what is to come asks nothing yet"


def test_the_desk_of_a_half_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, session = enter(world, "hayat"), world.trained.workshop
    rows = queries.expected_at(session)
    browser.post(f"/fr/training/expected/{rows[0].pk}/arrive/", {"half": "1", "how": "qr"})
    assert Attendance.objects.get(registration=rows[0].registration_id).how == "qr"
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    page = browser.get(f"/fr/training/sessions/{session.pk}/").content.decode()
    assert page.count("/arrive/") == 3, "the afternoon begins with nobody"
    morning = browser.get(f"/fr/training/sessions/{session.pk}/?half=1").content.decode()
    assert morning.count("/arrive/") == 2 and "Badge lu" in morning
    badge = browser.get(f"/fr/training/sessions/{session.pk}/?r={rows[1].registration_id}").content.decode()
    assert 'value="qr"' in badge
    assert 'value="qr"' not in browser.get(f"/fr/training/sessions/{session.pk}/?r=nothing").content.decode()


def test_the_signed_sheet_comes_back_with_its_scan(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    browser, session = enter(world, "hayat"), world.trained.workshop
    path, rows = f"/fr/training/sessions/{session.pk}/sheet/", queries.expected_at(session)
    ticked = {f"half-{rows[0].learner_id}-1": "1", f"half-{rows[0].learner_id}-9": "1", "half-x-1": "1"}
    browser.post(path, ticked | {"known": ""})
    assert [
        (mark.half_day, mark.how) for mark in Attendance.objects.filter(registration__gathering=session.gathering)
    ] == [(1, "sheet")]
    presence.mark_here(expected=rows[1], half_day=2, by=world.cast.actor("hayat"), at=EVENING)
    browser.post(path, ticked | {"known": f"half-{rows[0].learner_id}-1"})
    assert Attendance.objects.filter(registration__gathering=session.gathering).count() == 2, (
        "tapped meanwhile: it stays"
    )
    assert browser.post(path, {"file": ""}).status_code == 422
    assert Attendance.objects.filter(registration__gathering=session.gathering).count() == 2, (
        "no file is no empty sheet"
    )
    browser.post(path, ticked | {"known": f"half-{rows[0].learner_id}-1 half-{rows[1].learner_id}-2"})
    assert Attendance.objects.filter(registration__gathering=session.gathering).count() == 1, "cleared: it goes"
    assert browser.post(path, {"file": photo()}).status_code == 302
    kept = SignedSheet.objects.get()
    assert f"/fr/training/sheets/{kept.pk}/turn/" in browser.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/fr/training/sheets/{kept.pk}/turn/")
    kept.refresh_from_db()
    with kept.file.open("rb") as file, Image.open(file) as turned:
        assert turned.size == (80, 60) and len(list(tmp_path.rglob("*.jpg"))) == 1
    shown = browser.get(f"/fr/training/sheets/{kept.pk}/")
    assert shown["Content-Type"] == "image/jpeg" and b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    wrong = photo()
    wrong.file.seek(0)
    wrong.file.write(b"MZ")
    wrong.file.seek(0)
    assert browser.post(path, {"file": wrong}).status_code == 422
    assert SignedSheet.objects.count() == 1
    assert browser.post(f"/fr/training/sheets/{kept.pk}/remove/").status_code == 404, "the manager's to remove"
    with django_capture_on_commit_callbacks(execute=True):
        enter(world, "rachid").post(f"/fr/training/sheets/{kept.pk}/remove/")
    assert not SignedSheet.objects.exists() and not list(tmp_path.rglob("*.jpg"))


def test_a_session_keeps_so_many_scans(world: World, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    session, by = world.trained.workshop, world.cast.actor("hayat")
    SignedSheet.objects.bulk_create(
        SignedSheet(session=session, file=f"training/{i}.jpg", added_at=AT) for i in range(presence.MOST_SHEETS)
    )
    with pytest.raises(BadInput):
        presence.keep_sheet(session=session, file=uploads.clean(photo()), by=by, at=AT)


def test_an_officer_marks_the_session_she_teaches_and_prints_its_sheet(world: World) -> None:
    browser = enter(world, "nadia")
    hers = Session.objects.get(trainer=world.cast.people["nadia"])
    row = queries.expected_at(hers)[0]
    assert browser.post(f"/fr/training/expected/{row.pk}/undo/", {"half": "1"}).status_code == 302
    assert Attendance.objects.filter(registration=row.registration_id).count() == 1
    assert browser.get(f"/ar/training/sessions/{hers.pk}/badges-ar.pdf").content.startswith(b"%PDF")
    assert browser.get(f"/ar/training/sessions/{hers.pk}/poster-ar.pdf").status_code == 404
