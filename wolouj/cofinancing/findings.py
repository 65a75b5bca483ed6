"""What the figures of a plan say: sentences as keys of the words with their values, for a page or for a paper."""

from __future__ import annotations

from typing import Any

from rulebook.engine import format as fmt
from wolouj.cofinancing import plan
from wolouj.cofinancing.models import Request

Finding = tuple[str, dict[str, Any]]


def findings(request: Request) -> list[Finding]:
    """Break-even, then the cash of twelve months, as far as she told her figures."""
    return [*_prices(request), *_cash(request)]


def _prices(request: Request) -> list[Finding]:
    costs = request.costs
    if costs is None or not request.unit:
        return []
    unit, units = fmt.isolate_auto(request.unit), plan.break_even(costs)
    if units is None:
        return [("even_never", {"unit": unit, "price": costs.price, "cost": costs.cost})]
    found: list[Finding] = [
        ("even_margin", {"unit": unit, "margin": costs.margin}),
        ("even_units", {"unit": unit, "n": units, "week": plan.a_week(units), "fixed": costs.fixed}),
    ]
    if request.hopes is not None:
        found.append(("even_enough" if request.hopes >= units else "even_short", {"n": request.hopes}))
    return found


def _cash(request: Request) -> list[Finding]:
    cash = request.cash
    if cash is None:
        return []
    month, least = cash.lowest
    if cash.short_in is not None:
        return [("cash_short", {"month": cash.short_in, "amount": -least, "lowest": month})]
    return [("cash_holds", {"month": month, "amount": least})]
