"""The day put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from wolouj.bids.models import State, Step
from wolouj.coaching import queries
from wolouj.coaching.day.clocks import timed
from wolouj.coaching.day.facts import facts_of
from wolouj.coaching.day.lines import Day, Line, Month, Row
from wolouj.coaching.day.sources import lines_of
from wolouj.coaching.models import Visit
from wolouj.people.permissions import walled
from wolouj.people.standing import Standing


def day_of(standing: Standing, *, at: datetime) -> Day:
    """Her files, sorted by risk, then by day, then by road. Ten queries, however many files."""
    assert standing.person is not None
    on = timezone.localdate(at)
    rows = list(timed(queries.files_of(standing.person), on=on))
    facts = facts_of(rows, standing, at=at)
    made = [_row(row, lines_of(row, facts, at=at), on) for row in rows]
    served = {giver for giver, _ in standing.mandates}
    unseen = sum(1 for row in rows if row.participant.person_id and row.participant.person_id not in served)
    structures = [each for mine in facts.structures.values() for each in mine]
    return Day(tuple(sorted(made, key=Row.rank)), _month(standing, structures, at), unseen)


def lines_for(participant: UUID, standing: Standing, *, at: datetime) -> tuple[Line, ...]:
    """What one of her files risks, the worst first. Some twelve queries, whatever her other files."""
    assert standing.person is not None
    mine = queries.files_of(standing.person).filter(participant=participant)
    row = timed(mine, on=timezone.localdate(at)).first()
    if row is None:
        return ()
    facts = facts_of([row], standing, at=at)
    closed = next((quote for quote in facts.quotes.get(participant, []) if walled(standing, quote)), None)
    return lines_of(row, replace(facts, walled={participant: closed} if closed else {}), at=at)


def _row(row: Any, lines: tuple[Line, ...], on: date) -> Row:
    """The file with its lines, and the day that was said when it is still to come."""
    return Row(row, lines, row.promised if row.promised and row.promised >= on else None)


def _month(standing: Standing, structures: list[UUID], at: datetime) -> Month:
    """Since the first of the month: her visits, and what the people who mandated her sent and won."""
    first = timezone.localdate(at).replace(day=1)
    start = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    steps = Step.objects.filter(quote__structure__in=structures, at__gte=start, at__lte=at).aggregate(
        sent=Count("quote", filter=Q(state=State.SENT), distinct=True),
        won=Count("quote", filter=Q(state=State.WON), distinct=True),
    )
    visits = Visit.objects.filter(coach=standing.person, on__gte=first).count()
    return Month(visits, steps["sent"], steps["won"])
