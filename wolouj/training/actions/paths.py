"""Paths: made from the usual modules, then the body's own; what was taught is never taken away."""

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
from wolouj.people.models import Body
from wolouj.training.models import Group, Module, Path
from wolouj.training.modules import OWN, usual


def make_path(
    *, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime, is_sample: bool = False
) -> Path:  # fmt: skip
    """A new path of ``body``, holding the usual modules in their order. ``fields``: names and threshold."""
    with transaction.atomic():
        path = Path.objects.create(body=body, made_at=at, is_sample=is_sample, **fields)
        Module.objects.bulk_create(
            Module(
                path=path, position=position, code=row.code, name_ar=row.ar, name_fr=row.fr, aim_ar=row.aim_ar,
                aim_fr=row.aim_fr, half_days=row.half_days,
            )
            for position, row in enumerate(usual().values(), start=1)
        )  # fmt: skip
        audit.record(at=at, by=by, act="path_made", about=path)
    return path


def correct(*, row: Path | Module | Group, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Write what differs; returns what changed."""
    changed = tuple(name for name, value in fields.items() if getattr(row, name) != value)
    if not changed:
        return ()
    with transaction.atomic():
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=list(changed))
        audit.record(at=at, by=by, act="path_corrected", about=row, detail={"fields": sorted(changed)})
    return changed


def add_module(*, path: Path, fields: Mapping[str, Any], by: Actor, at: datetime) -> Module:
    """A module of the body's own, at the end of the path."""
    with transaction.atomic():
        last = path.modules.aggregate(last=Max("position"))["last"] or 0
        row = Module.objects.create(path=path, position=last + 1, code=OWN, **fields)
        audit.record(at=at, by=by, act="path_corrected", about=row, detail={"path": path.pk})
    return row


def remove_module(*, module: Module, by: Actor, at: datetime) -> None:
    """Take a module out of its path.

    Raises:
        BadInput: a session of it is planned or was held.
    """
    with transaction.atomic():
        locked = Module.objects.select_for_update().get(pk=module.pk)
        if locked.sessions.exists():
            raise BadInput(pair("training.module_taught"))
        audit.record(at=at, by=by, act="path_corrected", about=locked, detail={"path": locked.path_id})
        locked.delete()


def move_module(*, module: Module, up: bool, by: Actor, at: datetime) -> None:
    """One place earlier or later; at the end of the list, nothing changes."""
    with transaction.atomic():
        rows = list(Module.objects.select_for_update().filter(path=module.path_id).order_by("position", "id"))
        here = next(i for i, row in enumerate(rows) if row.pk == module.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows, start=1):
            row.position = position
        Module.objects.bulk_update(rows, ["position"])
        audit.record(at=at, by=by, act="path_corrected", about=module, detail={"moved": "up" if up else "down"})
