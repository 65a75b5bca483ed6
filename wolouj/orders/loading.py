"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from wolouj.bids.models import Quote
from wolouj.orders import papers, queries
from wolouj.orders.models import Event, Kind, Order


def load_quote(quote_id: UUID) -> Quote:
    """The quote an order is to be opened from."""
    rows = Quote.objects.select_related("structure", "notice", "notice__buyer", "result")
    return get_object_or_404(rows, pk=quote_id)


def load_order(order_id: UUID) -> Order:
    """The order of the address."""
    found = queries.order_of(order_id)
    if found is None:
        raise Http404
    return found


def load_telling(order_id: UUID, kind: str) -> Order:
    """The order, with what is to be told as ``asked_kind``."""
    if kind not in Kind.values:
        raise Http404
    found = load_order(order_id)
    found.asked_kind = Kind(kind)  # type: ignore[attr-defined]
    return found


def load_paper(order_id: UUID, name: str) -> Order:
    """The order, with the paper asked for as ``asked_file``."""
    if name not in papers.FILES:
        raise Http404
    found = load_order(order_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


def load_event(event_id: UUID) -> Event:
    """The event of the address."""
    found = queries.event_of(event_id)
    if found is None:
        raise Http404
    return found


def load_kept(event_id: UUID) -> Event:
    """The event of the address, that has a paper."""
    found = load_event(event_id)
    if not found.paper:
        raise Http404
    return found
