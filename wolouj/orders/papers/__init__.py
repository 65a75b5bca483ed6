"""The papers of an order, each in one file, French then Arabic: what was delivered, what is asked, a polite reminder.

Figures and names come from the quote as it was frozen, or from what was typed of an order won elsewhere. What is not
known stays a ruled blank, to fill by hand.
"""

from __future__ import annotations

from datetime import date, datetime

from wolouj.foundation import printing
from wolouj.orders.facts import Road
from wolouj.orders.models import Kind
from wolouj.orders.papers.letter import context as letter
from wolouj.orders.papers.trade import context as trade
from wolouj.orders.papers.wording import HERE
from wolouj.orders.waiting import Wait, standing

FILES = ("delivery-note.pdf", "invoice.pdf", "reminder.pdf")
"""Names of the papers."""


def may_print(road: Road, name: str, *, on: date) -> bool:
    """Whether this paper means something of the order as it stands on the day ``on``."""
    if name == "delivery-note.pdf":
        return True
    if name == "invoice.pdf":  # of the whole order: an invoice told with another amount is another paper than ours
        same = not road.of(Kind.INVOICED) or road.invoiced == road.order.amount
        return bool(road.of(Kind.DELIVERED)) and same
    return standing(road, on=on).wait in {Wait.LATE, Wait.CLOCK, Wait.UNBOUND}


def pdf(name: str, road: Road, *, at: datetime) -> bytes:
    """One paper of :data:`FILES`."""
    if name == "reminder.pdf":
        return printing.pdf(HERE / "letter.typ", letter(road, at=at), root=printing.HOUSE)
    return printing.pdf(HERE / "trade.typ", trade(road, name.removesuffix(".pdf"), at=at), root=printing.HOUSE)
