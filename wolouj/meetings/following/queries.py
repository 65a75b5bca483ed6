"""Named ways to read what was promised and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from wolouj.foundation import secret_links
from wolouj.meetings.following.models import Reply
from wolouj.meetings.following.states import OPEN
from wolouj.meetings.models import Commitment, Point, PointKind, Review

SOON = timedelta(days=7)
"""Before its day a commitment is recalled."""
UNSETTLED = timedelta(days=7)
"""After the meeting, how long a promise may stay without owner or day before it is asked for."""


def commitments_of(bodies: Iterable[UUID]) -> QuerySet[Commitment]:
    """Those announced at the meetings of these bodies, each with its steps; the nearest day first."""
    rows = Commitment.objects.filter(meeting__gathering__body__in=list(bodies))
    return _with(rows).order_by("due", "meeting", "position", "id")


def _with(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.select_related("meeting__gathering__body", "point").prefetch_related("steps")


def commitment_of(commitment: UUID) -> Commitment | None:
    """One commitment with its steps and its lines."""
    return _with(Commitment.objects.filter(pk=commitment)).prefetch_related("replies").first()


def by_key(key: str) -> Commitment | None:
    """The commitment whose institution was given this secret link."""
    asked = secret_links.digest(key)
    return _with(Commitment.objects.filter(link_digest=asked)).first() if asked else None


def published() -> QuerySet[Commitment]:
    """Those a person decided to show, with the lines that may be read; three queries."""
    lines = Prefetch("replies", Reply.objects.filter(review=Review.PUBLISHED), to_attr="shown_replies")
    rows = _with(Commitment.objects.filter(published_at__isnull=False)).prefetch_related(lines)
    return rows.order_by("-meeting__gathering__day", "position", "id")


def recommendations_of(bodies: Iterable[UUID]) -> QuerySet[Point]:
    """The recommendations of their meetings, each with the commitments that took it up; the latest meeting first."""
    rows = Point.objects.filter(kind=PointKind.RECOMMENDATION, meeting__gathering__body__in=list(bodies))
    rows = rows.select_related("meeting__gathering__body").prefetch_related("taken_up")
    return rows.order_by("-meeting__gathering__day", "position", "id")


class Why(StrEnum):
    """Why a commitment asks for a hand."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    UNSETTLED = "unsettled"
    """Nobody answers for it, or it has no day."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One commitment to recall that day. ``days`` until its day (negative: since), ``None`` when it has none."""

    commitment: Commitment
    why: Why
    days: int | None


def reminders(bodies: Iterable[UUID] | None = None, *, on: date) -> list[Reminder]:
    """What is to be recalled on that day, the most urgent first; of every body when none is named. Two queries."""
    rows = Commitment.objects.filter(state__in=list(OPEN))
    if bodies is not None:
        rows = rows.filter(meeting__gathering__body__in=list(bodies))
    asked = Q(due__lte=on + SOON) | Q(due=None) | Q(owner_ar="", owner_fr="")
    found = [reminder for row in _with(rows.filter(asked)) if (reminder := _reminder(row, on)) is not None]
    order = list(Why)
    return sorted(found, key=lambda one: (order.index(one.why), one.days if one.days is not None else 0))


def _reminder(row: Commitment, on: date) -> Reminder | None:
    days = (row.due - on).days if row.due else None
    if days is not None and days < 0:
        return Reminder(row, Why.LATE, days)
    if days == 0:
        return Reminder(row, Why.TODAY, 0)
    if days is not None and days <= SOON.days:
        return Reminder(row, Why.SOON, days)
    if (days is None or not (row.owner_ar or row.owner_fr)) and on >= row.meeting.gathering.day + UNSETTLED:
        return Reminder(row, Why.UNSETTLED, days)
    return None
