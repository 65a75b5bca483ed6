"""An order of Ftoum with an event and its paper, for those who knock at every address."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from wolouj.foundation.actor import Actor
from wolouj.foundation.uploads import CleanFile
from wolouj.orders import actions
from wolouj.orders.models import Event, Kind, Order
from wolouj.structures.models import Structure


def ordered(structure: Structure, paper: CleanFile, *, amount: Decimal, by: Actor, at: datetime) -> Order:
    """Won elsewhere: its amount is one nobody else may read."""
    told = actions.ByHand(buyer="Commune X (échantillon)", object="Repas (échantillon)", amount=amount)
    order = actions.open_by_hand(structure=structure, told=told, by=by, at=at)
    said = actions.Told(on=timezone.localdate(at), number="BC-1", paper=paper)
    actions.tell(order=order, kind=Kind.CONFIRMED, told=said, by=by, at=at)
    return order


def order_of(_house: Any) -> dict[str, Any]:
    return {"order_id": Order.objects.get().id}


def event_of(_house: Any) -> dict[str, Any]:
    return {"event_id": Event.objects.get().id}
