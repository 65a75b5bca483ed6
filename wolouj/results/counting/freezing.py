"""The figures of a period as they are frozen: what each indicator says, how, told apart, and the exact list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from wolouj.programme.models import Indicator
from wolouj.results import queries
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Count, Hit
from wolouj.results.counting.splits import WAYS, told_apart
from wolouj.results.models import Period, PeriodFigure

LEAST = 5
"""A group of people with a disability smaller than this is never said."""
FEW = "few"
"""What is written instead of it."""


def frames(period: Period) -> tuple[Frame, Frame]:
    """The period, and everything from the first day of the programme to its last day."""
    first = min(period.programme.starts_on, period.starts_on)
    return (
        Frame(period.programme, since=period.starts_on, until=period.ends_on),
        Frame(period.programme, since=first, until=period.ends_on),
    )


def worked_out(period: Period, *, disabled: frozenset[UUID] | None = None) -> list[PeriodFigure]:
    """Every indicator's figure over the period, as rows that are not saved yet.

    Args:
        disabled: persons who told a disability, when it may be counted; ``None``: it is not.
    """
    frame, whole = frames(period)
    both = zip(queries.figures(frame), queries.figures(whole), strict=True)
    return [_row(period, i, now, ever, frame, disabled) for i, (now, ever) in enumerate(both, start=1)]


def _row(
    period: Period, position: int, now: queries.Figure, ever: queries.Figure, frame: Frame,
    disabled: frozenset[UUID] | None,
) -> PeriodFigure:  # fmt: skip
    row, found = now.indicator, now.count
    made = PeriodFigure(
        period=period, indicator=row, position=position, text_ar=row.text_ar, text_fr=row.text_fr,
        goal_ar=row.goal.text_ar, goal_fr=row.goal.text_fr, is_share=row.is_share, baseline=row.baseline,
        target=row.target, value=now.value, whole=ever.value, source=now.hand.source if now.hand else "",
    )  # fmt: skip
    if found is not None:
        made.measure, made.untold = found.measure.key, found.untold
        made.base = len(found.base) if found.base is not None else None
        made.parts = _parts(found, row, frame, disabled)
        made.records = [_record(hit) for hit in found.hits]
    return made


def _record(hit: Hit) -> list[str]:
    told = [str(hit.person), str(hit.kind), str(hit.record), hit.on.isoformat()]
    return told if hit.amount is None else [*told, str(hit.amount)]


def _parts(found: Count, row: Indicator, frame: Frame, disabled: frozenset[UUID] | None) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {
        way: [[part.key, _text(part.value), part.people] for part in told_apart(found, way, frame)]
        for way in row.splits
        if way in WAYS
    }
    if "disability" in row.splits and disabled is not None:
        n = len({hit.person for hit in found.hits} & disabled)
        parts["disability"] = [["told", str(n) if n >= LEAST or n == 0 else FEW, n if n >= LEAST else 0]]
    return parts


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value.normalize())
