"""PINs and passwords: which are too easy, how they are kept, and who on a phone they belong to.

A PIN has a million values: a stolen table would give it up in an hour. So before the slow hash it is mixed with the
house's signing key, which is never in the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import ScryptPasswordHasher, check_password, make_password
from django.utils.crypto import salted_hmac

from wolouj.people.models import User

PIN_LENGTH = 6
PASSWORD_MIN = 10
SLOTS = 6
"""Secrets are compared this many times whatever the phone, so that the time does not tell how many persons use it."""

_ROWS = "01234567890 09876543210"
_COMMON = {"112233", "332211", "123321", "111222", "102030", "159753", "147258", "258369", "142536", "321654", "789456"}


class PinHasher(ScryptPasswordHasher):
    """Scrypt at 16 MB, one lane: a sign-in compares :data:`SLOTS` times and must stay under half a second."""

    parallelism = 1


def mixed(secret: str) -> str:
    """The secret mixed with the house's key: what is hashed and compared."""
    return salted_hmac("wolouj.people.secret", secret, algorithm="sha256").hexdigest()


def hashed(secret: str) -> str:
    """What is kept."""
    return make_password(mixed(secret))


def is_pin(secret: str) -> bool:
    """Six digits."""
    return re.fullmatch(rf"[0-9]{{{PIN_LENGTH}}}", secret) is not None


def weakness(secret: str, *, phone: str = "") -> str | None:
    """Why a new secret is refused, as a key of ``words.yaml``; ``None`` when it is good."""
    if not is_pin(secret):
        if secret.isdigit():
            return "pin_length"
        if len(secret) < PASSWORD_MIN or len(set(secret)) < 5:
            return "password_short"
        return None
    if len(set(secret)) <= 2 or secret[:2] * 3 == secret or secret[:3] * 2 == secret:
        return "pin_repeated"
    if secret in _ROWS or secret in _COMMON:
        return "pin_row"
    if phone and secret in re.sub(r"\D", "", phone):
        return "pin_phone"
    if _birth_like(secret):
        return "pin_birth"
    return None


def _birth_like(pin: str) -> bool:
    """A day of birth as people write it: ddmmyy, yymmdd, or a whole year in it."""
    if re.search(r"19[3-9]\d|20[0-2]\d", pin):
        return True
    for day, month, year in ((pin[:2], pin[2:4], pin[4:]), (pin[4:], pin[2:4], pin[:2])):
        try:
            date(1900 + int(year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def owners_of(secret: str, candidates: Iterable[User]) -> list[User]:
    """Those of the candidates whose secret this is; the same work is done however few they are."""
    told = mixed(secret)
    users = list(candidates)
    found = [user for user in users if check_password(told, user.password)]
    for _ in range(SLOTS - len(users)):
        make_password(told)
    return found
