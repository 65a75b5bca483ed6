"""How long people wait to be paid, set beside the difficulty that says so: what the room of orders counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rulebook.engine.format import local
from rulebook.engine.law import PARAMETERS
from wolouj.difficulties.measures import ENOUGH, YEAR, Measure
from wolouj.orders.queries import payment_facts

DELAYS = ("deadlines.payment_ordered", "deadlines.payment_made")
"""To order the payment, then to make it."""


def waited(*, at: datetime, sample: bool) -> Measure | None:
    """Days from the invoice to the money, over every order wholly paid in the year; ``None`` on too few. One query."""
    until = local(at).date()
    held = [PARAMETERS[name].on(until) for name in DELAYS]
    limit = int(sum((one.value for one in held if one and one.value is not None), Decimal(0)))
    for fact in payment_facts(since=until - YEAR, until=until, limit=limit, sample=sample):
        if not fact.client and not fact.province and fact.orders >= ENOUGH:
            return Measure("payment", fact.orders, fact.late, Decimal(fact.middle), fact.since, fact.until, sample)
    return None
