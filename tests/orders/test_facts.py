"""Days from invoice to payment leave the room only when five orders of three structures stand behind them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.orders.conftest import AT, DAY, World, on
from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.queries import PaymentFact, payment_facts

DAYS = (10, 20, 30, 70, 80)


def paid(world: World, i: int, days: int, who: str) -> Order:
    order = Order.objects.create(
        structure=world.cast.structures[who], buyer="C.", object="x", amount=Decimal(100), opened_at=AT,
        client="local", province="05.081", is_sample=False,
    )  # fmt: skip
    told = [(Kind.INVOICED, 0, 100, None), (Kind.PAID, days - 5, 60, None), (Kind.PAID, days, 30, 10)]
    for kind, day, amount, kept in told:
        Event.objects.create(
            order=order, kind=kind, on=DAY + timedelta(days=day), amount=amount, withheld=kept, told_at=AT
        )
    return order


def facts() -> list[PaymentFact]:
    return payment_facts(since=DAY, until=on(365), limit=60)


def test_a_median_needs_five_orders_of_three_structures(world: World) -> None:
    for i, days in enumerate(DAYS):
        assert not facts()
        order = paid(world, i, days, ("ftoum", "yassine", "karim")[i % 3])
    found = {(fact.client, fact.province): fact for fact in facts()}
    assert set(found) == {("", ""), ("local", ""), ("", "05.081")}
    whole = found["", ""]
    assert (whole.orders, whole.structures, whole.middle, whole.late) == (5, 3, 30, 2)
    last = order.events.get(on=on(80))
    Event.objects.create(order=order, kind=Kind.PAID, on=last.on, told_at=AT, instead_of=last, taken_back=True)
    assert not facts(), "a payment taken back leaves four"


def test_five_orders_of_two_structures_say_nothing(world: World) -> None:
    for i, days in enumerate(DAYS):
        paid(world, i, days, ("ftoum", "yassine")[i % 2])
    assert not facts()
