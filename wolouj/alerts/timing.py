"""When a person may be told: her hours, her quiet hours, the Friday noon. Plain values, no clock, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rulebook.engine.format import CASABLANCA, local

FRIDAY, NOON = 4, (12, 14)
"""On a Friday nothing leaves between these hours, unless a deadline would be missed."""
ENOUGH = timedelta(hours=2)
"""A reminder that had to wait still serves when so much is left."""
AN_HOUR = timedelta(hours=1)
USUAL = 8
"""The hour of what is told once a day, for whoever named none."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When one wants to be told. ``hour`` ``None``: as things come."""

    hour: int | None = None
    quiet_from: int = 21
    quiet_to: int = 7


DEFAULT = Hours()


def quiet(hours: Hours, at: datetime) -> bool:
    """Whether nothing may leave at ``at``."""
    here = local(at)
    if here.weekday() == FRIDAY and NOON[0] <= here.hour < NOON[1]:
        return True
    start, end = hours.quiet_from, hours.quiet_to
    if start == end:
        return False
    return start <= here.hour < end if start < end else here.hour >= start or here.hour < end


def after_quiet(hours: Hours, at: datetime) -> datetime:
    """``at``, or the end of the quiet hours it falls in."""
    return at if not quiet(hours, at) else _step(hours, at, AN_HOUR)


def before_quiet(hours: Hours, at: datetime) -> datetime:
    """``at``, or the last minute before the quiet hours it falls in."""
    return at if not quiet(hours, at) else _step(hours, at, -AN_HOUR)


def _step(hours: Hours, at: datetime, way: timedelta) -> datetime:
    """Hour by hour out of the quiet ones: the full hour that begins after them, or the minute before they began."""
    here = local(at).replace(minute=0, second=0, microsecond=0)
    while quiet(hours, here):
        here += way
    return here if way > timedelta(0) else here + AN_HOUR - timedelta(minutes=1)


def reminder(hours: Hours, wanted: datetime, *, deadline: datetime) -> datetime:
    """When to remind of a deadline: at ``wanted``; after the quiet hours when that still leaves enough, else before."""
    later = after_quiet(hours, wanted)
    return later if deadline - later >= min(ENOUGH, deadline - wanted) else before_quiet(hours, wanted)


def may_suggest(hours: Hours, at: datetime, *, told_today: bool) -> bool:
    """Whether to propose notices at ``at``: as they come outside quiet hours, or once a day from her hour on."""
    if hours.hour is None:
        return not quiet(hours, at)
    return not told_today and local(at).hour >= hours.hour


def daily(hours: Hours, on: date) -> datetime:
    """The instant of what is told once a day."""
    at = datetime.combine(on, time(USUAL if hours.hour is None else hours.hour), CASABLANCA)
    return at if hours.hour is not None else after_quiet(hours, at)
