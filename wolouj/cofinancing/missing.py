"""What a request still needs before the coach may call it complete, in the order of its screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wolouj.cofinancing import plan
from wolouj.cofinancing.models import Item, PieceKind, Request

ANSWERS = ("sells", "buyers", "rivals", "makes", "helpers", "risks")
STEPS = ("idea", "price", "buy", "own", "cash", "send")
"""The questions, in their order: six short screens, each saved at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: a key of the words with its values, and the screen that fills it."""

    key: str
    step: str
    values: dict[str, Any] = field(default_factory=dict)


def gaps(request: Request) -> list[Gap]:
    """Everything that is missing or over a rule. Prefetch ``items__pieces``, ``owns__pieces``."""
    found = _told(request)
    items = list(request.items.all())
    if not items:
        found.append(Gap("gap_items", "buy"))
    for item in items:
        asked, there = quotes_asked(item, request), _quotes(item)
        if there < asked:
            found.append(Gap("gap_quotes", "buy", {"item": item.label, "n": asked, "there": there}))
    owns = list(request.owns.all())
    if not owns:
        found.append(Gap("gap_owns", "own"))
    found += [Gap("gap_own_proof", "own", {"what": own.label}) for own in owns if not own.pieces.all()]
    if items and owns:
        found += [
            Gap(f"gap_{key}", "own", {"most": most})
            for key, most in plan.over(request.financing(), request.terms.rules)
        ]
        if request.financing().asked <= 0:
            found.append(Gap("gap_nothing_asked", "buy"))
    if request.cash is None:
        found.append(Gap("gap_cash", "cash"))
    return found


def _told(request: Request) -> list[Gap]:
    found = []
    if any(not getattr(request, name) for name in ANSWERS):
        found.append(Gap("gap_answers", "idea"))
    costs = request.costs
    if costs is None or not request.unit or request.hopes is None:
        found.append(Gap("gap_price", "price"))
    elif costs.margin <= 0:
        found.append(Gap("gap_loss", "price"))
    return found


def quotes_asked(item: Item, request: Request) -> int:
    """How many quotes of suppliers this line needs."""
    return request.terms.quotes if item.total >= request.terms.quotes_from else 1


def _quotes(item: Item) -> int:
    return sum(1 for piece in item.pieces.all() if piece.kind == PieceKind.QUOTE)


def after(step: str) -> str:
    """The next question; the last one stays."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str:
    """The question before; empty before the first."""
    here = STEPS.index(step)
    return STEPS[here - 1] if here else ""
