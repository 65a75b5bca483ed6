"""Named ways to read programmes, calls, files and how far a selection has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from wolouj.foundation import secret_links
from wolouj.people.models import Person
from wolouj.people.roles import Role
from wolouj.programme import ranking
from wolouj.programme.grid import Line, grid_of
from wolouj.programme.models import (
    Application,
    Assignment,
    Call,
    Committee,
    Decision,
    Participant,
    Programme,
    Purpose,
    SelectionMinutes,
    State,
)
from wolouj.programme.models.people import ConsentHow
from wolouj.programme.ranking import Marks, Place

NOT_IN = (State.DRAFT, State.WITHDRAWN)
"""States of applications that are not studied."""


def programmes_of(bodies: Iterable[UUID]) -> QuerySet[Programme]:
    """The programmes of these bodies, the latest first, with their donors and calls."""
    rows = Programme.objects.filter(body__in=list(bodies)).select_related("body")
    return rows.prefetch_related("donors", Prefetch("calls", counted()))


def programme_of(key: UUID) -> Programme | None:
    """One programme with all its framework: two queries a level."""
    rows = Programme.objects.select_related("body").prefetch_related("donors", "goals__indicators", "calls")
    return rows.filter(pk=key).first()


def counted() -> QuerySet[Call]:
    """Calls with how many applications came, and how many have their answer."""
    sent = ~Q(applications__state__in=NOT_IN)
    return Call.objects.select_related("programme__body").annotate(
        sent=Count("applications", filter=sent),
        answered=Count("applications", filter=Q(applications__answered_at__isnull=False)),
    )


def open_calls(at: datetime) -> QuerySet[Call]:
    """Calls anybody may read now, the first to close first."""
    rows = Call.objects.filter(opened_at__lte=at, closes_at__gte=at)
    return rows.select_related("programme__body").order_by("closes_at", "id")


def public_call(code: str) -> Call | None:
    """The call of this code, once it was opened; closed ones stay readable."""
    rows = Call.objects.select_related("programme__body").prefetch_related("papers")
    return rows.filter(code=code.upper(), opened_at__isnull=False).first()


def files_of(person: UUID) -> QuerySet[Application]:
    """Her applications, the latest first."""
    rows = Application.objects.filter(participant__person=person)
    return rows.select_related("call__programme__body", "participant", "decision").order_by("-begun_at")


def still_to_agree(participant: Participant) -> list[tuple[str, bool]]:
    """Uses she may still say yes to, each with whether it is written down and waits only for its recording.

    Facts of private life apart: they have a page of their own.
    """
    if participant.erased_at is not None:
        return []
    live = {row.purpose: row for row in participant.consents.filter(withdrawn_at=None)}
    found = []
    for purpose in (Purpose.FOLLOW, Purpose.DONOR, Purpose.PHOTO):
        row = live.get(purpose)
        if row is None or (row.how == ConsentHow.ORAL and not row.sound_digest):
            found.append((purpose.value, row is not None))
    return found


def followed(token: str) -> Application | None:
    """The application a secret link opens."""
    digest = secret_links.digest(token)
    rows = Application.objects.select_related("call__programme__body", "participant", "decision")
    return rows.filter(link_digest=digest).first() if digest else None


def received(call: Call) -> QuerySet[Application]:
    """Applications that are studied: sent, not withdrawn, and not a second one of the same person."""
    rows = Application.objects.filter(call=call, duplicate_of=None).exclude(state__in=NOT_IN)
    return rows.select_related("participant", "call__programme").order_by("number")


def eligible(call: Call) -> QuerySet[Application]:
    """Applications of which every condition was checked and met, with their tasks."""
    wanted = len(grid_of(call).conditions)
    rows = received(call).annotate(
        met=Count("checks", filter=Q(checks__met=True), distinct=True),
    )
    return rows.filter(met=wanted).prefetch_related("assignments__marks", "assignments__marker")


def marks_of(call: Call) -> list[tuple[Application, Marks]]:
    """Every eligible application with what was given to it. Tasks ended by a conflict give nothing."""
    return [(application, _marks(application)) for application in eligible(call)]


def _marks(application: Application) -> Marks:
    given = {
        task.task: {mark.criterion: mark.points for mark in task.marks.all()}
        for task in application.assignments.all()
        if task.conflict_at is None
    }
    assert application.number is not None
    return Marks(
        application.number, given.get("first", {}), given.get("second", {}), given.get("interview", {}),
        called="interview" in given or application.state == State.INTERVIEW,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the selection of a call has come."""

    files: dict[int, Application]
    places: list[Place]
    """The ranking of those fully marked."""
    unchecked: list[Application]
    unmarked: list[Application]
    ineligible: list[tuple[Application, Line]]
    """With the first condition that is not met."""


