"""Named ways to read paths, groups, sessions and who is expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wolouj.people.models import Person
from wolouj.people.roles import Role
from wolouj.programme.models import Application, Call, Outcome, State
from wolouj.training.models import (
    Certificate,
    Exercise,
    Expected,
    Felt,
    Group,
    Learner,
    Module,
    Path,
    Session,
    SignedSheet,
)
from wolouj.training.models.results import CODE_LETTERS

LONGEST = timedelta(days=9)
"""Between the first and the last day of the longest session (twenty half-days)."""
STAFF = (Role.COACH, Role.MANAGER, Role.OFFICER)


def accepted(call: Call) -> QuerySet[Application]:
    """Those a call accepted, once they have their answer; who withdrew or took her yes back since, and second files,
    are left out."""
    rows = Application.objects.filter(call=call, decision__outcome=Outcome.SELECTED, duplicate_of=None)
    rows = rows.filter(answered_at__isnull=False, participant__stopped_at=None).exclude(state=State.WITHDRAWN)
    return rows.select_related("participant").order_by("number")


def waiting_for(group: Group) -> QuerySet[Application]:
    """Accepted people of the group's edition who follow its path in no group."""
    placed = Learner.objects.filter(group__call=group.call_id, group__path=group.path_id, left_at=None)
    return accepted(group.call).exclude(participant__in=placed.values("participant"))


def paths_of(bodies: Iterable[UUID]) -> QuerySet[Path]:
    """The paths of these bodies, each with ``n`` modules."""
    return Path.objects.filter(body__in=list(bodies)).annotate(n=Count("modules"))


def modules_of(path: Path) -> QuerySet[Module]:
    """The modules of a path in their order, each with how many sessions of it were ``taught`` or planned."""
    return path.modules.annotate(taught=Count("sessions")).order_by("position", "id")


def groups_of(bodies: Iterable[UUID]) -> QuerySet[Group]:
    """The groups of these bodies, the latest first, each with ``n`` learners and ``planned`` sessions."""
    rows = Group.objects.filter(path__body__in=list(bodies)).select_related("path", "call__programme")
    live = Count("learners", filter=Q(learners__left_at=None), distinct=True)
    return rows.annotate(n=live, planned=Count("sessions", distinct=True))


def calls_to_train(bodies: Iterable[UUID]) -> list[Call]:
    """Calls that accepted somebody: the editions a group may be made for."""
    rows = Call.objects.filter(programme__body__in=list(bodies), opened_at__isnull=False)
    told = rows.annotate(n=Count("applications", filter=Q(applications__decision__outcome=Outcome.SELECTED)))
    return list(told.filter(n__gt=0).select_related("programme").order_by("-closes_at", "id"))


def learners_of(group: Group) -> QuerySet[Learner]:
    """Who is or was in a group, by name."""
    rows = group.learners.select_related("participant")
    return rows.order_by("left_at", "participant__name_ar", "participant__name", "id")


def _counted(rows: QuerySet[Session]) -> QuerySet[Session]:
    here = Count("expected", filter=Q(expected__registration__arrived_at__isnull=False))
    rows = rows.select_related("gathering", "module", "trainer", "group__path", "group__call")
    return rows.annotate(n=Count("expected"), here=here).order_by("gathering__day", "gathering__made_at", "id")


def sessions_of(group: Group) -> QuerySet[Session]:
    """The sessions of a group in their order, each with ``n`` expected and how many are ``here``."""
    return _counted(group.sessions.all())


def sessions_between(
    *, bodies: Iterable[UUID], trainer: UUID | None, first: date, last: date
) -> list[Session]:  # fmt: skip
    """Sessions of these bodies, or given to this trainer, that are held some day from ``first`` to ``last``."""
    whose = Q(gathering__body__in=list(bodies)) | (Q(trainer=trainer) if trainer else Q(pk=None))
    rows = _counted(Session.objects.filter(whose, gathering__day__gte=first - LONGEST, gathering__day__lte=last))
    return [row for row in rows if row.gathering.last_day >= first]


def taught_lately(trainer: UUID, *, first: date, last: date) -> list[Session]:
    """What somebody taught from ``first`` to ``last``, the latest first, each with whether its signed sheet is
    ``kept``. One query."""
    rows = Session.objects.filter(trainer=trainer, gathering__day__gte=first, gathering__day__lte=last)
    rows = rows.select_related("gathering", "module", "group").annotate(
        kept=Exists(SignedSheet.objects.filter(session=OuterRef("pk")))
    )
    return list(rows.order_by("-gathering__day", "id"))


def session_of(key: UUID) -> Session | None:
    """One session with all its page names."""
    joins = ("gathering__body", "module", "trainer", "group__path__body", "group__call")
    return Session.objects.select_related(*joins).filter(pk=key).first()


def expected_at(session: Session) -> list[Expected]:
    """Who is expected, by name, with her line of the day."""
    rows = session.expected.select_related("learner__participant", "registration", "session__gathering")
    return list(rows.order_by("learner__participant__name_ar", "learner__participant__name", "id"))


def _working(on: date) -> QuerySet[Person]:
    live = Q(memberships__since__lte=on) & (Q(memberships__until=None) | Q(memberships__until__gte=on))
    return Person.objects.filter(live & Q(memberships__role__in=STAFF), erased_at=None)


def staff_of(body: UUID, *, on: date) -> list[Person]:
    """Who may be given a session: those who work for the body that day."""
    mine = _working(on).filter(Q(memberships__body=body))
    return list(mine.distinct().order_by("full_name", "id"))


def trainer_with(phone: str, *, on: date) -> Person | None:
    """Somebody with this phone who works for a body, whichever: a trainer from another one."""
    return _working(on).filter(phone=phone).order_by("id").first()


def training_of(person: UUID) -> QuerySet[Learner]:
    """A person's own groups, the latest first."""
    rows = Learner.objects.filter(participant__person=person).select_related("group__path", "group__call")
    return rows.order_by("-joined_at", "id")


def learner_of(key: UUID) -> Learner | None:
    """One learner with her group."""
    return Learner.objects.select_related("participant", "group__path__body", "group__call").filter(pk=key).first()


def expected_of(learner: Learner) -> list[Expected]:
    """The sessions she is expected at, in their order, with her line of each."""
    rows = learner.expected.select_related("session__gathering", "session__module", "registration")
    return list(rows.order_by("session__gathering__day", "session__gathering__made_at", "id"))


def results_of(group: Group) -> list[Learner]:
    """Learners of a group with their tests and certificates, by name. Two queries."""
    return list(learners_of(group).select_related("participant", "certificate").prefetch_related("tests"))


def faces_of(group: Group) -> dict[UUID, dict[str, int]]:
    """Session -> face -> how many gave it. One query."""
    found: dict[UUID, dict[str, int]] = {}
    rows = Felt.objects.filter(session__group=group).order_by().values_list("session", "face")
    for session, face, n in rows.annotate(n=Count("id")):
        found.setdefault(session, {})[face] = n
    return found


def exercises_of(group: UUID) -> QuerySet[Exercise]:
    """The exercises given to a group, the latest first."""
    return Exercise.objects.filter(session__group=group).order_by("-set_at", "id")


def certificate_by(code: str) -> Certificate | None:
    """The certificate of this code; small letters and spaces do not matter."""
    asked = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    rows = Certificate.objects.select_related("learner__participant")
    return rows.filter(code=asked).first() if asked else None
