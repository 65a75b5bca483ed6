"""A tranche: asked for once, paid once, taken back when the payment failed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from wolouj.cofinancing import ledger
from wolouj.cofinancing.actions.moving import held, move, within_days
from wolouj.cofinancing.models import Agreement, Entry, Move, Request, Tranche
from wolouj.cofinancing.states import State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair


def coming(request: Request) -> Tranche | None:
    """The first tranche that is not paid."""
    return request.tranches.filter(paid_at=None).order_by("number").first()


def ask(*, tranche: Tranche, by: Actor, at: datetime) -> Tranche:
    """Ask for a tranche: whoever comes second is told who was first, and nothing is written twice.

    Raises:
        BadInput: somebody asked already, the one before is not proved, or the file is not there.
    """
    with transaction.atomic():
        request = held(tranche.request)
        row = Tranche.objects.select_related("asked_by").get(pk=tranche.pk)
        if row.asked_at is not None:
            who = row.asked_by.full_name if row.asked_by else "—"
            raise BadInput(pair("cofinancing.asked_already", n=row.number, who=who, at=row.asked_at))
        first = coming(request)
        if request.state not in (State.SIGNED, State.PROVED) or first is None or first.pk != row.pk:
            raise BadInput(pair("cofinancing.prove_before"))
        row.asked_at, row.asked_by_id = at, by.person
        row.save(update_fields=["asked_at", "asked_by"])
        audit.record(
            at=at, by=by, act="cofinancing_asked", about=row, concerns=request.application.participant.person_id,
            detail={"tranche": row.number},
        )  # fmt: skip
    return row


def pay(*, tranche: Tranche, on: date, reference: str, by: Actor, at: datetime) -> Entry:
    """Write that a tranche left the bank: the ledger, the file and the tranche move together or not at all.

    Raises:
        BadInput: it was not asked for, it is paid already, no reference, a day to come or before the agreement was
            signed, or a hand not free.
    """
    if not reference.strip():
        raise BadInput(pair("cofinancing.reference_needed"), field="reference")
    with transaction.atomic():
        request = held(tranche.request)
        row = Tranche.objects.get(pk=tranche.pk)
        within_days(on, Agreement.objects.filter(request=request).values_list("signed_on", flat=True).first(), at)
        if row.paid_at is not None:
            raise BadInput(pair("cofinancing.paid_already", n=row.number, day=row.paid_on))
        if row.asked_at is None:
            raise BadInput(pair("cofinancing.not_asked"))
        move(request, "pay", by=by, at=at, turn=row.number)
        row.paid_at, row.paid_on, row.reference = at, on, reference.strip()
        row.save(update_fields=["paid_at", "paid_on", "reference"])
        entry = ledger.post(
            line=request.ruling.money, move=Move.PAY, amount=row.amount, on=on, by=by, at=at, request=request,
            tranche=row,
        )  # fmt: skip
        _line("cofinancing_paid", entry, by=by, at=at, detail={"tranche": row.number, "amount": entry.amount})
    return entry


def take_back(*, entry: Entry, on: date, why: str, by: Actor, at: datetime) -> Entry:
    """The last payment did not arrive, or was a mistake: its reversal, and the tranche waits to be paid again.

    Raises:
        BadInput: no reason, a day to come or before the payment, reversed already, not the last payment, or something
            was bought with it.
    """
    within_days(on, entry.on, at)
    if not why.strip():
        raise BadInput(pair("cofinancing.say_why"), field="why")
    if entry.request is None or entry.tranche is None or entry.move != Move.PAY:
        raise BadInput(pair("cofinancing.only_payments"))
    with transaction.atomic():
        request = held(entry.request)
        row = Tranche.objects.get(pk=entry.tranche.pk)
        if request.state != State.PAID or request.turn != row.number:
            raise BadInput(pair("cofinancing.not_the_last"))
        if row.purchases.exclude(ok=False).exists():
            raise BadInput(pair("cofinancing.bought_already"))
        made = ledger.reverse(entry=entry, on=on, why=why.strip(), by=by, at=at)
        move(request, "take_back", by=by, at=at, note=why.strip(), turn=row.number - 1)
        row.paid_at, row.paid_on, row.reference = None, None, ""
        row.save(update_fields=["paid_at", "paid_on", "reference"])
        _line("cofinancing_taken_back", made, by=by, at=at, detail={"reverses": entry.pk, "amount": made.amount})
    return made


def _line(act: str, entry: Entry, *, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    """The row of the ledger itself is named, beside the line of the file that moved."""
    assert entry.request is not None
    concerns = entry.request.application.participant.person_id
    audit.record(at=at, by=by, act=act, about=entry, concerns=concerns, detail=detail)
