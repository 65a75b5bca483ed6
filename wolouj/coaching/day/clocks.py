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

from django.db.models import Case, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, When, Window
from django.db.models.functions import Greatest, Least

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


def escalated(rows: QuerySet[Following], *, at: datetime, least: timedelta = THEN) -> QuerySet[Following]:
    """Those of the rows that a manager reads: something owed for five days (``least``) or more, what is owed longest
    first, each with how many there are in ``whole``. Worked out by the database, so that a page may take a few of
    them."""
    on = at.astimezone(CASABLANCA).date()
    before, day = at - least, on - least
    met = Q(last_on__isnull=False, last_on__gte=F("since"))
    late = timed(rows, on=on).filter(~met | Q(promised__lt=day) | Q(own_due__lt=day), given_at__lte=before)
    oldest = Least(Case(When(~met, then=F("since"))), Case(When(promised__lt=on, then=F("promised"))), F("own_due"))
    return late.annotate(whole=Window(Count("*"))).order_by(Greatest(oldest, F("since")), "given_at", "id")
