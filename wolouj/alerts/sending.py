"""Where an alert goes when it leaves: asked at that moment, so that who stopped, moved or left is not written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from wolouj.alerts.models import Choice
from wolouj.alerts.planning.quotes import no_longer_true
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.channels import Address
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.foundation.outbox.putting import call_off
from wolouj.foundation.outbox.sending import Batch, send_some
from wolouj.people.models import Person

Others = Callable[[Sequence[Message]], Mapping[UUID, str]]
"""Message -> phone, for messages to who has no account: whoever asked for them knows whether she still wants them."""


def send(*, by: Actor, at: datetime, others: Others | None = None) -> Batch:
    """Send a few messages that are due; the caller goes on while some were claimed."""
    return send_some(addresses=partial(addresses, others=others), at=at)


def take_back(*, by: Actor, at: datetime) -> int:
    """Call off what is not true any more, before it leaves."""
    return call_off(no_longer_true(at=at), by=by, at=at)


def addresses(messages: Sequence[Message], others: Others | None = None) -> Mapping[UUID, Address]:
    """The address of each message that is still wanted. Two queries, and those of ``others``."""
    persons = Person.objects.filter(id__in={each.person for each in messages}, erased_at=None).in_bulk()
    choices = Choice.objects.filter(person__in=persons)
    agreed: set[tuple[UUID, UUID | None, str]] = {
        (person, structure, channel)
        for person, structure, channel in choices.filter(stopped_at=None).values_list("person", "structure", "channel")
    }
    strangers = [each for each in messages if each.person not in persons and each.channel == Channel.SMS]
    found = {id: Address(to) for id, to in others(strangers).items()} if others and strangers else {}
    for each in messages:
        to = _to(each, persons.get(each.person), agreed)
        if to is not None:
            found[each.id] = to
    return found


def _to(message: Message, person: Person | None, agreed: set[tuple[UUID, UUID | None, str]]) -> Address | None:
    if person is None:
        return None
    if message.channel == Channel.PAGE:
        return Address()
    if (message.person, message.structure, message.channel) not in agreed:
        return None
    to = person.phone if message.channel == Channel.SMS else person.email
    return Address(to) if to else None
