"""What this room holds about a person: how it is exported, how it is erased. Each room has such a module."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.models import Consent, Mandate, Membership, OneTimeCode, Person, User

ROOM = "people"


def export(person: UUID) -> dict[str, Any]:
    """Everything the room knows of her, as plain data."""
    her = Person.objects.get(pk=person)
    lines = audit.lines_about(person).values(
        "at", "person", "on_behalf_of", "mandate", "act", "object_type", "object_id", "detail"
    )
    mandates = Mandate.objects.filter(Q(for_person=person) | Q(holder=person)).order_by("given_at")
    return {
        "person": {
            "id": her.id, "full_name": her.full_name, "name_ar": her.name_ar, "phone": her.phone,
            "phone_typed": her.phone_typed, "language": her.language, "email": her.email, "cin": her.cin,
            "created_at": her.created_at,
        },
        "memberships": list(
            Membership.objects.filter(person=person).values("role", "body__name_fr", "body__name_ar", "since", "until")
        ),
        "mandates": list(
            mandates.values(
                "id", "for_person", "holder", "kind", "how", "starts_on", "ends_on", "given_at", "revoked_at"
            )
        ),
        "consents": list(
            Consent.objects.filter(person=person).values("purpose", "notice_version", "given_at", "how", "withdrawn_at")
        ),
        "acts": list(lines),
    }  # fmt: skip


def files(person: UUID) -> list[tuple[str, bytes]]:
    """No file lies in this room."""
    return []


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Empty her card, close her account, end what she gave and held. Returns how many rows of each kind."""
    revoked = Mandate.objects.filter(Q(for_person=person) | Q(holder=person), revoked_at=None).update(revoked_at=at)
    codes, _ = OneTimeCode.objects.filter(person=person).delete()
    places = Membership.objects.filter(person=person).delete()[0]
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at)
    _end_sessions(list(User.objects.filter(person=person).values_list("pk", flat=True)))
    accounts, _ = User.objects.filter(person=person).delete()
    Person.objects.filter(pk=person).update(
        full_name="", name_ar="", phone="", phone_typed="", email="", cin="", erased_at=at
    )
    return {"mandates_revoked": revoked, "codes": codes, "memberships": places, "accounts": accounts}


def _end_sessions(users: list[int]) -> None:
    """Remove every session of these accounts, on any phone."""
    theirs = {str(pk) for pk in users}
    rows = Session.objects.iterator(chunk_size=500)
    gone = [row.session_key for row in rows if row.get_decoded().get(SESSION_KEY) in theirs]
    Session.objects.filter(session_key__in=gone).delete()
