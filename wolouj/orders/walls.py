"""The late payments of those one serves, with the wall between rivals kept, in a fixed number of queries.

A page of one order asks the whole wall (:meth:`Order.contest`). A list does not ask it row by row: an order whose
notice another of her people also answered, or weighed, is listed without its amounts. The page behind it decides.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote, Weighing
from wolouj.foundation.words import say
from wolouj.orders import page, queries
from wolouj.orders.facts import Road
from wolouj.orders.waiting import Wait, standing
from wolouj.people.models import Person
from wolouj.people.permissions import may
from wolouj.people.standing import Standing
from wolouj.structures.models import Structure


def late_rows(actor: Standing, *, on: date) -> list[dict[str, Any]]:
    """The orders not paid in time of the people who gave ``actor`` a live mandate, the latest first."""
    givers = {giver for giver, _ in actor.mandates}
    served = {person for person, _, _ in actor.served} | givers
    if not givers:
        return []
    named = {person.id: person for person in Person.objects.filter(id__in=givers)}
    rows = Structure.objects.filter(members__person__in=served, archived_at=None)
    structures = {row.id: row for row in rows.distinct().prefetch_related("members")}
    roads = queries.orders_of(row.id for row in structures.values() if row.owners() & givers)
    late = [(road, now) for road in roads if (now := standing(road, on=on)).wait in (Wait.LATE, Wait.CLOCK)]
    hidden = _contested([road for road, _ in late], list(structures))
    late.sort(key=lambda each: (-each[1].days_late, each[1].since or on))
    return [
        page.row_of(road, now, money=road.order.id not in hidden) | {"who": _who(structures, road, named)}
        for road, now in late
    ]


def open_to(actor: Standing, roads: list[Road]) -> list[Road]:
    """Those of ``roads`` whose amounts she may read: the wall is asked only where she serves, or served, a rival."""
    served = {person for person, _, _ in actor.served}
    if not served or not roads:
        return roads
    theirs = Structure.objects.filter(members__person__in=served).values_list("id", flat=True)
    contested = _contested(roads, list({*theirs, *(road.order.structure_id for road in roads)}))
    return [road for road in roads if road.order.id not in contested or may(actor, "see", road.order)]


def _who(structures: dict[UUID, Structure], road: Road, named: dict[UUID, Person]) -> str:
    owners = structures[road.order.structure_id].owners()
    who = next((person.full_name for key, person in named.items() if key in owners), "")
    return say("orders.row_of", who=fmt.isolate_auto(who)) if who else ""


def _contested(roads: list[Road], served: list[UUID]) -> set[UUID]:
    """The orders of which another structure she serves, or served, answered or weighed the notice. Two queries."""
    quoted = [road for road in roads if road.order.quote is not None]
    if not quoted or len(served) < 2:
        return set()
    rivals: dict[UUID, list[Quote | Weighing]] = defaultdict(list)
    for kind in (Quote, Weighing):
        for row in kind.objects.filter(structure__in=served).select_related("notice__buyer"):
            rivals[row.structure_id].append(row)
    found = set()
    for road in quoted:
        assert road.order.quote is not None
        mine = road.order.quote.notice
        others = (row for key, rows in rivals.items() if key != road.order.structure_id for row in rows)
        if any(row.notice.same_as(mine) for row in others):
            found.add(road.order.id)
    return found
