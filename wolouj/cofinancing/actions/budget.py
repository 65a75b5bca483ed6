"""The rules of a call and the money of its donors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing import ledger
from wolouj.cofinancing.models import BudgetLine, Entry, Move, Terms
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Call, Donor, Programme


def set_terms(*, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime) -> Terms:
    """Write the co-financing rules of a call, until its first request is received.

    Raises:
        BadInput: they are frozen, or the tranches do not make 100.
    """
    shares = list(fields["shares"])
    if sum(shares) != 100 or any(share < 1 for share in shares):
        raise BadInput(pair("cofinancing.shares_make_100"), field="shares")
    with transaction.atomic():
        row = Terms.objects.select_for_update().filter(call=call).first() or Terms(call=call, made_at=at)
        if row.frozen_at is not None:
            raise BadInput(pair("cofinancing.terms_frozen"))
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        audit.record(at=at, by=by, act="cofinancing_terms_set", about=row)
    return row


def open_line(
    *, programme: Programme, donor: Donor, code: str, labels: tuple[str, str], by: Actor, at: datetime
) -> BudgetLine:
    """A donor's budget line. ``labels`` is (Arabic, French).

    Raises:
        BadInput: the code is taken in this programme, or the donor does not pay for it.
    """
    if not programme.donors.filter(pk=donor.pk).exists():
        raise BadInput(pair("cofinancing.donor_of_another"), field="donor")
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)
        if BudgetLine.objects.filter(programme=programme, code=code).exists():
            raise BadInput(pair("cofinancing.code_taken", code=code), field="code")
        row = BudgetLine.objects.create(
            programme=programme, donor=donor, code=code, label_ar=labels[0], label_fr=labels[1], made_at=at
        )
        audit.record(at=at, by=by, act="budget_line_opened", about=row)
    return row


def open_line_with(
    *, programme: Programme, donor: Donor, code: str, labels: tuple[str, str], amount: Decimal, by: Actor, at: datetime
) -> BudgetLine:
    """A budget line and what it first gives. Raises as :func:`open_line`."""
    with transaction.atomic():
        row = open_line(programme=programme, donor=donor, code=code, labels=labels, by=by, at=at)
        allot(line=row, amount=amount, on=local(at).date(), why="", by=by, at=at)
    return row


def allot(*, line: BudgetLine, amount: Decimal, on: date, why: str, by: Actor, at: datetime) -> Entry:
    """What the donor gives for this line, or gives more."""
    with transaction.atomic():
        entry = ledger.post(line=line, move=Move.ALLOT, amount=amount, on=on, by=by, at=at, why=why)
        audit.record(at=at, by=by, act="budget_allotted", about=entry, detail={"amount": amount})
    return entry
