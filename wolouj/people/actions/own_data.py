"""A person's own data: all of it in one archive, or gone."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.contributors import Contributor, contributors
from wolouj.people.models import Person
from wolouj.people.permissions import require


def export_person(*, person: Person, by: Actor, at: datetime, rooms: Sequence[Contributor] | None = None) -> bytes:
    """A zip: ``data.json`` with one part a room, the files each room keeps, and the list of them. Leaves a line.

    Raises:
        PermissionDenied: for anybody but herself.
    """
    require(by, "export", person, at=at)
    rooms = contributors() if rooms is None else rooms
    data = {room.ROOM: room.export(person.id) for room in rooms}
    kept = [(f"files/{room.ROOM}/{_safe(name)}", content) for room in rooms for name, content in room.files(person.id)]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        body = {"exported_at": at, "data": data, "files": [name for name, _ in kept]}
        out.writestr("data.json", json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for name, content in kept:
            out.writestr(name, content)
    audit.record(at=at, by=by, act="data_exported", about=person, detail={"files": len(kept)})
    return archive.getvalue()


@transaction.atomic
def erase_person(
    *, person: Person, by: Actor, at: datetime, rooms: Sequence[Contributor] | None = None
) -> dict[str, dict[str, int]]:
    """Erase what every room holds about her. The caller has just checked her PIN.

    Audit lines stay: they hold ids, and her id names nobody any more. Returns what each room removed.

    Raises:
        PermissionDenied: for anybody but herself.
    """
    require(by, "erase", person, at=at)
    if by.person != person.id:
        raise PermissionDenied
    rooms = contributors() if rooms is None else rooms
    removed = {room.ROOM: room.erase(person.id, by=by, at=at) for room in rooms}
    audit.record(at=at, by=by, act="data_erased", about=person, detail=removed)
    return removed


def _safe(name: str) -> str:
    """A name that stays inside the archive's own folder wherever it is opened."""
    parts = [re.sub(r"[^\w.\- ]", "_", part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part.strip(". "))
