"""A structure turned into the bidder the law looks at. What was not told becomes ``None``: "not known"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    Capacity,
    CapacityPerMonth,
    Paper,
    VatRegime,
    VatStatus,
)
from wolouj.reference import territories
from wolouj.structures.models import Structure

PREFETCH = ("activities", "served", "capacities", "receipts", "papers")
"""What to prefetch so that :func:`as_bidder` asks the database nothing more."""


def as_bidder(structure: Structure, *, on: date) -> Bidder:
    """The structure as the law sees it on the day ``on``.

    Papers issued, and receipts of years begun, after ``on`` are left out. Amounts are dirhams. Nothing is
    presumed: an unstated VAT status is ``None`` except for the auto-entrepreneur, whose own rule
    (``rulebook.taxes``) answers for him.
    """
    return Bidder(
        kind=BidderKind(structure.kind),
        name=structure.name,
        activities=_activities(structure),
        ae_activity=AeActivity(structure.ae_activity) if structure.ae_activity else None,
        registered_on=structure.registered_on,
        turnover_received=_turnover(structure, on),
        received_by_buyer=_by_buyer(structure, on),
        vat_regime=vat_regime(structure),
        identifiers=structure.identifiers or None,
        papers=_papers(structure, on),
        excluded=structure.excluded,
        capacity=_capacity(structure),
        serves=_serves(structure),
    )


def vat_regime(structure: Structure) -> VatRegime | None:
    """What the structure states of its VAT, or ``None`` when it has not said."""
    if not structure.vat_status:
        return None
    return VatRegime(VatStatus(structure.vat_status), structure.vat_stated_on, structure.vat_source or None)


def _activities(structure: Structure) -> frozenset[int] | None:
    # Free words alone do not say which natures are meant: still not known.
    natures = frozenset(a.nature for a in structure.activities.all() if a.nature is not None)
    return natures or None


def _turnover(structure: Structure, on: date) -> Mapping[int, Decimal] | None:
    """Only a year whose total was told is known; parts by buyer never stand for the whole."""
    totals = {r.year: r.amount for r in structure.receipts.all() if not r.buyer and r.year <= on.year}
    parts = _by_buyer(structure, on) or {}
    # A total smaller than its own parts is an old total: the parts are then the better floor.
    return {y: max(total, sum(parts.get(y, {}).values(), Decimal(0))) for y, total in totals.items()} or None


def _by_buyer(structure: Structure, on: date) -> Mapping[int, Mapping[str, Decimal]] | None:
    years: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in structure.receipts.all():
        if row.buyer and row.year <= on.year:
            years[row.year][row.buyer] = row.amount
    return dict(years) or None


def _papers(structure: Structure, on: date) -> tuple[Paper, ...] | None:
    held = tuple(
        Paper(kind=p.kind, issued=p.issued_on, expires=p.expires_on)
        for p in structure.papers.all()
        if p.is_current and (p.issued_on is None or p.issued_on <= on)
    )
    return held or None


def _capacity(structure: Structure) -> Capacity | None:
    rows = list(structure.capacities.all())
    if not rows:
        return None
    quantities = tuple(
        CapacityPerMonth(quantity=r.quantity_per_month, unit=r.unit or None, nature=r.nature)
        for r in rows
        if r.quantity_per_month is not None
    )
    amounts = [r.amount_per_month for r in rows if r.amount_per_month is not None]
    return Capacity(quantities, min(amounts) if amounts else None)


def place_written(place: territories.Place) -> str:
    """How a document names a place: by its French name, or by its code where that name would be read as another
    (a province and the town it is named after)."""
    return place.name_fr if territories.resolve(place.name_fr) == place else place.code


def _serves(structure: Structure) -> tuple[str, ...] | None:
    places = (territories.place(s.place) for s in structure.served.all())
    return tuple(p.name_fr for p in places if p is not None) or None
