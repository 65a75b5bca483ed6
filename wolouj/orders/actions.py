"""All writing of the room: an order is opened, and what happens to it is told, corrected, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction

from rulebook.engine.format import local
from rulebook.payment import Client
from wolouj.bids.models import Quote, State
from wolouj.bids.queries import version_of, worked_out
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.orders.checking import check
from wolouj.orders.facts import living, may_tell, road_of
from wolouj.orders.models import Event, Kind, Order
from wolouj.reference.buyers import commune_name, unprefixed
from wolouj.structures.models import Structure


class NotNow(Exception):
    """What may not be told of the order as it stands."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """An order won elsewhere, as a person tells it. ``amount``: what will be asked in all, taxes included."""

    buyer: str
    object: str
    amount: Decimal
    client: str = ""
    province: str = ""
    reference: str = ""
    excl: Decimal | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a person tells it. What does not concern its kind stays empty."""

    on: date
    amount: Decimal | None = None
    withheld: Decimal | None = None
    number: str = ""
    how: str = ""
    note: str = ""
    paper: CleanFile | None = None


def open_from_quote(*, quote: Quote, by: Actor, at: datetime) -> Order:
    """The order of a won quote: the one already there, or a new one with the quote's buyer and total.

    Raises:
        NotNow: the quote is not won, or a line of it has no price.
    """
    known = Order.objects.filter(quote=quote).first()
    if known is not None:
        return known
    worked = worked_out(version_of(quote), at=at)
    if quote.state != State.WON or worked.unpriced or worked.total_incl_vat <= 0:
        raise NotNow("not won")
    notice = quote.notice
    _, province, _ = notice.buyer.placed
    with transaction.atomic():
        order, made = Order.objects.get_or_create(
            quote=quote,
            defaults={
                "structure": quote.structure, "buyer": notice.buyer.name, "client": client_named(notice.buyer.name),
                "province": province, "reference": notice.reference, "object": notice.object,
                "amount": worked.total_incl_vat, "opened_at": at, "is_sample": quote.is_sample,
            },
        )  # fmt: skip
        if made:
            audit.record(at=at, by=by, act="order_opened", about=order, detail={"quote": quote.id})
    return order


def client_named(name: str) -> str:
    """``local`` when the buyer's name is a commune's, else empty: the name of another buyer does not say it."""
    return Client.LOCAL.value if commune_name(unprefixed(name)[1]) is not None else ""


def open_by_hand(*, structure: Structure, told: ByHand, by: Actor, at: datetime, is_sample: bool = False) -> Order:
    """An order won elsewhere: all the house knows of it is what is typed here."""
    with transaction.atomic():
        order = Order.objects.create(
            structure=structure, buyer=told.buyer, client=told.client, province=told.province,
            reference=told.reference, object=told.object, amount=told.amount, excl=told.excl, vat_rate=told.vat_rate,
            opened_at=at, is_sample=is_sample or structure.is_sample,
        )  # fmt: skip
        audit.record(at=at, by=by, act="order_opened_by_hand", about=order)
    return order


def describe(*, order: Order, client: str, province: str, reference: str, by: Actor, at: datetime) -> Order:
    """Who the buyer is before the law of payment, where it is, and the order's own number."""
    with transaction.atomic():
        order.client, order.province, order.reference = client, province, reference
        order.save(update_fields=["client", "province", "reference"])
        audit.record(at=at, by=by, act="order_described", about=order, detail={"client": client})
    return order


def tell(*, order: Order, kind: Kind, told: Told, by: Actor, at: datetime) -> Event:
    """Write down something that happened.

    Raises:
        NotNow: the kind may not be told of the order as it stands.
        BadInput: a day or an amount that the other events do not allow.
    """
    with transaction.atomic():
        held = _held(order)
        if not may_tell(road_of(held), kind):
            raise NotNow(kind)
        event = _event(held, kind, told, by=by, at=at)
        check(held, [*living(held.events.all()), event], told=event, on=local(at).date())
        _keep(event, told)
        audit.record(at=at, by=by, act="order_event_told", about=event, detail={"order": held.id, "kind": kind})
    return event


def correct(*, event: Event, told: Told, by: Actor, at: datetime) -> Event:
    """Say it again, rightly: the new event stands instead of the old one, which stays readable with its paper.

    Raises:
        NotNow: it was corrected or taken back already.
        BadInput: as for :func:`tell`, or nothing that was said after it would hold.
    """
    with transaction.atomic():
        held = _held(event.order)
        rest = _others(held, event)
        made = _event(held, Kind(event.kind), told, by=by, at=at)
        made.instead_of = event
        if told.paper is None:
            made.paper = event.paper.name  # the same file, kept once; it leaves with the last event that names it
        check(held, [*rest, made], told=made, on=local(at).date())
        _keep(made, told)
        detail = {"order": held.id, "kind": event.kind, "instead_of": event.id}
        audit.record(at=at, by=by, act="order_event_corrected", about=made, detail=detail)
    return made


def take_back(*, event: Event, why: str, by: Actor, at: datetime) -> Event:
    """It never happened: what was said stays, marked so, with the reason.

    Raises:
        NotNow: it was corrected or taken back already.
        BadInput: no reason, or something said after it stands on it.
    """
    if not why.strip():
        raise BadInput(pair("orders.say_why"), field="note")
    with transaction.atomic():
        held = _held(event.order)
        check(held, _others(held, event), told=None, on=local(at).date())
        told = Told(on=event.on, note=why.strip())
        made = _event(held, Kind(event.kind), told, by=by, at=at)
        made.instead_of, made.taken_back = event, True
        made.save(force_insert=True)
        detail = {"order": held.id, "kind": event.kind, "instead_of": event.id}
        audit.record(at=at, by=by, act="order_event_taken_back", about=made, detail=detail)
    return made


def _held(order: Order) -> Order:
    """The order locked until the end of the transaction: two hands never tell two stories at once."""
    return Order.objects.select_for_update(of=("self",)).select_related("structure").get(pk=order.pk)


def _others(order: Order, event: Event) -> Sequence[Event]:
    """The events that hold, without this one."""
    held = living(order.events.all())
    if event.pk not in {each.pk for each in held}:
        raise NotNow("corrected already")
    return [each for each in held if each.pk != event.pk]


def _event(order: Order, kind: Kind, told: Told, *, by: Actor, at: datetime) -> Event:
    said = replace(told, note=told.note.strip(), number=told.number.strip())
    return Event(
        order=order, kind=kind, on=said.on, amount=said.amount, withheld=said.withheld, number=said.number,
        how=said.how, note=said.note, told_at=at, by=by.person, on_behalf_of=by.on_behalf_of,
    )  # fmt: skip


def _keep(event: Event, told: Told) -> None:
    if told.paper is not None:
        event.paper.save(f"paper.{told.paper.extension}", ContentFile(told.paper.bytes), save=False)
    event.save(force_insert=True)