def standing_of(call: Call) -> Standing:
    """Everything the committee looks at, in a fixed number of queries."""
    grid = grid_of(call)
    committee = Committee.objects.filter(call=call).first()
    pairs = settled(committee) if committee else []
    whole, unmarked = [], []
    files: dict[int, Application] = {}
    for application, marks in marks_of(call):
        files[marks.number] = application
        if ranking.missing(grid, marks):
            unmarked.append(application)
        else:
            whole.append(marks)
    unchecked, ineligible = [], []
    eligible_keys = {application.pk for application in files.values()}
    for application in received(call).prefetch_related("checks"):
        if application.pk in eligible_keys:
            continue
        said = {check.criterion: check.met for check in application.checks.all()}
        failed = next((line for line in grid.conditions if said.get(line.key) is False), None)
        if failed is None:
            unchecked.append(application)
        else:
            ineligible.append((application, failed))
    return Standing(files, ranking.rank(grid, whole, pairs), unchecked, unmarked, ineligible)


def settled(committee: Committee) -> list[tuple[int, int]]:
    """What the committee said of equal files, as pairs of numbers."""
    pairs = committee.settlements.values_list("first__number", "then__number")
    return [(first, then) for first, then in pairs if first is not None and then is not None]


def markers_of(call: Call, *, on: date) -> list[Person]:
    """Who may mark for this call: those who work for its body that day."""
    live = Q(memberships__since__lte=on) & (Q(memberships__until=None) | Q(memberships__until__gte=on))
    roles = Q(memberships__body=call.programme.body_id, memberships__role__in=[Role.COACH, Role.MANAGER, Role.OFFICER])
    return list(Person.objects.filter(live & roles, erased_at=None).distinct().order_by("full_name", "id"))


def recomputed(minutes: SelectionMinutes) -> list[tuple[int, int, str]]:
    """The ranking of minutes worked out again from the frozen grid and the marks kept: number, rank, total."""
    call = minutes.call
    numbers = [row["number"] for row in minutes.ranking]
    rows = Application.objects.filter(call=call, number__in=numbers).prefetch_related("assignments__marks")
    committee = Committee.objects.filter(call=call).first()
    places = ranking.rank(grid_of(call), [_marks(row) for row in rows], settled(committee) if committee else [])
    return [(place.number, place.rank, str(place.total.normalize())) for place in places]


def decisions_of(call: Call) -> list[Decision]:
    """Every decision of a call, the best rank first, those not ranked last."""
    rows = Decision.objects.filter(application__call=call, application__duplicate_of=None)
    rows = rows.exclude(application__state__in=NOT_IN).select_related("application__participant", "application__call")
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.application.number or 0))


def tasks_of(person: UUID) -> QuerySet[Assignment]:
    """The files given to her to mark, those still to do first."""
    rows = Assignment.objects.filter(marker=person, conflict_at=None)
    rows = rows.select_related("application__call__programme__body")
    return rows.order_by(
        F("done_at").asc(nulls_first=True), "application__call__closes_at", "application__number", "task"
    )


def still_to_mark(person: UUID) -> int:
    """How many files wait for her marks."""
    return Assignment.objects.filter(marker=person, conflict_at=None, done_at=None).count()
