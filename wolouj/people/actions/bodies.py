"""Bodies and who works there. The first administrator is named by the operator (``wolouj appoint``)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body, Membership, Person
from wolouj.people.roles import Role


@transaction.atomic
def create_body(
    *, name_fr: str, name_ar: str, by: Actor, at: datetime, kind: str = Body.Kind.ASSOCIATION, is_sample: bool = False
) -> Body:
    """A new body, with its name in both languages."""
    body = Body.objects.create(name_fr=name_fr, name_ar=name_ar, kind=kind, created_at=at, is_sample=is_sample)
    audit.record(at=at, by=by, act="body_created", about=body)
    return body


@transaction.atomic
def appoint(
    *, person: Person, role: Role, body: Body, by: Actor, at: datetime, since: date | None = None
) -> Membership:
    """Give a person a role in a body from a day (today by default). Told twice, it changes nothing."""
    since = since or timezone.localdate(at)
    existing = Membership.objects.filter(person=person, role=role, body=body, until=None).first()
    if existing:
        return existing
    membership = Membership.objects.create(person=person, role=role, body=body, since=since)
    audit.record(
        at=at, by=by, act="appointed", about=membership, concerns=person.id, detail={"role": role, "body": body.id}
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor, at: datetime) -> None:
    """End it at once: the last day was yesterday, or its first day is undone."""
    on = timezone.localdate(at)
    person: UUID = membership.person_id
    audit.record(
        at=at, by=by, act="membership_ended", about=membership, concerns=person, detail={"role": membership.role}
    )
    if membership.since >= on:
        membership.delete()
        return
    membership.until = date.fromordinal(on.toordinal() - 1)
    membership.save(update_fields=["until"])
