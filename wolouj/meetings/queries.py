"""Named ways to read meetings."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from wolouj.gatherings.models import Gathering, Kind
from wolouj.gatherings.queries import gatherings_of


def meetings_of(bodies: Iterable[UUID]) -> QuerySet[Gathering]:
    """The meetings these bodies organise, the latest first, each with how many signed up and came."""
    return gatherings_of(bodies).filter(kind=Kind.MEETING)
