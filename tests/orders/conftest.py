"""Ftoum's quote of the cast, won; the day it was won is fixed, and time is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from rulebook.engine.format import CASABLANCA
from tests.cast import make
from wolouj.bids import actions as bids
from wolouj.bids.models import Quote, State
from wolouj.foundation import clock
from wolouj.home.cast import Cast
from wolouj.orders import actions
from wolouj.orders.models import Event, Kind, Order
from wolouj.structures.actions import telling

AT = datetime(2026, 11, 2, 10, tzinfo=CASABLANCA)
DAY = AT.date()


def later(days: int) -> datetime:
    return AT + timedelta(days=days)


def win(cast: Cast, who: str, at: datetime) -> Quote:
    """The quote of one of the cast, from its lines to the award."""
    by = cast.actor(who)
    quote = bids.open_quote(structure=cast.structures[who], notice=cast.notices[who], by=by, at=at)
    rows = [row.number for row in quote.version.lines.all()]
    rate = Decimal(20) if who == "karim" else Decimal(0)
    answers = {n: {"unit_cost": Decimal(10), "unit_price": Decimal(20), "vat_rate": rate} for n in rows}
    bids.price_lines(version=quote.version, answers=answers, by=by, at=at)
    bids.make_ready(quote=quote, by=by, at=at)
    for state in (State.SENT, State.INVITED, State.CONFIRMED, State.WON):
        bids.move(quote=quote, to=state, by=by, at=at)
    return quote


@dataclass
class World:
    cast: Cast
    quote: Quote
    clients: dict[str, Client] = field(default_factory=dict)

    def order(self) -> Order:
        return actions.open_from_quote(quote=self.quote, by=self.cast.actor("ftoum"), at=AT)

    def tell(self, order: Order, kind: Kind, day: int, at: int | None = None, **told: Any) -> Event:
        """``kind`` on the day ``day`` after the award, told ``at`` days after it."""
        said = actions.Told(on=DAY + timedelta(days=day), **told)
        return actions.tell(
            order=order, kind=kind, told=said, by=self.cast.actor("ftoum"), at=later(day if at is None else at)
        )

    def delivered(self) -> Order:
        order = self.order()
        self.tell(order, Kind.CONFIRMED, 0, number="BC-12/2026")
        self.tell(order, Kind.DELIVERED, 3)
        return order

    def invoiced(self) -> Order:
        order = self.delivered()
        self.tell(order, Kind.RECEIVED, 5)
        self.tell(order, Kind.INVOICED, 6, amount=order.amount, number="F-7", how="office")
        return order

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.cast.people[who].user, backend="wolouj.people.backends.SessionBackend")
        return client


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """Built once for a file, inside a transaction that is rolled back after it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        from django.test import override_settings

        around = transaction.atomic()
        around.__enter__()
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
            cast = make(AT)
            ftoum = cast.structures["ftoum"]
            telling.state_vat_regime(
                ftoum, status="exempt", on=DAY, source="lettre (échantillon)", by=cast.actor("ftoum"), at=AT
            )
            made = World(cast, win(cast, "ftoum", AT))
        patch.undo()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(built: World, db: None, settings: Any, tmp_path: Any, monkeypatch: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: later(10))
    built.quote.refresh_from_db()
    return built


def on(days: int) -> date:
    return DAY + timedelta(days=days)
