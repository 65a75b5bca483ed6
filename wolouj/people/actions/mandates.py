"""Mandates: leave given by a person, dated, revocable at once. Never a silent one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people import limits
from wolouj.people.actions.bodies import appoint, end_membership
from wolouj.people.models import Mandate, Membership, Person
from wolouj.people.permissions import require
from wolouj.people.phones import normalise
from wolouj.people.queries import accounts_named
from wolouj.people.roles import Role

DEFAULT = timedelta(days=91)
LONGEST = timedelta(days=366)


class BadMandate(ValueError):
    """A mandate that cannot be given; ``key`` names the sentence in ``words.yaml``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def find_helper(*, phone: str, name: str, giver: Person, ip: str, at: datetime) -> Person | None:
    """The one account on this phone that bears this name. Limited, so that nobody can go through the phones of a town.

    Raises:
        TooManyTries: when the door is closed for a while.
        BadPhone: when the phone cannot be read.
        BadMandate: when two accounts answer, which only a meeting can tell apart.
    """
    normalise(phone)
    attempt = limits.enter(limits.Door.LOOKUP, f"lookup:{giver.id}", ip, at=at)
    found = [person for person in accounts_named(phone=phone, name=name) if person.id != giver.id]
    if not found:
        return None
    limits.passed(attempt)
    if len(found) > 1:
        raise BadMandate("mandate_two_homonyms")
    return found[0]


@transaction.atomic
def give_mandate(
    *, for_person: Person, holder: Person, ends_on: date, by: Actor, at: datetime,
    kind: str = Mandate.Kind.HELPER, how: str = Mandate.How.BY_HERSELF,
) -> Mandate:  # fmt: skip
    """Leave to act, from today to ``ends_on`` included. One live mandate a pair: a new one replaces the old.

    Only the person gives it: by herself, or at the coach's desk through :func:`give_at_desk`.

    Raises:
        PermissionDenied: when somebody else tries to give it.
        BadMandate: for oneself, or for dates that make no sense.
    """
    if how == Mandate.How.BY_HERSELF:
        if by.person != for_person.id or by.on_behalf_of is not None:
            raise PermissionDenied
        require(by, "create", "mandate", at=at)
    on = timezone.localdate(at)
    if holder.id == for_person.id:
        raise BadMandate("mandate_to_oneself")
    if not on <= ends_on <= on + LONGEST:
        raise BadMandate("mandate_dates")
    live = Q(revoked_at=None, ends_on__gte=on)
    Mandate.objects.filter(live, for_person=for_person, holder=holder).update(revoked_at=at)
    mandate = Mandate.objects.create(
        for_person=for_person, holder=holder, kind=kind, how=how, starts_on=on, ends_on=ends_on, given_at=at
    )
    audit.record(
        at=at, by=by, act="mandate_given", about=mandate, concerns=_other(by, for_person, holder),
        detail={"kind": kind, "how": how, "ends_on": ends_on, "holder": holder.id},
    )  # fmt: skip
    return mandate


@transaction.atomic
def give_at_desk(*, for_person: Person, coach: Person, ends_on: date, by: Actor, at: datetime) -> Mandate:
    """The mandate given at the coach's desk. The caller has just checked the person's own PIN.

    The coach's body accompanies her from then on: its manager may see her name and her structure, never a price.

    Raises:
        PermissionDenied: when the coach works for no body.
    """
    on = timezone.localdate(at)
    posts = Membership.objects.filter(person=coach, role=Role.COACH, since__lte=on).exclude(until__lt=on)
    if by.person != coach.id or not (post := posts.select_related("body").first()):
        raise PermissionDenied
    mandate = give_mandate(
        for_person=for_person, holder=coach, ends_on=ends_on, by=by, at=at,
        kind=Mandate.Kind.COACH, how=Mandate.How.AT_DESK,
    )  # fmt: skip
    appoint(person=for_person, role=Role.PERSON, body=post.body, by=by, at=at)
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, by: Actor, at: datetime) -> Mandate:
    """End it at once, by the person who gave it or by its holder. With a coach's last mandate her body leaves too."""
    require(by, "delete", mandate, at=at)
    if mandate.revoked_at is None:
        mandate.revoked_at = at
        mandate.save(update_fields=["revoked_at"])
        audit.record(
            at=at, by=by, act="mandate_revoked", about=mandate, detail={"kind": mandate.kind},
            concerns=_other(by, mandate.for_person, mandate.holder),
        )  # fmt: skip
        _leave_the_body(mandate, by, at)
    return mandate


def pick(*, mandate: Mandate, by: Actor, at: datetime) -> Actor:
    """Begin to act for the person; the line can be read by her.

    Raises:
        PermissionDenied: when the mandate is not live or not held by ``by``.
    """
    if mandate.holder_id != by.person or not mandate.live(timezone.localdate(at)):
        raise PermissionDenied
    actor = Actor(person=by.person, on_behalf_of=mandate.for_person_id, mandate=mandate.id)
    audit.record(at=at, by=actor, act="acting_began", about=mandate)
    return actor


def _other(by: Actor, giver: Person, holder: Person) -> UUID:
    """Whoever of the two did not write the line: she must be able to read it."""
    return holder.id if by.person == giver.id else giver.id


def _leave_the_body(mandate: Mandate, by: Actor, at: datetime) -> None:
    if mandate.kind != Mandate.Kind.COACH:
        return
    on = timezone.localdate(at)
    posts = Membership.objects.filter(person=mandate.holder, role=Role.COACH, since__lte=on).exclude(until__lt=on)
    bodies = set(posts.values_list("body", flat=True))
    still = Mandate.objects.filter(
        for_person=mandate.for_person, kind=Mandate.Kind.COACH, revoked_at=None, ends_on__gte=on,
        holder__memberships__body__in=bodies, holder__memberships__role=Role.COACH,
    )  # fmt: skip
    if not still.exists():
        for row in Membership.objects.filter(person=mandate.for_person, role=Role.PERSON, body__in=bodies, until=None):
            end_membership(membership=row, by=by, at=at)
