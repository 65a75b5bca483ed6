"""An order's events as a road: what holds today, its days and its sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.states import AFTER, ONCE

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Road:
    """One order and the events that hold, the earliest first. Amounts are MAD, taxes included."""

    order: Order
    events: tuple[Event, ...]

    def of(self, kind: Kind) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if event.kind == kind]

    def first(self, kind: Kind) -> date | None:
        """The first day of a kind."""
        return next((event.on for event in self.events if event.kind == kind), None)

    def last(self, kind: Kind) -> date | None:
        """The last day of a kind."""
        return max((event.on for event in self.of(kind)), default=None)

    @property
    def invoiced(self) -> Decimal:
        """What was asked of the buyer."""
        return sum((event.amount or ZERO for event in self.of(Kind.INVOICED)), ZERO)

    @property
    def received(self) -> Decimal:
        """What reached the bank."""
        return sum((event.amount or ZERO for event in self.of(Kind.PAID)), ZERO)

    @property
    def withheld(self) -> Decimal:
        """What the payer kept."""
        return sum((event.withheld or ZERO for event in self.of(Kind.PAID)), ZERO)

    @property
    def outside(self) -> Decimal:
        """What was asked and has neither come nor been kept."""
        return max(self.invoiced - self.received - self.withheld, ZERO)

    @property
    def settled(self) -> bool:
        """Invoiced, and nothing is outside any more."""
        return self.invoiced > 0 and self.outside == 0

    @property
    def open_reservations(self) -> int:
        """Reservations not lifted yet."""
        return max(len(self.of(Kind.RESERVED)) - len(self.of(Kind.LIFTED)), 0)

    @property
    def closed(self) -> bool:
        """Whether she said that it is over."""
        return bool(self.of(Kind.CLOSED))

    @property
    def days_to_payment(self) -> int | None:
        """From the first invoice to the payment that settled it; ``None`` while it is not settled."""
        asked, came = self.first(Kind.INVOICED), self.last(Kind.PAID)
        return (came - asked).days if self.settled and asked is not None and came is not None else None


def road_of(order: Order) -> Road:
    """The road of an order. Reads ``events`` from memory when the query prefetched them."""
    return Road(order, living(order.events.all()))


def living(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that hold: neither corrected nor taken back, the earliest first."""
    told = list(events)
    replaced = {event.instead_of_id for event in told}
    held = [event for event in told if event.pk not in replaced and not event.taken_back]
    return tuple(sorted(held, key=lambda event: (event.on, event.told_at, str(event.pk))))


def may_tell(road: Road, kind: Kind) -> bool:
    """Whether ``kind`` may be told now."""
    if road.closed or (kind in ONCE and road.of(kind)):
        return False
    if kind is Kind.LIFTED:
        return road.open_reservations > 0
    if kind is Kind.INTEREST:
        return bool(road.of(Kind.INVOICED))
    before = AFTER[kind]
    return before is None or bool(road.of(before))
