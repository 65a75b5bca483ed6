"""The clocks on the helper: what a coach owes a person, since when, and how late that is.

Three things are owed: to meet her once the file is given, to come on the day that was said, to do what the plan gives
the coach to do. After 48 hours it is said; after five days the manager reads it too; after ten, she is asked to name
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from django.db.models import DateField, OuterRef, QuerySet, Subquery

from rulebook.engine.format import CASABLANCA
from wolouj.coaching.models import Doer, Following, PlanAction, Visit

FIRST, THEN, LAST = timedelta(hours=48), timedelta(days=5), timedelta(days=10)


class Late(IntEnum):
    """How late a helper is."""

    NOT_YET = 0
    SAID = 1
    """48 hours: said plainly to the coach."""
    TO_MANAGER = 2
    """Five days: the manager reads it."""
    TO_ANOTHER = 3
    """Ten days: the manager is asked to name another."""


class Owed(StrEnum):
    """What is owed."""

    MEET = "meet"
    VISIT = "visit"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing owed and since when."""

    owed: Owed
    since: datetime
    late: Late


def lateness(since: datetime, at: datetime) -> Late:
    """How late, at ``at``, what was owed at ``since`` is."""
    passed = at - since
    steps = ((LAST, Late.TO_ANOTHER), (THEN, Late.TO_MANAGER), (FIRST, Late.SAID))
    return next((late for least, late in steps if passed >= least), Late.NOT_YET)


def timed(rows: QuerySet[Following], *, on: date) -> QuerySet[Following]:
    """The rows with ``last_on``, ``promised`` (the last visit's next day) and ``own_due`` (the coach's oldest late
    action): one query for any number of files."""
    visits = Visit.objects.filter(participant=OuterRef("participant")).order_by("-on", "-kept_at")
    mine = PlanAction.objects.filter(
        participant=OuterRef("participant"), doer=Doer.COACH, done_on=None, goal__closed_at=None, due__lt=on
    ).order_by("due")
    return rows.annotate(
        last_on=Subquery(visits.values("on")[:1], output_field=DateField()),
        promised=Subquery(visits.values("next_on")[:1], output_field=DateField()),
        own_due=Subquery(mine.values("due")[:1], output_field=DateField()),
    )


def clocks_of(row: Any, *, at: datetime) -> list[Clock]:
    """What the coach of a timed row owes now, the oldest first."""
    found = []
    if row.last_on is None or row.last_on < row.since:
        found.append((Owed.MEET, row.given_at))
    for owed, day in ((Owed.VISIT, row.promised), (Owed.ACTION, row.own_due)):
        # What a coach before her promised is owed by her from the day she has the file.
        if day is not None and (began := max(_after(day), row.given_at)) <= at:
            found.append((owed, began))
    return sorted((Clock(owed, since, lateness(since, at)) for owed, since in found), key=lambda each: each.since)


def _after(day: date) -> datetime:
    """The midnight that ends a day."""
    return datetime.combine(day + timedelta(days=1), time.min, CASABLANCA)


def escalated(rows: QuerySet[Following], *, at: datetime, most: int) -> tuple[list[Any], int]:
    """What a manager reads: the rows where something is owed for five days or more, what is owed longest first, at
    ``most`` so many, timed; and how many there are in all. Two queries.

    Every file's days are read plain, the rule is :func:`clocks_of`, and only the few that are shown are read whole.
    """
    on = at.astimezone(CASABLANCA).date()
    day = on - THEN
    columns = ("pk", "since", "given_at", "last_on", "promised", "own_due")
    plain = timed(rows.filter(given_at__lte=at - THEN), on=on).order_by().values_list(*columns, named=True)
    late = []
    for row in plain:
        met = row.last_on is not None and row.last_on >= row.since
        if met and (row.promised or on) >= day and (row.own_due or on) >= day:
            continue  # nothing is owed for long: most files, told without working out their clocks
        clocks = clocks_of(row, at=at)
        if clocks and clocks[0].late >= Late.TO_MANAGER:
            late.append((clocks[0].since, row.given_at, row.pk))
    keys = [key for _, _, key in sorted(late)[:most]]
    found = {row.pk: row for row in timed(rows.filter(pk__in=keys), on=on)}
    return [found[key] for key in keys if key in found], len(late)
