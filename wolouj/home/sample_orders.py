"""For the demo: two orders of the cooperative after the award, one paid late, one that waits. Everything is invented.

The first comes from a quote won here, of a notice of three months ago; the second was won elsewhere and told by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from wolouj.bids import actions as bids
from wolouj.bids.models import State
from wolouj.foundation.actor import Actor
from wolouj.notices import actions as notices
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice, Source
from wolouj.orders import actions
from wolouj.orders.actions import ByHand, Told
from wolouj.orders.models import Kind, Order
from wolouj.people.models import Person
from wolouj.structures.actions import telling
from wolouj.structures.models import Structure

BEGUN = timedelta(days=120)
"""The quote of the first order was won so long ago."""


def for_the_demo(*, structure: Structure, notice: Notice, person: Person, at: datetime) -> list[Order]:
    """The two orders of ``structure``. ``notice``: one of hers, copied into an older one."""
    by = Actor(person=person.id)
    first = _won(structure, notice, person, by, at=at - BEGUN)
    amount = first.amount
    part = (amount / 2).quantize(Decimal("1."))
    _told(first, by, at, [
        (Kind.CONFIRMED, 114, {"number": "BC 31/2026 (éch.)"}),
        (Kind.DELIVERED, 108, {"number": "BL-1"}),
        (Kind.RESERVED, 107, {"note": "خمس وجبات ناقصة (عينة)"}),
        (Kind.LIFTED, 105, {}),
        (Kind.RECEIVED, 104, {}),
        (Kind.INVOICED, 102, {"amount": amount, "number": "F-1/2026", "how": "office"}),
        (Kind.REMINDED, 38, {"how": "office", "note": "تسلموا الرسالة ووضعوا خاتما (عينة)"}),
        (Kind.PAID, 29, {"amount": part}),
        (Kind.PAID, 17, {"amount": amount - part}),
    ])  # fmt: skip
    told = ByHand(
        buyer="Commune de Timoulilt (échantillon)", object="وجبات وحلويات ليوم تكريم المتفوقين (عينة)",
        amount=Decimal("6400.00"), client="local", province="05.081", reference="14/2026 (éch.)",
    )  # fmt: skip
    second = actions.open_by_hand(structure=structure, told=told, by=by, at=at - timedelta(days=80), is_sample=True)
    _told(second, by, at, [
        (Kind.CONFIRMED, 80, {"number": "BC 14"}),
        (Kind.DELIVERED, 76, {}),
        (Kind.RECEIVED, 75, {}),
        (Kind.INVOICED, 72, {"amount": second.amount, "number": "F-2/2026", "how": "office"}),
    ])  # fmt: skip
    return [first, second]


def _won(structure: Structure, notice: Notice, person: Person, by: Actor, *, at: datetime) -> Order:
    """An older notice of the same lines, answered and won."""
    shown = as_notice(notice)
    older = replace(
        shown, reference="9/2026 (éch.)", published=at - timedelta(days=8), deadline=at - timedelta(days=1),
        object="Repas pour une formation des jeunes (échantillon)",
    )  # fmt: skip
    kept = notices.save_notice(notice=older, person=person, source=Source.JSON, by=by, at=at, is_sample=True).notice
    if not structure.vat_status:
        told = {"status": "exempt", "on": at.date(), "source": "Lettre de l’administration fiscale (échantillon)"}
        telling.state_vat_regime(structure, **told, by=by, at=at)
    quote = bids.open_quote(structure=structure, notice=kept, by=by, at=at - timedelta(days=6), is_sample=True)
    prices = ("52", "24", "3", "18", "40")
    rows = [row.number for row in quote.version.lines.all()]
    answers = {
        number: {"unit_cost": Decimal(prices[i % 5]) * Decimal("0.8"), "unit_price": Decimal(prices[i % 5])}
        for i, number in enumerate(rows)
    }
    bids.price_lines(version=quote.version, answers=answers, by=by, at=at - timedelta(days=5))
    bids.make_ready(quote=quote, by=by, at=at - timedelta(days=4))
    for days, state in ((-3, State.SENT), (2, State.INVITED), (3, State.CONFIRMED), (5, State.WON)):
        bids.move(quote=quote, to=state, by=by, at=at + timedelta(days=days))
    return actions.open_from_quote(quote=quote, by=by, at=at + timedelta(days=5))


def _told(order: Order, by: Actor, at: datetime, events: list[tuple[Kind, int, dict[str, Any]]]) -> None:
    """Each event so many days before ``at``, told the same day."""
    for kind, days, told in events:
        then = at - timedelta(days=days)
        actions.tell(order=order, kind=kind, told=Told(on=then.date(), **told), by=by, at=then)
