"""``wolouj petition`` as another program drives it: every commune of the country, its schema, what it refuses."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rulebook.engine.law import Law
from rulebook.petitions import required_signatures
from wolouj.guides.petitions.commands import petition
from wolouj.guides.tools.petition import answer
from wolouj.reference import territories
from wolouj.reference.petitioning import petition_to, provinces_that_count

ROOT = Path(__file__).parents[2]
NOTES = ROOT.parent / "shared" / "law" / "context.md"
SCHEMA = Draft202012Validator(
    json.loads((ROOT / "wolouj/guides/petitions/schema/petition.schema.json").read_text("utf-8"))
)
Capture = pytest.CaptureFixture[str]
ON = ("--on", "2026-11-28")


@pytest.fixture
def told(capsys: Capture) -> Any:
    """Ask about a petition; the answer, checked against the schema."""

    def ask(*args: str, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        assert petition([*args, *(() if "--on" in args else ON), "--json"]) == code
        printed = capsys.readouterr()
        tree: dict[str, Any] = json.loads(printed.out)
        SCHEMA.validate(tree)
        if code == 2:
            assert printed.err.count("\n") == 1 and "Traceback" not in printed.err
        return tree

    return ask


def by_rule(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["rule"].partition(".")[2]: one for one in tree["findings"]}


def test_every_commune_of_the_country_has_its_number() -> None:
    law, numbers = Law.on(date(2026, 11, 28)), Counter()
    for commune in territories.communes():
        required = required_signatures(petition_to(commune), law).exact
        expected = 400 if commune.arrondissements else 100 if commune.population < 35_000 else 200
        assert required == expected, commune
        numbers[required] += 1
    assert sum(numbers.values()) == 1503 and numbers[400] == 6
    assert numbers == {100: 1349, 200: 148, 400: 6}


def test_every_province_and_every_region_too(told: Any) -> None:
    whole = [p for p in territories.provinces() if p.type != "prefecture_of_arrondissements"]
    assert len(whole) == 75
    assert {told("--province", p.code)["signatures"] for p in whole[:3]} == {300}
    expected = {"01": 500, "02": 400, "03": 500, "04": 500, "05": 400, "06": 500, "07": 500, "08": 400}
    expected |= {"09": 500, "10": 300, "11": 300, "12": 300}
    for code, number in expected.items():
        tree = told("--region", code)
        assert (tree["signatures"], tree["confidence"], tree["to_be_confirmed"]) == (number, "certain", False)
        assert tree["in_each_province"] == number // 20
        assert len(tree["provinces"]) == len(provinces_that_count(territories.place(code)))  # type: ignore[arg-type]
    assert sum(len(told("--region", code)["provinces"]) for code in expected) == 75


def test_the_numbers_of_our_notes_for_one_region() -> None:
    if not NOTES.exists():
        pytest.skip("the notes on the law are not at hand")
    rows = re.findall(r"^(05\d{7})\|[^|]*\|[^|]*\|[UR]\|(\d+)\|(\d+)$", NOTES.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 135
    law = Law.on(date(2026, 11, 28))
    for code, population, signatures in rows:
        place = territories.by_digits(code)
        assert place is not None and place.population == int(population)
        assert required_signatures(petition_to(place), law).exact == int(signatures), code


def test_a_commune_says_to_be_confirmed(told: Any) -> None:
    tree = told("--commune", "05.081.01.01")
    assert (tree["signatures"], tree["confidence"], tree["to_be_confirmed"]) == (200, "likely", True)
    assert tree["place"]["population"] == 48138 and tree["place"]["census"] == 2024
    assert "confirmer" in tree["figures"][0]["text"]["fr"] and tree["outcome"] == "unknown"
    assert tree["in_each_province"] is None and tree["provinces"] == []
    assert "petitions.exact_wording" in {one["key"] for one in tree["questions"]}
    for same in ("050810101", "Azilal", "أزيلال", "commune d'Azilal", "AZILAL"):
        assert told("--commune", same) == tree, same
    assert told("--commune", "001511010")["place"]["code"] == "01.511.01.0"
    assert told("--commune", "001511010")["signatures"] == 400


def test_a_region_counted_province_by_province(told: Any) -> None:
    counts = ("05.091=390", "Azilal=20", "05255=20", "Khénifra=20")
    asked = [part for count in counts for part in ("--count", count)]
    tree = told("--region", "05", *asked)
    assert (tree["gathered"], tree["missing"], tree["enough"], tree["outcome"]) == (None, None, None, "unknown")
    tree = told("--region", "05", *asked, "--count", "05.311=0", code=1)
    assert (tree["gathered"], tree["missing"], tree["enough"], tree["outcome"]) == (450, 20, False, "not_met")
    assert [one["missing"] for one in tree["provinces"]] == [0, 0, 0, 0, 20]
    assert tree["provinces"][-1]["name"]["ar"] == "خريبكة"
    tree = told("--region", "05", *asked, "--count", "05.311=20", "--filed", "2026-11-20")
    assert (tree["gathered"], tree["missing"], tree["enough"], tree["outcome"]) == (470, 0, True, "unknown")
    found = by_rule(tree)
    assert found["two_sites_say_otherwise"]["values"] == {"elsewhere": 600}
    assert found["next_sessions"]["values"]["first"] == "2027-03-01"
    assert {one["name"]: one["value"] for one in tree["figures"]}["refusal_by"] == "2027-01-20"


def test_casablanca_asks_how_its_prefectures_count(told: Any) -> None:
    tree = told("--region", "06")
    assert len(tree["provinces"]) == 9
    assert "petitions.prefectures_of_arrondissements" in {one["key"] for one in tree["questions"]}
    assert "petitions.prefectures_of_arrondissements" not in {one["key"] for one in told("--region", "05")["questions"]}


def test_the_state_and_motions(told: Any) -> None:
    tree = told("--state", "petition", "--signatures", "3999", code=1)
    assert (tree["place"], tree["signatures"], tree["missing"]) == (None, 4000, 1)
    tree = told("--state", "motion")
    assert (tree["level"], tree["signatures"], tree["to_be_confirmed"]) == ("motion", 20000, False)


def test_an_association_files_without_counting_signatures(told: Any) -> None:
    tree = told("--region", "05", "--by", "association", "--founded", "2025-01-01", code=1)
    assert (tree["signatures"], tree["missing"], tree["provinces"]) == (None, None, [])
    assert by_rule(tree)["association_is_old_enough"]["values"]["first"] == "2028-01-02"
    commune = told("--commune", "05.081.01.01", "--by", "association", "--founded", "1990-05-05", "--members", "40")
    assert by_rule(commune)["association_has_enough_members"]["confidence"] == "unsure"


def test_it_reads_out_in_both_languages(capsys: Capture) -> None:
    assert petition(["--region", "05", "--count", "05.091=10", *ON]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) % 2 == 0 and all(line.startswith("\u2067") for line in lines[1::2])
    assert any("il manque" in line for line in lines)


@pytest.mark.parametrize(
    ("args", "field", "row"),
    [
        (["--commune", "99.999.99.99"], "--commune", None),
        (["--commune", ""], "--commune", None),
        (["--commune", "ouled"], "--commune", None),
        (["--commune", "05.081"], "--commune", None),
        (["--province", "05.081.01.01"], "--province", None),
        (["--region", "Atlantis"], "--region", None),
        (["--province", "06.141.01.10"], "--province", None),
        (["--region", "05", "--signatures", "-1"], "--signatures", None),
        (["--region", "05", "--signatures", "1,5"], "--signatures", None),
        (["--region", "05", "--signatures", "1 000"], "--signatures", None),
        (["--region", "05", "--signatures", "99999999"], "--signatures", None),
        (["--region", "05", "--count", "05.091"], "--count", 1),
        (["--region", "05", "--count", "05.091=ten"], "--count", 1),
        (["--region", "05", "--count", "05.081=1", "--count", "Azilal=2"], "--count", 2),
        (["--region", "05", "--count", "01.511=4"], "--count", 1),
        (["--region", "06", "--count", "06.141.01.10=4"], "--count", 1),
        (["--commune", "05.081.01.01", "--count", "05.081=4"], "--count", None),
        (["--region", "05", "--count", "05.081=4", "--signatures", "3"], "--count", None),
        (["--region", "05", "--filed", "20/11/2026"], "--filed", None),
        (["--region", "05", "--founded", "1750-01-01"], "--founded", None),
        (["--region", "05", "--members", "many"], "--members", None),
        (["--region", "05", "--on", "2023-08-31"], "--on", None),
        (["--region", "05", "--on", "soon"], "--on", None),
        (["--region", "05", "--commune", "05.081.01.01"], None, None),
        (["--state", "king"], None, None),
        ([], None, None),
    ],
)
def test_bad_input_is_told_plainly(args: list[str], field: str | None, row: int | None, told: Any) -> None:
    error = told(*args, code=2)["error"]
    assert (error["field"], error["row"], error["file"]) == (field, row, None)
    assert error["text"]["fr"] and error["text"]["ar"]


def test_a_prefecture_of_arrondissements_is_no_council() -> None:
    inner = territories.place("06.141.01.10")
    assert inner is not None
    with pytest.raises(ValueError, match=r"lies in 06\.141"):
        petition_to(inner)


def test_the_page_says_when_only_the_spread_is_open() -> None:
    at = datetime(2026, 11, 28, 10, tzinfo=UTC)
    region = territories.place("05")
    enough = answer({"place": region, "signatures": 400}, at=at)
    assert (enough.sign, enough.word.fr) == ("watch", "Le nombre y est, reste la répartition")
    assert answer({"place": region, "signatures": 399}, at=at).word.ar == "ينقص توقيع واحد"
    assert answer({"place": territories.place("05.081"), "signatures": 300}, at=at).sign == "go"
