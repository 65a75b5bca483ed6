"""The ways into this room, for the desk of whoever may take them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from wolouj.coaching import queries
from wolouj.coaching.page.capacity import next_day
from wolouj.foundation.words import say
from wolouj.people.permissions import may
from wolouj.people.standing import Standing


def doors(actor: Standing, *, on: date) -> list[dict[str, Any]]:
    """A coach's files, a manager's coaches, a person's own plan: what is hers of the three; questions to answer.

    Five queries at most.
    """
    found = []
    if not actor.acting and may(actor, "create", "follow_up") and queries.has_files(actor.person):
        found.append(_door("coach", "desk"))
    if may(actor, "create", "caseload"):
        found.append(_door("helper", "manage"))
    if may(actor, "see", "follow_up") and queries.is_accompanied(actor.principal):
        found.append(_door("coach", "mine"))
    if may(actor, "create", "capacity") and (door := _questions(actor, on)):
        found.append(door)
    return found


def _questions(actor: Standing, on: date) -> dict[str, Any] | None:
    """The fifteen questions of a structure nobody accompanies, while they were never answered or are due again."""
    structure = queries.asks_herself(actor.principal)
    last = queries.own_reviews_of(structure.pk).first() if structure else None
    if structure is None or structure.setup_step or (last is not None and next_day(last) > on):
        return None
    why = say("coaching.capacity_due") if last else say("coaching.capacity_door")
    url = reverse("coaching:own_capacity", args=[structure.pk])
    return {"icon": "scale", "title": say("coaching.capacity_title"), "detail": why, "url": url}


def _door(icon: str, name: str) -> dict[str, Any]:
    title, why = say(f"coaching.{name}_title"), say(f"coaching.door_{name}")
    return {"icon": icon, "title": title, "detail": why, "url": reverse(f"coaching:{name}")}
