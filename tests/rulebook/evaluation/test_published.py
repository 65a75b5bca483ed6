"""The published cases: minutes restated as numbers, read where they stand and never copied here.

They are looked for in ``shared/law`` beside the repository, or in the folder ``WOLOUJ_SHARED`` names. Where they are
absent those tests are skipped, by name; the few whose figures stand in the notes' tables are restated below.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rulebook.evaluation import Outcome, Result, evaluate
from tests.rulebook.evaluation.openings import opening

ROOT = Path(__file__).parents[3]
PLACES = [Path(os.environ.get("WOLOUJ_SHARED", ROOT.parent / "shared")), ROOT.parent.parent / "shared"]
FOUND = [
    place / "law" / "worked-examples.json" for place in PLACES if (place / "law" / "worked-examples.json").exists()
]
EXAMPLES: dict[str, list[dict[str, Any]]] = json.loads(FOUND[0].read_text("utf-8")) if FOUND else {}
CENTIME = Decimal("0.01")
WHY = "PUBLISHED CASES NOT CHECKED: no shared/law/worked-examples.json beside"


def each(kind: str) -> Any:
    found = EXAMPLES.get(kind, [])
    absent = [pytest.param(None, id=f"{kind} absent", marks=pytest.mark.skip(WHY))]
    return pytest.mark.parametrize("told", [pytest.param(told, id=told["id"]) for told in found] or absent)


def ranked(amounts: list[str], category: str, estimate: Decimal | str) -> Result:
    return evaluate(opening(amounts, category=category, estimate=str(estimate)))


@each("ref")
def test_reference_price(told: dict[str, Any]) -> None:
    gone = {each["amount"]: each["reason"] for each in told["excluded"]}
    result = ranked([*told["retained"], *gone], told["category"], told["estimate"])
    assert result.reference_price is not None
    assert abs(result.reference_price - Decimal(told["reference_price"])) <= CENTIME
    assert list(result.ranking) == told["order"] and result.first == told["winner"]
    assert {each.bidder: each.reason.value for each in result.excluded} == gone
    assert result.confidence == "certain"


@each("synthetic")
def test_synthetic(told: dict[str, Any]) -> None:
    result = ranked(told["offers"], told["category"], told["estimate"])
    assert result.reference_price == Decimal(told["reference_price"])
    assert list(result.ranking) == told["order"]
    assert sorted(each.bidder for each in result.excluded) == sorted(told["excluded"])


@each("interval")
def test_interval_of_estimates(told: dict[str, Any]) -> None:
    """The published winner comes first for every estimate of the interval, and for none just outside."""
    retained, category, winner = told["retained"], told["category"], told["winner"]
    inside = [told[f"estimate_interval_winner_{side}"] for side in ("below", "above")]
    spans = [(Decimal(low), Decimal(high)) for low, high in filter(None, inside)]
    for low, high in spans:
        for estimate in (low, low + CENTIME, (low + high).quantize(CENTIME) / 2, high - CENTIME):
            result = ranked(retained, category, estimate.quantize(CENTIME))
            assert result.first == winner and not result.excluded, estimate
    for outside in (min(low for low, _ in spans) - CENTIME, max(high for _, high in spans) + CENTIME):
        result = ranked(retained, category, outside)
        assert result.first != winner or result.excluded, outside
    if "published_order" in told:
        low, high = spans[0]
        middle = ((low + high) / 2).quantize(CENTIME)
        assert list(ranked(retained, category, middle).ranking) == told["published_order"]


def test_the_study_and_the_order_of_the_notes() -> None:
    study = evaluate(
        opening(
            {"A": {"amount": "800", "technical": "80"}, "B": {"amount": "1000", "technical": "95"}},
            category="studies",
            estimate="1000",
            financial_weight="30",
            technical_minimum="70",
        )
    )
    totals = {step.values["bidder"]: step.values["total"] for step in study.steps if step.name == "marks"}
    assert totals == {"A": Decimal("86.00"), "B": Decimal("90.50")} and study.first == "B"
    order = evaluate(
        opening(["111744", "69840", "114072", "93120", "102432"], procedure="purchase_order", estimate=None)
    )
    assert list(order.ranking) == ["69840", "93120", "102432", "111744", "114072"]


def test_a_company_with_its_own_rules_is_refused() -> None:
    """OWN-01: no estimate gives the published winner under the decree, and the buyer is told apart before that."""
    offers = ["770520", "841320", "873840", "932040", "957291.60", "964320", "966600", "967800", "753000"]
    assert evaluate(opening(offers, rulebook="own")).outcome is Outcome.NOT_COVERED
    for estimate in range(700_000, 1_000_001, 500):
        result = ranked(offers, "works", Decimal(estimate))
        assert result.first != "770520" or {each.bidder for each in result.excluded} != {"753000"}


def test_the_correction_that_reverses_two_offers() -> None:
    """INT-05: on the amounts announced the other bidder would come first."""
    announced = {"A": "1504656.00", "B": "1504192.80"}
    told = {"A": "1504656.00", "B": {"amount": "1504192.80", "corrected": "1504840.80"}}
    assert evaluate(opening(announced, estimate="1504700.00")).first == "B"
    corrected = evaluate(opening(told, estimate="1504700.00"))
    assert corrected.first == "A" and "corrected" in {step.name for step in corrected.steps}


LOTS = {
    "MAJ-01 lot 1": ("1932024.00", ["1932217.20"] * 3 + ["2105906.16", "2221827.60"]),
    "MAJ-01 lot 2": ("2027328.00", ["2027530.73"] * 3 + ["2209787.52", "2331427.20", "2392247.04"]),
    "MAJ-01 lot 3": ("1159488.00", ["1159603.94"] * 4 + ["1263841.92", "1333411.20"]),
}


@pytest.mark.parametrize("lot", LOTS)
def test_increases_draw_between_the_lowest(lot: str) -> None:
    base, amounts = LOTS[lot]
    offers = {f"b{i}": {"amount": amount, "kind": "company"} for i, amount in enumerate(amounts)}
    result = evaluate(opening(offers, category="services", price_mode="increase", estimate=base))
    assert result.outcome is Outcome.DRAW and not result.excluded
    assert result.draw_between == tuple(name for name in offers if offers[name]["amount"] == amounts[0])


def test_cooperatives_among_twelve_equals() -> None:
    """MAJ-03: the estimate is not printed; any that makes 71,371.13 an increase of 0.01 % leaves the thirteenth out."""
    offers = {f"b{i:02}": {"amount": "71371.13", "kind": "cooperative" if i < 4 else "company"} for i in range(12)}
    offers["thirteenth"] = {"amount": "71364.71", "kind": "company"}
    for estimate in ("71363.99", "71364.00"):
        result = evaluate(opening(offers, category="services", price_mode="increase", estimate=estimate))
        assert result.outcome is Outcome.DRAW and result.preferred == ("b00", "b01", "b02", "b03")
        assert [gone.bidder for gone in result.excluded] == ["thirteenth"] and len(result.draw_between) == 12


@pytest.mark.parametrize(
    ("category", "estimate", "offer", "kept"),
    [
        ("services", "12000", "14400", True),
        ("services", "147200", "143880", True),
        ("supplies", "120000", "86400", False),
    ],
    ids=["LIM-01", "LIM-04", "LIM-06"],
)
def test_published_bounds(category: str, estimate: str, offer: str, kept: bool) -> None:
    assert bool(ranked([offer], category, estimate).ranking) is kept
