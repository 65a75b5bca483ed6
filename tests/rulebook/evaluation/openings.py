"""The cases of the chapter, and an opening from a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rulebook.engine.law import HOME, read_yaml
from rulebook.evaluation import Opening, opening_from

USUAL = {
    "day": date(2026, 11, 2),
    "procedure": "open",
    "category": "works",
    "price_mode": "prices",
    "rulebook": "decree",
    "estimate": "1000000.00",
}
CASES = read_yaml(HOME / "evaluation" / "cases.yaml")


def opening(offers: Mapping[str, Any] | list[str] | None, **told: Any) -> Opening:
    """Offers as ``{bidder: amount}`` or ``{bidder: {...}}``, or bare amounts that name themselves."""
    if isinstance(offers, list):
        offers = {amount: amount for amount in offers}
    listed = None
    if offers is not None:
        listed = [
            {"bidder": name, **(offer if isinstance(offer, Mapping) else {"amount": offer})}
            for name, offer in offers.items()
        ]
    return opening_from({**USUAL, **told, "offers": listed})


def case_opening(case: Mapping[str, Any]) -> Opening:
    """The opening a case tells."""
    if (
        strange := case.keys()
        - USUAL.keys()
        - {"it", "offers", "financial_weight", "technical_minimum", "gives", "says", "silent"}
    ):
        raise ValueError(f"{case['it']}: unknown {sorted(strange)}")
    return opening(
        case["offers"],
        **{key: value for key, value in case.items() if key not in {"it", "offers", "gives", "says", "silent"}},
    )
