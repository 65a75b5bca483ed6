"""Whom a coach accompanies, for the wall between rivals (:mod:`wolouj.people.accompanied`)."""

from __future__ import annotations

from uuid import UUID

from wolouj.coaching.models import Following


def accompanied(coach: UUID) -> frozenset[UUID]:
    """The persons with an account whose files she has now."""
    live = Following.objects.filter(coach=coach, ended_at=None, participant__person__isnull=False)
    return frozenset(live.values_list("participant__person", flat=True))
