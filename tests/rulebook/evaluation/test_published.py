"""The published cases: minutes restated as numbers, read where they stand and never copied here.

They are looked for in ``shared/law`` beside the repository, or in the folder ``WOLOUJ_SHARED`` names. Where they are
absent every test here is skipped, by name, and our own cases (``rulebook/evaluation/cases.yaml``) stand alone.
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
pytestmark = pytest.mark.skipif(
    not FOUND, reason="PUBLISHED CASES NOT CHECKED: no shared/law/worked-examples.json beside"
)


def each(kind: str) -> Any:
    found = EXAMPLES.get(kind, [])
    return pytest.mark.parametrize("told", found or [None], ids=[each["id"] for each in found] or ["absent"])


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
