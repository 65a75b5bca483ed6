"""Help asked and given: each question has somebody who owes its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Person
from wolouj.support import helpers
from wolouj.support.limits import Caller, still_welcome
from wolouj.support.models import HelpState, Question, Reply

SAME_WITHIN = timedelta(minutes=10)
"""The same words again within this time are a shaky network, not a second question."""
MOST_REPLIES = 60


class NotNow(Exception):
    """It is settled, or somebody was quicker."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a value of :class:`AskedAbout`, the id of the row if it is one, and the subject shared
    with others' questions."""

    about: str
    about_id: UUID | None
    topic: str


def ask(
    *,
    subject: Subject,
    text: str,
    lang: str,
    person: Person | None,
    caller: Caller | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Question:
    """A question, given at once to somebody who owes its answer.

    Args:
        person: who asks, when she has an account.
        caller: her phone and network, when she has none.

    Raises:
        BadInput: nobody answers here yet; too many questions from one phone or one network.
    """
    with transaction.atomic():
        known = _same(subject, text, person, caller, at)
        if known is not None:
            return known
        if caller is not None:
            still_welcome(caller, at=at)
        body = helpers.body_for(person.id if person else None, at=at)
        if body is None:
            raise BadInput(pair("support.nobody_answers"), field="text")
        link = None if person else secret_links.new()
        made = Question(
            body=body, person=person, phone=caller.phone if caller else "", about=subject.about,
            about_id=subject.about_id, topic=subject.topic, text=text, lang=lang, asked_at=at, is_sample=is_sample,
            from_bucket=caller.bucket if caller else "", owner=helpers.owner_for(body, subject, person, at=at),
        )  # fmt: skip
        made.sms_agreed_at = at if caller and caller.sms else None
        if link is not None:
            made.link_digest, made.link_sealed = link.digest, link.sealed
        made.save(force_insert=True)
        audit.record(
            at=at, by=by, act="help_asked", about=made,
            detail={"about": subject.about, "sms": made.sms_agreed_at is not None},
        )  # fmt: skip
    return made


def _same(subject: Subject, text: str, person: Person | None, caller: Caller | None, at: datetime) -> Question | None:
    rows = Question.objects.filter(topic=subject.topic, text=text, asked_at__gt=at - SAME_WITHIN)
    return rows.filter(person=person, phone=caller.phone if caller else "").first()


def answer(*, question: Question, text: str, by: Actor, at: datetime) -> Reply:
    """A helper answers; she owns it from now on.

    Raises:
        NotNow: it is settled.
        BadInput: the exchange is too long to go on in writing.
    """
    with transaction.atomic():
        row = _open(question)
        row.state, row.answered_at, row.owner_id = HelpState.ANSWERED, at, by.person
        row.save(update_fields=["state", "answered_at", "owner"])
        made = Reply.objects.create(question=row, text=text, by_helper=True, by=by.person, at=at)
        audit.record(at=at, by=by, act="help_answered", about=row, concerns=row.person_id)
    return made


def say_more(*, question: Question, text: str, by: Actor, at: datetime) -> Reply:
    """The asker writes again: the question is open, and its clock begins again if it had been answered.

    Raises:
        NotNow: it is settled.
        BadInput: the exchange is too long to go on in writing.
    """
    with transaction.atomic():
        row = _open(question)
        if row.state == HelpState.ANSWERED:
            row.state, row.asked_at = HelpState.OPEN, at
            row.save(update_fields=["state", "asked_at"])
        made = Reply.objects.create(question=row, text=text, by_helper=False, by=by.person, at=at)
        audit.record(at=at, by=by, act="help_asked_again", about=row)
    return made


def settle(*, question: Question, by: Actor, at: datetime) -> None:
    """The asker says that it is enough.

    Raises:
        NotNow: it is settled already.
    """
    with transaction.atomic():
        row = _open(question, lines=False)
        row.state = HelpState.SETTLED
        row.save(update_fields=["state"])
        audit.record(at=at, by=by, act="help_settled", about=row)


def stop_sms(*, question: Question, by: Actor, at: datetime) -> bool:
    """No SMS tells her any more that this question is answered; one that waits does not leave. Again finds nothing."""
    with transaction.atomic():
        asked = Question.objects.filter(pk=question.pk, sms_agreed_at__isnull=False)
        stopped = bool(asked.update(sms_agreed_at=None))
        if stopped:
            audit.record(at=at, by=by, act="help_sms_stopped", about=question)
    return stopped


def hand_over(*, question: Question, to: Person, by: Actor, at: datetime) -> None:
    """Somebody else of the body owes the answer from now on; the clock does not begin again.

    Raises:
        NotNow: no answer is owed.
        BadInput: not a helper of this body, or one who stands behind a rival's quote.
    """
    with transaction.atomic():
        row = _open(question, lines=False)
        if row.state != HelpState.OPEN:
            raise NotNow
        if to.id not in {one.id for one in helpers.candidates(row.body, row, at=at)}:
            raise BadInput(pair("support.not_a_helper"), field="to")
        row.owner = to
        row.save(update_fields=["owner"])
        audit.record(at=at, by=by, act="help_handed_over", about=row, concerns=to.id)


def _open(question: Question, *, lines: bool = True) -> Question:
    row = Question.objects.select_for_update().get(pk=question.pk)
    if row.state == HelpState.SETTLED:
        raise NotNow
    if lines and row.replies.count() >= MOST_REPLIES:
        raise BadInput(pair("support.too_long_talk"), field="text")
    return row
