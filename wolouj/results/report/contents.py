"""What a report says, before any page: the figures, their lists, who it is for, in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from wolouj.programme.models import Donor
from wolouj.results.counting.freezing import FEW, worked_out
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.progress import Pace, pace
from wolouj.results.frozen import corrected_before, hand_of, unsaid
from wolouj.results.models import Period, PeriodFigure
from wolouj.results.report.lists import Line, Lists
from wolouj.results.report.quiet import Hidden, hushed
from wolouj.results.report.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of the report with its list."""

    figure: PeriodFigure
    pace: Pace
    lines: list[Line]
    parts: dict[str, list[Any]]
    """Way -> its groups, those that would tell of a few people kept unsaid."""
    proved: bool
    """Told by hand, with a photo or a PDF that shows it."""
    before: list[PeriodFigure]
    """Its figures of earlier reports that were corrected since."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything of one report."""

    period: Period
    donor: Donor
    tongue: Tongue
    told: list[Told]
    at: datetime
    url: str
    """Where the house is reached; empty when the operator did not say."""

    @property
    def draft(self) -> bool:
        """Whether its figures may still move."""
        return self.period.frozen_at is None

    @property
    def quiet(self) -> bool:
        """Whether something of it is unsaid."""
        return any(value == FEW for each in self.told for rows in each.parts.values() for _, value, _ in rows)

    def link(self, figure: PeriodFigure) -> str:
        """Where a figure opens its list and its proofs: itself once frozen, till then its indicator."""
        if not self.url or (self.draft and figure.indicator_id is None):
            return ""
        at = f"indicator/{figure.indicator_id}" if self.draft else f"figure/{figure.pk}"
        return f"{self.url}/{self.tongue.lang}/results/{at}/"


def contents(period: Period, donor: Donor, *, at: datetime) -> Contents:
    """The report of a period for a donor: frozen figures with their corrections, or those of this instant."""
    tongue = Tongue(donor.reads)
    if period.frozen_at is None:
        figures = worked_out(period)
    else:
        figures = list(period.figures.prefetch_related("corrections").select_related("indicator"))
    lists = Lists(period, lang=tongue.lang)
    hidden, before = _unsaid(period, figures), corrected_before(period)
    quiet = hushed([*_before(period), *figures], least=period.programme.least_group)
    told = [
        Told(row, _pace(row, period), lists.of(row, quiet[row.pk]), _parts(row, row.pk in hidden, quiet[row.pk]),
             _proved(row),
             before.get(row.indicator_id, []) if row.indicator_id else [])
        for row in figures
    ]  # fmt: skip
    return Contents(period, donor, tongue, told, at, settings.PUBLIC_URL)


def _pace(row: PeriodFigure, period: Period) -> Pace:
    less = row.measure in MEASURES and MEASURES[row.measure].less
    return pace(row, row.reached, programme=period.programme, on=period.ends_on, less=less)


def _unsaid(period: Period, figures: Iterable[PeriodFigure]) -> set[UUID]:
    """Asked only where a disability is counted: then every period of the programme is looked at."""
    if period.frozen_at is None or not any("disability" in row.parts for row in figures):
        return set()
    rows = PeriodFigure.objects.filter(period__programme=period.programme_id, period__frozen_at__lte=period.frozen_at)
    return unsaid(rows.filter(parts__has_key="disability").order_by("period__frozen_at", "period", "position"))


def _proved(row: PeriodFigure) -> bool:
    hand = hand_of(row)
    return hand is not None and bool(hand.proof)


def _before(period: Period) -> list[PeriodFigure]:
    """The figures of the reports frozen before this one, with what is taken from them."""
    rows = PeriodFigure.objects.filter(period__programme=period.programme_id, period__frozen_at__isnull=False)
    if period.frozen_at is not None:
        rows = rows.filter(period__frozen_at__lt=period.frozen_at)
    return list(rows.exclude(period=period).only("parts", "records").order_by("period__frozen_at", "position"))


def _parts(row: PeriodFigure, hidden: bool, quiet: Hidden) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {
        way: [[key, FEW, 0] if key in quiet.get(way, ()) else [key, value, n] for key, value, n in groups]
        for way, groups in row.parts.items()
    }
    if hidden:
        parts["disability"] = [[key, FEW, 0] for key, _, _ in parts["disability"]]
    return parts
