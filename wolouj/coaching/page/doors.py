"""The ways into this room, for the desk of whoever may take them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wolouj.coaching import queries
from wolouj.foundation.words import say
from wolouj.people.permissions import may
from wolouj.people.standing import Standing


def doors(actor: Standing) -> list[dict[str, Any]]:
    """A coach's files, a manager's coaches, a person's own plan: what is hers of the three. Two queries at most."""
    found = []
    if not actor.acting and may(actor, "create", "follow_up") and queries.has_files(actor.person):
        found.append(_door("coach", "desk"))
    if may(actor, "create", "caseload"):
        found.append(_door("helper", "manage"))
    if may(actor, "see", "follow_up") and queries.is_accompanied(actor.principal):
        found.append(_door("coach", "mine"))
    return found


def _door(icon: str, name: str) -> dict[str, Any]:
    title, why = say(f"coaching.{name}_title"), say(f"coaching.door_{name}")
    return {"icon": icon, "title": title, "detail": why, "url": reverse(f"coaching:{name}")}
