"""Whose turn it is, since when, until when: the clock of an order, by the rulebook's chapter of payment.

The law counts from the day the service was recorded *and* the papers were handed in; we take the day of acceptance and
the day the invoice was handed in, the later of the two, and say so. Reservations, missing papers and the rate of late
interest are not settled by the texts we read: they are questions with somebody to ask, never figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rulebook.engine.calculation import Noted
from rulebook.engine.verdict import Question
from rulebook.payment import Client, Debt, Interest, late_interest
from rulebook.payment.interest import Owed
from wolouj.orders.facts import ZERO, Road
from wolouj.orders.models import Event, Kind
from wolouj.reference.holidays import holidays_of_morocco

SOON = timedelta(days=3)
"""An invoice is best handed in within three days of acceptance: a way of working, not a rule of law."""


class Wait(StrEnum):
    """Where an order stands, as one thing awaited."""

    ORDER = "order"
    """The buyer's signed order has not come."""
    DELIVERY = "delivery"
    REDO = "redo"
    """Reservations wait for her hand."""
    ACCEPTANCE = "acceptance"
    INVOICE = "invoice"
    CLOCK = "clock"
    """Invoiced, but nobody recorded the service: no day runs as far as we know."""
    PAYMENT = "payment"
    LATE = "late"
    UNBOUND = "unbound"
    """Invoiced, and the law we hold gives this buyer no day."""
    PAID_LATE = "paid_late"
    """All of it came, after its day: interest may be owed."""
    PAID = "paid"
    CLOSED = "closed"


HERS = frozenset({Wait.DELIVERY, Wait.REDO, Wait.INVOICE, Wait.LATE})
"""What waits for her own hand; the rest waits for the buyer, or for nobody."""
OVER = frozenset({Wait.PAID_LATE, Wait.PAID, Wait.CLOSED})

NEXT: dict[Wait, Kind] = {
    Wait.ORDER: Kind.CONFIRMED,
    Wait.DELIVERY: Kind.DELIVERED,
    Wait.REDO: Kind.LIFTED,
    Wait.ACCEPTANCE: Kind.RECEIVED,
    Wait.INVOICE: Kind.INVOICED,
    Wait.CLOCK: Kind.RECEIVED,
    Wait.PAYMENT: Kind.PAID,
    Wait.UNBOUND: Kind.PAID,
    Wait.LATE: Kind.REMINDED,
    Wait.PAID_LATE: Kind.CLOSED,
    Wait.PAID: Kind.CLOSED,
}
"""What the person will tell next, most likely: the one full button of the page."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of an invoice that one payment settled, or that is still outside (``paid_on`` is ``None``)."""

    invoice: Event
    amount: Decimal
    paid_on: date | None
    owed: Interest


@dataclass(frozen=True, slots=True)
class Standing:
    """An order on one day."""

    wait: Wait
    since: date | None
    """The day of what began this wait; ``None`` before anything happened."""
    due: date | None = None
    """The last day to pay, by the law, of what is outside (the earliest), or of what was paid late."""
    days_late: int = 0
    legs: tuple[Leg, ...] = ()

    @property
    def hers(self) -> bool:
        """Whether it waits for her hand."""
        return self.wait in HERS

    @property
    def shown(self) -> Leg | None:
        """The part the law's sentences are about: the latest one outside, else the latest one paid."""
        late = sorted(self.legs, key=lambda leg: (leg.paid_on is None, leg.owed.days))
        return late[-1] if late else None

    @property
    def steps(self) -> tuple[Noted, ...]:
        """The law's own sentences for :attr:`shown`."""
        return self.shown.owed.steps if self.shown else ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What no text settles, with whom to ask."""
        return self.shown.owed.questions if self.shown else ()


def standing(road: Road, *, on: date) -> Standing:
    """Where the order stands on the day ``on``."""
    if road.closed:
        return Standing(Wait.CLOSED, road.last(Kind.CLOSED))
    early = _before_money(road)
    if early is not None:
        return early
    legs = _legs(road, on=on)
    open_legs = [leg for leg in legs if leg.paid_on is None]
    told = open_legs or legs
    days = max((leg.owed.days for leg in told), default=0)
    due = min((leg.owed.due for leg in told if leg.owed.due is not None), default=None)
    if road.settled:
        paid_late = any(leg.owed.days for leg in legs)
        return Standing(Wait.PAID_LATE if paid_late else Wait.PAID, road.last(Kind.PAID), due, days, legs)
    if road.first(Kind.RECEIVED) is None:
        return Standing(Wait.CLOCK, road.last(Kind.INVOICED))
    since = road.last(Kind.INVOICED)
    if any(leg.owed.outcome is Owed.NOT_COVERED for leg in open_legs):
        return Standing(Wait.UNBOUND, since, None, 0, legs)
    return Standing(Wait.LATE if days else Wait.PAYMENT, since, due, days, legs)


def _before_money(road: Road) -> Standing | None:
    """The waits before anything was asked."""
    if not road.of(Kind.CONFIRMED):
        return Standing(Wait.ORDER, None)
    if road.open_reservations:
        return Standing(Wait.REDO, road.last(Kind.RESERVED))
    if road.of(Kind.INVOICED):
        return None
    if road.of(Kind.RECEIVED):
        return Standing(Wait.INVOICE, road.last(Kind.RECEIVED))
    if road.of(Kind.DELIVERED):
        return Standing(Wait.ACCEPTANCE, road.last(Kind.DELIVERED))
    return Standing(Wait.DELIVERY, road.first(Kind.CONFIRMED))


def _legs(road: Road, *, on: date) -> tuple[Leg, ...]:
    """Payments settle the oldest invoices first. Empty while the day of acceptance is not told."""
    served = road.first(Kind.RECEIVED)
    if served is None:
        return ()
    client = Client(road.order.client) if road.order.client else None
    found = []
    for invoice, amount, paid_on in _shared_out(road):
        until, paid = paid_on or on, paid_on is not None
        debt = Debt(amount, until=until, paid=paid, served=served, papers=invoice.on, client=client)
        found.append(Leg(invoice, amount, paid_on, late_interest(debt, calendar=holidays_of_morocco())))
    return tuple(found)


def _shared_out(road: Road) -> list[tuple[Event, Decimal, date | None]]:
    """(invoice, part, day it came). What the payer kept settles as well as what came."""
    came = [(event.on, (event.amount or ZERO) + (event.withheld or ZERO)) for event in road.of(Kind.PAID)]
    found: list[tuple[Event, Decimal, date | None]] = []
    for invoice in road.of(Kind.INVOICED):
        left = invoice.amount or ZERO
        while left > ZERO and came:
            day, here = came.pop(0)
            part = min(left, here)
            found.append((invoice, part, day))
            left -= part
            if here > part:
                came.insert(0, (day, here - part))
        if left > ZERO:
            found.append((invoice, left, None))
    return found
