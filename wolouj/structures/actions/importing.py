"""A structure told in one document becomes rows, all or nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rulebook.engine.facts import Bidder, BidderKind
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.reference import territories
from wolouj.structures.actions import papers, telling
from wolouj.structures.models import HERE, IDENTIFIERS, Structure


@transaction.atomic
def import_structure(
    bidder: Bidder, *, by: Actor, at: datetime, person: UUID | None = None, is_sample: bool = False
) -> Structure:
    """Write the structure that ``wolouj.structures.documents.read_structure`` read.

    Args:
        person: whose structure it is; by default the person whose affairs the actor handles.

    Raises:
        BadInput: no kind, one the house does not serve, an unknown nature or place, impossible days or amounts. Nothing
            is written then.
    """
    if bidder.kind is None:
        raise BadInput(pair("structures.kind_missing"), field="kind")
    if bidder.kind not in HERE or bidder.abroad:
        raise BadInput(pair("structures.not_served"), field="abroad" if bidder.abroad else "kind")
    structure = telling.create_structure(
        kind=bidder.kind, name=bidder.name, by=by, at=at, person=person, is_sample=is_sample
    )
    telling.describe(
        structure,
        by=by,
        at=at,
        registered_on=bidder.registered_on,
        ae_activity=bidder.ae_activity or "",
        excluded=bidder.excluded,
    )
    numbers = {key: value for key, value in (bidder.identifiers or {}).items() if key in IDENTIFIERS}
    telling.set_identifiers(structure, numbers, by=by, at=at)
    _regime(structure, bidder, by, at)
    if bidder.activities:
        telling.set_activities(structure, natures=bidder.activities, by=by, at=at)
    if bidder.serves:
        telling.set_served(structure, [_code(place) for place in bidder.serves], by=by, at=at)
    if bidder.capacity is not None:
        rows = [(q.nature, q.unit or "", q.quantity) for q in bidder.capacity.quantities]
        amount = bidder.capacity.amount_per_month
        telling.set_capacity(structure, by=by, at=at, amount_per_month=amount, quantities=rows)
    _receipts(structure, bidder, by, at)
    for paper in bidder.papers or ():
        papers.add_paper(structure, kind=paper.kind, issued_on=paper.issued, expires_on=paper.expires, by=by, at=at)
    return structure


def _regime(structure: Structure, bidder: Bidder, by: Actor, at: datetime) -> None:
    """An exemption told without its day or its source is not written: the regime stays "to be confirmed"."""
    regime = bidder.vat_regime
    if regime is None:
        return
    stated = bool(regime.stated_on and regime.source)
    if regime.status == "exempt" and not stated and structure.kind != BidderKind.AUTO_ENTREPRENEUR:
        return
    telling.state_vat_regime(
        structure, status=regime.status, on=regime.stated_on, source=regime.source or "", by=by, at=at
    )


def _receipts(structure: Structure, bidder: Bidder, by: Actor, at: datetime) -> None:
    for year, amount in (bidder.turnover_received or {}).items():
        telling.record_receipts(structure, year=year, amount=amount, by=by, at=at)
    for year, buyers in (bidder.received_by_buyer or {}).items():
        for buyer, amount in buyers.items():
            telling.record_receipts(structure, year=year, buyer=buyer, amount=amount, by=by, at=at)


def _code(place: str) -> str:
    found = territories.place(place) or territories.resolve(place)
    if found is None:
        raise BadInput(pair("structures.unknown_place"), field="serves")
    return found.code
