"""The money of a file once it runs: what was granted, its tranches, what was bought, what must be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.cofinancing import ledger, proofs
from wolouj.cofinancing.models import Asset, Entry, PieceKind, Purchase, Request, Tranche
from wolouj.cofinancing.page.file import piece_row
from wolouj.cofinancing.states import State
from wolouj.foundation.words import say


def page(request: Request) -> dict[str, Any]:
    """Tranches with what shows them, purchases, assets, the signed paper."""
    purchases = list(request.purchases.all())
    tranches = list(request.tranches.all())
    return {
        "tranches": [tranche_row(each, request, purchases, tranches) for each in tranches],
        "purchases": [purchase_row(each, request) for each in purchases],
        "assets": [asset_row(each) for each in request.assets.all()],
        "signed": [piece_row(each) for each in request.pieces.all() if each.kind == PieceKind.SIGNED],
        "prints": hasattr(request, "agreement"),
        "proves": request.state == State.PAID,
        "owed": owed(request, purchases) if request.state == State.STOPPED else None,
    }


def owed(request: Request, purchases: list[Purchase]) -> Decimal:
    """Of a stopped file, the dirhams paid that no accepted purchase shows and that were not given back. One query."""
    paid = ledger.balance(Entry.objects.filter(request=request)).paid
    return max(paid - sum((each.amount for each in purchases if each.ok), start=Decimal(0)), Decimal(0))


def tranche_row(
    tranche: Tranche, request: Request, purchases: list[Purchase], tranches: list[Tranche]
) -> dict[str, Any]:
    """One tranche: its sign, its words, and whether it may be asked for now."""
    earlier = [each for each in tranches if each.number < tranche.number]
    ready = request.state in (State.SIGNED, State.PROVED) and all(each.paid_at for each in earlier)
    shown = sum((p.amount for p in purchases if p.tranche_id == tranche.pk and p.ok), start=Decimal(0))
    told = sum((p.amount for p in purchases if p.tranche_id == tranche.pk and p.ok is None), start=Decimal(0))
    runs = request.state != State.STOPPED  # what is not shown is then given back
    day: date | None
    if tranche.proved_at:
        sign, word, day = "go", say("cofinancing.tranche_proved"), tranche.proved_at
    elif tranche.paid_at:
        sign, word, day = "watch", say("cofinancing.tranche_paid"), tranche.paid_on
    elif not runs:
        sign, word, day = "aside", say("cofinancing.tranche_never"), None
    elif tranche.asked_at:
        sign, word, day = "wait", say("cofinancing.tranche_asked"), tranche.asked_at
    elif ready:
        sign, word, day = "watch", say("cofinancing.tranche_now"), None
    else:
        sign, word, day = "wait", say("cofinancing.tranche_later"), None
    return {
        "id": tranche.pk, "n": tranche.number, "share": tranche.share, "amount": tranche.amount, "sign": sign,
        "word": word, "on": day, "asks": ready and tranche.asked_at is None,
        "who": fmt.isolate_auto(tranche.asked_by.full_name) if tranche.asked_by and not tranche.paid_at else "",
        "shown": shown if runs and tranche.paid_at and not tranche.proved_at else None, "told": told,
        "left": max(tranche.amount - shown - told, Decimal(0)),
    }  # fmt: skip


def purchase_row(purchase: Purchase, request: Request, digests: Iterable[str] = ()) -> dict[str, Any]:
    """One purchase: what it shows, what it lacks, what a person must look at."""
    left = proofs.missing(purchase) if purchase.ok is None else []
    if purchase.ok is None:
        sign, word = ("watch", say("cofinancing.buy_lacks")) if left else ("wait", say("cofinancing.buy_waits"))
    else:
        sign, word = ("go", say("cofinancing.buy_ok")) if purchase.ok else ("stop", say("cofinancing.buy_no"))
    faults = proofs.faults(purchase, request, digests) if purchase.ok is None else []
    return {
        "id": purchase.pk, "label": fmt.isolate_auto(purchase.item.label), "sign": sign, "word": word,
        "supplier": fmt.isolate_auto(purchase.supplier), "amount": purchase.amount, "on": purchase.on,
        "how": say(f"cofinancing.how_{purchase.how}"), "serial": purchase.serial,
        "lacks": [say(f"cofinancing.lacks_{each}") for each in left],
        "faults": [say(f"cofinancing.{fault.key}", **fault.values) for fault in faults],
        "why": fmt.isolate_auto(purchase.why) if purchase.why else "",
        "pieces": [piece_row(each) for each in purchase.pieces.all()],
        "url": reverse("cofinancing:purchase", args=[purchase.pk]),
    }  # fmt: skip


def asset_row(asset: Asset) -> dict[str, Any]:
    """A thing in the register, and until when it is bound."""
    if asset.gone_on:
        sign, word = "aside", say("cofinancing.asset_gone", day=asset.gone_on)
    else:
        sign, word = "go", say("cofinancing.asset_bound", day=asset.bound_until)
    return {
        "id": asset.pk, "label": fmt.isolate_auto(asset.label), "serial": asset.serial, "value": asset.value,
        "bought_on": asset.bought_on, "sign": sign, "word": word, "gone": asset.gone_on is not None,
        "why": fmt.isolate_auto(asset.gone_why) if asset.gone_why else "",
    }  # fmt: skip
