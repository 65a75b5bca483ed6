"""What shows a purchase, by kind of thing bought, and what is wrong with one: the dull faults that spoil an audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wolouj.cofinancing.models import How, ItemKind, PieceKind, Purchase, Request, Tranche

ASKED: dict[str, frozenset[str]] = {
    ItemKind.EQUIPMENT: frozenset({PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO, "serial"}),
    ItemKind.WORKS: frozenset({PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO}),
    ItemKind.STOCK: frozenset({PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO}),
    ItemKind.OTHER: frozenset({PieceKind.INVOICE, PieceKind.BANK}),
}
"""Invoice, bank proof, photo of what was delivered, serial number."""
ORDER = (PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO, "serial")


def asked_of(purchase: Purchase) -> list[str]:
    """What this purchase must show. Paid in cash, there is no bank proof: the invoice says it was paid."""
    asked = set(ASKED[purchase.item.kind])
    if purchase.how == How.CASH:
        asked.discard(PieceKind.BANK)
    return [each for each in ORDER if each in asked]


def missing(purchase: Purchase) -> list[str]:
    """What it does not show yet (prefetch ``pieces``)."""
    there = {piece.kind for piece in purchase.pieces.all()} | ({"serial"} if purchase.serial else set())
    return [each for each in asked_of(purchase) if each not in there]


@dataclass(frozen=True, slots=True)
class Fault:
    """A key of the words, and the values it needs."""

    key: str
    values: dict[str, Any]


def faults(purchase: Purchase, request: Request, digests: Iterable[str] = ()) -> list[Fault]:
    """What a person must look at before saying yes. ``digests``: fingerprints that other purchases hold too."""
    terms, found = request.terms, []
    if not terms.spend_from <= purchase.on <= terms.spend_until:
        found.append(Fault("fault_day", {"start": terms.spend_from, "end": terms.spend_until}))
    if purchase.how == How.CASH and purchase.amount > terms.cash:
        found.append(Fault("fault_cash", {"most": terms.cash}))
    if purchase.amount > purchase.item.total:
        found.append(Fault("fault_amount", {"most": purchase.item.total}))
    named = _folded(purchase.item.supplier)
    if named and named != _folded(purchase.supplier):
        found.append(Fault("fault_supplier", {"name": purchase.item.supplier}))
    known = set(digests)
    if any(piece.digest in known for piece in purchase.pieces.all() if piece.kind != PieceKind.PHOTO):
        found.append(Fault("fault_twice", {}))
    return found


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def shown(tranche: Tranche) -> Decimal:
    """Dirhams of this tranche that accepted purchases show."""
    return sum((p.amount for p in tranche.purchases.all() if p.ok), Decimal(0))


def is_proved(tranche: Tranche) -> bool:
    """Whether accepted purchases show the whole tranche."""
    return bool(shown(tranche) >= tranche.amount)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(day.day, last))
