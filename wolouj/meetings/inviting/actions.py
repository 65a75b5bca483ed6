"""All writing about invitations: they are made, answered, taken back; a meeting changes and people are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from rulebook.engine.format import local
from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.gatherings import actions as gatherings
from wolouj.gatherings.actions import PhoneTaken, Told
from wolouj.gatherings.changing import change_gathering
from wolouj.gatherings.models import BodyKind, Gathering, How, Registration
from wolouj.meetings.inviting.models import Answer, Invitation, MeetingChange
from wolouj.meetings.models import Meeting, Series
from wolouj.people.models import Membership, Person
from wolouj.people.roles import Role

MOST = 1000
"""Invitations of one meeting."""


class Full(Exception):
    """A meeting holds no more invitations."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered. ``name`` and ``phone`` (normalised) are those of who comes; both may be empty."""

    answer: Answer
    comes: int = 1
    name: str = ""
    phone: str = ""
    transport: bool = False
    children: int = 0
    keep_ok: bool = False


def invite(
    *, meeting: Meeting, kind: BodyKind, name: str, by: Actor, at: datetime, person: Person | None = None
) -> Invitation:
    """One more invitation, with its secret address; the same body or person again is the one already made.

    Raises:
        Full: the meeting holds as many as one may.
    """
    same = Q(person=person) if person else Q(person=None, kind=kind, name=name)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if (already := meeting.invitations.filter(same).first()) is not None:
            return already
        if meeting.invitations.count() >= MOST:
            raise Full
        link = secret_links.new()
        row = Invitation.objects.create(
            meeting=meeting, kind=kind, name=name, person=person, made_at=at, link_digest=link.digest,
            link_sealed=link.sealed,
        )  # fmt: skip
        detail = {"kind": str(kind)}
        audit.record(at=at, by=by, act="invited", about=row, concerns=person.id if person else None, detail=detail)
    return row


def invite_accompanied(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Everybody the body accompanies who has an account and was not invited yet; how many."""
    people = accompanied(meeting.gathering, at=at).exclude(
        id__in=meeting.invitations.exclude(person=None).values("person")
    )
    found = list(people.order_by("id"))
    for person in found:
        invite(meeting=meeting, kind=BodyKind.PROJECT, name="", person=person, by=by, at=at)
    return len(found)


def accompanied(gathering: Gathering, *, at: datetime) -> Any:
    """Who the body of a gathering accompanies that day and has an account."""
    on = local(at).date()
    rows = Membership.objects.filter(Q(until=None) | Q(until__gte=on), role=Role.PERSON, since__lte=on)
    return Person.objects.filter(
        id__in=rows.filter(body=gathering.body_id).values("person"), erased_at=None, user__is_active=True
    )


def answer(*, invitation: Invitation, said: Said, by: Actor, at: datetime) -> Invitation:
    """Keep the answer; who comes is on the list of the desk, who does not any more leaves it. May be said again.

    Raises:
        PhoneTaken: the phone is another person's at this meeting.
    """
    comes = said.answer != Answer.NOT
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        kept = _registered(row, said, by, at) if comes and said.name else None
        before = row.registration
        row.answer, row.answered_at, row.registration = said.answer, at, kept
        row.comes, row.transport = (max(said.comes, 1), said.transport) if comes else (0, False)
        row.children = said.children if comes else 0
        row.save()
        if before is not None and before != kept and before.arrived_at is None:
            gatherings.remove(registration=before, by=by, at=at)
        audit.record(at=at, by=by, act="invitation_answered", about=row, detail={"answer": str(said.answer)})
    return row


def _registered(row: Invitation, said: Said, by: Actor, at: datetime) -> Registration:
    told = Told(name=said.name, phone=said.phone, body_kind=row.kind, body_name=row.name, keep_ok=said.keep_ok)
    before, gathering = row.registration, row.meeting.gathering
    if before is not None and before.name == said.name and before.phone == said.phone:
        return before
    return gatherings.register(gathering=gathering, told=told, how=How.PHONE, by=by, at=at).registration


def take_back(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """An invitation made by mistake: its address opens nothing any more. Who was registered stays."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="invitation_taken_back", about=invitation, detail={})
        invitation.delete()


def change_meeting(
    *, meeting: Meeting, fields: Mapping[str, Any], series: Series | tuple[str, str] | None, by: Actor, at: datetime
) -> MeetingChange | None:
    """Write what changed of a meeting; of a moved day or place a :class:`MeetingChange` is kept, to tell people.

    Args:
        series: the one it belongs to; or the names of one, (Arabic, French), made when there is none so called.

    Raises:
        BadInput: half-days somebody was marked for would disappear, or people came already and the day moves.
    """
    gathering = meeting.gathering
    before = (gathering.day, gathering.place_ar, gathering.place_fr)
    with transaction.atomic():
        change_gathering(gathering=gathering, fields=fields, by=by, at=at)
        if isinstance(series, tuple):
            series = series_named(meeting=meeting, names=series, by=by, at=at)
        if meeting.series != series:
            meeting.series = series
            meeting.save(update_fields=["series"])
            audit.record(at=at, by=by, act="meeting_series", about=meeting, detail={})
        after = (gathering.day, gathering.place_ar, gathering.place_fr)
        if before == after:
            return None
        return MeetingChange.objects.create(
            meeting=meeting, at=at, day_before=before[0], day_after=after[0], place_moved=before[1:] != after[1:],
            place_ar=after[1], place_fr=after[2],
        )  # fmt: skip


def told_by_hand(*, change: MeetingChange, by: Actor, at: datetime) -> None:
    """A person says that those without an account were told of the change."""
    with transaction.atomic():
        if MeetingChange.objects.filter(pk=change.pk, told_at=None).update(told_at=at):
            audit.record(at=at, by=by, act="change_told", about=change, detail={})


def series_named(*, meeting: Meeting, names: tuple[str, str], by: Actor, at: datetime) -> Series:
    """The series of that name at the body of a meeting, made when there was none. ``names`` is (Arabic, French)."""
    ar, fr = names
    body = meeting.gathering.body_id
    same = (Q(name_ar=ar) if ar else Q()) & (Q(name_fr=fr) if fr else Q())
    with transaction.atomic():
        found = Series.objects.filter(same, body=body).first()
        if found is None:
            found = Series.objects.create(body_id=body, name_ar=ar, name_fr=fr)
            audit.record(at=at, by=by, act="series_made", about="series", detail={})
    return found


__all__ = ["PhoneTaken", "Said", "accompanied", "answer", "change_meeting", "invite", "invite_accompanied"]
