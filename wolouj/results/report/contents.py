"""What a report says, before any page: the figures, their lists, who it is for, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from wolouj.programme.models import Donor
from wolouj.results.counting.freezing import worked_out
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.progress import Pace, pace
from wolouj.results.models import Period, PeriodFigure
from wolouj.results.report.lists import Line, Lists
from wolouj.results.report.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of the report with its list."""

    figure: PeriodFigure
    pace: Pace
    lines: list[Line]


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


def contents(period: Period, donor: Donor, *, at: datetime) -> Contents:
    """The report of a period for a donor: frozen figures with their corrections, or those of this instant."""
    tongue = Tongue(donor.reads)
    if period.frozen_at is None:
        figures = worked_out(period)
    else:
        figures = list(period.figures.prefetch_related("corrections").select_related("indicator"))
    lists = Lists(period, lang=tongue.lang)
    told = [Told(row, _pace(row, period), lists.of(row)) for row in figures]
    return Contents(period, donor, tongue, told, at, settings.PUBLIC_URL)


def _pace(row: PeriodFigure, period: Period) -> Pace:
    less = row.measure in MEASURES and MEASURES[row.measure].less
    return pace(row, row.reached, programme=period.programme, on=period.ends_on, less=less)
