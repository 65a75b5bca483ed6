"""The thing an address names, or "not found"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from wolouj.programme.models import Indicator, Programme


class Results:
    """The results of a programme: what its body may see and do of them."""

    right_object = "results"

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}


class OfIndicator(Results):
    """One indicator of it."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(indicator.goal.programme)
        self.indicator = indicator


def load_programme(programme_id: UUID) -> Results:
    """The results of the programme of the address."""
    rows = Programme.objects.select_related("body").prefetch_related("donors")
    return Results(_or_404(rows.filter(pk=programme_id).first()))


def load_indicator(indicator_id: UUID) -> OfIndicator:
    """The indicator of the address."""
    rows = Indicator.objects.select_related("goal__programme__body")
    return OfIndicator(_or_404(rows.filter(pk=indicator_id).first()))


def _or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
