"""New notices that fit: for each structure the best ones, as many as each of its people has room for that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from rulebook.engine.format import Lang, isolate_auto, local
from rulebook.engine.verdict import Outcome
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener
from wolouj.alerts.planning.same import first_of
from wolouj.alerts.saying import Said, joined, lang_of, path_of, put_down, said, shorter
from wolouj.alerts.timing import may_suggest
from wolouj.bids.models import Quote
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.foundation.runs import clean
from wolouj.foundation.words import say
from wolouj.matching.fit import Aspect, Offer, Reason, Wants, fit
from wolouj.matching.page import why
from wolouj.matching.queries import Match, offer_of, order, wants_of_all
from wolouj.matching.rivals import tell_rivals
from wolouj.matching.scale.country import Country
from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice
from wolouj.notices.telling import buyer_name, what
from wolouj.structures.models import Structure

FRESH = timedelta(hours=36)
"""How long a notice is new: a day, and the night after it for whoever is told in the morning."""
CHUNK = 2000
"""Structures looked at together."""
_TOLD = (Aspect.TRADE, Aspect.PLACE, Aspect.SIZE)


@dataclass(frozen=True, slots=True)
class Room:
    """A listener with how many suggestions she has room for now."""

    who: Listener
    left: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A new notice, the first that came of those that are one with it, and what it offers by nature and by words."""

    notice: Notice
    first: UUID
    by_nature: Offer
    by_words: Offer


def suggestions(
    heard: Mapping[UUID, list[Listener]], told_today: Mapping[tuple[UUID, UUID], int], *, at: datetime
) -> Iterator[Message]:
    """The alerts to write. ``told_today``: (person, structure) -> alerts of any kind that count for the day."""
    rooms = _rooms(heard, told_today, at)
    fresh = open_public(at).filter(entered_at__gt=at - FRESH, entered_at__lte=at)
    if not rooms or not fresh.exists():
        return
    found, notices = _candidates(rooms, at)
    tell_rivals(notices.values(), at=at)
    same, before, answered = first_of(notices.values(), at=at), _told_before(at), _answered(notices)
    offered = {id: Offered(notice, same[id], *offers_of(notice)) for id, notice in notices.items()}
    words = Words()
    ids = sorted(found)
    for start in range(0, len(ids), CHUNK):
        wants = wants_of_all(ids[start : start + CHUNK])
        for id, wanted in wants.items():
            left = [offered[each] for each in found[id] if not answered or (id, each) not in answered]
            ranked = _ranked(left, wanted, at)
            for room in rooms[id]:
                yield from _best(room, ranked, before, words, at)


def _rooms(
    heard: Mapping[UUID, list[Listener]], told_today: Mapping[tuple[UUID, UUID], int], at: datetime
) -> dict[UUID, list[Room]]:
    """Structure -> its listeners that may be told something now."""
    suggested = _suggested_today(at)
    found = {}
    for structure, listeners in heard.items():
        rooms = []
        for who in listeners:
            left = who.ceiling - told_today.get((who.person, structure), 0)
            if left > 0 and may_suggest(who.hours, at, told_today=(who.person, structure) in suggested):
                rooms.append(Room(who, left))
        if rooms:
            found[structure] = rooms
    return found


def _suggested_today(at: datetime) -> set[tuple[UUID, UUID | None]]:
    today = Message.objects.filter(day=local(at).date(), kind=Kind.MATCH)
    return set(today.values_list("person", "structure").distinct())


def _candidates(rooms: Mapping[UUID, list[Room]], at: datetime) -> tuple[dict[UUID, list[UUID]], dict[UUID, Notice]]:
    """Structure -> the new notices that fit it and whose law does not refuse it; and these notices."""
    country = Country(at=at)
    ids, listening = _listening(country, rooms)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    notices: dict[UUID, Notice] = {}
    fresh = open_public(at).filter(entered_at__gt=at - FRESH, entered_at__lte=at)
    for notice, posted in country.posted(fresh):
        for law, who in country.matches(posted):
            hearing = who[listening[who]]
            if len(hearing) and law.outcome is not Outcome.NOT_MET:
                notices[notice.id] = notice
                for number in country.index.numbers(hearing):
                    found[ids[number]].append(notice.id)
    return found, notices


def _listening(country: Country, rooms: Mapping[UUID, list[Room]]) -> tuple[dict[int, UUID], NDArray[np.bool_]]:
    """The ids of the structures somebody listens for, by their numbers; and, rank by rank, whether somebody does."""
    count = len(country.ids)
    rows = Structure.objects.filter(number__lt=count).values_list("number", "id").iterator()
    ids = {number: id for number, id in rows if id in rooms}
    listening = np.zeros(count, dtype=bool)
    listening[country.index.ranks.of(sorted(ids))] = True
    return ids, listening


