"""Measures read from the rooms beside: training, visits of a coach, co-financing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from wolouj.coaching.models import Visit
from wolouj.cofinancing.models import Account, Entry
from wolouj.results.counting.base import accompanied
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Gives, Hit, Kind, Measure
from wolouj.training.attending import by_learner
from wolouj.training.models import Expected, Learner


def trained(frame: Frame) -> Iterator[Hit]:
    """Those who attended enough of a path for its certificate, at the last session of the frame they came to."""
    learners = {
        row.pk: row
        for row in Learner.objects.filter(group__call__programme=frame.programme).select_related("group__path")
    }
    rows = Expected.objects.filter(learner__in=list(learners), session__gathering__day__lte=frame.until)
    asked = list(rows.select_related("session__gathering"))
    last = {row.learner_id: row.session.gathering.day for row in sorted(asked, key=lambda r: r.session.gathering.day)}
    for key, attended in by_learner(asked, on=frame.until).items():
        learner = learners[key]
        person = frame.person_of(learner.participant_id)
        if person is not None and frame.inside(last[key]) and attended.reaches(learner.group.path.threshold):
            yield Hit(person, last[key], Kind.LEARNER, key)


def visits(frame: Frame) -> Iterator[Hit]:
    """Visits of a coach to those accepted."""
    rows = Visit.objects.filter(participant__body=frame.programme.body_id, on__range=(frame.since, frame.until))
    for key, participant, on in rows.values_list("id", "participant_id", "on"):
        person = frame.person_of(participant)
        if person in frame.accepted:
            yield Hit(person, on, Kind.VISIT, key)


def cofinanced(frame: Frame) -> Iterator[Hit]:
    """What was paid to each file inside the frame, what was taken back taken off."""
    rows = Entry.objects.filter(line__programme=frame.programme, on__range=(frame.since, frame.until))
    sums: dict[UUID, Decimal] = {}
    first: dict[UUID, Hit] = {}
    fields = ("request__application_id", "request__application__participant_id", "source", "target", "amount", "on")
    for application, participant, source, target, amount, on in rows.order_by("on", "id").values_list(*fields):
        if Account.PAID in (source, target) and participant is not None:
            person = frame.person_of(participant)
            if person is not None:
                sums[application] = sums.get(application, Decimal(0)) + (amount if target == Account.PAID else -amount)
                first.setdefault(application, Hit(person, on, Kind.APPLICATION, application))
    for application, hit in first.items():
        if sums[application] > 0:
            yield Hit(hit.person, hit.on, hit.kind, application, sums[application])


ROOMS = (
    Measure("trained", Gives.PERSONS, trained, group="people"),
    Measure("trained_share", Gives.PERSONS, trained, base=accompanied, group="people"),
    Measure("visits", Gives.RECORDS, visits, group="people"),
    Measure("visited", Gives.PERSONS, visits, group="people"),
    Measure("cofinanced", Gives.PERSONS, cofinanced, group="money"),
    Measure("dirhams_cofinanced", Gives.DIRHAMS, cofinanced, group="money"),
)
