"""What this room holds about a person: the orders of her structures, what was told of them, their papers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from wolouj.foundation.actor import Actor
from wolouj.orders.models import Event, Order
from wolouj.structures import personal as structures

ROOM = "orders"


def export(person: UUID) -> dict[str, Any]:
    """Each order with everything that was told of it, what was corrected included."""
    orders = _hers(person)
    return {"orders": list(orders.values()), "events": list(Event.objects.filter(order__in=orders).values())}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The papers and photos of those events."""
    return structures.read_all(_papers(_hers(person)))


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Delete the orders of the structures that are only hers, with their papers; shared ones are not hers alone."""
    orders = Order.objects.filter(structure__in=[s.id for s in structures.only_hers(person)])
    kept = {(file.storage, str(file.name)) for file in _papers(orders)}
    count = orders.count()
    orders.delete()
    Event.objects.filter(by=person).update(by=None)
    Event.objects.filter(on_behalf_of=person).update(on_behalf_of=None)
    for storage, name in kept:
        transaction.on_commit(partial(storage.delete, name))
    return {"orders": count, "files": len(kept)}


def _hers(person: UUID) -> QuerySet[Order]:
    """The orders of the structures she belongs to today: whoever has left takes no prices away."""
    mine = [s.id for s in structures.of_person(person) if person in s.owners()]
    return Order.objects.filter(structure__in=mine)


def _papers(orders: QuerySet[Order]) -> list[Any]:
    """Each kept file once: a correction may name the paper of what it corrects."""
    rows = Event.objects.filter(order__in=orders).exclude(paper="").order_by("paper", "told_at").distinct("paper")
    return [row.paper for row in rows]
