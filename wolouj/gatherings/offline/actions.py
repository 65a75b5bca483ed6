"""Taking what a desk sends once the network is back: each entry once, and what only a person can settle left to her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rulebook.engine.format import local
from wolouj.foundation.actor import Actor
from wolouj.foundation.folding import fold
from wolouj.gatherings import actions
from wolouj.gatherings.actions import PhoneTaken, Told
from wolouj.gatherings.models import DeskEntry, Did, Gathering, How, Marked, Registration

BEFORE = timedelta(days=1)
"""A clock that says earlier than this before the first day is wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done at a desk. ``id`` and ``device`` are drawn by the device, ``at`` is its clock."""

    id: UUID
    device: UUID
    did: Did
    at: datetime
    half_day: int
    row: UUID | None = None
    """Who arrives, or was marked by mistake."""
    how: Marked = Marked.TAP
    told: Told | None = None
    """Who was not on the list."""
    sure: bool = False
    """A person said: another one, although the name or the phone is the same."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an entry: ``done``, ``known`` (somebody else had done it), or why a person must settle it."""

    state: str
    row: Registration | None = None


def take(*, gathering: Gathering, entry: Entry, by: Actor, at: datetime) -> Taken:
    """Take one entry; the same again answers the same and writes nothing.

    Returns:
        ``phone_taken`` and ``same_name`` name the other row; ``gone``: the row was taken away; ``full``.
    """
    with transaction.atomic():
        # One at a time for one gathering: two desks may bring the same person at the same instant.
        Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
        before = DeskEntry.objects.select_related("registration__gathering").filter(pk=entry.id).first()
        if before is not None:
            return Taken("done", before.registration) if before.gathering_id == gathering.pk else Taken("gone")
        made = min(max(entry.at, _opens(gathering)), at)
        taken = _walk_in(gathering, entry, by, made) if entry.did == Did.WALK_IN else _mark(gathering, entry, by, made)
        if taken.state in ("done", "known"):
            DeskEntry.objects.create(
                id=entry.id, gathering=gathering, device=entry.device, did=entry.did, registration=taken.row,
                made_at=made, taken_at=at,
            )  # fmt: skip
    return taken


def _opens(gathering: Gathering) -> datetime:
    return timezone.make_aware(datetime.combine(gathering.day, datetime.min.time())) - BEFORE


def _mark(gathering: Gathering, entry: Entry, by: Actor, made: datetime) -> Taken:
    row = gathering.registrations.filter(pk=entry.row, forgotten_at=None).first() if entry.row else None
    if row is None:
        return Taken("gone")
    given: dict[str, Any] = {"registration": row, "half_day": entry.half_day, "by": by, "at": made}
    arrives = entry.did == Did.ARRIVE
    changed = actions.mark_arrived(**given, how=entry.how) if arrives else actions.undo_arrival(**given)
    return Taken("done" if changed else "known", row)


def _walk_in(gathering: Gathering, entry: Entry, by: Actor, made: datetime) -> Taken:
    told = entry.told
    if told is None:
        return Taken("gone")
    if not entry.sure and (namesake := _namesake(gathering, told, entry.device)) is not None:
        return Taken("same_name", namesake)
    try:
        done = actions.register(
            gathering=gathering, told=told, how=How.DESK, by=by, at=made, shares_phone=entry.sure,
            arrives=gathering.day <= local(made).date(), half_day=entry.half_day,
        )  # fmt: skip
    except PhoneTaken as refusal:
        return Taken("phone_taken", refusal.registration)
    except actions.Full:
        return Taken("full")
    return Taken("done" if done.created else "known", done.registration)


def _namesake(gathering: Gathering, told: Told, device: UUID) -> Registration | None:
    """Somebody of the same name whom no phone tells apart, entered elsewhere: she may have passed two desks."""
    rows = gathering.registrations.filter(name_key=fold(told.name)[:120])
    if told.phone:
        rows = rows.filter(phone="")
    here = DeskEntry.objects.filter(gathering=gathering, device=device, did=Did.WALK_IN).values("registration")
    return rows.exclude(pk__in=here.exclude(registration=None)).order_by("signed_up_at", "id").first()
