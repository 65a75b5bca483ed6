"""An order recalls what waits for a hand: once a step, to its people, without an amount."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.orders.conftest import AT, World, later
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.outbox.models import Message
from wolouj.orders.facts import road_of
from wolouj.orders.models import Kind
from wolouj.orders.queries import order_of
from wolouj.orders.reminding import tell
from wolouj.orders.waiting import standing

pytestmark = pytest.mark.django_db


def told(at: datetime) -> int:
    return tell(by=OPERATOR, at=at)["order"]


def test_an_invoice_not_handed_in_is_recalled_once_three_days_after_acceptance(world: World) -> None:
    order = world.delivered()
    world.tell(order, Kind.RECEIVED, 5)
    assert told(later(7)) == 0
    assert told(later(8)) == 1
    assert told(later(9)) == 0
    row = Message.objects.get(kind="order")
    assert row.person == world.cast.people["ftoum"].id and str(order.id) in row.path
    world.tell(order, Kind.INVOICED, 9, amount=order.amount, number="F-7", how="office")
    assert told(later(12)) == 0


def test_a_late_payment_is_recalled_at_each_step_and_no_more_once_it_came(world: World) -> None:
    order = world.invoiced()
    found = order_of(order.id)
    assert found is not None
    due = standing(road_of(found), on=later(10).date()).due
    assert due is not None
    last = (due - AT.date()).days
    steps = [told(later(last + n)) for n in (0, 1, 2, 14, 15, 29, 30, 40)]
    assert steps == [0, 1, 0, 0, 1, 0, 1, 0]
    for row in Message.objects.filter(kind="order"):
        assert f"{order.amount:.0f}" not in row.title + row.text + row.short, "no amount on a phone"
        assert row.title and row.text and row.why


def test_a_payment_told_in_time_and_an_order_asleep_recall_nothing(world: World) -> None:
    order = world.invoiced()
    assert told(later(6 + 181 + 100)) == 0, "nothing was told of it for half a year"
    world.tell(order, Kind.PAID, 20, amount=order.amount)
    assert told(later(100)) == 0
