"""Named ways to read who was there for which half-day."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from wolouj.gatherings.models import Attendance, Gathering, Registration


def by_half_day(gathering: Gathering) -> dict[int, int]:
    """Half-day -> how many were there; every half-day is told, nobody is 0. One query."""
    rows = Attendance.objects.filter(registration__gathering=gathering).order_by()
    counted = dict(rows.values_list("half_day").annotate(n=Count("id")))
    return {number: counted.get(number, 0) for number in range(1, gathering.half_days + 1)}


def marks_of(gathering: Gathering) -> dict[UUID, dict[int, Attendance]]:
    """Registration -> half-day -> how and when she was marked; who never came is not there. One query."""
    found: dict[UUID, dict[int, Attendance]] = {}
    for row in Attendance.objects.filter(registration__gathering=gathering):
        found.setdefault(row.registration_id, {})[row.half_day] = row
    return found


def half_days_of(registrations: Iterable[UUID]) -> dict[UUID, frozenset[int]]:
    """Registration -> the half-days she was there, for those asked about. One query."""
    found: dict[UUID, set[int]] = {}
    rows = Attendance.objects.filter(registration__in=list(registrations))
    for registration, number in rows.values_list("registration", "half_day"):
        found.setdefault(registration, set()).add(number)
    return {registration: frozenset(numbers) for registration, numbers in found.items()}


def not_there(rows: QuerySet[Registration], half_day: int) -> QuerySet[Registration]:
    """Those of ``rows`` who are not marked for that half-day."""
    return rows.exclude(Exists(Attendance.objects.filter(registration=OuterRef("pk"), half_day=half_day)))


def there(rows: QuerySet[Registration], half_day: int) -> QuerySet[Registration]:
    """Those of ``rows`` who are marked for that half-day."""
    return rows.filter(attendances__half_day=half_day)
