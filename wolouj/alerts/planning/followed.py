"""What happens to a notice somebody follows or has a quote for: it changes, is cancelled, opens again, closes soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener, followers_of
from wolouj.alerts.models import Follow
from wolouj.alerts.saying import lang_of, message, path_of
from wolouj.alerts.timing import after_quiet, reminder
from wolouj.bids.models import Quote, State
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.words import say
from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice, NoticeChange
from wolouj.notices.page import change_counts, change_moves, change_title
from wolouj.notices.telling import buyer_name, what

LATELY = timedelta(days=3)
"""How far back changes are looked for: keys keep each from being told twice."""
SOON = timedelta(hours=48)
_OVER = (State.WON, State.LOST, State.DECLINED, State.WITHDRAWN)
"""Quotes whose notice concerns nobody any more. One cancelled with its notice is told of it."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody a notice concerns, and why. ``page`` is her own copy of it, or the notice itself."""

    who: Listener
    why: str
    page: UUID


def changes(heard: Mapping[UUID, list[Listener]], *, at: datetime) -> Iterator[Message]:
    """Each change of these days, to whom it concerns."""
    seen = NoticeChange.objects.filter(at__gt=at - LATELY, at__lte=at, notice__entered_for=None)
    rows = [change for change in seen.select_related("notice", "notice__buyer") if change_counts(change)]
    concerned = _concerned({change.notice_id for change in rows}, heard)
    for change in rows:
        for each in concerned[change.notice_id]:
            yield _changed(change, each, at)


def closing(heard: Mapping[UUID, list[Listener]], *, at: datetime) -> Iterator[Message]:
    """Notices that somebody follows without a quote, and that close soon."""
    near = open_public(at).filter(closes__lte=at + SOON)
    follows = list(Follow.objects.filter(notice__in=near).select_related("notice", "notice__buyer"))
    told = followers_of({each.person_id for each in follows})
    quoted = _quoted({each.notice_id for each in follows}, heard)
    for each in follows:
        who, deadline = told.get(each.person_id), each.notice.deadline
        if who is None or deadline is None or (each.person_id, each.notice_id) in quoted:
            continue
        due = max(at, reminder(who.hours, at, deadline=deadline))
        lang = lang_of(who)
        yield message(
            who, Kind.CLOSING, key=f"{each.notice_id}:{deadline:%Y%m%dT%H%M}", name=what(each.notice, lang), at=at,
            due=due, until=deadline, path=path_of("notices:show", lang, each.notice_id), deadline=deadline,
            about={"notice": str(each.notice_id)}, why=say("alerts.because.followed", lang),
            buyer=buyer_name(each.notice.buyer, lang), hours=max(1, int((deadline - due).total_seconds() // 3600)),
        )  # fmt: skip


def _changed(change: NoticeChange, each: Concerned, at: datetime) -> Message:
    who, lang, notice = each.who, lang_of(each.who), change.notice
    return message(
        who, Kind.CHANGED, key=str(change.pk), name=what(notice, lang), at=at, due=after_quiet(who.hours, at),
        path=path_of("notices:show", lang, each.page), about={"notice": str(notice.id)}, why=each.why,
        buyer=buyer_name(notice.buyer, lang), what=change_title(change, lang),
        moves=" ".join(change_moves(change, lang)),
    )  # fmt: skip


def _concerned(notices: Iterable[UUID], heard: Mapping[UUID, list[Listener]]) -> dict[UUID, list[Concerned]]:
    """Public notice -> whom it concerns, once each: by a quote first, then her own copy, then because she follows."""
    asked = set(notices)
    found: dict[UUID, dict[UUID, Concerned]] = defaultdict(dict)
    quotes = Quote.objects.filter(Q(notice__in=asked) | Q(notice__origin__in=asked)).exclude(state__in=_OVER)
    for structure, notice, origin in quotes.values_list("structure", "notice", "notice__origin"):
        for who in heard.get(structure, ()):
            public = notice if notice in asked or origin is None else origin
            found[public].setdefault(who.person, Concerned(who, say("alerts.because.quoted", lang_of(who)), notice))
    copies = list(Notice.objects.filter(origin__in=asked).values_list("id", "origin", "entered_for"))
    follows = list(Follow.objects.filter(notice__in=asked).values_list("notice", "person"))
    told = followers_of({person for *_, person in copies if person} | {person for _, person in follows})
    hers = [(public, person, copy, "copied") for copy, public, person in copies if public and person]
    for public, person, page, because in (*hers, *((public, person, public, "followed") for public, person in follows)):
        if (her := told.get(person)) is not None:
            found[public].setdefault(person, Concerned(her, say(f"alerts.because.{because}", lang_of(her)), page))
    return defaultdict(list, {public: list(each.values()) for public, each in found.items()})


def _quoted(notices: Iterable[UUID], heard: Mapping[UUID, list[Listener]]) -> set[tuple[UUID, UUID]]:
    """(person, public notice) of those who have a quote, or who said no, already."""
    asked = set(notices)
    quotes = Quote.objects.filter(Q(notice__in=asked) | Q(notice__origin__in=asked))
    return {
        (who.person, notice if notice in asked or origin is None else origin)
        for structure, notice, origin in quotes.values_list("structure", "notice", "notice__origin")
        for who in heard.get(structure, ())
    }
