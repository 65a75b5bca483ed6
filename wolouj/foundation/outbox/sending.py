"""Sending what is due: claimed a few at a time, so that any number of workers share the work and none waits.

A worker that dies leaves its few claimed; after :data:`LEASE` another takes them up. What the dead one had just handed
over is then handed over again, under the same key: at least once for us, once for the person when her gateway looks at
keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from wolouj.foundation.outbox.channels import Address, Trouble, send
from wolouj.foundation.outbox.models import Message, State

AT_ONCE = 20
"""Messages claimed at a time: what a crash may send twice, at most, is the one on its way."""
LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than a batch whose every message is answered at the last moment."""
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long to wait after the first try, the second…; after the last we give up and a person looks."""

Addresses = Callable[[Sequence[Message]], Mapping[UUID, Address]]
"""Message id -> where it goes now; one left out is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a few messages."""

    claimed: int = 0
    sent: int = 0
    later: int = 0
    gave_up: int = 0
    called_off: int = 0

    def __add__(self, other: Batch) -> Batch:
        return Batch(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def as_json(self) -> dict[str, int]:
        """The counts."""
        return {name: getattr(self, name) for name in self.__slots__}


def send_some(*, addresses: Addresses, at: datetime) -> Batch:
    """Claim what is due at ``at``, a few messages, and send them. ``claimed`` is 0 when nothing is due."""
    mine = _claim(at)
    if not mine:
        return Batch()
    known = addresses(mine)
    done = Batch(claimed=len(mine))
    for message in mine:
        done += _one(message, known.get(message.id), at)
    return done


def _claim(at: datetime) -> list[Message]:
    """A few messages nobody else holds, the longest due first."""
    free = Q(state=State.WAITING, due__lte=at) | Q(state=State.SENDING, claimed_at__lte=at - LEASE)
    with transaction.atomic():
        mine = list(Message.objects.select_for_update(skip_locked=True).filter(free).order_by("due", "id")[:AT_ONCE])
        Message.objects.filter(id__in=[each.id for each in mine]).update(
            state=State.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
    for each in mine:
        each.attempts, each.claimed_at = each.attempts + 1, at
    return mine


def _one(message: Message, address: Address | None, at: datetime) -> Batch:
    if address is None or (message.until is not None and message.until < at):
        return _settle(message, State.CALLED_OFF)
    if message.attempts > len(AGAIN):  # it brought down whoever tried it
        return _settle(message, State.GAVE_UP, trouble=message.trouble or "crashed")
    try:
        send(message, address)
    except Trouble as wrong:
        if wrong.for_good or message.attempts >= len(AGAIN):
            return _settle(message, State.GAVE_UP, trouble=wrong.code)
        return _settle(message, State.WAITING, trouble=wrong.code, due=at + AGAIN[message.attempts - 1])
    return _settle(message, State.SENT, sent_at=at, trouble="")


_COUNTED = {State.SENT: "sent", State.WAITING: "later", State.GAVE_UP: "gave_up", State.CALLED_OFF: "called_off"}


def _settle(message: Message, state: State, **fields: object) -> Batch:
    """Write what came of it, unless the claim was lost meanwhile."""
    held = Message.objects.filter(id=message.id, state=State.SENDING, claimed_at=message.claimed_at)
    moved = held.update(state=state, **fields)
    return Batch(**{_COUNTED[state]: moved})
