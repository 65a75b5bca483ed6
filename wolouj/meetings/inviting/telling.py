"""Telling people with an account that they are invited, and that a meeting they were to come to has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener, followers_of
from wolouj.alerts.saying import lang_of, message
from wolouj.alerts.timing import after_quiet
from wolouj.foundation import secret_links
from wolouj.foundation.folding import fold
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.words import say
from wolouj.meetings.inviting.models import Answer, Invitation, MeetingChange
from wolouj.meetings.models import Meeting
from wolouj.people.models import Person

LATELY = timedelta(days=7)


def invitations(*, at: datetime) -> Iterator[Message]:
    """Each invitation of a person to a meeting that is still to come, once."""
    on = local(at).date()
    rows = list(
        Invitation.objects.filter(person__isnull=False, answer="", made_at__lte=at, meeting__gathering__day__gte=on)
        .select_related("meeting__gathering__body")
        .order_by("made_at", "id")
    )
    heard = followers_of({row.person_id for row in rows if row.person_id})
    for row in rows:
        who = heard.get(row.person_id) if row.person_id else None
        key = secret_links.opened(row.link_sealed)
        if who is not None and key:
            yield _invited(row, who, key, at)


def _invited(row: Invitation, who: Listener, key: str, at: datetime) -> Message:
    lang, gathering = lang_of(who), row.meeting.gathering
    with override(lang):
        path = reverse("meetings:invited", args=[key])
    return message(
        who, Kind.INVITED, key=str(row.id), name=gathering.title(lang), at=at, due=after_quiet(who.hours, at),
        path=path, about={"invitation": str(row.id)}, why=say("alerts.because.invited", lang), day=gathering.day,
        place=gathering.place(lang), buyer=gathering.body.shown_name(lang),
    )  # fmt: skip


def changes(*, at: datetime) -> Iterator[Message]:
    """Each change of these days, to who was to come and has an account."""
    rows = MeetingChange.objects.filter(at__gt=at - LATELY, at__lte=at).select_related("meeting__gathering__body")
    for change in rows.order_by("at", "id"):
        if change != change.meeting.changes.first():
            continue  # it changed again since: only the last is true
        heard = followers_of(audience(change))
        for person in sorted(heard):
            yield _changed(change, heard[person], at)


def audience(change: MeetingChange) -> set[UUID]:
    """Who was to come and has an account: invited and not refusing, or signed up under her own phone and name."""
    invited = change.meeting.invitations.exclude(answer=Answer.NOT).exclude(person=None)
    found = {person for person in invited.values_list("person", flat=True) if person}
    rows = change.meeting.gathering.registrations.exclude(phone="")
    signed = set(rows.values_list("phone", "name_key"))
    people = Person.objects.filter(phone__in={phone for phone, _ in signed}, erased_at=None)
    for person in people:
        names = {fold(name)[:120] for name in (person.full_name, person.name_ar) if name}
        if any((person.phone, name) in signed for name in names):
            found.add(person.id)
    return found


def told_of(meeting: Meeting, changes: list[MeetingChange]) -> list[tuple[int, int]]:
    """Of each change, how many were told in the house, and how many invited or signed up are to be told by hand.

    Three queries, however many changes.
    """
    about = [str(change.id) for change in changes]
    rows = Message.objects.filter(kind=str(Kind.MOVED), about__change__in=about)
    told = Counter(rows.values_list("about__change", flat=True))
    invited = meeting.invitations.exclude(answer=Answer.NOT).filter(person=None).count()
    signed = meeting.gathering.registrations.count()
    return [(told[key], max(invited + signed - told[key], 0)) for key in about]


def _changed(change: MeetingChange, who: Listener, at: datetime) -> Message:
    lang, gathering = lang_of(who), change.meeting.gathering
    with override(lang):
        path = reverse("gatherings:door", args=[gathering.code])
    stays = change.day_before == change.day_after
    return message(
        who, Kind.MOVED, key=str(change.id), name=gathering.title(lang), at=at, due=after_quiet(who.hours, at),
        wording="moved_place" if stays else "",
        path=path, about={"change": str(change.id)}, why=say("alerts.because.invited", lang), day=change.day_after,
        before=change.day_before, place=gathering.place(lang),
    )  # fmt: skip
