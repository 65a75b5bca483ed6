"""Finance's list: what to pay, which purchases to look at, which payments nothing shows yet; the longest wait first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.cofinancing import ledger, queries
from wolouj.cofinancing.forms.paying import JudgeForm
from wolouj.cofinancing.models import Entry, Purchase, Tranche
from wolouj.cofinancing.page.file import name_of
from wolouj.cofinancing.page.money import purchase_row
from wolouj.foundation.words import say
from wolouj.programme.page import JOINT

Row = TypeVar("Row", bound=Model)
SHOWN = 25
"""Rows of each list; the tile counts them all."""
JUDGED = 12
"""Purchases to look at, each with its papers and its form: those that wait longest, then the next ones."""


def page(bodies: Iterable[UUID], *, on: date, tried: tuple[Purchase, JudgeForm] | None = None) -> dict[str, Any]:
    """The whole desk, in a fixed number of queries.

    Args:
        tried: a purchase whose judgement could not be kept, with the form as it was sent; shown among the others,
            or at their end when it is not of the first ones.
    """
    bodies = list(bodies)
    pay, judge, bare = queries.to_pay(bodies), queries.to_judge(bodies), queries.unproved(bodies)
    purchases = first(judge, JUDGED)
    if tried and tried[0] not in purchases:
        purchases += judge.filter(pk=tried[0].pk)
    forms = {tried[0].pk: tried[1]} if tried else {}
    same = queries.same_files(purchases)
    held = ledger.balance(ledger.of_programmes(bodies))
    counts = {"to_pay": pay.count(), "to_judge": judge.count(), "bare": bare.count()}
    return {
        "tiles": [{"n": n, "label": say(f"cofinancing.tile_{key}")} for key, n in counts.items()],
        "pay": [_pay(each, on) for each in first(pay, SHOWN)],
        "judge": [
            purchase_row(each, each.request, same) | _whose(each, on)
            | {"form": forms.get(each.pk) or JudgeForm(auto_id=box_of(each))}
            for each in purchases
        ],
        "tried": tried[1] if tried else None,
        "bare": [_bare(each, on) for each in first(bare, SHOWN)],
        "held": held,
    }  # fmt: skip


def box_of(purchase: Purchase) -> str:
    """What the boxes of its judgement are called on a page that holds several."""
    return f"{purchase.pk}-%s"


def first(rows: QuerySet[Row], most: int) -> list[Row]:
    """The first rows, in two queries: which they are, then these few with all that hangs on them."""
    keys = list(rows.prefetch_related(None).values_list("pk", flat=True)[:most])
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def waited(since: Any, on: date) -> str:
    """How long, in days."""
    day = since if isinstance(since, date) and not hasattr(since, "hour") else fmt.local(since).date()
    days = max((on - day).days, 0)
    return say("cofinancing.waits_days", n=days) if days else say("cofinancing.waits_today")


def _whose(each: Any, on: date) -> dict[str, Any]:
    return {"name": name_of(each.request), "number": each.request.number, "waited": waited(each.told_at, on)}


def _pay(tranche: Tranche, on: date) -> dict[str, Any]:
    request = tranche.request
    return {
        "name": name_of(request), "number": request.number, "n": tranche.number, "amount": tranche.amount,
        "line": request.ruling.line.code if request.ruling.line else "", "waited": waited(tranche.asked_at, on),
        "file": reverse("cofinancing:show", args=[request.pk]), "url": reverse("cofinancing:pay", args=[tranche.pk]),
    }  # fmt: skip


def _bare(tranche: Any, on: date) -> dict[str, Any]:
    request = tranche.request
    left, told = tranche.amount - tranche.shown, tranche.told
    parts = [
        say("cofinancing.left_to_show", amount=left, n=tranche.number),
        say("cofinancing.told_waits", n=told) if told else "",
        waited(tranche.paid_on, on),
    ]  # fmt: skip
    return {
        "sign": "wait" if told else "watch", "title": name_of(request),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("cofinancing:show", args=[request.pk]),
    }  # fmt: skip


def entry_row(entry: Entry) -> dict[str, Any]:
    """One row of the ledger, as a page shows it."""
    undone = hasattr(entry, "reversed_by")
    return {
        "id": entry.pk, "number": entry.number, "on": entry.on, "amount": entry.amount,
        "move": say(f"cofinancing.move_{entry.move}"), "reversal": entry.reverses_id is not None, "undone": undone,
        "source": say(f"cofinancing.account_{entry.source}"), "target": say(f"cofinancing.account_{entry.target}"),
        "file": entry.request.number if entry.request else None,
        "why": fmt.isolate_auto(entry.why) if entry.why else "",
        "takes": entry.move == "pay" and entry.reverses_id is None and not undone,
    }  # fmt: skip
