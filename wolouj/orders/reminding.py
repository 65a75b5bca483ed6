"""What an order recalls to its people: an invoice that can be handed in, a payment whose day has passed.

Each is said once at a step; no amount is said, for a phone may lie on a table. The page opens on the law, with its
article and how sure it is, and on the letter that is ready.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind as Alert
from wolouj.alerts.listeners import Listener, listeners
from wolouj.alerts.saying import lang_of, message, path_of
from wolouj.alerts.timing import after_quiet, daily
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.outbox.putting import put
from wolouj.foundation.words import say
from wolouj.orders import queries
from wolouj.orders.facts import Road
from wolouj.orders.models import Event
from wolouj.orders.waiting import SOON, Standing, Wait, standing

LATE_STEPS = (30, 15, 1)
"""Days late at which it is recalled; after the last nothing more is said: the page and the coach have it."""
LIVELY = timedelta(days=180)
"""An order of which nothing was told for so long is left alone."""
GOOD_FOR = timedelta(days=7)
"""What could not leave for so long is not said any more."""


def tell(*, by: Actor, at: datetime) -> dict[str, int]:
    """Write to the outbox what there is to recall at ``at``; how many were new. Safe to run again."""
    with transaction.atomic():
        told = {str(Alert.ORDER): put(recalls(at=at))}
        if told[Alert.ORDER]:
            audit.record(at=at, by=by, act="alerts_planned", about="outbox", detail=told)
    return told


def recalls(*, at: datetime) -> Iterator[Message]:
    """One message a listener and a step, for each order that waits. A fixed number of queries."""
    on = local(at).date()
    lately = Event.objects.filter(order=OuterRef("pk"), told_at__gte=at - LIVELY, told_at__lte=at)
    wanted = [
        (road, now, step)
        for road in queries.orders_among(Exists(lately))
        if (step := step_of(now := standing(road, on=on), on)) is not None
    ]
    heard = listeners({road.order.structure_id for road, _, _ in wanted})
    for road, now, step in wanted:
        for who in heard.get(road.order.structure_id, ()):
            yield _message(road, now, step, who, at)


def step_of(now: Standing, on: date) -> int | None:
    """The days at which this wait is recalled, that it has come to; ``None``: nothing to recall yet."""
    if now.wait is Wait.INVOICE and now.since is not None and on >= now.since + SOON:
        return SOON.days
    if now.wait is Wait.LATE:
        return next((step for step in LATE_STEPS if now.days_late >= step), None)
    return None


def _message(road: Road, now: Standing, step: int, who: Listener, at: datetime) -> Message:
    order, lang = road.order, lang_of(who)
    due = after_quiet(who.hours, max(at, daily(who.hours, local(at).date())))
    since = now.due if now.wait is Wait.LATE else now.since
    return message(
        who, Alert.ORDER, key=f"{order.id}:{now.wait}:{since}:{step}", name=order.object, at=at, due=due,
        until=due + GOOD_FOR, path=path_of("orders:show", lang, order.id), about={"order": str(order.id)},
        wording=f"order_{now.wait}", buyer=order.buyer, day=since, days=now.days_late,
        why=say("alerts.because.order", lang),
    )  # fmt: skip
