"""Who answers: the body, then somebody of it, never one who stands behind a rival's quote on the same notice."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rulebook.engine.format import local
from wolouj.bids.models import Quote
from wolouj.difficulties.queries import body_of
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body, Mandate, Membership, Person
from wolouj.people.permissions import walled
from wolouj.people.roles import Role
from wolouj.people.standing import standing_of
from wolouj.support.models import AskedAbout, HelpState, Question

HELPS = (Role.COACH, Role.MANAGER)


class Subject(Protocol):
    """What is asked about, as a question or before it is one."""

    @property
    def about(self) -> str:
        """A value of :class:`AskedAbout`."""
        ...

    @property
    def about_id(self) -> UUID | None:
        """The row, when it is about one."""
        ...


def _working(at: datetime) -> QuerySet[Membership]:
    on = local(at).date()
    live = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    return Membership.objects.filter(live, role__in=HELPS, person__erased_at=None)


def body_for(person: UUID | None, *, at: datetime) -> Body | None:
    """The body that accompanies her, if somebody works there; else the first association where somebody does."""
    working = _working(at)
    hers = body_of(person, on=local(at).date()) if person else None
    if hers is not None and working.filter(body=hers).exists():
        return hers
    first = working.filter(body__kind=Body.Kind.ASSOCIATION).select_related("body")
    membership = first.order_by("body__created_at", "body_id").first()
    return membership.body if membership else None


def candidates(body: Body, subject: Subject, *, at: datetime) -> list[Person]:
    """Who may owe the answer: coaches first, then managers, those with the fewest open questions first."""
    rows = _working(at).filter(body=body).select_related("person")
    rank = {Role.COACH.value: 0, Role.MANAGER.value: 1}
    people: dict[UUID, tuple[int, Person]] = {}
    for row in rows:
        place = rank[row.role]
        if row.person_id not in people or place < people[row.person_id][0]:
            people[row.person_id] = (place, row.person)
    counted = (
        Question.objects.filter(state=HelpState.OPEN, owner__in=people).values_list("owner").annotate(n=Count("id"))
    )
    load: dict[UUID, int] = dict(counted.order_by())
    key = subject.about_id if subject.about == AskedAbout.QUOTE else None
    quote = Quote.objects.filter(pk=key).first() if key else None
    free = [pair for pair in people.values() if quote is None or not _walled(pair[1], quote, at)]
    ordered = sorted(free, key=lambda pair: (pair[0], load.get(pair[1].id, 0), str(pair[1].id)))
    return [person for _, person in ordered]


def _walled(person: Person, quote: Quote, at: datetime) -> bool:
    return walled(standing_of(Actor(person=person.id), at=at), quote)


def owner_for(body: Body, subject: Subject, person: Person | None, *, at: datetime) -> Person | None:
    """Her own coach when she has one there, else the first who may; ``None`` only when a wall stands before all."""
    able = candidates(body, subject, at=at)
    if person is not None:
        on = local(at).date()
        given = Mandate.objects.filter(for_person=person, kind=Mandate.Kind.COACH)
        coaches = {mandate.holder_id for mandate in given if mandate.live(on)}
        able.sort(key=lambda one: one.id not in coaches)
    return able[0] if able else None


def managers(*, at: datetime) -> dict[UUID, list[Person]]:
    """Body -> who answers for it, the first to come first. One query."""
    return _by_body(_working(at).filter(role=Role.MANAGER))


def officers(*, at: datetime) -> dict[UUID, list[Person]]:
    """Body -> its officers. One query."""
    on = local(at).date()
    rows = Membership.objects.filter(role=Role.OFFICER, since__lte=on, person__erased_at=None)
    return _by_body(rows.exclude(until__lt=on))


def _by_body(rows: QuerySet[Membership]) -> dict[UUID, list[Person]]:
    found: dict[UUID, list[Person]] = {}
    for row in rows.select_related("person").order_by("since", "person_id"):
        found.setdefault(row.body_id, []).append(row.person)
    return found
