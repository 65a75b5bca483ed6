"""Ways to read orders, and what other rooms may know of payments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, QuerySet

from wolouj.orders.facts import Road, road_of
from wolouj.orders.models import Event, Kind, Order

LEAST_ORDERS, LEAST_STRUCTURES = 5, 3
"""Under these a figure would be somebody's own affair: it is not given."""


def _rows() -> QuerySet[Order]:
    return Order.objects.select_related("structure", "quote__notice__buyer").prefetch_related(
        "events", "structure__members"
    )


def order_of(order_id: UUID) -> Order | None:
    """One order with its events."""
    return _rows().filter(pk=order_id).first()


def orders_of(structures: Iterable[UUID]) -> list[Road]:
    """The orders of these structures, the latest first. Three queries."""
    return [road_of(row) for row in _rows().filter(structure__in=list(structures))]


def orders_among(wanted: Exists) -> list[Road]:
    """The orders that answer to a condition, the latest first. Three queries."""
    return [road_of(row) for row in _rows().filter(wanted)]


def event_of(event_id: UUID) -> Event | None:
    """One event with its order."""
    rows = Event.objects.select_related("order__structure", "order__quote__notice__buyer", "instead_of")
    return rows.filter(pk=event_id).first()


def days_of_quotes(quotes: Iterable[UUID]) -> dict[UUID, tuple[date | None, date | None]]:
    """Won quote -> the days it was first delivered and wholly paid, from what was told of its order. Two queries."""
    rows = Order.objects.filter(quote__in=list(quotes)).prefetch_related("events")
    found = {}
    for road in map(road_of, rows):
        paid = road.last(Kind.PAID) if road.settled else None
        if road.order.quote_id is not None:
            found[road.order.quote_id] = (road.first(Kind.DELIVERED), paid)
    return found


def payments_of_quotes(quotes: Iterable[UUID]) -> list[tuple[UUID, date, Decimal]]:
    """(won quote, day, dirhams that reached the bank), one for each payment. Two queries."""
    rows = Order.objects.filter(quote__in=list(quotes)).prefetch_related("events")
    return [
        (road.order.quote_id, event.on, event.amount)
        for road in map(road_of, rows)
        for event in road.of(Kind.PAID)
        if road.order.quote_id is not None and event.amount is not None
    ]


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """Days from the first invoice to the payment that settled it, over orders wholly paid between two days.

    ``client`` or ``province`` says of which buyers; both empty: of all.
    """

    client: str
    province: str
    orders: int
    structures: int
    middle: int
    """The median, in days."""
    late: int
    """How many took longer than ``limit`` days."""
    since: date
    until: date
    sample: bool


_FACTS = """
WITH living AS (
    SELECT e.* FROM orders_event e
    WHERE NOT e.taken_back AND NOT EXISTS (SELECT 1 FROM orders_event c WHERE c.instead_of_id = e.id)
), settled AS (
    SELECT order_id, min("on") FILTER (WHERE kind = 'invoiced') AS asked, max("on") FILTER (WHERE kind = 'paid') AS came
    FROM living GROUP BY order_id
    HAVING sum(amount) FILTER (WHERE kind = 'invoiced')
        <= sum(amount + coalesce(withheld, 0)) FILTER (WHERE kind = 'paid')
)
SELECT coalesce(o.client, ''), coalesce(o.province, ''), grouping(o.client), grouping(o.province),
       count(*), count(DISTINCT o.structure_id),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY came - asked), count(*) FILTER (WHERE came - asked > %(limit)s),
       min(came), max(came)
FROM settled JOIN orders_order o ON o.id = settled.order_id
WHERE came BETWEEN %(since)s AND %(until)s AND o.is_sample = %(sample)s
GROUP BY GROUPING SETS ((), (o.client), (o.province))
HAVING count(*) >= %(orders)s AND count(DISTINCT o.structure_id) >= %(structures)s
ORDER BY 3, 4, 1, 2
"""


def payment_facts(*, since: date, until: date, limit: int, sample: bool = False) -> list[PaymentFact]:
    """What orders paid between two days took: of all, by kind of buyer, by province. One query.

    Args:
        limit: days beyond which an order counts as :attr:`PaymentFact.late`.
        sample: measure invented orders instead, where there is nothing else to show.

    A group of fewer than :data:`LEAST_ORDERS` orders, or of fewer than :data:`LEAST_STRUCTURES` structures, is not
    given; nor is one whose kind of buyer or province nobody told.
    """
    asked: dict[str, Any] = {"since": since, "until": until, "limit": limit, "sample": sample, "orders": LEAST_ORDERS,
             "structures": LEAST_STRUCTURES}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, asked)
        rows = cursor.fetchall()
    found = []
    for client, province, of_all_clients, of_all_provinces, orders, structures, middle, late, first, last in rows:
        if (not of_all_clients and not client) or (not of_all_provinces and not province):
            continue
        found.append(PaymentFact(client, province, orders, structures, round(middle), late, first, last, sample))
    return found
