"""Named ways to read what the indicators of a programme say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from wolouj.programme.models import Indicator, Programme
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Count, Measure, count
from wolouj.results.counting.measures import MEASURES
from wolouj.results.models import HandFigure, Measured


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator says over a frame: counted, or told by hand, or nothing yet."""

    indicator: Indicator
    count: Count | None
    hand: HandFigure | None

    @property
    def value(self) -> Decimal | None:
        """The figure; ``None``: not known."""
        if self.count is not None:
            return self.count.value
        return self.hand.value if self.hand is not None else None

    @property
    def measure(self) -> Measure | None:
        """How it was counted."""
        return self.count.measure if self.count is not None else None


def programmes_of(bodies: Iterable[UUID]) -> QuerySet[Programme]:
    """The programmes of these bodies, the latest first."""
    return Programme.objects.filter(body__in=list(bodies)).select_related("body")


def indicators_of(programme: Programme) -> list[Indicator]:
    """Its indicators in the order of the framework."""
    rows = Indicator.objects.filter(goal__programme=programme).select_related("goal__programme")
    return list(rows.order_by("goal__under__position", "goal__position", "goal_id", "position", "id"))


def measures_of(indicators: Iterable[Indicator]) -> dict[UUID, Measure]:
    """Indicator -> the measure chosen for it; those told by hand are not here."""
    rows = Measured.objects.filter(indicator__in=list(indicators)).values_list("indicator_id", "measure")
    return {key: MEASURES[name] for key, name in rows if name in MEASURES}


def hand_figures(indicators: Iterable[Indicator], *, until: date, since: date | None = None) -> dict[UUID, HandFigure]:
    """Indicator -> the last figure told by hand for a day in these bounds."""
    rows = HandFigure.objects.filter(indicator__in=list(indicators), on__lte=until)
    if since is not None:
        rows = rows.filter(on__gte=since)
    found: dict[UUID, HandFigure] = {}
    for row in rows.order_by("-on", "-told_at"):
        found.setdefault(row.indicator_id, row)
    return found


def figures(frame: Frame) -> list[Figure]:
    """Every indicator of the frame's programme with what it says, in a fixed number of queries."""
    rows = indicators_of(frame.programme)
    chosen, told = measures_of(rows), hand_figures(rows, since=frame.since, until=frame.until)
    asked: dict[str, Count] = {}
    found = []
    for row in rows:
        measure = chosen.get(row.pk)
        if measure is not None and measure.key not in asked:
            asked[measure.key] = count(measure, frame)
        found.append(Figure(row, asked.get(measure.key) if measure else None, None if measure else told.get(row.pk)))
    return found


def unmeasured(frame: Frame) -> list[Indicator]:
    """The indicators of the frame's programme that no measure counts and of which nothing was told inside it."""
    rows = indicators_of(frame.programme)
    known = {*measures_of(rows), *hand_figures(rows, since=frame.since, until=frame.until)}
    return [row for row in rows if row.pk not in known]


def figure(indicator: Indicator, frame: Frame) -> Figure:
    """One indicator with what it says."""
    measure = measures_of([indicator]).get(indicator.pk)
    if measure is not None:
        return Figure(indicator, count(measure, frame), None)
    return Figure(indicator, None, hand_figures([indicator], since=frame.since, until=frame.until).get(indicator.pk))


def told_by_hand(indicator: Indicator) -> QuerySet[HandFigure]:
    """Everything told by hand for it, the latest day first."""
    return HandFigure.objects.filter(indicator=indicator)
