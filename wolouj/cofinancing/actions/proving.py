"""What was bought with a tranche: told with its papers, looked at by finance; equipment enters the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing.actions.moving import held, move, take_hand
from wolouj.cofinancing.models import Asset, Item, ItemKind, Purchase, Request, Tranche
from wolouj.cofinancing.proofs import is_proved, missing, months_later
from wolouj.cofinancing.states import Duty, State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair

MOST = 60
"""Purchases of one file."""


def tell(*, request: Request, item: Item, fields: Mapping[str, Any], by: Actor, at: datetime) -> Purchase:
    """Write one purchase made with the tranche last paid.

    Raises:
        BadInput: no tranche is waiting for proofs, a day to come, another file's line, too many.
    """
    if fields["on"] > local(at).date():
        raise BadInput(pair("cofinancing.day_not_yet"), field="on")
    with transaction.atomic():
        row = held(request)
        if row.state != State.PAID or item.request_id != row.pk:
            raise BadInput(pair("cofinancing.no_tranche_to_prove"))
        if row.purchases.count() >= MOST:
            raise BadInput(pair("cofinancing.too_many_rows", most=MOST))
        tranche = row.tranches.get(number=row.turn)
        made = Purchase.objects.create(
            request=row, tranche=tranche, item=item, told_at=at, by_id=by.person, **dict(fields)
        )
        audit.record(at=at, by=by, act="cofinancing_bought", about=made, concerns=row.application.participant.person_id)
    return made


def judge(*, purchase: Purchase, ok: bool, why: str, by: Actor, at: datetime) -> Request:
    """Finance says yes or no to a purchase. When the whole tranche is shown, it is proved.

    Raises:
        BadInput: judged already, a paper is missing for a yes, no reason for a no, a hand that is not free.
    """
    if not ok and not why.strip():
        raise BadInput(pair("cofinancing.say_why"), field="why")
    with transaction.atomic():
        request = held(purchase.request)
        row = Purchase.objects.select_related("item", "tranche").prefetch_related("pieces").get(pk=purchase.pk)
        if row.ok is not None or request.state != State.PAID:
            raise BadInput(pair("cofinancing.not_now"))
        left = missing(row)
        if ok and left:
            raise BadInput(pair(f"cofinancing.lacks_{left[0]}"))
        take_hand(request, Duty.PAY, by=by, at=at)
        row.ok, row.why, row.judged_at = ok, why.strip(), at
        row.save(update_fields=["ok", "why", "judged_at"])
        if ok and row.item.kind == ItemKind.EQUIPMENT:
            _registered(row, request)
        audit.record(
            at=at, by=by, act="cofinancing_judged", about=row, concerns=request.application.participant.person_id,
            detail={"ok": ok},
        )  # fmt: skip
        tranche = Tranche.objects.prefetch_related("purchases").get(pk=row.tranche_id)
        if ok and is_proved(tranche):
            tranche.proved_at = at
            tranche.save(update_fields=["proved_at"])
            move(request, "prove", by=by, at=at, turn=tranche.number)
    return request


def _registered(purchase: Purchase, request: Request) -> None:
    Asset.objects.create(
        request=request, purchase=purchase, label=purchase.item.label, serial=purchase.serial, value=purchase.amount,
        bought_on=purchase.on, bound_until=months_later(purchase.on, request.terms.bound_months),
    )  # fmt: skip
