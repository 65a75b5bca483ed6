"""The public side of a gathering: what anybody who has its code may reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.gatherings import queries
from wolouj.gatherings.models import Gathering


@dataclass(frozen=True, slots=True)
class Door:
    """The public side of a gathering: anybody who has its code."""

    right_object: ClassVar[str] = "door"
    gathering: Gathering

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_door(code: str) -> Door:
    """The gathering a code opens."""
    found = queries.by_code(code)
    if found is None:
        raise Http404
    return Door(found)
