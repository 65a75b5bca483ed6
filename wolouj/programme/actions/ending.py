"""She takes a yes back: that use stops, and with her yes to be accompanied all that hangs on it, in every room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wolouj.foundation.actor import Actor
from wolouj.people.contributors import contributors
from wolouj.programme.actions.consents import consent
from wolouj.programme.actions.intake import withdraw
from wolouj.programme.models import Application, Participant, Purpose, State

Stop = Callable[..., None]
"""``stop(files, by=, at=)`` of a room's ``personal`` module: what that room does for these files ends, dated."""


def end(
    *, participant: Participant, purpose: str, by: Actor, at: datetime, rooms: Sequence[Stop] | None = None
) -> None:
    """Her yes to one use ends, on every file of hers at the body. The same again changes nothing.

    With her yes to be accompanied end her other yeses, her applications that have no answer, and what the rooms above
    do for her (``rooms``, theirs by default). What was answered, paid or printed stays as it was.
    """
    root = participant.same_as_id or participant.pk
    with transaction.atomic():
        hers = list(Participant.objects.select_for_update().filter(Q(pk=root) | Q(same_as=root)).order_by("pk"))
        lived = [row for row in hers if row.consents.filter(purpose=purpose, withdrawn_at=None).exists()]
        whole = purpose == Purpose.FOLLOW and bool(lived)
        for row in hers if whole else lived:
            for each in Purpose.values if whole else [purpose]:
                consent(participant=row, purpose=each, yes=False, how="", by=by, at=at)
        if whole:
            _stop([row.pk for row in hers], by, at, rooms)


def _stop(files: list[UUID], by: Actor, at: datetime, rooms: Sequence[Stop] | None) -> None:
    Participant.objects.filter(pk__in=files, stopped_at=None).update(stopped_at=at)
    waiting = Application.objects.filter(participant__in=files, answered_at=None).exclude(state=State.WITHDRAWN)
    for row in waiting.select_related("participant"):
        withdraw(application=row, by=by, at=at)
    for stop in _rooms() if rooms is None else rooms:
        stop(files, by=by, at=at)


def _rooms() -> list[Stop]:
    """Those of the rooms that hold something of a person which have something to stop."""
    return [stop for room in contributors() if (stop := getattr(room, "stop", None)) is not None]
