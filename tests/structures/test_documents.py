"""A structure from outside: what is read, what is refused, and with which words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    Capacity,
    CapacityPerMonth,
    Grouping,
    GroupingForm,
    Paper,
    VatRegime,
    VatStatus,
)
from wolouj.foundation.bad_input import BadInput
from wolouj.structures.documents import SCHEMA, read_structure, write_structure

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("structure-*.json"))


def read(tree: dict[str, Any]) -> Bidder:
    return read_structure(json.dumps(tree, ensure_ascii=False).encode(), file="s.json")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA.tree)
    assert SCHEMA.tree["$id"] == "structure.schema.json"


def test_everything_absent_is_unknown_and_null_is_absent() -> None:
    nothing = read({})
    assert nothing == Bidder() == read(dict.fromkeys(SCHEMA.tree["properties"]))
    assert nothing.activities is None and nothing.papers is None and nothing.turnover_received is None
    told = read({"activities": [], "papers": [], "turnover_received": {}, "identifiers": {}, "serves": []})
    assert (told.activities, told.papers, told.turnover_received) == (frozenset(), (), {})


def test_all_of_it() -> None:
    bidder = read(
        {
            "kind": "auto_entrepreneur",
            "name": "تعاونية تيسليت",
            "activities": [1, 55, 1],
            "ae_activity": "craft",
            "registered_on": "1987-04-02",
            "turnover_received": {"2025": "1000.50", "2026": None},
            "received_by_buyer": {"2026": {"Commune d'Afourer": 71500, "Autre": None}, "2025": None},
            "vat_regime": {"is": "exempt", "stated_on": "2026-02-03", "source": "attestation"},
            "identifiers": {"ice": "001", "if": None, "rib": "", "x_old": "7"},
            "papers": [{"kind": "tax_certificate", "issued": "2026-01-12", "expires": None}, {"kind": "autre"}],
            "excluded": False,
            "capacity": {
                "per_month": [{"quantity": "3000", "unit": "repas", "nature": None}],
                "amount_per_month": 50000,
            },
            "serves": ["Azilal"],
            "abroad": False,
            "represented": True,
            "grouping": {
                "form": "joint",
                "share": "40.5",
                "others": [
                    {"kind": "company", "name": "X", "papers": [{"kind": "powers", "issued": "2026-01-02"}]},
                    {},
                ],
            },
        }
    )
    assert bidder == Bidder(
        kind=BidderKind.AUTO_ENTREPRENEUR,
        name="تعاونية تيسليت",
        activities=frozenset({1, 55}),
        ae_activity=AeActivity.CRAFT,
        registered_on=date(1987, 4, 2),
        turnover_received={2025: Decimal("1000.50")},
        received_by_buyer={2026: {"Commune d'Afourer": Decimal(71500)}},
        vat_regime=VatRegime(VatStatus.EXEMPT, date(2026, 2, 3), "attestation"),
        identifiers={"ice": "001"},
        papers=(Paper("tax_certificate", date(2026, 1, 12)), Paper("autre")),
        excluded=False,
        capacity=Capacity((CapacityPerMonth(Decimal(3000), "repas"),), Decimal(50000)),
        serves=("Azilal",),
        abroad=False,
        represented=True,
        grouping=Grouping(
            GroupingForm.JOINT,
            Decimal("40.5"),
            (Bidder(BidderKind.COMPANY, "X", papers=(Paper("powers", date(2026, 1, 2)),)), Bidder()),
        ),
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read(path: Path) -> None:
    Draft202012Validator(SCHEMA.tree).validate(json.loads(path.read_text(encoding="utf-8")))
    ignored: list[str] = []
    assert read_structure(path.read_bytes(), file=path.name, ignored=ignored).kind
    assert ignored == []


@pytest.mark.parametrize(
    "shape",
    [{}, {"meals": 300}, {"per_month": "300"}, {"per_month": [3]}, {"per_month": {"repas": 3}}, {"monthly": []}],
)
def test_a_capacity_in_another_shape_is_not_known(shape: dict[str, Any]) -> None:
    assert read({"capacity": shape}).capacity is None


@pytest.mark.parametrize(
    ("tree", "row", "field"),
    [
        ({"kind": "sarl"}, None, "kind"),
        ({"registered_on": "1900-01-01"}, None, "registered_on"),
        ({"registered_on": "2100-01-01"}, None, "registered_on"),
        ({"registered_on": "2026-02-30"}, None, "registered_on"),
        ({"registered_on": "2026-02-03T10:00:00+01:00"}, None, "registered_on"),
        ({"papers": [{"kind": "a"}, {"kind": "b", "expires": "1900-01-01"}]}, 2, "papers.expires"),
        ({"papers": [{"issued": "2026-01-01"}]}, 1, "papers.kind"),
        ({"papers": [{"kind": None}]}, 1, "papers.kind"),
        ({"turnover_received": {"2026": "-1"}}, None, "turnover_received.2026"),
        ({"turnover_received": {"2026": "1.234"}}, None, "turnover_received.2026"),
        ({"turnover_received": {"26": "1"}}, None, "turnover_received"),
        ({"turnover_received": "1000"}, None, "turnover_received"),
        ({"received_by_buyer": {"2026": {"a": "x"}}}, None, "received_by_buyer.2026.a"),
        ({"received_by_buyer": {"2026": {"\u202ea": "1"}}}, None, "received_by_buyer.2026"),
        ({"vat_regime": {"is": "franchise"}}, None, "vat_regime.is"),
        ({"vat_regime": {"is": "exempt", "stated_on": "hier"}}, None, "vat_regime.stated_on"),
        ({"vat_regime": "exempt"}, None, "vat_regime"),
        ({"identifiers": {"ice": [123]}}, None, "identifiers.ice"),
        ({"activities": [1, "deux"]}, 2, "activities"),
        ({"excluded": "non"}, None, "excluded"),
        ({"capacity": {"per_month": [{"quantity": "1"}, {"quantity": "-1"}]}}, 2, "capacity.per_month.quantity"),
        ({"capacity": {"amount_per_month": "beaucoup"}}, None, "capacity.amount_per_month"),
        ({"capacity": 3}, None, "capacity"),
        ({"name": "a\u2067b"}, None, "name"),
        ({"identifier": {}}, None, "identifier"),
        ({"abroad": "oui"}, None, "abroad"),
        ({"grouping": {"form": "several"}}, None, "grouping.form"),
        ({"grouping": {"share": "0"}}, None, "grouping.share"),
        ({"grouping": {"share": "100.01"}}, None, "grouping.share"),
        ({"grouping": {"share": "40 %"}}, None, "grouping.share"),
        ({"grouping": {"others": [{}, {"kind": "sarl"}]}}, 2, "grouping.others.kind"),
        (
            {"grouping": {"others": [{}, {"papers": [{"kind": "a", "issued": "1900-01-01"}]}]}},
            2,
            "grouping.others.papers.issued",
        ),
    ],
)
def test_what_is_refused_names_its_row_and_its_field(tree: dict[str, Any], row: int | None, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(tree)
    bad = caught.value
    assert (bad.file, bad.row, bad.field) == ("s.json", row, field)
    assert bad.text.fr and bad.text.ar


def test_a_notice_given_for_a_structure_is_named() -> None:
    with pytest.raises(BadInput, match="avis"):
        read({"kind": "purchase_order", "reference": "1"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_written_is_read_back_the_same(path: Path) -> None:
    bidder = read_structure(path.read_bytes())
    written = write_structure(bidder)
    Draft202012Validator(SCHEMA.tree).validate(written)
    assert read(written) == bidder
    assert write_structure(Bidder()) == {}


def test_the_national_number_is_never_written() -> None:
    assert "cin" not in str(write_structure(read({"identifiers": {"cin": "QA123456", "ice": "1"}})))
