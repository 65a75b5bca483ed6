"""Whether an indicator is on its way: one rule, the same for every programme, said on the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from wolouj.programme.models import Programme

NEAR = Decimal("0.75")
"""From this part of what was due, an indicator is late; under it, in danger."""


class Pace(StrEnum):
    """How far an indicator stands from what was due."""

    REACHED = "reached"
    ON_TIME = "on_time"
    LATE = "late"
    DANGER = "danger"
    UNKNOWN = "unknown"


class Aimed(Protocol):
    """What has a target: an indicator, or one of its frozen figures."""

    @property
    def is_share(self) -> bool: ...

    @property
    def baseline(self) -> Decimal | None: ...

    @property
    def target(self) -> Decimal | None: ...


def due(indicator: Aimed, programme: Programme, on: date) -> Decimal | None:
    """What should be reached that day: a number grows evenly from its baseline to its target over the programme; a
    share, or what a programme of one day gives, is due whole from the start."""
    if indicator.target is None:
        return None
    whole = (programme.ends_on - programme.starts_on).days
    if indicator.is_share or whole <= 0:
        return indicator.target
    gone = min(max((on - programme.starts_on).days, 0), whole)
    baseline = indicator.baseline or Decimal(0)
    return baseline + (indicator.target - baseline) * gone / whole


def pace(indicator: Aimed, value: Decimal | None, *, programme: Programme, on: date, less: bool = False) -> Pace:
    """Where it stands. ``less``: less is better, and the target is the most it may be."""
    target = indicator.target
    if value is None or target is None:
        return Pace.UNKNOWN
    if less:
        return Pace.REACHED if value <= target else Pace.LATE if value * NEAR <= target else Pace.DANGER
    if value >= target:
        return Pace.REACHED
    wanted = due(indicator, programme, on)
    if wanted is None or value >= wanted:
        return Pace.ON_TIME
    return Pace.LATE if value >= wanted * NEAR else Pace.DANGER
