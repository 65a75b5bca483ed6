"""``wolouj papers`` as another program drives it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.bids.test_commands import ROOT, SAMPLES, answer, failure, wolouj

SCHEMA = Draft202012Validator(json.loads((ROOT / "wolouj/bids/schema/papers.schema.json").read_text("utf-8")))


def papers(notice: str | Path, structure: str | Path, *more: str) -> Any:
    return wolouj("papers", "--notice", SAMPLES / notice, "--structure", SAMPLES / structure, *more)


def told(tmp_path: Path, sample: str, **change: Any) -> Path:
    """A sample with some keys changed."""
    tree = json.loads((SAMPLES / sample).read_text("utf-8")) | change
    path = tmp_path / sample
    path.write_text(json.dumps(tree), "utf-8")
    return path


def codes(found: dict[str, Any]) -> dict[str, list[str]]:
    return {f"{group['when']}/{group['envelope']}": [p["paper"] for p in group["papers"]] for group in found["groups"]}


@pytest.mark.parametrize("structure", sorted(path.name for path in SAMPLES.glob("structure-*.json")))
@pytest.mark.parametrize("notice", sorted(path.name for path in SAMPLES.glob("notice-*.json")))
def test_every_sample_follows_the_schema(notice: str, structure: str) -> None:
    found = answer(papers(notice, structure, "--json"), 0)
    SCHEMA.validate(found)
    assert (found["outcome"] == "cancelled") is (notice == "notice-cancelled.json")


def test_a_grouping_before_a_tender() -> None:
    found = answer(papers("notice-tender.json", "structure-grouping.json", "--json"), 0)
    mine = {(p["paper"], p["member"]): p for group in found["groups"] for p in group["papers"]}
    assert mine["local_register_certificate", 1]["state"] == "fresh"
    assert mine["ae_register_certificate", 2]["good_until"] == "2027-06-01"
    assert mine["grouping_agreement", None]["shared"] is True
    assert mine["tax_certificate", 1]["may_lapse"] is not None and mine["tax_certificate", 2]["state"] == "missing"
    assert ("cnss_certificate", 2) not in mine


def test_the_exact_list_once_the_rules_are_read(tmp_path: Path) -> None:
    notice = told(tmp_path, "notice-tender.json", asks=[])
    found = answer(papers(notice, "structure-auto-entrepreneur.json", "--json"), 0)
    assert codes(found) == {
        "with_bid/files": [
            *("power_of_attorney", "declaration_on_honour", "ae_register_certificate"),
            *("provisional_guarantee", "technical_note", "initialled_rules"),
        ],
        "with_bid/financial": ["act_of_commitment", "price_schedule"],
        "if_invited/None": ["tax_certificate"],
        "held/None": ["signing_certificate"],
    }


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"rulebook": "own"}, "other_rules"),
        ({"published": "2023-08-31T10:00:00+01:00"}, "before_the_text"),
        ({"cancelled": True}, "cancelled"),
        ({"kind": None}, "procedure_not_told"),
    ],
)
def test_why_nothing_is_listed(tmp_path: Path, change: dict[str, Any], outcome: str) -> None:
    found = answer(papers(told(tmp_path, "notice-tender.json", **change), "structure-company.json", "--json"), 0)
    SCHEMA.validate(found)
    assert found["outcome"] == outcome and found["why"]["ar"] and found["groups"] == []


def test_the_day_of_the_law_and_bad_input(tmp_path: Path) -> None:
    notice = told(tmp_path, "notice-tender.json", published=None)
    on = ("--on", "2025-03-01", "--json")
    assert answer(papers(notice, "structure-company.json", *on), 0)["law_on"] == "2025-03-01"
    assert failure(papers(notice, "structure-company.json", "--on", "1900-01-01", "--json"))["field"] == "--on"
    wrong = told(tmp_path, "notice-tender.json", asks=["caution"])
    error = failure(papers(wrong, "structure-company.json", "--json"))
    assert (error["row"], error["field"]) == (1, "asks")


def test_in_sentences() -> None:
    done = papers("notice-tender.json", "structure-grouping.json")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and len(lines) % 2 == 0
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in lines[1::2])
    assert any("Deuxième enveloppe" in line for line in lines)
    assert any("Atelier Exemple Atlas" in line and "Attestation de régularité fiscale" in line for line in lines)
