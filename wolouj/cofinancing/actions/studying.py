"""The coach's part: complete or sent back, then proposed to the committee."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing import plan
from wolouj.cofinancing.actions.moving import held, move
from wolouj.cofinancing.missing import gaps
from wolouj.cofinancing.models import Request
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair


def send_back(*, request: Request, note: str, by: Actor, at: datetime) -> None:
    """Something is missing or wrong: the file opens again for her, with the reason she reads.

    Raises:
        BadInput: no reason, or it is with the committee already.
    """
    if not note.strip():
        raise BadInput(pair("cofinancing.say_why"), field="note")
    with transaction.atomic():
        move(held(request), "send_back", by=by, at=at, note=note.strip())


def complete(*, request: Request, by: Actor, at: datetime) -> Request:
    """Everything is there and was looked at: her answer is promised for a day.

    Raises:
        BadInput: something is missing, said by its first line.
    """
    with transaction.atomic():
        row = held(request)
        if left := gaps(row):
            raise BadInput(pair(f"cofinancing.{left[0].key}", **left[0].values))
        row.answer_by = local(at).date() + timedelta(days=row.terms.answer_days)
        move(row, "complete", by=by, at=at)
    return row


def propose(*, request: Request, amount: Decimal, note: str, by: Actor, at: datetime) -> None:
    """Bring a complete file before the committee, with what the coach proposes and why.

    Raises:
        BadInput: no reason; more than she asks, or than the call can give to this project.
    """
    if not note.strip():
        raise BadInput(pair("cofinancing.say_why"), field="note")
    with transaction.atomic():
        row = held(request)
        within(row, amount)
        row.proposed, row.proposal = amount, note.strip()
        move(row, "propose", by=by, at=at)


def within(request: Request, amount: Decimal) -> None:
    """Refuse an amount that this project cannot receive.

    Raises:
        BadInput: nothing, more than she asks, or more than the rules of the call allow.
    """
    financing = request.financing()
    most = min(financing.asked, plan.most(financing, request.terms.rules))
    if not 0 < amount <= most:
        raise BadInput(pair("cofinancing.amount_over", most=most), field="amount")
