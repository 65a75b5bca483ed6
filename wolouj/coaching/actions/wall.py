"""Naming a second coach for one quote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wolouj.bids.models import Quote
from wolouj.coaching import queries
from wolouj.coaching.models import Following, SecondCoach
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Person


def name_second(*, following: Following, quote: Quote, coach: Person, by: Actor, at: datetime) -> SecondCoach:
    """For this quote of hers, ``coach`` accompanies her. Naming another replaces the one before; the audit keeps both.

    Raises:
        BadInput: she is her coach already, or coaches for this body no more.
    """
    body = following.participant.body_id
    if coach.pk == following.coach_id:
        raise BadInput(pair("coaching.second_is_first"), field="coach")
    if not queries.coaches_of([body], on=timezone.localdate(at)).filter(pk=coach.pk).exists():
        raise BadInput(pair("coaching.not_a_coach"), field="coach")
    with transaction.atomic():
        row, _ = SecondCoach.objects.update_or_create(
            quote=quote, defaults={"participant": following.participant, "coach": coach, "named_at": at,
                                   "by_id": by.person},
        )  # fmt: skip
        audit.record(
            at=at, by=by, act="second_coach_named", about=row, concerns=following.participant.person_id,
            detail={"quote": quote.pk, "coach": coach.pk},
        )  # fmt: skip
    return row
