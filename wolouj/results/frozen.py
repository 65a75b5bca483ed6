"""A frozen figure read again: its exact list, what shows it when it was told by hand, what of it must stay unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from wolouj.results.counting.freezing import FEW, LEAST
from wolouj.results.counting.hits import Hit, Kind
from wolouj.results.models import HandFigure, Period, PeriodFigure


def hits_of(figure: PeriodFigure) -> list[Hit]:
    """The list of a frozen figure, with what each record added to it."""
    return [
        Hit(UUID(person), date.fromisoformat(on), Kind(kind), UUID(record), Decimal(more[0]) if more else None)
        for person, kind, record, on, *more in figure.records
    ]


def hand_of(figure: PeriodFigure) -> HandFigure | None:
    """What was told by hand when the figure was frozen: the last day of the period, as it was told by then."""
    period = figure.period
    if figure.measure or figure.indicator_id is None or period.frozen_at is None:
        return None
    rows = HandFigure.objects.filter(indicator=figure.indicator_id, on__range=(period.starts_on, period.ends_on))
    return rows.filter(told_at__lte=period.frozen_at).order_by("-on", "-told_at").first()


def corrected_before(period: Period) -> dict[UUID, list[PeriodFigure]]:
    """Indicator -> its corrected figures in the other frozen periods that this one follows or holds: what is counted
    from the start does not know of them. Two queries."""
    rows = PeriodFigure.objects.filter(period__programme=period.programme_id, period__frozen_at__isnull=False)
    rows = rows.filter(period__ends_on__lte=period.ends_on, indicator__isnull=False, corrections__isnull=False)
    found: dict[UUID, list[PeriodFigure]] = {}
    told = rows.exclude(period=period).distinct().select_related("period").prefetch_related("corrections")
    for row in told.order_by("period__ends_on", "id"):
        if row.indicator_id is not None:
            found.setdefault(row.indicator_id, []).append(row)
    return found


def unsaid(figures: Iterable[PeriodFigure]) -> set[UUID]:
    """The figures whose count of a disability stays unsaid: alone, or taken from another, it would tell of a few.

    A count of everybody but a few tells of each. Of two figures one of which lies in the other, the difference is
    told too, whichever the period: the one that was frozen later stays unsaid.

    Args:
        figures: frozen, in the order they were told to donors.
    """
    said: list[tuple[frozenset[str], int]] = []
    found = set()
    for figure in figures:
        for _, value, _ in figure.parts.get("disability", ()):
            if value == FEW:
                continue
            people, n = frozenset(each[0] for each in figure.records), int(value)
            cuts = [(len(people), n)]
            cuts += [(len(people - other), n - m) for other, m in said if other < people]
            cuts += [(len(other - people), m - n) for other, m in said if people < other]
            if all(part == 0 or LEAST <= part <= whole - LEAST for whole, part in cuts):
                said.append((people, n))
            else:
                found.add(figure.pk)
    return found
