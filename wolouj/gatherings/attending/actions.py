"""All writing of who was there: one tap, the code of a badge, a signed sheet; and what was marked by mistake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min, Q

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.gatherings.models import Attendance, Marked, Registration


def mark_arrived(
    *, registration: Registration, by: Actor, at: datetime, half_day: int | None = None, how: Marked = Marked.TAP
) -> bool:
    """She is there for a half-day, that of ``at`` when none is told. Already marked: what was first said stays.

    Returns:
        Whether it was not known yet.
    """
    number = half_day or registration.gathering.half_day_at(at)
    with transaction.atomic():
        _, created = Attendance.objects.get_or_create(
            registration=registration, half_day=number, defaults={"how": how, "at": at}
        )
        if created:
            # A desk that was cut off may tell late what happened first.
            first = Q(arrived_at=None) | Q(arrived_at__gt=at)
            if Registration.objects.filter(first, pk=registration.pk).update(arrived_at=at):
                registration.arrived_at = at
            detail = {"half_day": number, "how": str(how)}
            audit.record(at=at, by=by, act="arrived", about=registration, detail=detail)
    return created


def undo_arrival(*, registration: Registration, by: Actor, at: datetime, half_day: int | None = None) -> bool:
    """She was marked by mistake: for one half-day, or for all of them when none is told. False when she was not."""
    with transaction.atomic():
        # Her row is locked: two desks undoing at once must agree on what is left.
        row = Registration.objects.select_for_update().filter(pk=registration.pk).first()
        if row is None:
            return False
        marked = row.attendances.filter(**({"half_day": half_day} if half_day else {}))
        gone, _ = marked.delete()
        if gone:
            row.arrived_at = row.attendances.aggregate(first=Min("at"))["first"]
            row.save(update_fields=["arrived_at"])
            registration.arrived_at = row.arrived_at
            audit.record(at=at, by=by, act="arrival_undone", about=registration, detail={"half_day": half_day})
    return bool(gone)


def mark_list(*, rows: Iterable[Registration], how: Marked, at: datetime) -> None:
    """Registrations just written, there at ``at``: the caller leaves the audit line of the whole list."""
    Attendance.objects.bulk_create(
        Attendance(registration=row, half_day=row.gathering.half_day_at(at), how=how, at=at) for row in rows
    )
