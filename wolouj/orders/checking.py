"""A story that holds: things in their order, no day to come, no amount that nothing explains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.orders.facts import ZERO, Road
from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.states import AFTER, MONEY, ONCE

OLDEST = timedelta(days=5 * 366)
"""An older day is a slip of the year."""


def check(order: Order, events: Sequence[Event], *, told: Event | None, on: date) -> None:
    """Refuse events that cannot all be true, ``told`` being the one just said (``None``: one was taken away).

    Raises:
        BadInput: in words for who typed it, ``field`` naming the box: ``on``, ``amount``, ``note``.
    """
    road = Road(order, tuple(events))
    if told is not None:
        _check_day(told, on)
        _check_amounts(road, told)
    for event in events:
        _check_place(road, Kind(event.kind), event.on, told)
    for kind in ONCE:
        if len(road.of(kind)) > 1:
            raise _bad("once", None, told)
    if len(road.of(Kind.LIFTED)) > len(road.of(Kind.RESERVED)):
        raise _bad("nothing_to_lift", None, told)
    if told is None and not _sums_hold(road):
        raise _bad("others_stand_on_it", None, None)


def _check_day(told: Event, on: date) -> None:
    if told.on > on:
        raise BadInput(pair("orders.day_to_come"), field="on")
    if told.on < on - OLDEST:
        raise BadInput(pair("orders.day_too_old"), field="on")


def _check_place(road: Road, kind: Kind, day: date, told: Event | None) -> None:
    """The event that must come before did, and not later."""
    before = AFTER[kind]
    if before is None:
        return
    first, hers = road.first(before), told is not None and told.kind == kind
    if first is not None and first <= day:
        return
    if not hers:
        raise _bad("others_stand_on_it", None, told)
    if first is None:
        raise BadInput(pair(f"orders.needs_{before}"), field="on")
    raise BadInput(pair(f"orders.before_{before}", day=first), field="on")


def _check_amounts(road: Road, told: Event) -> None:
    """Beyond what the order allows, a reason is asked: a mistake of one figure costs a refused invoice."""
    if told.kind in MONEY and told.amount is None:
        raise BadInput(pair("orders.amount_needed"), field="amount")
    if told.kind == Kind.INVOICED and road.invoiced > road.order.amount and not told.note:
        raise BadInput(pair("orders.over_order", most=road.order.amount, total=road.invoiced), field="note")
    if told.kind in MONEY and road.received + road.withheld > road.invoiced and not told.note:
        came = road.received + road.withheld
        raise BadInput(pair("orders.over_invoiced", most=road.invoiced, total=came), field="note")
    if told.kind == Kind.CLOSED and (road.outside > ZERO or not road.of(Kind.PAID)) and not told.note:
        raise BadInput(pair("orders.closed_unpaid"), field="note")


def _sums_hold(road: Road) -> bool:
    """After something was taken back: what is left still explains itself."""
    noted = any(event.note for event in road.events if event.kind in MONEY)
    return noted or road.received + road.withheld <= road.invoiced


def _bad(key: str, field: str | None, told: Event | None) -> BadInput:
    return BadInput(pair(f"orders.{key}"), field=field or ("on" if told is not None else None))
