"""The desk of who serves others: whom she may act for, and who needs her first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.bids.models import State
from wolouj.bids.queries import open_quotes
from wolouj.foundation.words import active, say
from wolouj.people.models import Person
from wolouj.people.standing import Standing
from wolouj.structures.models import Structure


def people_served(actor: Standing, *, at: datetime) -> list[dict[str, Any]]:
    """The persons who gave ``actor`` a live mandate, the most urgent first. No price is read, only states and dates."""
    givers = [giver for giver, _ in actor.mandates]
    if not givers:
        return []
    people = Person.objects.filter(id__in=givers)
    structures = Structure.objects.filter(members__person__in=givers, members__until=None, archived_at=None)
    owned: dict[Any, list[Structure]] = {}
    for structure in structures.distinct().prefetch_related("members"):
        for owner in structure.owners() & set(givers):
            owned.setdefault(owner, []).append(structure)
    quotes = list(open_quotes([s.id for mine in owned.values() for s in mine]))
    rows = [_row(person, owned.get(person.id, []), quotes, at) for person in people]
    return sorted(rows, key=lambda row: (row["rank"], row["title"]))


def _row(person: Person, mine: list[Structure], quotes: list[Any], at: datetime) -> dict[str, Any]:
    ids = {s.id for s in mine}
    hers = [q for q in quotes if q.structure_id in ids]
    invited = [q for q in hers if q.state == State.INVITED]
    running = [
        q for q in hers if q.state in (State.DRAFT, State.READY) and (not q.notice.deadline or q.notice.deadline > at)
    ]
    if invited:
        rank, sign, told = 0, "watch", say("home.served_invited")
    elif running and running[0].notice.deadline:
        rank, sign, told = 1, "watch", say("home.served_running", deadline=running[0].notice.deadline)
    elif not mine:
        rank, sign, told = 2, "unknown", say("home.served_no_structure")
    else:
        rank, sign, told = 3, "go", say("home.served_calm")
    return {
        "rank": rank,
        "sign": sign,
        "title": fmt.isolate_auto(person.shown_name(active())),
        "structure": fmt.isolate_auto(mine[0].name) if mine else "",
        "detail": told,
        "person": person.id,
        "url": reverse("people:act_for"),
    }
