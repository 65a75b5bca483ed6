"""``wolouj calendar`` as another program drives it: its schema, its file, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.foundation.test_ics import read_back
from wolouj.notices.commands import calendar

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("notice-*.json"))
TENDER = json.loads((ROOT / "samples" / "notice-tender.json").read_text("utf-8"))
SCHEMA = Draft202012Validator(json.loads((ROOT / "wolouj/notices/schema/calendar.schema.json").read_text("utf-8")))
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def told(tmp_path: Path, capsys: Capture) -> Any:
    """Ask for the days of a document; the answer, checked against the schema."""

    def ask(document: dict[str, Any], *more: str, code: int = 0) -> dict[str, Any]:
        path = tmp_path / "n.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        assert calendar(["--notice", str(path), "--json", *more]) == code
        tree: dict[str, Any] = json.loads(capsys.readouterr().out)
        SCHEMA.validate(tree)
        return tree

    return ask


def by_key(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in tree["milestones"]}


def test_the_days_of_the_sample_by_hand(told: Any) -> None:
    tree = told(TENDER)
    assert tree["law_on"] == "2026-11-09" and tree["outcome"] == "dated" and tree["ics"] is None
    days = {key: one["day"] for key, one in by_key(tree).items() if one["day"]}
    assert days == {
        "last_day_to_ask_a_postponement": "2026-11-23",
        "publicity": "2026-11-30",
        "long_publicity": "2026-12-19",
        "last_change_without_notice": "2026-12-01",
        "last_day_to_ask": "2026-12-01",
        "last_day_to_be_answered": "2026-12-05",
        "bid_deposit": "2026-12-08",
        "opening": "2026-12-08",
        "offers_bind_until": "2027-02-06",
        "approval_notified": "2027-02-06",
    }
    assert by_key(tree)["last_day_to_ask"]["careful_day"] == "2026-11-30"
    assert [q["key"] for q in tree["questions"]] == [
        "deadlines.how_days_are_counted",
        "deadlines.thresholds_of_the_long_delay",
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_follows_the_schema_and_reads_out(path: Path, told: Any, capsys: Capture) -> None:
    tree = told(json.loads(path.read_text("utf-8")))
    assert tree["outcome"] == ("cancelled" if "cancelled" in path.stem else "dated")
    assert calendar(["--notice", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) % 2 == 0 and all(line.startswith("\u2067") for line in lines[1::2])


def test_what_is_told_beside_the_notice_dates_the_rest(told: Any) -> None:
    told_days = {"invited": "2026-12-10", "commission": "2026-12-09", "served": "2027-03-01", "informed": "2026-12-11"}
    found = by_key(told(TENDER, *(part for name, day in told_days.items() for part in (f"--{name}", day))))
    assert found["complement"]["day"] == "2026-12-17"
    assert found["losers_informed"]["day"] == "2026-12-12" and found["waiting_period"]["day"] == "2026-12-24"
    assert found["guarantee_returned"]["day"] == "2026-12-13" and found["guarantee_returned"]["confidence"] == "likely"
    assert found["payment"]["day"] == "2027-04-30" and found["payment_ordered"]["day"] == "2027-04-15"
    assert by_key(told(TENDER, "--opening", "2026-12-10"))["last_day_to_ask"]["day"] == "2026-12-03"
    assert by_key(told(TENDER, "--corrected", "2026-12-03"))["opening_after_a_correction"]["day"] == "2026-12-13"


def test_moroccan_holidays_are_counted(told: Any) -> None:
    on_a_holiday = by_key(told(TENDER | {"deadline": "2027-01-11T10:00:00+01:00"}))["opening"]
    assert on_a_holiday["reason"] == "on_a_holiday" and not on_a_holiday["expected"]
    assert "الاستقلال" in on_a_holiday["text"]["ar"]
    feast = by_key(told(TENDER | {"deadline": "2027-05-17T10:00:00+01:00"}))["opening"]
    assert feast["reason"] == "on_a_holiday" and feast["expected"]


def test_the_law_of_on_when_nobody_told_the_publication(told: Any) -> None:
    tree = told({"kind": "purchase_order", "rulebook": "decree"}, "--on", "2026-11-24")
    assert tree["law_on"] == "2026-11-24" and not any(one["day"] for one in tree["milestones"])
    assert {"deadlines.how_long_it_stays_open", "deadlines.how_long_to_confirm"} == {
        question["key"] for question in tree["questions"]
    }


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"published": "2023-08-31T23:30:00+01:00"}, "before_the_text"),
        ({"rulebook": "own"}, "other_rules"),
        ({"cancelled": True}, "cancelled"),
        ({"kind": None}, "procedure_not_told"),
    ],
)
def test_what_is_not_covered_says_so_and_gives_no_number(
    changes: dict[str, Any], outcome: str, told: Any, tmp_path: Path
) -> None:
    tree = told(TENDER | changes, "--ics", str(tmp_path / "d.ics"))
    assert tree["outcome"] == outcome and tree["why"]["ar"] and tree["milestones"] == []
    assert tree["ics"] is None and not (tmp_path / "d.ics").exists()


def test_the_file_holds_the_days_in_both_languages(told: Any, tmp_path: Path) -> None:
    path = tmp_path / "d.ics"
    tree = told(TENDER, "--ics", str(path))
    assert tree["ics"] == str(path) and sorted(found.name for found in tmp_path.iterdir()) == ["d.ics", "n.json"]
    events = read_back(path.read_bytes())
    written = {event["UID"].partition("-")[0]: event["DTSTART;VALUE=DATE"] for event in events}
    days = {key: one["day"].replace("-", "") for key, one in by_key(tree).items() if one["day"]}
    assert written == {key: day for key, day in days.items() if "publicity" not in key}
    for event in events:
        assert "·" in event["SUMMARY"] and "SAMPLE-07/2026" in event["SUMMARY"]
        assert event["DESCRIPTION"].splitlines()[-1].startswith("decree-")
    again = read_back(path.read_bytes())
    assert [event["UID"] for event in again] == [event["UID"] for event in events]


def test_nothing_to_note_writes_no_file(told: Any, tmp_path: Path) -> None:
    tree = told(TENDER | {"deadline": None, "published": None}, "--ics", str(tmp_path / "d.ics"))
    assert tree["ics"] is None and not (tmp_path / "d.ics").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (["--on", "soon"], "--on"),
        (["--invited", "2026-13-01"], "--invited"),
        (["--served", "1900-01-01"], "--served"),
        (["--invited", "2026-11-08"], "--invited"),
        (["--ics", "/nowhere/at/all/d.ics"], "--ics"),
        (["--tender", "private"], None),
    ],
)
def test_bad_input_is_told_plainly(more: list[str], field: str | None, told: Any) -> None:
    error = told(TENDER, *more, code=2)["error"]
    assert error["field"] == field and error["text"]["fr"] and error["text"]["ar"]


def test_a_deadline_before_the_publication_is_a_slip(told: Any) -> None:
    error = told(TENDER | {"deadline": "2026-11-01T10:00:00+01:00"}, code=2)["error"]
    assert error["field"] == "deadline" and error["file"].endswith("n.json")


def test_the_last_days_of_time_hold(told: Any) -> None:
    assert told(TENDER | {"deadline": "2099-12-31T23:00:00+01:00"})["outcome"] == "dated"
