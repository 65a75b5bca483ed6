"""All writing of the alerts room: how one wants to be told, what one follows, secret addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.alerts.models import WORDING, Choice, FeedLink, Follow
from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.outbox.channels import open_channels
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.foundation.words import pair
from wolouj.notices.models import Notice
from wolouj.people.models import Person
from wolouj.structures.models import Structure


def choose(
    *, person: Person, structure: Structure | None, told: Mapping[str, Any], agrees: bool, by: Actor, at: datetime
) -> Choice:
    """How a person wants to be told of a structure (without one: of those she accompanies).

    Args:
        told: ``channel``, ``hour``, ``quiet_from``, ``quiet_to``, ``ceiling``.
        agrees: her yes to be written to outside the house, asked each time she chooses a way that leaves it.

    Raises:
        BadInput: a way that is closed here, without her yes, or without an address to write to.
    """
    channel = Channel(told["channel"])
    if channel not in open_channels():
        raise BadInput(pair("alerts.wrong.closed"), field="channel")
    if channel == Channel.EMAIL and not person.email:
        raise BadInput(pair("alerts.wrong.no_email"), field="channel")
    if channel == Channel.SMS and not person.phone:
        raise BadInput(pair("alerts.wrong.no_phone"), field="channel")
    if channel != Channel.PAGE and not agrees:
        raise BadInput(pair("alerts.wrong.not_agreed"), field="agrees")
    yes = {"agreed_at": at, "wording": WORDING} if channel != Channel.PAGE else {"agreed_at": None, "wording": ""}
    with transaction.atomic():
        choice, _ = Choice.objects.update_or_create(
            person=person, structure=structure, defaults={**told, **yes, "stopped_at": None, "changed_at": at}
        )
        detail = {"channel": str(channel), "ceiling": choice.ceiling, "agreed": channel != Channel.PAGE}
        audit.record(at=at, by=by, act="alerts_chosen", about=choice, detail=detail, concerns=person.id)
    return choice


def stop(*, message: Message, by: Actor, at: datetime) -> int:
    """Nothing leaves the house any more for whoever got this message: from the link in it, without signing in.

    Her pages still show what there is to tell. Returns how many choices were stopped; again finds none.
    """
    with transaction.atomic():
        gone = Choice.objects.filter(person=message.person, stopped_at=None).exclude(channel=Channel.PAGE)
        stopped = gone.update(stopped_at=at, changed_at=at)
        if stopped:
            audit.record(at=at, by=by, act="alerts_stopped", about="choice", concerns=message.person)
    return stopped


def follow(*, person: Person, notice: Notice, by: Actor, at: datetime) -> Follow:
    """Ask to be told what becomes of a public notice."""
    with transaction.atomic():
        row, new = Follow.objects.get_or_create(person=person, notice=notice, defaults={"at": at})
        if new:
            audit.record(at=at, by=by, act="notice_followed", about=notice, concerns=person.id)
    return row


def unfollow(*, person: Person, notice: Notice, by: Actor, at: datetime) -> None:
    """Ask no more."""
    with transaction.atomic():
        gone, _ = Follow.objects.filter(person=person, notice=notice).delete()
        if gone:
            audit.record(at=at, by=by, act="notice_unfollowed", about=notice, concerns=person.id)


def new_feed(*, person: Person, structure: Structure, by: Actor, at: datetime) -> FeedLink:
    """A new secret address for her feed and her calendar; the one before opens nothing any more."""
    made = secret_links.new()
    with transaction.atomic():
        row, _ = FeedLink.objects.update_or_create(
            person=person, structure=structure, defaults={"digest": made.digest, "sealed": made.sealed, "made_at": at}
        )
        audit.record(at=at, by=by, act="feed_opened", about=structure, concerns=person.id)
    return row


def close_feed(*, person: Person, structure: Structure, by: Actor, at: datetime) -> None:
    """The secret address opens nothing any more."""
    with transaction.atomic():
        gone, _ = FeedLink.objects.filter(person=person, structure=structure).delete()
        if gone:
            audit.record(at=at, by=by, act="feed_closed", about=structure, concerns=person.id)


def choice_of(person: UUID, structure: UUID | None) -> Choice | None:
    """What she chose, if she did."""
    return Choice.objects.filter(person=person, structure=structure).first()
