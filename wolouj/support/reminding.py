"""Nothing stays silent: who owes an answer is reminded at 48 hours, 5 and 10 days; then the manager has it. What is new
(:mod:`wolouj.support.telling`) leaves by the same road.

Each reminder has a key of its own in the outbox, so that it is said once however often this runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.putting import put
from wolouj.people.models import Person
from wolouj.support import helpers, queries
from wolouj.support.models import HelpState, Question
from wolouj.support.states import FIRST, Clock, clock_of
from wolouj.support.telling import Told, by_sms, messages, news

KEPT = timedelta(days=30)
"""How long after the answer the phone of who has no account is kept."""


def remind(*, by: Actor, at: datetime) -> int:
    """Write what is new and what there is to recall, pass to a manager what waited ten days, forget old phones. Safe
    to run again.

    Returns:
        How many reminders are new.
    """
    managers = helpers.managers(at=at)
    with transaction.atomic():
        late = _late(at)
        moved = sum(_escalated(row, managers.get(row.body_id, []), by, at) for row in late)
        told = messages([*_of_questions(late, managers, at), *_of_referrals(managers, at), *news(at=at)], at)
        written = put(chain(told, by_sms(at=at)))
        forgotten = _forget(at)
        if written or moved or forgotten:
            detail = {"reminders": written, "escalated": moved, "forgotten": forgotten}
            audit.record(at=at, by=by, act="help_reminded", about="help", detail=detail)
    return written


def _late(at: datetime) -> list[Question]:
    rows = Question.objects.filter(state=HelpState.OPEN, asked_at__lte=at - FIRST)
    return list(rows.select_related("owner", "body").order_by("asked_at", "id"))


def _escalated(row: Question, managers: list[Person], by: Actor, at: datetime) -> bool:
    """After ten days the question is a manager's, if the body has one and no wall stands before her."""
    ours = {one.id for one in managers}
    if clock_of(row.asked_at, at=at) is not Clock.ESCALATED or not ours or row.owner_id in ours:
        return False
    able = [one for one in helpers.candidates(row.body, row, at=at) if one.id in ours]
    if not able:
        return False
    row.owner = able[0]
    row.save(update_fields=["owner"])
    audit.record(at=at, by=by, act="help_escalated", about=row, concerns=able[0].id)
    return True


def _of_questions(late: list[Question], managers: Mapping[UUID, list[Person]], at: datetime) -> Iterator[Told]:
    for row in late:
        stage = clock_of(row.asked_at, at=at)
        told = {row.owner.id: row.owner} if row.owner else {}
        if stage >= Clock.VERY_LATE or not told:
            told |= {one.id: one for one in managers.get(row.body_id, [])}
        key = f"help:{row.id}:{row.asked_at:%Y%m%d%H%M}:{stage}"
        for person in told:
            yield Told(person, key, "question", "support:asked", row.id, row.asked_at, row.is_sample, late=True)


def _of_referrals(managers: Mapping[UUID, list[Person]], at: datetime) -> Iterator[Told]:
    rows = list(queries.without_answer(at=at))
    officers = helpers.officers(at=at) if rows else {}
    known = {one.id: one for one in Person.objects.filter(id__in={row.sent_by for row in rows}, erased_at=None)}
    for row in rows:
        stage, body = clock_of(row.sent_at, at=at), row.offer.provider.body_id
        key = f"referral:{row.id}:{stage}"
        for one in officers.get(body, []) if body else []:
            yield Told(one.id, key, "referred", "support:referred", row.id, row.sent_at, row.is_sample, late=True)
        senders = [known[row.sent_by]] if row.sent_by in known else []
        if stage is Clock.ESCALATED or not senders:
            senders += [one for one in managers.get(row.participant.body_id, []) if one not in senders]
        for one in senders:
            yield Told(one.id, key, "referral", "support:referral", row.id, row.sent_at, row.is_sample, late=True)


def _forget(at: datetime) -> int:
    """Phones and networks of who has no account, a month after the answer."""
    old = Question.objects.exclude(phone="").filter(answered_at__lt=at - KEPT).exclude(state=HelpState.OPEN)
    return old.update(phone="", from_bucket="", sms_agreed_at=None)
