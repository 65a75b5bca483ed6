"""The life of an order: opened once, told in its order, corrected without forgetting, its clock by the law."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.orders.conftest import AT, World, later, on
from wolouj.bids.models import State
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.orders import actions, queries
from wolouj.orders.facts import Road, living, road_of
from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.waiting import Wait, standing

LAW_DAYS = 60
"""Of decree 2-16-344, article 2: 45 days to order the payment, 15 to make it."""


def fresh(order: Order) -> Road:
    found = queries.order_of(order.id)
    assert found is not None
    return road_of(found)


def test_a_won_quote_opens_one_order_with_its_buyer_and_total(world: World) -> None:
    order = world.order()
    assert world.order().id == order.id and Order.objects.count() == 1
    assert order.buyer == world.quote.notice.buyer.name and not order.won_elsewhere
    assert order.amount > 0 and order.is_sample == world.quote.is_sample
    assert AuditLine.objects.filter(act="order_opened", object_id=str(order.id)).count() == 1


def test_a_quote_that_is_not_won_opens_nothing(world: World) -> None:
    world.quote.state = State.SENT
    with pytest.raises(actions.NotNow):
        world.order()
    assert not Order.objects.exists()


def test_an_order_told_by_hand_says_so(world: World) -> None:
    told = actions.ByHand(buyer="Commune (échantillon)", object="Gâteaux", amount=Decimal("900.00"))
    by, structure = world.cast.actor("ftoum"), world.cast.structures["ftoum"]
    order = actions.open_by_hand(structure=structure, told=told, by=by, at=AT)
    assert order.won_elsewhere and order.contest() is None and order.is_sample


def test_the_road_from_the_signed_order_to_the_last_dirham(world: World) -> None:
    order = world.order()
    seen = [standing(fresh(order), on=on(0)).wait]
    for kind, day, told in (
        (Kind.CONFIRMED, 0, {}), (Kind.DELIVERED, 3, {}), (Kind.RESERVED, 4, {}), (Kind.LIFTED, 5, {}),
        (Kind.RECEIVED, 5, {}), (Kind.INVOICED, 6, {"amount": order.amount}), (Kind.PAID, 20, {"amount": order.amount}),
        (Kind.CLOSED, 21, {}),
    ):  # fmt: skip
        world.tell(order, kind, day, **told)
        seen.append(standing(fresh(order), on=on(day)).wait)
    assert seen == [
        Wait.ORDER, Wait.DELIVERY, Wait.ACCEPTANCE, Wait.REDO, Wait.ACCEPTANCE, Wait.INVOICE, Wait.PAYMENT, Wait.PAID,
        Wait.CLOSED,
    ]  # fmt: skip
    assert fresh(order).days_to_payment == 14
    with pytest.raises(actions.NotNow):
        world.tell(order, Kind.REMINDED, 22)


@pytest.mark.parametrize(
    ("kind", "day", "told", "field"),
    [
        (Kind.DELIVERED, -1, {}, "on"),
        (Kind.DELIVERED, 1, {}, "on"),
        (Kind.INVOICED, 0, {}, "amount"),
        (Kind.INVOICED, 0, {"amount": Decimal("999999.00")}, "note"),
        (Kind.CLOSED, 0, {}, "note"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    world: World, kind: Kind, day: int, told: dict[str, Decimal], field: str
) -> None:
    order = world.order()
    world.tell(order, Kind.CONFIRMED, 0)
    if kind is Kind.INVOICED:
        world.tell(order, Kind.DELIVERED, 0)
    before = Event.objects.count(), AuditLine.objects.count()
    with pytest.raises(BadInput) as refused:
        world.tell(order, kind, day, at=0, **told)
    assert refused.value.field == field
    assert (Event.objects.count(), AuditLine.objects.count()) == before


def test_more_than_the_order_allows_passes_with_its_reason(world: World) -> None:
    order = world.delivered()
    more = order.amount + 1
    world.tell(order, Kind.INVOICED, 6, amount=more, note="Un repas de plus, demandé par écrit")
    with pytest.raises(BadInput):
        world.tell(order, Kind.PAID, 7, amount=more + 1)
    world.tell(order, Kind.PAID, 7, amount=more + 1, note="Intérêts compris")
    assert fresh(order).settled and fresh(order).outside == 0


def test_what_the_payer_keeps_is_not_outside(world: World) -> None:
    order = world.invoiced()
    kept = Decimal("10.00")
    world.tell(order, Kind.PAID, 9, amount=order.amount - kept - 5, withheld=kept)
    assert fresh(order).outside == 5
    world.tell(order, Kind.PAID, 10, amount=Decimal(5))
    assert fresh(order).settled and fresh(order).withheld == kept


@pytest.mark.parametrize(("days", "wait", "late"), [(LAW_DAYS, Wait.PAYMENT, 0), (LAW_DAYS + 1, Wait.LATE, 1)])
def test_the_last_day_is_in_time_and_the_next_one_is_late(world: World, days: int, wait: Wait, late: int) -> None:
    order = world.invoiced()  # accepted on day 5, papers on day 6: the later of the two counts
    now = standing(fresh(order), on=on(6 + days))
    assert (now.wait, now.days_late, now.due) == (wait, late, on(6 + LAW_DAYS))
    assert any("decree-2-16-344/2" in step.articles for step in now.steps)


def test_without_acceptance_no_day_runs(world: World) -> None:
    order = world.delivered()
    world.tell(order, Kind.INVOICED, 6, amount=order.amount)
    now = standing(fresh(order), on=on(200))
    assert (now.wait, now.due, now.days_late) == (Wait.CLOCK, None, 0)


def test_a_company_is_not_bound_by_the_decree(world: World) -> None:
    order = world.invoiced()
    actions.describe(order=order, client="other", province="", reference="", by=world.cast.actor("ftoum"), at=later(7))
    now = standing(fresh(order), on=on(200))
    assert (now.wait, now.due) == (Wait.UNBOUND, None)


def test_paid_in_two_parts_one_of_them_late(world: World) -> None:
    order = world.invoiced()
    half = (order.amount / 2).quantize(Decimal("0.01"))
    world.tell(order, Kind.PAID, 30, amount=half)
    assert standing(fresh(order), on=on(67)).wait is Wait.LATE
    world.tell(order, Kind.PAID, 70, amount=order.amount - half)
    now = standing(fresh(order), on=on(100))
    assert (now.wait, now.days_late) == (Wait.PAID_LATE, 4)
    assert [leg.owed.days for leg in now.legs] == [0, 4]
    assert all(leg.owed.low is None or leg.owed.days == 0 for leg in now.legs), "no rate is known, so no amount is told"


def test_a_correction_keeps_what_was_said_before(world: World) -> None:
    order = world.invoiced()
    paid = world.tell(order, Kind.PAID, 9, amount=Decimal(5))
    said = actions.Told(on=on(8), amount=Decimal(6))
    made = actions.correct(event=paid, told=said, by=world.cast.actor("ftoum"), at=later(11))
    road = fresh(order)
    assert road.received == 6 and made in road.events and paid not in road.events
    assert Event.objects.filter(pk=paid.pk, amount=5).exists()
    with pytest.raises(actions.NotNow):
        actions.correct(event=paid, told=said, by=world.cast.actor("ftoum"), at=later(12))
    actions.take_back(event=made, why="Une autre commande", by=world.cast.actor("ftoum"), at=later(12))
    assert fresh(order).received == 0 and Event.objects.filter(order=order, kind=Kind.PAID).count() == 3


def test_nothing_is_taken_from_under_what_stands_on_it(world: World) -> None:
    order = world.invoiced()
    delivered, invoiced = fresh(order).of(Kind.DELIVERED)[0], fresh(order).of(Kind.INVOICED)[0]
    by = world.cast.actor("ftoum")
    with pytest.raises(BadInput, match="repose dessus"):
        actions.take_back(event=delivered, why="non", by=by, at=later(9))
    with pytest.raises(BadInput, match="repose dessus"):
        actions.correct(event=delivered, told=actions.Told(on=on(8)), by=by, at=later(9))
    world.tell(order, Kind.PAID, 9, amount=Decimal(5))
    with pytest.raises(BadInput):
        actions.take_back(event=invoiced, why="non", by=by, at=later(9))
    with pytest.raises(BadInput):
        actions.take_back(event=fresh(order).of(Kind.PAID)[0], why=" ", by=by, at=later(9))


def event(kind: Kind, day: int, amount: int | None = None) -> Event:
    told = None if amount is None else Decimal(amount)
    return Event(kind=kind, on=date(2026, 1, 1) + timedelta(days=day), amount=told, told_at=AT)


@given(
    asked=st.lists(st.integers(1, 900), min_size=1, max_size=3), came=st.lists(st.integers(1, 900), max_size=4),
    served=st.integers(0, 40), asked_on=st.integers(0, 40), look=st.integers(40, 300),
)  # fmt: skip
def test_the_clock_never_invents_money_nor_days(
    asked: list[int], came: list[int], served: int, asked_on: int, look: int
) -> None:
    """Every dirham asked is in exactly one part; a part is late by the days after acceptance, papers and sixty days."""
    order = Order(amount=Decimal(2700), client="local")
    events = [event(Kind.CONFIRMED, 0), event(Kind.DELIVERED, 0), event(Kind.RECEIVED, served)]
    events += [event(Kind.INVOICED, asked_on, amount) for amount in asked]
    events += [event(Kind.PAID, 41 + i, amount) for i, amount in enumerate(came)]
    road, day = Road(order, living(events)), date(2026, 1, 1) + timedelta(days=max(look, 45))
    now = standing(road, on=day)
    assert sum(leg.amount for leg in now.legs) == sum(asked)
    outside = sum((leg.amount for leg in now.legs if leg.paid_on is None), Decimal(0))
    assert outside == road.outside == max(sum(asked) - sum(came), 0)
    due = date(2026, 1, 1) + timedelta(days=max(served, asked_on) + LAW_DAYS)
    for leg in now.legs:
        assert leg.owed.due == due and leg.owed.days == max(((leg.paid_on or day) - due).days, 0)
    late = outside > 0 and day > due
    assert (now.wait is Wait.LATE) == late
