"""What this room holds about a person: her structures. One only hers is erased; in a shared one, her name goes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from wolouj.foundation.actor import Actor
from wolouj.structures.models import Member, Paper, Structure

ROOM = "structures"
PARTS = ("members", "activities", "served", "capacities", "receipts", "papers")


def of_person(person: UUID) -> list[Structure]:
    """The structures she is a member of, ended ones included."""
    ids = Member.objects.filter(person=person).values("structure")
    return list(Structure.objects.filter(id__in=ids).prefetch_related("members"))


def only_hers(person: UUID) -> list[Structure]:
    """Those no other account belongs to: nobody could open them without her."""
    return [s for s in of_person(person) if not s.owners() - {person}]


def export(person: UUID) -> dict[str, Any]:
    """Each structure she belongs to today with all its parts; whoever left a structure no longer reads it."""
    found = [s for s in of_person(person) if person in s.owners()]
    rows = {row["id"]: row for row in Structure.objects.filter(id__in=[s.id for s in found]).values()}
    return {
        "structures": [
            rows[s.id] | {part: list(getattr(s, part).values()) for part in PARTS if hasattr(s, part)} for s in found
        ]
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """The photos and PDFs of papers."""
    papers = Paper.objects.filter(structure__in=[s.id for s in of_person(person) if person in s.owners()])
    papers = papers.exclude(file="")
    return read_all([paper.file for paper in papers])


def read_all(kept: list[FieldFile]) -> list[tuple[str, bytes]]:
    """Name and content of each file that is still there."""
    found = []
    for file in kept:
        name = str(file.name)
        if file.storage.exists(name):
            with file.storage.open(name) as handle:
                found.append((name, handle.read()))
    return found


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Delete what is only hers, with its files; elsewhere her membership ends without a name."""
    alone = only_hers(person)
    kept = [(p.file.storage, str(p.file.name)) for p in Paper.objects.filter(structure__in=alone).exclude(file="")]
    Structure.objects.filter(id__in=[s.id for s in alone]).delete()
    for storage, name in kept:
        transaction.on_commit(partial(storage.delete, name))
    hers = Member.objects.filter(person=person)
    hers.filter(until=None).update(until=timezone.localdate(at))
    left = hers.update(name="", person=None)
    return {"structures": len(alone), "memberships": left, "files": len(kept)}
