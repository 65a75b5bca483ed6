"""What this room holds about a person: the gatherings she signed up for under her name and her phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from wolouj.foundation.actor import Actor
from wolouj.gatherings import actions
from wolouj.gatherings.attending.queries import half_days_of
from wolouj.gatherings.queries import rows_of
from wolouj.people.models import Person

ROOM = "gatherings"


def export(person: UUID) -> dict[str, Any]:
    """Each registration under her phone and her name: of a shared phone, only hers."""
    her = Person.objects.get(pk=person)
    rows = rows_of(her.phone, (her.full_name, her.name_ar)).values(
        "id", "gathering__title_fr", "gathering__title_ar", "gathering__day", "name", "phone", "sex", "age", "province",
        "body_kind", "body_name", "photo_ok", "keep_ok", "signed_up_at", "arrived_at",
    )  # fmt: skip
    found: list[dict[str, Any]] = [{**row} for row in rows]
    there = half_days_of(row["id"] for row in found)
    return {"registrations": [row | {"half_days": sorted(there.get(row.pop("id"), ()))} for row in found]}


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Her name, phone and body are forgotten; she stays counted as somebody who came."""
    her = Person.objects.get(pk=person)
    gone = actions.forget(phone=her.phone, names=(her.full_name, her.name_ar), by=by, at=at)
    return {"registrations": gone}
