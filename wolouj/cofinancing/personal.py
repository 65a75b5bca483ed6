"""What this room holds about a person: her requests with their rows and papers; her name on committees."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import Asset, Item, Member, Own, Piece, Purchase, Request, Ruling, Tranche
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.structures.personal import read_all

ROOM = "cofinancing"
_TOLD = (
    "id", "number", "state", "turn", "since", "answer_by", "sells", "buyers", "rivals", "makes", "helpers", "risks",
    "unit", "price", "cost", "fixed", "hopes", "start", "months", "proposed", "proposal", "made_at",
)  # fmt: skip


def export(person: UUID) -> dict[str, Any]:
    """Each request whole, but for who of the body acted."""
    mine = {"request__application__participant__person": person}
    return {
        "requests": list(Request.objects.filter(application__participant__person=person).values(*_TOLD)),
        "items": list(Item.objects.filter(**mine).values("label", "kind", "quantity", "price", "supplier")),
        "owns": list(Own.objects.filter(**mine).values("label", "kind", "amount", "valued")),
        "answers": list(Ruling.objects.filter(**mine).values("verdict", "amount", "reason_fr", "reason_ar")),
        "tranches": list(Tranche.objects.filter(**mine).values("number", "amount", "asked_at", "paid_on", "proved_at")),
        "purchases": list(
            Purchase.objects.filter(**mine).values("supplier", "amount", "on", "how", "serial", "ok", "why")
        ),
        "assets": list(Asset.objects.filter(**mine).values("label", "serial", "value", "bought_on", "bound_until")),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The photos and PDFs of her requests."""
    rows = Piece.objects.filter(request__application__participant__person=person).exclude(file="")
    return read_all([piece.file for piece in rows])


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her requests are emptied; amounts stay for the accounts; her name leaves the committees she sat on."""
    rows = list(Request.objects.filter(application__participant__person=person))
    for row in rows:
        asking.forget(request=row, by=by, at=at)
    her = Person.objects.get(pk=person)
    names = [name for name in (her.full_name, her.name_ar) if name]
    return {"requests": len(rows), "members": Member.objects.filter(name__in=names).update(name="—")}
