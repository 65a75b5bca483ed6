"""Rules of a call, requests and their plan, papers, committee, agreement, tranches, purchases, assets, ledger."""

from wolouj.cofinancing.models.deciding import Away, Member, Ruling, Sitting, Verdict
from wolouj.cofinancing.models.files import Event, Hand, Item, ItemKind, Own, OwnKind, Piece, PieceKind, Request
from wolouj.cofinancing.models.ledger import WAYS, Account, BudgetLine, Entry, Move
from wolouj.cofinancing.models.paying import Agreement, Asset, How, Purchase, Tranche
from wolouj.cofinancing.models.terms import Terms

__all__ = [
    "WAYS",
    "Account",
    "Agreement",
    "Asset",
    "Away",
    "BudgetLine",
    "Entry",
    "Event",
    "Hand",
    "How",
    "Item",
    "ItemKind",
    "Member",
    "Move",
    "Own",
    "OwnKind",
    "Piece",
    "PieceKind",
    "Purchase",
    "Request",
    "Ruling",
    "Sitting",
    "Terms",
    "Tranche",
    "Verdict",
]
