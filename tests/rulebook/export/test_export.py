"""The law as data: whole, following its schema, the same each time, and readable the way OpenFisca reads parameters."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from rulebook.engine.law import PARAMETERS, Law, NoLongerLaw
from rulebook.engine.rule import RULES
from rulebook.export import SCHEMA, files, law
from rulebook.export.__main__ import main
from rulebook.export.openfisca import number, parameter_files

COMMON = {"description", "metadata", "unit", "reference", "documentation"}
"""The keys OpenFisca allows in a parameter, beside ``values``; in a value it allows ``value`` and ``metadata``."""


@cache
def exported() -> dict:
    return json.loads(files()["law.json"])


def test_it_follows_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(exported())] == []


def test_nothing_is_left_out() -> None:
    tree = exported()
    assert set(tree["parameters"]) == set(PARAMETERS)
    assert set(RULES) <= set(tree["rules"])
    assert {"deadlines.milestones.last_day_to_ask", "evaluation.reference_price"} <= set(tree["rules"])
    assert tree["rules"]["eligibility.tax_is_in_order"]["applied"] == {"purchase_order": "likely"}
    assert tree["rules"]["deadlines.milestones.publicity"]["kind"] == "milestone"
    assert tree["chapters"]["evaluation"]["question"].endswith("?")
    assert tree["chapters"]["purchase_orders"]["words"]["findings"]
    ended = [p for p in tree["parameters"].values() for value in p["values"] if value["value"] is None]
    assert ended
    assert tree["coverage"]["bc.ceiling"]["encoded"] and tree["coverage"]["principles"]["for_humans"]["ar"]
    assert tree["glossary"]["quote"]["mark"] == "to_check"
    assert tree["texts"]["decree-2-22-431"]["contents"][-1]["last"] == 170
    assert tree["texts"]["decree-2-22-431"]["in_force"] == "2023-09-01"


def test_amounts_are_exact_text() -> None:
    assert exported()["parameters"]["purchase_orders.ceiling"]["values"][0]["value"] == "500000.00"


def test_the_same_law_has_the_same_version() -> None:
    assert law()["version"] == exported()["version"]
    assert exported()["version"].startswith(max(p.still_true_on for p in PARAMETERS.values()).isoformat())


def test_every_article_cited_is_in_the_document() -> None:
    tree = exported()
    articles = {key for text in tree["texts"].values() for key in text["articles"]}
    cited = {key for rule in tree["rules"].values() for key in rule["articles"]}
    cited |= {value["article"] for p in tree["parameters"].values() for value in p["values"]}
    assert cited <= articles
    assert {value["source"] for p in tree["parameters"].values() for value in p["values"]} <= set(tree["sources"])


@cache
def openfisca() -> dict[str, str]:
    return dict(parameter_files())


def test_openfisca_reads_the_values_of_each_day() -> None:
    """OpenFisca takes the last value on or before a day; so does our law, once rates are fractions again."""
    for name, parameter in PARAMETERS.items():
        text = openfisca()[f"parameters/{name.replace('.', '/')}.yaml"]
        tree = yaml.load(text, yaml.BaseLoader)
        assert set(tree) <= COMMON | {"values"} and tree["values"]
        for since, dated in tree["values"].items():
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", since) and set(dated) == {"value", "metadata"}
            assert dated["metadata"]["confidence"] in {"certain", "likely", "unsure"}
            try:
                value = Law.on(date.fromisoformat(since))(name)
            except NoLongerLaw:
                assert dated["value"] == "null"
            else:
                assert Decimal(dated["value"]) == value / (100 if parameter.unit == "percent" else 1)


def test_openfisca_has_an_index_for_each_chapter() -> None:
    chapters = {name.partition(".")[0] for name in PARAMETERS}
    for chapter in chapters:
        assert "?" in yaml.load(openfisca()[f"parameters/{chapter}/index.yaml"], yaml.BaseLoader)["description"]


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (Decimal("500000.00"), "MAD", "500000"),
        (Decimal("80000.50"), "MAD", "80000.5"),
        (Decimal("2.5"), "percent", "0.025"),
        (Decimal("0"), "percent", "0"),
        (Decimal("100"), "percent", "1"),
        (Decimal("10"), "day", "10"),
        (None, "MAD", "null"),
    ],
)
def test_a_number_is_written_exactly(value: Decimal | None, unit: str, written: str) -> None:
    assert number(value, unit) == written


def test_the_door_writes_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "plain")])
    assert {path.name for path in (tmp_path / "plain").iterdir()} == {"law.json", "law.schema.json", "README.md"}
    main([str(tmp_path / "all"), "--openfisca"])
    assert (tmp_path / "all/parameters/purchase_orders/ceiling.yaml").is_file()
    assert str(tmp_path / "all" / "law.json") in capsys.readouterr().out
