"""What this room holds about a person: the quotes of her structures, their papers and receipts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from wolouj.bids.models import Quote, QuoteLine, Receipt, Step, Version, Weighing
from wolouj.foundation.actor import Actor
from wolouj.structures import personal as structures

ROOM = "bids"


def export(person: UUID) -> dict[str, Any]:
    """Each quote with its versions, lines, steps and receipts."""
    quotes = _hers(person)
    return {
        "quotes": list(quotes.values()),
        "versions": list(Version.objects.filter(quote__in=quotes).values()),
        "lines": list(QuoteLine.objects.filter(version__quote__in=quotes).values()),
        "steps": list(Step.objects.filter(quote__in=quotes).values()),
        "weighings": list(Weighing.objects.filter(structure__in=_structures(person)).values()),
        "receipts": list(Receipt.objects.filter(quote__in=quotes).values()),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The papers frozen with each version, and the photos of receipts."""
    quotes = _hers(person)
    return structures.read_all(_files(quotes))


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Delete the quotes of the structures that are only hers, with their files; shared ones are not hers alone."""
    quotes = Quote.objects.filter(structure__in=[s.id for s in structures.only_hers(person)])
    kept = [(file.storage, file.name) for file in _files(quotes)]
    count = quotes.count()
    quotes.delete()
    Step.objects.filter(by=person).update(by=None)
    Step.objects.filter(on_behalf_of=person).update(on_behalf_of=None)
    for storage, name in kept:
        transaction.on_commit(partial(storage.delete, name))
    return {"quotes": count, "files": len(kept)}


def _hers(person: UUID) -> QuerySet[Quote]:
    """The quotes of the structures she belongs to today: whoever has left takes no prices away."""
    return Quote.objects.filter(structure__in=_structures(person))


def _structures(person: UUID) -> list[UUID]:
    return [s.id for s in structures.of_person(person) if person in s.owners()]


def _files(quotes: QuerySet[Quote]) -> list[Any]:
    versions = [file for v in Version.objects.filter(quote__in=quotes) for file in (v.pdf, v.xlsx)]
    receipts = [receipt.file for receipt in Receipt.objects.filter(quote__in=quotes)]
    return [file for file in [*versions, *receipts] if file]
