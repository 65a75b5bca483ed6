"""For the demo: what the cooperative sold. Everything is invented.

Two orders after the award: one of a quote won here before the programme, paid late; one won elsewhere, told by hand,
that waits. Then the quotes sent since the programme accepted her, month by month: one won and paid, one without an
answer yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from wolouj.bids import actions as bids
from wolouj.bids.models import Quote, State
from wolouj.bids.queries import version_of, worked_out
from wolouj.foundation.actor import Actor
from wolouj.notices import actions as notices
from wolouj.notices import storing_results
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice, Result, Source
from wolouj.notices.sources.incoming import IncomingResult
from wolouj.orders import actions
from wolouj.orders.actions import ByHand, Told
from wolouj.orders.models import Kind, Order
from wolouj.people.models import Person
from wolouj.structures.actions import telling
from wolouj.structures.models import Structure

BEGUN = timedelta(days=120)
"""The quote of the first order was won so long ago."""

SINCE: tuple[tuple[int, str, str, State | None], ...] = (
    (86, "16/2026 (éch.)", "Repas d’une journée de sensibilisation (échantillon)", State.LOST),
    (54, "19/2026 (éch.)", "Repas d’une rencontre des associations (échantillon)", State.WON),
    (44, "21/2026 (éch.)", "Repas d’une campagne de vaccination (échantillon)", State.LOST),
    (22, "23/2026 (éch.)", "Repas d’un atelier de couture (échantillon)", State.LOST),
    (14, "24/2026 (éch.)", "Repas d’une journée de l’arbre (échantillon)", State.LOST),
    (6, "26/2026 (éch.)", "Repas d’une formation des élus (échantillon)", None),
)
"""Quotes sent since the first call accepted her: in how many days ago the notice closed, reference, object, end."""


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


def sold_since(*, structure: Structure, notice: Notice, person: Person, at: datetime) -> list[Quote]:
    """The quotes of ``SINCE``; the one won by its published result has its order, paid."""
    by, made = Actor(person=person.id), []
    for days, reference, object, end in SINCE:
        then = at - timedelta(days=days)
        quote = sent(
            structure=structure, notice=notice, person=person, reference=reference, object=object, at=then
        )  # fmt: skip
        if end is State.WON:
            order = _awarded(quote, by, at=then + timedelta(days=4))
            _told(order, by, at, [
                (Kind.CONFIRMED, days - 7, {"number": f"BC {reference}"}), (Kind.DELIVERED, days - 12, {}),
                (Kind.RECEIVED, days - 13, {}),
                (Kind.INVOICED, days - 14, {"amount": order.amount, "number": "F-3/2026", "how": "office"}),
                (Kind.PAID, days - 41, {"amount": order.amount}),
            ])  # fmt: skip
        elif end is not None:
            bids.move(quote=quote, to=end, by=by, at=then + timedelta(days=5))
        made.append(quote)
    return made


def _awarded(quote: Quote, by: Actor, *, at: datetime) -> Order:
    """The buyer published that she won, with the amount; she confirms it."""
    notice, total = quote.notice, worked_out(version_of(quote), at=at).total_incl_vat
    identity = f"sample:won:{notice.pk}"
    result = IncomingResult(
        row=None, identity=identity, reference=notice.reference, object=notice.object, buyer=notice.buyer.name,
        published=at, outcome="awarded", quotes=3, amount=total, awardee=quote.structure.name,
    )  # fmt: skip
    storing_results.store([result], is_sample=True)
    bids.end(quote=quote, result=Result.objects.get(identity=identity), to=State.WON, by=by, at=at)
    return actions.open_from_quote(quote=quote, by=by, at=at)


def _won(structure: Structure, notice: Notice, person: Person, by: Actor, *, at: datetime) -> Order:
    """An older notice of the same lines, answered and won."""
    quote = sent(
        structure=structure, notice=notice, person=person, reference="9/2026 (éch.)",
        object="Repas pour une formation des jeunes (échantillon)", at=at,
    )  # fmt: skip
    for days, state in ((2, State.INVITED), (3, State.CONFIRMED), (5, State.WON)):
        bids.move(quote=quote, to=state, by=by, at=at + timedelta(days=days))
    return actions.open_from_quote(quote=quote, by=by, at=at + timedelta(days=5))


def sent(
    *, structure: Structure, notice: Notice, person: Person, reference: str, object: str, at: datetime
) -> Quote:  # fmt: skip
    """A quote on a notice like ``notice``, which closed the day before ``at``; sent two days before it closed."""
    by = Actor(person=person.id)
    older = replace(
        as_notice(notice), reference=reference, published=at - timedelta(days=8), deadline=at - timedelta(days=1),
        object=object,
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
    return bids.move(quote=quote, to=State.SENT, by=by, at=at - timedelta(days=3))


def _told(order: Order, by: Actor, at: datetime, events: list[tuple[Kind, int, dict[str, Any]]]) -> None:
    """Each event so many days before ``at``, told the same day."""
    for kind, days, told in events:
        then = at - timedelta(days=days)
        actions.tell(order=order, kind=kind, told=Told(on=then.date(), **told), by=by, at=then)
