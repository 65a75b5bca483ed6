"""How many questions without an account are taken from one phone and from one network."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from wolouj.foundation import turns
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.support.models import HelpState, Question

PER_PHONE, PER_NETWORK, WAITING = 3, 20, 500
"""A day from one phone; an hour from one network, for a whole douar may share one; unanswered in all."""
A_TURN = 0x61736B


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks without an account: a normalised phone, a keyed hash of the network, and whether an SMS may tell her
    that the answer is there."""

    phone: str
    bucket: str
    sms: bool = False


def bucket_of(address: str) -> str:
    """A keyed hash of one IPv4 address, or of the /64 a household gets in IPv6."""
    try:
        ip = ipaddress.ip_address(address)
        network = str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
    except ValueError:
        network = "unknown"
    digest: str = salted_hmac("wolouj.support.limits", network, algorithm="sha256").hexdigest()
    return digest


def still_welcome(caller: Caller, *, at: datetime) -> None:
    """Refuse what is too much; one at a time, so that parallel questions all count.

    Raises:
        BadInput: too many, said plainly.
    """
    turns.wait_for(A_TURN)
    rows = Question.objects.filter(person=None)
    today = rows.filter(phone=caller.phone, asked_at__gt=at - timedelta(days=1)).count()
    if today >= PER_PHONE:
        raise BadInput(pair("support.too_many_phone", n=PER_PHONE), field="phone")
    if rows.filter(from_bucket=caller.bucket, asked_at__gt=at - timedelta(hours=1)).count() >= PER_NETWORK:
        raise BadInput(pair("support.too_many_here"), field="phone")
    if rows.filter(state=HelpState.OPEN).exclude(phone="").count() >= WAITING:
        raise BadInput(pair("support.too_many_waiting"), field="phone")
