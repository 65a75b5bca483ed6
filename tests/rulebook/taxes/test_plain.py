"""The ceilings of a year as data: what ``wolouj ceiling`` promises, name by name."""

from __future__ import annotations

from decimal import Decimal

from rulebook.engine.facts import AeActivity
from rulebook.engine.plain import question_as_json, step_as_json
from rulebook.taxes import Receipts, ceiling
from rulebook.taxes.plain import ceiling_as_json


def test_a_year_over_its_ceiling() -> None:
    received = {2025: Decimal(90000), 2026: Decimal(250000)}
    found = ceiling(Receipts(2026, AeActivity.SERVICES, received, None, {"A": Decimal(90000)}))
    assert ceiling_as_json(found) == {
        "outcome": "over",
        "year": 2026,
        "ceiling": "200000.00",
        "total": "250000.00",
        "left": None,
        "over": "50000.00",
        "clients": [{"name": "A", "paid": "90000.00", "excess": "10000.00", "kept": "3000.00"}],
        "kept": "3000.00",
        "own_tax": "2400.00",
        "steps": [step_as_json(step) for step in found.steps],
        "questions": [question_as_json(one) for one in found.questions],
        "confidence": "likely",
    }
    assert found.steps and found.questions


def test_a_year_under_it() -> None:
    told = ceiling_as_json(ceiling(Receipts(2026, AeActivity.SERVICES, {2026: Decimal("1234.5")}, None, {})))
    assert (told["outcome"], told["left"], told["over"]) == ("under", "198765.50", None)
