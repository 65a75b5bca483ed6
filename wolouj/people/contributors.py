"""The rooms that hold something about a person, as listed in ``settings.PERSONAL_DATA_ROOMS``.

Each is a module with three functions, found by its dotted path so that this room imports none above it::

    ROOM = "structures"
    def export(person: UUID) -> dict[str, Any]: ...
    def files(person: UUID) -> list[tuple[str, bytes]]: ...      # (path inside the archive, content)
    def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]: ...

A room that does something for files of a programme also has ``stop(files, *, by, at)``: what ends when the person takes
back her yes to be accompanied (``programme.actions.ending``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, cast
from uuid import UUID

from django.conf import settings

from wolouj.foundation.actor import Actor


class Contributor(Protocol):
    """A room's part in the export and the erasure of one person's data."""

    ROOM: str

    def export(self, person: UUID) -> dict[str, Any]:
        """Everything the room knows of her."""
        ...

    def files(self, person: UUID) -> list[tuple[str, bytes]]:
        """The files it keeps for her."""
        ...

    def erase(self, person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
        """Remove it; return how many rows of each kind."""
        ...


def contributors() -> Sequence[Contributor]:
    """The rooms in the order of the list: erasure runs from the top of the house down, this room last."""
    return [cast(Contributor, import_module(path)) for path in settings.PERSONAL_DATA_ROOMS]
