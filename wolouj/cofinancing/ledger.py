"""Writing and reading the ledger. What a line holds is a sum over its rows, never a figure kept beside them.

For every budget line, at every instant: what was allotted = what is paid + what is committed + what is free, and none
of the three is below zero. The first part holds by the shape of a row (what leaves one account arrives at another);
the second is checked here, under the lock of the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from wolouj.cofinancing.models import WAYS, Account, BudgetLine, Entry, Move, Request, Tranche
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Balance:
    """What a line, a file, a call or a donor holds, in dirhams."""

    allotted: Decimal = ZERO
    free: Decimal = ZERO
    committed: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def spent(self) -> Decimal:
        """Paid, per cent of what was allotted."""
        return (100 * self.paid / self.allotted) if self.allotted else ZERO


def balance(rows: QuerySet[Entry]) -> Balance:
    """The balance of these rows, in one query."""
    return _sum(_by(rows, None).get(None, {}))


def balances(rows: QuerySet[Entry], field: str) -> dict[UUID, Balance]:
    """The same for each value of a field (``line``, ``request``, ``line__donor``, ``request__terms__call``)."""
    return {key: _sum(found) for key, found in _by(rows, field).items() if key is not None}


def _by(rows: QuerySet[Entry], field: str | None) -> dict[UUID | None, dict[str, Decimal]]:
    names = [field] if field else []
    found: dict[UUID | None, dict[str, Decimal]] = {}
    for row in rows.order_by().values(*names, "source", "target").annotate(total=Sum("amount")):
        held = found.setdefault(row[field] if field else None, dict.fromkeys(Account.values, ZERO))
        held[row["source"]] -= row["total"]
        held[row["target"]] += row["total"]
    return found


def _sum(held: dict[str, Decimal]) -> Balance:
    if not held:
        return Balance()
    return Balance(-held[Account.ALLOTTED], held[Account.FREE], held[Account.COMMITTED], held[Account.PAID])


def post(
    *, line: BudgetLine, move: Move, amount: Decimal, on: date, by: Actor, at: datetime, request: Request | None = None,
    tranche: Tranche | None = None, reverses: Entry | None = None, why: str = "",
) -> Entry:  # fmt: skip
    """Add one row, inside the caller's transaction. The caller leaves the audit line.

    Raises:
        BadInput: the amount is nothing, or the account it leaves holds less.
    """
    if amount <= 0:
        raise BadInput(pair("cofinancing.amount_nothing"), field="amount")
    line = BudgetLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    source, target = WAYS[move] if reverses is None else WAYS[move][::-1]
    if request is not None and source in (Account.COMMITTED, Account.PAID):
        _enough(line.entries.filter(request=request), source, amount, line)  # first: its refusal tells of the file
    _enough(line.entries.all(), source, amount, line)
    number = (line.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    return Entry.objects.create(
        line=line, number=number, move=move, source=source, target=target, amount=amount, request=request,
        tranche=tranche, reverses=reverses, on=on, at=at, by_id=by.person, why=why,
    )  # fmt: skip


def _enough(rows: QuerySet[Entry], source: str, amount: Decimal, line: BudgetLine) -> None:
    held = balance(rows)
    there = {Account.FREE: held.free, Account.COMMITTED: held.committed, Account.PAID: held.paid}.get(Account(source))
    if there is not None and there < amount:
        raise BadInput(pair(f"cofinancing.not_enough_{source}", there=there, code=line.code), field="amount")


def reverse(*, entry: Entry, on: date, why: str, by: Actor, at: datetime) -> Entry:
    """Undo a row by its contrary. The caller leaves the audit line.

    Raises:
        BadInput: it was reversed already, it is itself a reversal, or the money has moved on.
    """
    if entry.reverses_id is not None or Entry.objects.filter(reverses=entry).exists():
        raise BadInput(pair("cofinancing.reversed_already"))
    return post(
        line=entry.line, move=Move(entry.move), amount=entry.amount, on=on, by=by, at=at, request=entry.request,
        tranche=entry.tranche, reverses=entry, why=why,
    )  # fmt: skip


def of_programmes(bodies: Iterable[UUID]) -> QuerySet[Entry]:
    """Every row of these bodies' lines."""
    return Entry.objects.filter(line__programme__body__in=list(bodies))
