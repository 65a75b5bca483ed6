"""Changing a gathering once it was opened: its words, its day, its place, its length."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.gatherings.models import Attendance, Gathering


def change_gathering(*, gathering: Gathering, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Write what differs; returns the names of what changed.

    Raises:
        BadInput: people came already and the day moves; or somebody was marked for a half-day that would disappear.
    """
    changed = tuple(name for name, value in fields.items() if getattr(gathering, name) != value)
    if not changed:
        return ()
    with transaction.atomic():
        held = Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
        marks = Attendance.objects.filter(registration__gathering=held).aggregate(last=Max("half_day"))["last"] or 0
        if "day" in changed and marks:
            raise BadInput(pair("gatherings.day_fixed"), field="day")
        if fields.get("half_days", held.half_days) < marks:
            raise BadInput(pair("gatherings.half_days_fixed"), field="half_days")
        for name in changed:
            setattr(gathering, name, fields[name])
        gathering.save(update_fields=list(changed))
        audit.record(at=at, by=by, act="gathering_changed", about=gathering, detail={"fields": sorted(changed)})
    return changed
