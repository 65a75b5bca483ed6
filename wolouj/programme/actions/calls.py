"""Programmes, donors, results, calls: prepared, corrected, opened. An open call's grid never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, Model

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Body
from wolouj.programme import grid
from wolouj.programme.models import AskedPaper, Call, Criterion, Donor, Goal, Indicator, Programme

Row = TypeVar("Row", Goal, Indicator, Criterion, AskedPaper)
GRID_FIELDS = frozenset({"places", "reserve", "quorum"})
"""What of a call is frozen with its grid."""


def open_programme(
    *, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime, is_sample: bool = False
) -> Programme:
    """A new programme of ``body``."""
    with transaction.atomic():
        made = Programme.objects.create(body=body, made_at=at, is_sample=is_sample, **fields)
        audit.record(at=at, by=by, act="programme_opened", about=made)
    return made


def add_donor(*, programme: Programme, fields: Mapping[str, Any], by: Actor, at: datetime) -> Donor:
    """Who pays for it; one of the same name is the same one."""
    with transaction.atomic():
        known = {"name_fr": fields.get("name_fr", ""), "name_ar": fields.get("name_ar", "")}
        donor, _ = Donor.objects.get_or_create(body=programme.body, **known, defaults={"reads": fields["reads"]})
        programme.donors.add(donor)
        audit.record(at=at, by=by, act="programme_told", about=donor, detail={"programme": programme.pk})
    return donor


def correct(*, row: Model, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Write what differs on a programme, a goal, an indicator, a call, a line of its grid; returns what changed.

    Raises:
        BadInput: the grid of a call that is open.
    """
    changed = tuple(name for name, value in fields.items() if getattr(row, name) != value)
    if not changed:
        return ()
    with transaction.atomic():
        call = _call_of(row)
        if call is not None:
            locked = Call.objects.select_for_update().get(pk=call.pk)
            if locked.opened_at and (row is not call or GRID_FIELDS & set(changed)):
                raise BadInput(pair("programme.grid_frozen"), field=changed[0])
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=list(changed))
        audit.record(at=at, by=by, act="programme_corrected", about=row, detail={"fields": sorted(changed)})
    return changed


def _call_of(row: Model) -> Call | None:
    return row if isinstance(row, Call) else row.call if isinstance(row, Criterion) else None


def add_goal(*, programme: Programme, under: Goal | None, fields: Mapping[str, Any], by: Actor, at: datetime) -> Goal:
    """An objective, or a result under one."""
    return _add(Goal, {"programme": programme}, {**fields, "under": under}, by=by, at=at)


def add_indicator(*, goal: Goal, fields: Mapping[str, Any], by: Actor, at: datetime) -> Indicator:
    """What tells whether a result is reached."""
    return _add(Indicator, {"goal": goal}, fields, by=by, at=at)


def open_draft(*, programme: Programme, fields: Mapping[str, Any], by: Actor, at: datetime) -> Call:
    """A new call, seen by the body's people until it opens."""
    with transaction.atomic():
        call = Call.objects.create(programme=programme, made_at=at, **fields)
        audit.record(at=at, by=by, act="call_prepared", about=call, detail={"programme": programme.pk})
    return call


def add_criterion(*, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime) -> Criterion:
    """A line of the grid.

    Raises:
        BadInput: the call is open.
    """
    _still_a_draft(call)
    return _add(Criterion, {"call": call}, fields, by=by, at=at)


def add_paper(*, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime) -> AskedPaper:
    """A paper asked of who applies."""
    return _add(AskedPaper, {"call": call}, fields, by=by, at=at)


def remove(*, row: Goal | Indicator | Criterion | AskedPaper, by: Actor, at: datetime) -> None:
    """Take a row away.

    Raises:
        BadInput: a line of a grid that is frozen.
    """
    with transaction.atomic():
        if isinstance(row, Criterion):
            _still_a_draft(row.call)
        audit.record(at=at, by=by, act="programme_corrected", about=row, detail={"removed": True})
        row.delete()


def _add(kind: type[Row], where: Mapping[str, Any], fields: Mapping[str, Any], *, by: Actor, at: datetime) -> Row:
    with transaction.atomic():
        last = kind._default_manager.filter(**where).aggregate(last=Max("position"))["last"]
        row = kind._default_manager.create(position=(last or 0) + 1, **where, **fields)
        audit.record(at=at, by=by, act="programme_told", about=row)
    return row


def _still_a_draft(call: Call) -> None:
    if Call.objects.filter(pk=call.pk, opened_at__isnull=False).exists():
        raise BadInput(pair("programme.grid_frozen"), field="grid")


def open_call(*, call: Call, by: Actor, at: datetime) -> Call:
    """Freeze the grid and show the page to everybody. Opened twice, it is opened once.

    Raises:
        BadInput: the grid is not whole, or the call would already be closed.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().select_related("programme").get(pk=call.pk)
        if call.opened_at is not None:
            return call
        if call.closes_at <= at:
            raise BadInput(pair("programme.closes_past"), field="closes_at")
        found = grid.grid_of(call)
        grid.check(found.lines)
        call.grid, call.opened_at = grid.as_json(found), at
        call.save(update_fields=["grid", "opened_at"])
        audit.record(at=at, by=by, act="call_opened", about=call, detail={"grid": call.digest})
    return call


def prepare_grid(*, call: Call, lines: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> None:
    """Several lines at once, for a first grid to be corrected."""
    for fields in lines:
        add_criterion(call=call, fields=fields, by=by, at=at)
