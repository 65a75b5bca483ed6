"""Named ways to read petitions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from wolouj.petitions.models import Petition, PetitionState


def _with(rows: QuerySet[Petition]) -> QuerySet[Petition]:
    return rows.select_related("body", "cause").prefetch_related("steps")


def petitions_of(bodies: Iterable[UUID]) -> QuerySet[Petition]:
    """Those prepared with these bodies, the newest first; two queries."""
    return _with(Petition.objects.filter(body__in=list(bodies)))


def petition_of(petition: UUID) -> Petition | None:
    """One petition with its steps."""
    return _with(Petition.objects.filter(pk=petition)).first()


def published() -> QuerySet[Petition]:
    """Those a person decided to show to anybody; two queries."""
    return _with(Petition.objects.filter(published_at__isnull=False)).order_by("-published_at", "id")


def under_way(bodies: Iterable[UUID] | None = None) -> QuerySet[Petition]:
    """Those that wait for an answer or for a session, of every body when none is named; two queries."""
    rows = Petition.objects.filter(state__in=(PetitionState.FILED, PetitionState.ACCEPTED))
    return _with(rows if bodies is None else rows.filter(body__in=list(bodies)))
