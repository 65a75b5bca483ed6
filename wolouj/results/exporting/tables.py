"""The tables of a programme, room by room: whose rows leave. What of them leaves is the dictionary's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from wolouj.coaching import models as coaching
from wolouj.cofinancing import models as money
from wolouj.foundation.folding import fold
from wolouj.gatherings.models import Attendance, Gathering, Kind, Registration
from wolouj.programme import models as programme
from wolouj.programme.models import Application, Call, Participant, Programme
from wolouj.results import models as results
from wolouj.results.exporting.dictionary import Column, columns, key_of
from wolouj.support import models as support
from wolouj.training import models as training

AT_ONCE = 2000
"""Rows held in memory at a time."""
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the export."""

    model: type[Model]
    columns: list[Column]
    rows: Callable[[], Iterator[tuple[Any, ...]]]
    """Read again each time it is called, :data:`AT_ONCE` at a time."""

    @property
    def name(self) -> str:
        """Its place in the archive, without what it is written as."""
        return key_of(self.model).replace(".", "/")


def tables(asked: Programme, *, sentences: bool = False) -> list[Table]:
    """Everything kept of a programme and its people, but private facts, prices of quotes and numbers of identity.
    Who took back her yes to be accompanied leaves no line; money that was written stays, by the number of its file.

    Args:
        sentences: with what was written freely about people, where private facts may stand all the same.
    """
    calls = Call.objects.filter(programme=asked)
    files = Application.objects.filter(call__in=calls, participant__stopped_at=None)
    own = files.values("participant")
    people = Participant.objects.filter(Q(pk__in=own) | Q(others__in=own)).distinct()
    ids = people.order_by().values("pk")
    found = [*_called(asked, calls, files, ids), *_trained(calls), *_coached(ids), *_paid(asked, calls, files)]
    found += [*_sent(ids), *_told(asked, calls, files, ids)]
    return [_table(rows, sentences) for rows in found] + [_meetings(asked, people)]


def _table(rows: Rows, sentences: bool) -> Table:
    made = columns(rows.model, sentences=sentences)
    names = [one.name for one in made]
    return Table(rows.model, made, lambda: rows.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE))


def _called(asked: Programme, calls: Rows, files: Rows, ids: Rows) -> list[Rows]:
    given = programme.Assignment.objects.filter(application__in=files)
    sat = programme.Committee.objects.filter(call__in=calls)
    return [
        Programme.objects.filter(pk=asked.pk), asked.donors.all(), calls,
        programme.Goal.objects.filter(programme=asked),
        programme.Indicator.objects.filter(goal__programme=asked), Participant.objects.filter(pk__in=ids), files,
        _agreed(ids), programme.Check.objects.filter(application__in=files),
        given, programme.Mark.objects.filter(assignment__in=given), sat,
        programme.Settlement.objects.filter(committee__in=sat),
        programme.Decision.objects.filter(application__in=files),
    ]  # fmt: skip


def _agreed(ids: Rows) -> Rows:
    """The yeses, but for those to keep a private fact: that there is one is already the fact."""
    return programme.Consent.objects.filter(participant__in=ids).exclude(purpose=programme.Purpose.SENSITIVE)


def _trained(calls: Rows) -> list[Rows]:
    groups = training.Group.objects.filter(call__in=calls)
    paths = training.Path.objects.filter(pk__in=groups.order_by().values("path"))
    learners, sessions = (
        training.Learner.objects.filter(group__in=groups, participant__stopped_at=None),
        training.Session.objects.filter(group__in=groups),
    )
    expected = training.Expected.objects.filter(session__in=sessions, learner__in=learners)
    exercises = training.Exercise.objects.filter(session__in=sessions)
    return [
        paths, training.Module.objects.filter(path__in=paths), groups, learners, sessions,
        Gathering.objects.filter(pk__in=sessions.order_by().values("gathering")), expected,
        Attendance.objects.filter(registration__in=expected.order_by().values("registration")),
        training.Taken.objects.filter(learner__in=learners),
        training.Felt.objects.filter(Q(learner=None) | Q(learner__in=learners), session__in=sessions),
        training.Certificate.objects.filter(learner__in=learners),
        training.CertificateGap.objects.filter(certificate__learner__in=learners), exercises,
        training.Attempt.objects.filter(exercise__in=exercises, learner__in=learners),
        training.SignedSheet.objects.filter(session__in=sessions),
    ]  # fmt: skip


def _coached(ids: Rows) -> list[Rows]:
    kept: tuple[type[Model], ...] = (
        coaching.Following, coaching.PlanGoal, coaching.PlanAction, coaching.Visit, coaching.CapacityReview,
    )  # fmt: skip
    return [model._default_manager.filter(participant__in=ids) for model in kept]


def _paid(asked: Programme, calls: Rows, files: Rows) -> list[Rows]:
    terms = money.Terms.objects.filter(call__in=calls)
    asks = money.Request.objects.filter(application__in=files)
    of_a_request: tuple[type[Model], ...] = (
        money.Item, money.Own, money.Piece, money.Event, money.Ruling, money.Agreement, money.Tranche, money.Purchase,
        money.Asset,
    )  # fmt: skip
    return [
        terms, money.BudgetLine.objects.filter(programme=asked), asks,
        *(model._default_manager.filter(request__in=asks) for model in of_a_request),
        money.Sitting.objects.filter(terms__in=terms), money.Entry.objects.filter(line__programme=asked),
    ]  # fmt: skip


def _sent(ids: Rows) -> list[Rows]:
    sent = support.Referral.objects.filter(participant__in=ids)
    return [sent, support.ReferralStep.objects.filter(referral__in=sent)]


def _told(asked: Programme, calls: Rows, files: Rows, ids: Rows) -> list[Rows]:
    periods = results.Period.objects.filter(programme=asked)
    figures = results.PeriodFigure.objects.filter(period__in=periods)
    lessons = results.Lesson.objects.filter(call__in=calls)
    return [
        results.Measured.objects.filter(indicator__goal__programme=asked),
        results.HandFigure.objects.filter(indicator__goal__programme=asked), periods, figures,
        results.Correction.objects.filter(figure__in=figures), results.ToldLater.objects.filter(participant__in=ids),
        results.FollowUp.objects.filter(application__in=files), lessons,
        results.Carried.objects.filter(lesson__in=lessons), results.Edition.objects.filter(call__in=calls),
    ]  # fmt: skip


def _meetings(asked: Programme, people: QuerySet[Participant]) -> Table:
    """Meetings of the body where people of the programme signed up: told apart by phone and name, as the desk does."""
    made = columns(Registration, "participant_id")
    names = [one.name for one in made if one.field is not None]

    def rows() -> Iterator[tuple[Any, ...]]:
        hers: dict[tuple[str, str], UUID] = {}
        for her in people.exclude(phone="").only("pk", "phone", "name", "name_ar").iterator(chunk_size=AT_ONCE):
            hers |= {(her.phone, fold(name)[:120]): her.pk for name in (her.name, her.name_ar) if name}
        held = Registration.objects.filter(gathering__body=asked.body_id, gathering__kind=Kind.MEETING)
        asks = held.exclude(phone="").order_by("pk").values_list("phone", "name_key", *names)
        for phone, name, *told in asks.iterator(chunk_size=AT_ONCE):
            if (key := hers.get((phone, name))) is not None:
                yield (*told, key)

    return Table(Registration, made, rows)
