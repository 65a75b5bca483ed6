"""How a file ends: closed when all is proved, stopped with a reason; what became of a thing; money given back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing import ledger
from wolouj.cofinancing.actions.moving import held, move, take_hand, within_days
from wolouj.cofinancing.models import Asset, Entry, Move, Request
from wolouj.cofinancing.states import Duty, State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair


def close(*, request: Request, note: str, by: Actor, at: datetime) -> None:
    """Everything granted is paid and shown: the file is closed, with a word that she reads.

    Raises:
        BadInput: a tranche is left, no word, or a hand that is not free.
    """
    if not note.strip():
        raise BadInput(pair("cofinancing.say_why"), field="note")
    with transaction.atomic():
        row = held(request)
        if row.tranches.filter(proved_at=None).exists():
            raise BadInput(pair("cofinancing.tranche_left"))
        move(row, "close", by=by, at=at, note=note.strip())


def stop(*, request: Request, note: str, by: Actor, at: datetime) -> None:
    """The file stops on its way: what was set aside and not paid is free again, with the reason she reads.

    Raises:
        BadInput: no reason, nothing to stop, or a hand that is not free.
    """
    if not note.strip():
        raise BadInput(pair("cofinancing.say_why"), field="note")
    with transaction.atomic():
        row = held(request)
        move(row, "stop", by=by, at=at, note=note.strip())
        line = row.ruling.money
        left = ledger.balance(Entry.objects.filter(request=row, line=line)).committed
        if left > 0:
            ledger.post(line=line, move=Move.RELEASE, amount=left, on=local(at).date(), by=by, at=at, request=row)


def give_back(*, request: Request, amount: Decimal, on: date, why: str, by: Actor, at: datetime) -> Entry:
    """Money of a stopped file comes back to its line.

    Raises:
        BadInput: the file is not stopped, no reason, more than was paid, a day to come, a hand that is not free.
    """
    if not why.strip():
        raise BadInput(pair("cofinancing.say_why"), field="why")
    within_days(on, None, at)
    with transaction.atomic():
        row = held(request)
        if row.state != State.STOPPED:
            raise BadInput(pair("cofinancing.not_now"))
        take_hand(row, Duty.PAY, by=by, at=at)
        made = ledger.post(
            line=row.ruling.money, move=Move.RETURN, amount=amount, on=on, by=by, at=at, request=row, why=why.strip()
        )
        audit.record(at=at, by=by, act="cofinancing_returned", about=row, detail={"amount": amount})
    return made


def gone(*, asset: Asset, on: date, why: str, by: Actor, at: datetime) -> None:
    """What became of a thing in the register: sold with the body's yes, stolen, broken.

    Raises:
        BadInput: no reason, a day before it was bought or to come, told already.
    """
    if not why.strip():
        raise BadInput(pair("cofinancing.say_why"), field="why")
    within_days(on, asset.bought_on, at)
    with transaction.atomic():
        row = Asset.objects.select_for_update().get(pk=asset.pk)
        if row.gone_on is not None:
            raise BadInput(pair("cofinancing.gone_already"))
        row.gone_on, row.gone_why = on, why.strip()
        row.save(update_fields=["gone_on", "gone_why"])
        audit.record(at=at, by=by, act="cofinancing_asset_gone", about=row)
