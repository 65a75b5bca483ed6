"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404

from wolouj.cofinancing import exporting, papers, queries
from wolouj.cofinancing.missing import STEPS
from wolouj.cofinancing.models import Asset, BudgetLine, Entry, Item, Own, Piece, Purchase, Request, Terms, Tranche
from wolouj.foundation.found import one
from wolouj.programme.loading import load_application, load_call, load_programme
from wolouj.programme.models import Programme

__all__ = ["load_application", "load_call", "load_programme"]

ROWS: dict[str, type[Model]] = {"item": Item, "own": Own, "quote": Item, "piece": Piece}
"""What can be added, corrected or taken out, by its word in an address. A quote is added under its line."""


def load_request(request_id: UUID) -> Request:
    """The request of the address, with all its rows."""
    found = queries.whole(request_id)
    if found is None:
        raise Http404
    return found


def load_step(request_id: UUID, code: str) -> Request:
    """The request, with the question asked for as ``asked``."""
    if code not in STEPS:
        raise Http404
    return _asked(load_request(request_id), code)


def load_new(request_id: UUID, kind: str) -> Request:
    """The request, with the kind of row to add as ``asked``."""
    if kind not in ("item", "own"):
        raise Http404
    return _asked(load_request(request_id), kind)


def load_act(request_id: UUID, what: str) -> Request:
    """The request, with what is to be done of it as ``asked``."""
    return _asked(load_request(request_id), what)


def _asked(found: Request, what: str) -> Request:
    found.asked = what  # type: ignore[attr-defined]
    return found


def load_row(kind: str, row_id: UUID) -> Any:
    """A line, a contribution or a paper, its kind as ``asked``."""
    if kind not in ROWS:
        raise Http404
    found: Any = one(ROWS[kind], row_id, "request__application__participant", "request__terms")
    found.asked = kind
    return found


def load_piece(piece_id: UUID) -> Any:
    """A paper."""
    return one(Piece, piece_id, "request__application__participant", "request__terms")


def load_tranche(tranche_id: UUID) -> Any:
    """A tranche with its file."""
    return one(Tranche, tranche_id, *(f"request__{join}" for join in queries.JOINS))


def load_purchase(purchase_id: UUID) -> Any:
    """A purchase with its file."""
    return one(Purchase, purchase_id, "item", "tranche", *(f"request__{join}" for join in queries.JOINS))


def load_line(line_id: UUID) -> Any:
    """A budget line."""
    return one(BudgetLine, line_id, "programme__body", "donor")


def load_entry(entry_id: UUID) -> Any:
    """A row of the ledger."""
    joins = ("line__programme", "tranche", *(f"request__{join}" for join in queries.JOINS))
    return one(Entry, entry_id, *joins)


def load_asset(asset_id: UUID) -> Any:
    """A thing in the register."""
    return one(Asset, asset_id, "request__application__participant")


def load_paper(request_id: UUID, name: str) -> Request:
    """The request, with the paper asked for as ``asked``."""
    if name not in papers.AGREEMENT and name not in papers.PLAN:
        raise Http404
    return _asked(load_request(request_id), name)


def load_minutes(call_id: UUID, number: int, name: str) -> Terms:
    """The rules of a call, with the day and the paper asked for as ``asked``."""
    if name not in papers.MINUTES or number > 32000:
        raise Http404
    found = load_terms(call_id)
    found.asked = (number, name)  # type: ignore[attr-defined]
    return found


def load_export(programme_id: UUID, name: str) -> Programme:
    """The programme, with the file asked for as ``asked``."""
    if name not in exporting.FILES:
        raise Http404
    found = load_programme(programme_id)
    found.asked = name  # type: ignore[attr-defined]
    return found


def load_terms(call_id: UUID) -> Terms:
    """The co-financing rules of a call."""
    found = Terms.objects.select_related("call__programme__body").filter(call=call_id).first()
    if found is None:
        raise Http404
    return found
