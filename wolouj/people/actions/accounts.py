"""Signing up, finding whose secret it is, changing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people import limits, secrets
from wolouj.people.models import Consent, Person, User
from wolouj.people.phones import normalise

NOTICE_VERSION = "2026-11"
"""The wording of the notice at collection now shown; to be raised when its words change."""

CARD_FIELDS = ("full_name", "name_ar", "language", "email", "cin")


@transaction.atomic
def sign_up(
    *,
    full_name: str,
    phone: str,
    language: str,
    secret: str,
    at: datetime,
    name_ar: str = "",
    how: str = "web",
    by: Actor | None = None,
    is_sample: bool = False,
) -> Person:
    """Open an account: a person, her hashed secret, her dated consent. ``phone`` as typed.

    Raises:
        BadPhone: when the phone cannot be read.
    """
    person = Person.objects.create(
        full_name=full_name.strip(), name_ar=name_ar.strip(), phone=normalise(phone), phone_typed=phone.strip()[:40],
        language=language, created_at=at, is_sample=is_sample,
    )  # fmt: skip
    User.objects.create(person=person, password=secrets.hashed(secret))
    Consent.objects.create(
        person=person, purpose=Consent.Purpose.ACCOUNT, notice_version=NOTICE_VERSION, given_at=at, how=how
    )
    audit.record(at=at, by=by or Actor(person=person.id), act="signed_up", about=person, concerns=person.id)
    return person


def find_by_secret(*, phone: str, secret: str, ip: str, at: datetime, door: str = limits.Door.SIGN_IN) -> list[User]:
    """The accounts on this phone whose secret this is: none, one, or several to choose from.

    Neither the answer nor the time taken tells whether the phone is known.

    Raises:
        TooManyTries: when the door is closed for a while.
        BadPhone: when the phone cannot be read.
    """
    number = normalise(phone)
    attempt = limits.enter(door, number, ip, at=at)
    candidates = User.objects.filter(person__phone=number, is_active=True).select_related("person").order_by("id")
    found = secrets.owners_of(secret, candidates)
    if found:
        limits.passed(attempt)
    return found


def confirm_secret(*, user: User, secret: str, ip: str, at: datetime) -> bool:
    """Whether the person in front of the screen still knows her secret. Limited like a sign-in.

    Raises:
        TooManyTries: when the door is closed for a while.
    """
    attempt = limits.enter(limits.Door.CONFIRM, f"user:{user.pk}", ip, at=at)
    if not secrets.owners_of(secret, [user]):
        return False
    limits.passed(attempt)
    return True


def record_sign_in(*, person: Person, borrowed: bool, by: Actor, at: datetime) -> None:
    """The line that says she came in, and whether on somebody else's phone."""
    audit.record(at=at, by=by, act="signed_in", about=person, detail={"borrowed_phone": borrowed})


def record_sign_out(*, person: Person, by: Actor, at: datetime) -> None:
    """The line that says she left."""
    audit.record(at=at, by=by, act="signed_out", about=person)


@transaction.atomic
def change_secret(*, user: User, secret: str, by: Actor, at: datetime, act: str = "secret_changed") -> None:
    """Keep a new secret. Every session of the account ends, for Django ties them to the hash."""
    user.password = secrets.hashed(secret)
    user.save(update_fields=["password"])
    audit.record(at=at, by=by, act=act, about=user.person, concerns=user.person.id)


@transaction.atomic
def change_card(*, person: Person, by: Actor, at: datetime, **values: Any) -> list[str]:
    """Change her name, language, e-mail or national number; returns which changed."""
    changed = [field for field in CARD_FIELDS if field in values and values[field] != getattr(person, field)]
    for field in changed:
        setattr(person, field, values[field])
    if changed:
        person.save(update_fields=changed)
        audit.record(at=at, by=by, act="card_changed", about=person, detail={"fields": changed})
    return changed


def reveal_cin(*, person: Person, by: Actor, at: datetime) -> str:
    """Her own national number in full, to herself only, by an explicit act that leaves a line.

    Raises:
        PermissionError: for anybody else, a helper acting for her included.
    """
    if by.person != person.id or by.on_behalf_of is not None:
        raise PermissionError("a national number is shown in full only to its holder")
    audit.record(at=at, by=by, act="cin_shown", about=person)
    return str(person.cin)
