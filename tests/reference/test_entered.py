"""What people looked up: the house's own file, a file given, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rulebook.payment import Entry, Quarter
from wolouj.foundation.bad_input import BadInput
from wolouj.reference.entered import SCHEMA, LookedUp, looked_up, quarter_of, read_looked_up
from wolouj.reference.natures import natures

ROOT = Path(__file__).parents[2]
ONE = {"answer": True, "read_on": "2026-10-01", "source": "circulaire"}


def read(**tree: Any) -> LookedUp:
    return read_looked_up(json.dumps(tree).encode(), file="entered.json")


def test_the_house_has_entered_nothing_yet() -> None:
    assert looked_up() == LookedUp()


def test_whatever_the_house_enters_is_about_a_nature_that_exists() -> None:
    assert set(looked_up().answers.listed) <= set(natures())


def test_the_sample_follows_the_schema() -> None:
    sample = (ROOT / "samples" / "entered.json").read_bytes()
    Draft202012Validator(SCHEMA.tree).validate(json.loads(sample))
    found = read_looked_up(sample)
    assert found.rates[Quarter(2026, 2)].percent == Decimal("2.20")
    assert found.answers.listed[12].source == "SAMPLE" and found.answers.orders_registered is None


def test_everything_is_read() -> None:
    found = read(
        orders_are_registered=ONE | {"answer": False},
        duty_counts_vat=ONE,
        withholding_floor_by_invoice=ONE,
        services_under_vat_withholding=[ONE | {"nature": 3, "answer": False}],
        treasury_rates=[{"quarter": "2025-Q4", "percent": 2.5, "read_on": "2026-01-05", "source": "Trésor"}],
    )
    day = date(2026, 10, 1)
    assert found.answers.orders_registered == Entry(False, day, "circulaire")
    assert found.answers.duty_on_vat == found.answers.floor_by_invoice == Entry(True, day, "circulaire")
    assert found.answers.listed == {3: Entry(False, day, "circulaire")}
    rate = found.rates[Quarter(2025, 4)]
    assert (rate.percent, rate.on, rate.source) == (Decimal("2.5"), date(2026, 1, 5), "Trésor")


RATE = {"quarter": "2026-Q1", "percent": "2", "read_on": "2026-04-01", "source": "Trésor"}
BAD: dict[str, tuple[dict[str, Any], int | None, str]] = {
    "no source": ({"duty_counts_vat": {"answer": True, "read_on": "2026-10-01"}}, None, "duty_counts_vat.source"),
    "empty source": ({"duty_counts_vat": ONE | {"source": " "}}, None, "duty_counts_vat.source"),
    "no day": ({"duty_counts_vat": {"answer": True, "source": "x"}}, None, "duty_counts_vat.read_on"),
    "a day that is none": ({"duty_counts_vat": ONE | {"read_on": "2026-02-30"}}, None, "duty_counts_vat.read_on"),
    "yes in letters": ({"duty_counts_vat": ONE | {"answer": "yes"}}, None, "duty_counts_vat.answer"),
    "a quarter that is none": ({"treasury_rates": [RATE | {"quarter": "2026-Q5"}]}, 1, "treasury_rates.quarter"),
    "a rate in French": ({"treasury_rates": [RATE | {"percent": "2,15"}]}, 1, "treasury_rates.percent"),
    "a rate below zero": ({"treasury_rates": [RATE | {"percent": -1}]}, 1, "treasury_rates.percent"),
    "a quarter twice": ({"treasury_rates": [RATE, RATE]}, 2, "treasury_rates.quarter"),
    "a nature twice": (
        {"services_under_vat_withholding": [ONE | {"nature": 3}, ONE | {"nature": 3}]},
        2,
        "services_under_vat_withholding.nature",
    ),
    "not a list": ({"treasury_rates": RATE}, None, "treasury_rates"),
    "a slip": ({"treasury_rate": [RATE]}, None, "treasury_rate"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_entries_name_their_place(name: str) -> None:
    tree, row, field = BAD[name]
    with pytest.raises(BadInput) as refused:
        read(**tree)
    assert (refused.value.row, refused.value.field) == (row, field)
    assert refused.value.text.fr and refused.value.text.ar


@pytest.mark.parametrize("text", ["2026-Q0", "2026-Q5", "2026Q1", "26-Q1", "2026-q1", "1999-Q1", "2026-Q1 "])
def test_what_is_no_quarter(text: str) -> None:
    assert quarter_of(text) is None
    assert quarter_of("2026-Q4") == (2026, 4)
