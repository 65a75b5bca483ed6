"""Ways to read who accompanies whom, plans and visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from wolouj.coaching.models import (
    CapacityReview,
    Following,
    Handover,
    OwnReview,
    PlanAction,
    PlanGoal,
    SecondCoach,
    Visit,
    VisitBefore,
)
from wolouj.people.models import Person
from wolouj.people.roles import Role
from wolouj.programme.models import Application, Consent, Outcome, Participant, Purpose, State
from wolouj.structures.models import Structure
from wolouj.structures.queries import structures_of

LAST = 20
"""Visits shown on a file, the latest first."""


def accepted(bodies: Iterable[UUID]) -> QuerySet[Participant]:
    """The participants of these bodies whom a decision accepted: one row a person, merged files counted with hers.
    Who took her yes to be accompanied back is not of them until she gives it again."""
    chosen = Application.objects.filter(decision__outcome=Outcome.SELECTED, answered_at__isnull=False).exclude(
        state=State.WITHDRAWN
    )
    whole = chosen.annotate(whole=Coalesce("participant__same_as", "participant")).values("whole")
    rows = Participant.objects.filter(body__in=list(bodies), same_as=None, erased_at=None, stopped_at=None)
    return rows.filter(pk__in=whole)


def waiting_for_a_coach(bodies: Iterable[UUID]) -> QuerySet[Participant]:
    """Accepted, and nobody accompanies them yet; by place."""
    live = Following.objects.filter(participant=OuterRef("pk"), ended_at=None)
    return accepted(bodies).exclude(Exists(live)).order_by("province", "commune", "made_at", "id")


def coaches_of(bodies: Iterable[UUID], *, on: date) -> QuerySet[Person]:
    """Who coaches for one of these bodies that day."""
    live = Q(memberships__since__lte=on) & (Q(memberships__until=None) | Q(memberships__until__gte=on))
    mine = Q(memberships__body__in=list(bodies), memberships__role=Role.COACH)
    return Person.objects.filter(live & mine, erased_at=None).distinct().order_by("full_name", "id")


@dataclass(frozen=True, slots=True)
class Load:
    """How many files a coach has."""

    coach: Person
    files: int


def loads(bodies: Iterable[UUID], *, on: date) -> list[Load]:
    """Each coach of these bodies, and whoever still holds files of theirs, with how many. Two queries."""
    mine = list(bodies)
    live = Following.objects.filter(participant__body__in=mine, ended_at=None)
    counts = dict(live.order_by().values_list("coach").annotate(n=Count("id")))
    now = {person.pk: person for person in coaches_of(mine, on=on)}
    gone = Person.objects.filter(pk__in=set(counts) - set(now))
    people = [*now.values(), *gone]
    return [Load(person, counts.get(person.pk, 0)) for person in people]


def files_of(coach: UUID, bodies: Iterable[UUID] | None = None) -> QuerySet[Following]:
    """The files a coach has now, with whose they are; by road."""
    rows = Following.objects.filter(coach=coach, ended_at=None, participant__erased_at=None)
    if bodies is not None:
        rows = rows.filter(participant__body__in=list(bodies))
    joined = rows.select_related("participant__person", "participant__body")
    return joined.order_by("participant__province", "participant__commune", "given_at", "id")


def all_files(bodies: Iterable[UUID]) -> QuerySet[Following]:
    """Every file these bodies accompany now, with whose it is and who has it."""
    rows = Following.objects.filter(participant__body__in=list(bodies), ended_at=None, participant__erased_at=None)
    return rows.select_related("participant", "coach").order_by("given_at", "id")


def live_following(participant: UUID) -> Following | None:
    """Who accompanies her now."""
    live = Following.objects.filter(participant=participant, ended_at=None)
    return live.select_related("coach", "came_by__giver").first()


def has_files(coach: UUID | None) -> bool:
    """Whether she accompanies anybody now."""
    mine = Following.objects.filter(coach=coach, ended_at=None).exists()
    return mine or SecondCoach.objects.filter(coach=coach).exists()


def is_accompanied(person: UUID | None) -> bool:
    """Whether somebody accompanies this person now."""
    return person is not None and Following.objects.filter(participant__person=person, ended_at=None).exists()


def goals_of(participant: UUID) -> QuerySet[PlanGoal]:
    """Her goals, open ones first, each with what is to be done."""
    rows = PlanGoal.objects.filter(participant=participant).prefetch_related("actions")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "position")


def waiting_actions(participant: UUID) -> QuerySet[PlanAction]:
    """What is still to be done of open goals, the nearest day first."""
    return PlanAction.objects.filter(participant=participant, done_on=None, goal__closed_at=None).order_by("due")


def visits_of(participant: UUID) -> QuerySet[Visit]:
    """Her visits, the latest first, with their photos."""
    return Visit.objects.filter(participant=participant).select_related("coach").prefetch_related("photos")


def reviews_of(participant: UUID) -> QuerySet[CapacityReview]:
    """What was said of what she can do, the latest first."""
    return CapacityReview.objects.filter(participant=participant).order_by("-told_on")


def own_reviews_of(structure: UUID) -> QuerySet[OwnReview]:
    """What the people of a structure said themselves, the latest first."""
    return OwnReview.objects.filter(structure=structure).order_by("-told_on")


def accompanied_as(person: UUID | None) -> Participant | None:
    """Her own file that somebody accompanies now, the oldest; what she answers of her first structure stands there."""
    live = Following.objects.filter(participant__person=person, ended_at=None, participant__erased_at=None)
    found = live.select_related("participant").order_by("given_at", "id").first() if person else None
    return found.participant if found else None


def asks_herself(person: UUID | None) -> Structure | None:
    """Her first structure, when nobody accompanies her: the one her desk speaks of."""
    if person is None or is_accompanied(person):
        return None
    return structures_of(person).prefetch_related(None).first()


def befores_of(visit: UUID) -> QuerySet[VisitBefore]:
    """What a visit said before its corrections, the latest first."""
    return VisitBefore.objects.filter(visit=visit).select_related("by").order_by("-corrected_at", "id")


def last_application(participant: UUID) -> Application | None:
    """Her last application that was received: what is private of her is kept from its page."""
    rows = Application.objects.filter(participant=participant, received_at__isnull=False)
    return rows.select_related("participant", "call__programme").order_by("-received_at", "id").first()


def handovers_of(bodies: Iterable[UUID]) -> QuerySet[Handover]:
    """Files passed in these bodies, the latest first."""
    return _told(Handover.objects.filter(body__in=list(bodies)))


def handovers_with(coach: UUID, *, since: datetime) -> QuerySet[Handover]:
    """Files she passed or was passed since then, the latest first."""
    return _told(Handover.objects.filter(Q(giver=coach) | Q(taker=coach), at__gte=since))


def _told(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    undone = Exists(Handover.objects.filter(takes_back=OuterRef("pk")))
    return rows.select_related("giver", "taker").annotate(files=Count("given"), undone=undone)


def says_yes_to_photos(participant: UUID) -> bool:
    """Whether her yes to photos stands."""
    return Consent.objects.filter(participant=participant, purpose=Purpose.PHOTO, withdrawn_at=None).exists()
