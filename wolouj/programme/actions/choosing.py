"""Checking conditions, giving files to two markers, marking alone, declaring a conflict, calling to the interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import cycle

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Person
from wolouj.programme import queries, ranking
from wolouj.programme.grid import Line, grid_of
from wolouj.programme.models import Application, Assignment, Call, Check, Decision, Mark, Stage, State

Task = Assignment.Task
ALONE = (Task.FIRST, Task.SECOND)
"""The two who mark the same file, each without the other."""
Given = Mapping[str, tuple[Decimal, str]]
"""Key of a line -> points and motive."""


def _not_minuted(call: Call) -> Call:
    """The call, held until the end of the transaction.

    Raises:
        BadInput: its selection is minuted: nothing under it may move any more.
    """
    locked = Call.objects.select_for_update().select_related("programme").get(pk=call.pk)
    if locked.minutes.exists():
        raise BadInput(pair("programme.minuted_already"))
    return locked


def check(*, application: Application, met: Mapping[str, bool], by: Actor, at: datetime) -> None:
    """Say of each condition whether this application meets it. Corrected until the minutes.

    Raises:
        BadInput: a condition that is not in the grid, or minutes approved.
    """
    known = {line.key for line in grid_of(application.call).conditions}
    if set(met) - known:
        raise BadInput(pair("programme.line_unknown"), field=min(set(met) - known))
    with transaction.atomic():
        _not_minuted(application.call)
        for key, yes in met.items():
            Check.objects.update_or_create(
                application=application, criterion=key, defaults={"met": yes, "checked_at": at, "by_id": by.person}
            )
        if application.state == State.RECEIVED:
            application.state = State.STUDIED
            application.save(update_fields=["state"])
        audit.record(
            at=at, by=by, act="application_checked", about=application, concerns=application.participant.person_id,
            detail={"not_met": sum(1 for yes in met.values() if not yes)},
        )  # fmt: skip


def share_out(*, call: Call, markers: Sequence[Person], by: Actor, at: datetime) -> int:
    """Give every eligible file two markers, turn by turn; tasks already given stay. Returns how many were given.

    A file marked or given before is left as it is, so that a newcomer or a conflict can be dealt with by sharing again.

    Raises:
        BadInput: fewer than two markers, or some file that nobody left can mark.
    """
    people = list({marker.pk: marker for marker in markers}.values())
    if len(people) < 2:
        raise BadInput(pair("programme.two_markers"), field="markers")
    with transaction.atomic():
        call = _not_minuted(call)
        turn, made = cycle(people), []
        for application in queries.eligible(call):
            rows = list(application.assignments.all())
            live = {row.task: row.marker_id for row in rows if row.conflict_at is None}
            barred = {row.marker_id for row in rows}
            for task in ALONE:
                if task in live:
                    continue
                marker = next((p for _ in people if (p := next(turn)).pk not in barred), None)
                if marker is None:
                    raise BadInput(pair("programme.nobody_left", n=application.number), field="markers")
                barred.add(marker.pk)
                made.append(Assignment(application=application, marker=marker, task=task, given_at=at))
        Assignment.objects.bulk_create(made)
        audit.record(at=at, by=by, act="files_shared_out", about=call, detail={"tasks": len(made)})
    return len(made)


def call_to_interview(*, call: Call, most: int, interviewer: Person, by: Actor, at: datetime) -> int:
    """Call the ``most`` best files to the interview, and whoever has the points of the last of them. Returns how many.

    Said again, it gives this interviewer the files called before whose own declared a conflict.

    Raises:
        BadInput: the call still takes files, no interview in the grid, or files not marked by two yet.
    """
    with transaction.atomic():
        call = _not_minuted(call)
        not_taking(call, at)
        grid = grid_of(call)
        if not grid.of(Stage.INTERVIEW):
            raise BadInput(pair("programme.no_interview"), field="most")
        files = {marks.number: (application, marks) for application, marks in queries.marks_of(call)}
        alone = [ranking.Marks(m.number, m.first, m.second, {}) for _, m in files.values()]
        if open_ := [m.number for m in alone if ranking.missing(grid, m)]:
            raise BadInput(pair("programme.not_marked_yet", n=len(open_)), field="most")
        places = ranking.rank(grid, alone)
        bound = places[min(most, len(places)) - 1].total if places else None
        best = {p.number for i, p in enumerate(places) if i < most or p.total == bound}
        left = [
            application for number, (application, marks) in files.items()
            if (marks.called or number in best) and not _has_interviewer(application)
        ]  # fmt: skip
        if any(interviewer.pk in {r.marker_id for r in a.assignments.all() if r.conflict_at} for a in left):
            raise BadInput(pair("programme.interviewer_conflict"), field="interviewer")
        made = [Assignment(application=a, marker=interviewer, task=Task.INTERVIEW, given_at=at) for a in left]
        Assignment.objects.bulk_create(made)
        Application.objects.filter(pk__in=[row.application_id for row in made]).update(state=State.INTERVIEW)
        audit.record(at=at, by=by, act="called_to_interview", about=call, detail={"files": len(made)})
    return len(made)


def not_taking(call: Call, at: datetime) -> None:
    """Refuse what compares files while others may still come: each gets the same chance, and an answer.

    Raises:
        BadInput: the call still takes files.
    """
    if call.takes(at):
        raise BadInput(pair("programme.takes_still", day=call.closes_at))


def _has_interviewer(application: Application) -> bool:
    return any(r.task == Task.INTERVIEW and r.conflict_at is None for r in application.assignments.all())


def mark(*, task: Assignment, given: Given, by: Actor, at: datetime) -> None:
    """Write the points of one task, all of them or none. Corrected by the same marker until the other has marked too.

    Raises:
        BadInput: points outside their weight, a line missing or unknown, a conflict, both have marked, minutes.
    """
    lines = {line.key: line for line in lines_of(task)}
    if unknown := set(given) - set(lines):
        raise BadInput(pair("programme.line_unknown"), field=min(unknown))
    for key, line in lines.items():
        if key not in given:
            raise BadInput(pair("programme.mark_missing", line=line.label_fr or line.label_ar), field=key)
        within(given[key][0], line)
    with transaction.atomic():
        _not_minuted(task.application.call)
        task = Assignment.objects.select_for_update().select_related("application__call").get(pk=task.pk)
        if task.conflict_at is not None:
            raise BadInput(pair("programme.conflict_no_mark"))
        if _closed(task):
            raise BadInput(pair("programme.mark_closed"))
        for key, (points, motive) in given.items():
            Mark.objects.update_or_create(
                assignment=task,
                criterion=key,
                defaults={"points": points, "motive": motive, "most": lines[key].weight},
            )
        task.done_at = at
        task.save(update_fields=["done_at"])
        audit.record(at=at, by=by, act="file_marked", about=task, detail={"task": task.task})


def _closed(task: Assignment) -> bool:
    """Whether a mark may not be corrected any more: both have marked and each may see the total, or all is decided."""
    if task.done_at is None:
        return False
    if task.task == Task.INTERVIEW:
        return Decision.objects.filter(application=task.application_id).exists()
    alone = Assignment.objects.filter(application=task.application_id, task__in=ALONE, conflict_at=None)
    return alone.filter(done_at__isnull=False).count() == len(ALONE)


def fixed(task: Assignment) -> bool:
    """Whether what this task gave stands for good: minutes are approved, or it may not be corrected any more."""
    return _closed(task) or task.application.call.minutes.exists()


def within(points: Decimal, line: Line) -> None:
    """Refuse what a line cannot bring.

    Raises:
        BadInput: under zero, above its weight, or finer than a quarter of a point.
    """
    if not 0 <= points <= line.weight:
        raise BadInput(pair("programme.mark_too_high", n=points, most=line.weight), field=line.key)
    if points * 4 != int(points * 4):
        raise BadInput(pair("programme.mark_too_fine", n=points), field=line.key)


def lines_of(task: Assignment) -> tuple[Line, ...]:
    """The lines of the grid this task marks."""
    stage = Stage.INTERVIEW if task.task == Task.INTERVIEW else Stage.FILE
    return grid_of(task.application.call).of(stage)


def declare_conflict(*, task: Assignment, why: str, by: Actor, at: datetime) -> None:
    """She cannot judge this file: her task ends, whatever she had marked goes, another is to be named.

    Raises:
        BadInput: minutes approved.
    """
    with transaction.atomic():
        _not_minuted(task.application.call)
        task = Assignment.objects.select_for_update().get(pk=task.pk)
        if task.conflict_at is None:
            task.marks.all().delete()
            task.conflict_at, task.conflict, task.done_at = at, why, None
            task.save(update_fields=["conflict_at", "conflict", "done_at"])
            audit.record(at=at, by=by, act="conflict_declared", about=task)


def give_to(*, application: Application, task: str, marker: Person, by: Actor, at: datetime) -> Assignment:
    """Name who marks one file, after a conflict or by choice.

    Raises:
        BadInput: she already has a task on this file, or declared a conflict; or the task is somebody's.
    """
    with transaction.atomic():
        _not_minuted(application.call)
        rows = list(application.assignments.all())
        if any(row.marker_id == marker.pk for row in rows):
            raise BadInput(pair("programme.marker_already"), field="marker")
        if any(row.task == task and row.conflict_at is None for row in rows):
            raise BadInput(pair("programme.task_taken"), field="task")
        made = Assignment.objects.create(application=application, marker=marker, task=task, given_at=at)
        audit.record(at=at, by=by, act="files_shared_out", about=made, detail={"tasks": 1})
    return made


def given_of(values: Iterable[tuple[str, Decimal, str]]) -> Given:
    """Rows of a form as what :func:`mark` takes."""
    return {key: (points, motive) for key, points, motive in values}
