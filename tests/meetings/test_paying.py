"""What the room of orders counts, as the register of difficulties shows it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from wolouj.difficulties.measures import ENOUGH, LENT
from wolouj.meetings import paying
from wolouj.orders.queries import PaymentFact

AT = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
DAYS = (date(2026, 2, 1), date(2026, 11, 20))


def fact(orders: int, client: str = "") -> PaymentFact:
    return PaymentFact(client, "", orders, 4, 71, 5, *DAYS, False)


def test_waiting_to_be_paid_is_measured_over_all_buyers_and_never_on_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    found = [fact(30, "commune"), fact(ENOUGH)]
    monkeypatch.setattr(paying, "payment_facts", lambda **given: (asked.append(given), found)[1])
    said = LENT["payment"](at=AT, sample=False)
    assert said is not None and (said.number, said.part, said.middle) == (ENOUGH, 5, Decimal(71))
    assert asked[0]["until"] == date(2026, 11, 29) and asked[0]["limit"] == 60, "the day it is in Casablanca"
    found[1] = fact(ENOUGH - 1)
    assert LENT["payment"](at=AT, sample=False) is None