def _told_before(at: datetime) -> set[str]:
    """The keys of the suggestions of these days: not to be counted again."""
    lately = Message.objects.filter(kind=Kind.MATCH, made_at__gt=at - 2 * FRESH)
    return set(lately.values_list("key", flat=True))


def _answered(notices: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(structure, notice) of the quotes there are already, begun from the public notice or from a copy of it."""
    asked = set(notices)
    quotes = Quote.objects.filter(Q(notice__in=asked) | Q(notice__origin__in=asked))
    found = quotes.values_list("structure", "notice", "notice__origin")
    return {(structure, origin if origin in asked else notice) for structure, notice, origin in found}


def offers_of(notice: Notice) -> tuple[Offer, Offer]:
    """What a notice tells of itself to whoever has one of its natures, and to whom only the words of her trade fit."""
    offer = offer_of(notice)
    return replace(offer, by_words=False), replace(offer, by_words=True)


def _ranked(offered: Iterable[Offered], wants: Wants, at: datetime) -> list[tuple[UUID, Match]]:
    """Best first, each under the id of the first that came of those that are one published notice."""
    matches: dict[UUID, Match] = {}
    for each in offered:
        if each.first not in matches:
            # It fits already: when no nature is hers, it is by the words of her trade.
            hers = not wants.natures.isdisjoint(each.by_nature.natures)
            matches[each.first] = Match(each.notice, fit(wants, each.by_nature if hers else each.by_words, at=at))
    return sorted(matches.items(), key=lambda each: order(each[1]))


def _best(
    room: Room, ranked: list[tuple[UUID, Match]], said: set[str], words: Words, at: datetime
) -> Iterator[Message]:
    """The best that were not said yet, as many as there is room for."""
    left, who = room.left, room.who
    for id, match in ranked:
        if not left:
            return
        if f"{Kind.MATCH}:{who.structure}:{id}:{who.person}" not in said:
            left -= 1
            yield alert(who, match, words, at=at, first=id)


class Words:
    """The wordings of one plan: many are told of the same notice, for the same reasons."""

    def __init__(self) -> None:
        self._notices: dict[tuple[UUID, Lang], Said] = {}
        self._reasons: dict[tuple[object, ...], str] = {}
        self._shorts: dict[tuple[object, ...], str] = {}
        self._values: dict[tuple[UUID, Lang], tuple[str, dict[str, Any]]] = {}

    def of(self, match: Match, lang: Lang, *, sms: bool) -> Said:
        """A suggestion in words."""
        notice = match.notice
        told = self._notices.get((notice.id, lang))
        if told is None:
            told = said(Kind.MATCH, lang, sms=False, why=(), name=what(notice, lang), **_values(notice, lang))
            self._notices[notice.id, lang] = told
        reasons = [self._reason(each, lang) for each in match.fit.reasons if each.aspect in _TOLD and each.fits]
        short = self._short(notice, lang, tuple(reasons)) if sms else ""
        return Said(told.title, told.text, joined(reasons, lang), short)

    def _reason(self, reason: Reason, lang: Lang) -> str:
        key = (lang, reason.key, reason.code, *reason.values.values())
        if key not in self._reasons:
            self._reasons[key] = why(reason, lang)
        return self._reasons[key]

    def _short(self, notice: Notice, lang: Lang, reasons: tuple[str, ...]) -> str:
        key = (notice.id, lang, reasons)
        if key not in self._shorts:
            if (known := self._values.get((notice.id, lang))) is None:
                known = self._values[notice.id, lang] = clean(what(notice, lang)), _values(notice, lang)
            name, values = known
            self._shorts[key] = shorter("alerts.said.match.sms", lang, name=name, why=reasons, values=values)
        return self._shorts[key]


def _values(notice: Notice, lang: Lang) -> dict[str, Any]:
    ends = say("alerts.ends", lang, deadline=notice.deadline) if notice.deadline else ""
    return {
        "buyer": buyer_name(notice.buyer, lang), "object": isolate_auto(notice.object), "ends": ends,
        "deadline": notice.deadline,
    }  # fmt: skip


def alert(who: Listener, match: Match, words: Words, *, at: datetime, first: UUID) -> Message:
    """One suggestion. ``first``: the id it is kept under."""
    notice, lang = match.notice, lang_of(who)
    return put_down(
        words.of(match, lang, sms=who.channel is Channel.SMS), who, Kind.MATCH, key=f"{who.structure}:{first}",
        at=at, due=at, until=notice.deadline, path=path_of("notices:show", lang, notice.id),
        about={"notice": str(notice.id)},
    )  # fmt: skip
