"""Recovery: a code issued face to face, with which the person chooses a new PIN."""

from __future__ import annotations

import secrets as randomness
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people import limits
from wolouj.people.actions.accounts import change_secret
from wolouj.people.models import Membership, OneTimeCode, Person
from wolouj.people.permissions import require
from wolouj.people.phones import normalise
from wolouj.people.roles import Role

GOOD_FOR = timedelta(minutes=30)
DIGITS = 8
_RANK = {
    Role.PERSON: 0,
    Role.HELPER: 0,
    Role.COACH: 1,
    Role.OFFICER: 1,
    Role.FINANCE: 1,
    Role.MANAGER: 2,
    Role.ADMINISTRATOR: 3,
}


@dataclass(frozen=True, slots=True)
class AccountCode:
    """The way back into a person's account, as the table of rights sees it."""

    right_object: ClassVar[str] = "account_code"
    person: UUID

    def owners(self) -> set[UUID]:
        """The person whose account it opens."""
        return {self.person}


@transaction.atomic
def issue_code(*, person: Person, by: Actor, at: datetime) -> str:
    """A code of eight digits, to be shown once to the person in front; earlier ones die.

    Raises:
        PermissionDenied: when the table refuses, or when the person's own role is as high as the issuer's: a code opens
            an account, and nobody may open her equal's.
    """
    require(by, "issue_code", AccountCode(person.id), at=at)
    if by.person is None or _rank(person.id, at) >= _rank(by.person, at, at_least=1):
        raise PermissionDenied
    OneTimeCode.objects.filter(person=person, used_at=None, expires_at__gt=at).update(expires_at=at)
    code = f"{randomness.randbelow(10**DIGITS):0{DIGITS}d}"
    row = OneTimeCode.objects.create(
        person=person, hash=_hash(person.id, code), issued_by_id=by.person, issued_at=at, expires_at=at + GOOD_FOR
    )
    audit.record(at=at, by=by, act="code_issued", about=row, concerns=person.id, detail={"face_to_face": True})
    return code


def check_code(*, phone: str, code: str, ip: str, at: datetime) -> OneTimeCode | None:
    """The live code this is, without using it up; ``None`` when it is none.

    Raises:
        TooManyTries: when the door is closed for a while.
        BadPhone: when the phone cannot be read.
    """
    number = normalise(phone)
    attempt = limits.enter(limits.Door.CODE, number, ip, at=at)
    live = OneTimeCode.objects.filter(person__phone=number, used_at=None, expires_at__gt=at, person__erased_at=None)
    found = [row for row in live if constant_time_compare(row.hash, _hash(row.person_id, code))]
    if not found:
        return None
    limits.passed(attempt)
    return found[0]


@transaction.atomic
def recover(*, code: UUID, secret: str, at: datetime) -> Person | None:
    """Use the code up and keep the new secret; all her sessions end. ``None`` when it expired meanwhile."""
    row = (
        OneTimeCode.objects.select_for_update(of=("self",))
        .select_related("person__user")
        .filter(pk=code, used_at=None, expires_at__gt=at, person__erased_at=None)
        .first()
    )
    if row is None:
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    change_secret(user=row.person.user, secret=secret, by=Actor(person=row.person_id), at=at, act="secret_recovered")
    return row.person


def _hash(person: UUID, code: str) -> str:
    """Keyed by the house: eight digits alone would be found again from a stolen table."""
    return salted_hmac("wolouj.people.code", f"{person}:{code}", algorithm="sha256").hexdigest()


def _rank(person: UUID, at: datetime, at_least: int = 0) -> int:
    on = timezone.localdate(at)
    held = Membership.objects.filter(person=person, since__lte=on).exclude(until__lt=on)
    return max([at_least, *(_RANK[Role(role)] for role in held.values_list("role", flat=True))])
