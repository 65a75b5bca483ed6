"""What waits, what was sent, what a person must look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from wolouj.foundation.outbox.models import Message, State

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The outbox at an instant."""

    waiting: int
    """Due and not gone yet."""
    later: int
    """Not due yet."""
    sending: int
    sent: int
    """In the day before."""
    gave_up: int
    oldest: datetime | None
    """Since when the longest due waits."""


def standing(*, at: datetime) -> Standing:
    """How the outbox stands. One query."""
    live = Q(state__in=(State.WAITING, State.SENDING, State.GAVE_UP))
    told = Message.objects.filter(live | Q(state=State.SENT, sent_at__gt=at - A_DAY)).aggregate(
        waiting=Count("id", filter=Q(state=State.WAITING, due__lte=at)),
        later=Count("id", filter=Q(state=State.WAITING, due__gt=at)),
        sending=Count("id", filter=Q(state=State.SENDING)),
        sent=Count("id", filter=Q(state=State.SENT)),
        gave_up=Count("id", filter=Q(state=State.GAVE_UP)),
        oldest=Min("due", filter=Q(state=State.WAITING, due__lte=at)),
    )
    return Standing(**told)


def dead_letters(most: int = 50) -> list[Message]:
    """Those given up, the latest first."""
    return list(Message.objects.filter(state=State.GAVE_UP).order_by("-made_at", "id")[:most])
