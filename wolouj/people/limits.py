"""Limits at the doors: so many tries, then waits that grow. Counted per phone and per address, in the database."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from wolouj.people.models import SignInAttempt

Door = SignInAttempt.Door
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """``free`` tries in ``window``; each one beyond costs the next wait, the last wait repeating."""

    free: int
    window: timedelta
    waits: tuple[timedelta, ...]


PER_KEY = Policy(5, 24 * 60 * MINUTE, tuple(n * MINUTE for n in (1, 2, 5, 15, 30, 60)))
"""On one phone (or one account): some thirty guesses a day among a million PINs."""
PER_ADDRESS = Policy(40, 60 * MINUTE, tuple(n * MINUTE for n in (1, 5, 15)))
"""From one address: wide, for a whole douar may share one."""
SIGN_UPS = Policy(20, 60 * MINUTE, (15 * MINUTE, 60 * MINUTE))
"""New accounts from one address, successful ones counted too."""
KEPT = timedelta(days=2)


class TooManyTries(Exception):
    """The door is closed until ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"closed until {until.isoformat()}")
        self.until = until


def wait_until(tries: Sequence[datetime], policy: Policy, at: datetime) -> datetime | None:
    """When the next try is allowed, or ``None`` for now. ``tries`` are those that count, in any order."""
    recent = sorted(t for t in tries if at - policy.window < t <= at)
    over = len(recent) - policy.free
    if over < 0:
        return None
    opens = recent[-1] + policy.waits[min(over, len(policy.waits) - 1)]
    return opens if opens > at else None


def enter(door: str, key: str, ip: str, *, at: datetime) -> SignInAttempt:
    """Write one try, as failed until :func:`passed` says otherwise, so that parallel guesses all count.

    Args:
        key: the phone, or ``"user:<id>"`` for somebody already signed in.

    Raises:
        TooManyTries: when the door is closed; the try is then not counted.
    """
    phone_bucket, ip_bucket = _bucket(key), _bucket(_network(ip))
    with transaction.atomic():
        _lock(phone_bucket, ip_bucket)
        SignInAttempt.objects.filter(at__lt=at - KEPT).delete()
        until = _closed_until(door, phone_bucket, ip_bucket, at)
        if until:
            raise TooManyTries(until)
        return SignInAttempt.objects.create(door=door, phone_bucket=phone_bucket, ip_bucket=ip_bucket, at=at)


def passed(attempt: SignInAttempt) -> None:
    """The try was right. It does not wipe the wrong ones: on a shared phone they may be another's guesses."""
    attempt.ok = True
    attempt.save(update_fields=["ok"])


def client_address(request: HttpRequest) -> str:
    """The caller's network address; behind ``settings.TRUSTED_PROXIES`` proxies, the one the outermost of them saw."""
    proxies = settings.TRUSTED_PROXIES
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(chain) >= proxies:
        return str(chain[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def _closed_until(door: str, phone_bucket: str, ip_bucket: str, at: datetime) -> datetime | None:
    if door == Door.SIGN_UP:
        tries = SignInAttempt.objects.filter(door=door, ip_bucket=ip_bucket, at__gt=at - SIGN_UPS.window)
        return wait_until(list(tries.values_list("at", flat=True)), SIGN_UPS, at)
    wrong = SignInAttempt.objects.filter(ok=False).exclude(door=Door.SIGN_UP)
    by_key = wrong.filter(phone_bucket=phone_bucket, at__gt=at - PER_KEY.window).values_list("at", flat=True)
    by_ip = wrong.filter(ip_bucket=ip_bucket, at__gt=at - PER_ADDRESS.window).values_list("at", flat=True)
    waits = [wait_until(list(by_key), PER_KEY, at), wait_until(list(by_ip), PER_ADDRESS, at)]
    return max((w for w in waits if w), default=None)


def _bucket(value: str) -> str:
    digest: str = salted_hmac("wolouj.people.limits", value, algorithm="sha256").hexdigest()
    return digest


def _network(ip: str) -> str:
    """One IPv4 address, or the /64 a household gets in IPv6."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _lock(*buckets: str) -> None:
    """One try at a time on one phone and from one address: two at once would both count the same past."""
    with connection.cursor() as cursor:
        for number in sorted(int(bucket[:15], 16) for bucket in buckets):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
