"""Whom a coach accompanies, told by the rooms above that know it, as listed in ``settings.ACCOMPANYING_ROOMS``.

Each is a module with one function, found by its dotted path so that this room imports none above it::

    def accompanied(coach: UUID) -> frozenset[UUID]: ...      # persons whose files she has now
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings


class Accompanying(Protocol):
    """A room that gives people into somebody's hands."""

    def accompanied(self, coach: UUID) -> frozenset[UUID]:
        """The persons whose files she has now."""
        ...


def accompanied_by(coach: UUID) -> frozenset[UUID]:
    """Everybody this person accompanies now. One query a room; asked only where two bidders meet on one notice."""
    rooms = [cast(Accompanying, import_module(path)) for path in settings.ACCOMPANYING_ROOMS]
    return frozenset[UUID]().union(*(room.accompanied(coach) for room in rooms))
