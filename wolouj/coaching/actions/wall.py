"""Naming a second coach for one quote."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wolouj.bids.models import Quote
from wolouj.bids.states import OPEN
from wolouj.coaching import queries
from wolouj.coaching.models import Following, SecondCoach
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Mandate, Person


def name_second(*, following: Following, quote: Quote, coach: Person, by: Actor, at: datetime) -> SecondCoach:
    """For this quote of hers, ``coach`` accompanies her. Naming another replaces the one before; the audit keeps both.

    Raises:
        BadInput: she is her coach already, coaches for this body no more, or helps a rival on this notice.
    """
    body = following.participant.body_id
    if coach.pk == following.coach_id:
        raise BadInput(pair("coaching.second_is_first"), field="coach")
    if not queries.coaches_of([body], on=timezone.localdate(at)).filter(pk=coach.pk).exists():
        raise BadInput(pair("coaching.not_a_coach"), field="coach")
    if _helps_a_rival(coach, quote, at):
        raise BadInput(pair("coaching.second_helps_rival"), field="coach")
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


def _helps_a_rival(coach: Person, quote: Quote, at: datetime) -> bool:
    """Whether she accompanies, or holds a live mandate of, somebody else who answers this notice."""
    people = frozenset[UUID]().union(*(side.persons for side in quote.contest().rivals))
    followed = Following.objects.filter(coach=coach, ended_at=None, participant__person__in=people)
    named = SecondCoach.objects.filter(coach=coach, participant__person__in=people, quote__state__in=OPEN)
    on = timezone.localdate(at)
    held = Mandate.objects.filter(
        holder=coach, for_person__in=people, revoked_at=None, starts_on__lte=on, ends_on__gte=on
    )
    return any(rows.exists() for rows in (followed, named, held))
