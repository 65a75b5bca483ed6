"""New notices that fit: for each structure the best ones, as many as each of its people has room for that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from rulebook.engine.format import Lang, isolate_auto, local
from rulebook.engine.verdict import Outcome
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener
from wolouj.alerts.planning.same import first_of
from wolouj.alerts.saying import message, path_of
from wolouj.alerts.timing import may_suggest
from wolouj.bids.models import Quote
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.words import say
from wolouj.matching.fit import Aspect, Fit, Wants, fit
from wolouj.matching.page import why
from wolouj.matching.queries import Match, offer_of, order, wants_of_all
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


def suggestions(
    heard: Mapping[UUID, list[Listener]], told_today: Mapping[tuple[UUID, UUID], int], *, at: datetime
) -> Iterator[Message]:
    """The alerts to write. ``told_today``: (person, structure) -> alerts of any kind that count for the day."""
    rooms = _rooms(heard, told_today, at)
    fresh = open_public(at).filter(entered_at__gt=at - FRESH, entered_at__lte=at)
    if not rooms or not fresh.exists():
        return
    found, notices = _candidates(rooms, at)
    same, said, answered = first_of(notices.values(), at=at), _said(at), _answered(notices)
    ids = sorted(found)
    for start in range(0, len(ids), CHUNK):
        wants = wants_of_all(ids[start : start + CHUNK])
        for id, wanted in wants.items():
            left = [notices[each] for each in found[id] if (id, each) not in answered]
            ranked = _ranked(left, wanted, same, at)
            for room in rooms[id]:
                yield from _best(room, ranked, said, at)


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
        for said, who in country.matches(posted):
            hearing = who[listening[who]]
            if len(hearing) and said.outcome is not Outcome.NOT_MET:
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


def _said(at: datetime) -> set[str]:
    """The keys of the suggestions of these days: not to be counted again."""
    lately = Message.objects.filter(kind=Kind.MATCH, made_at__gt=at - 2 * FRESH)
    return set(lately.values_list("key", flat=True))


def _answered(notices: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(structure, notice) of the quotes there are already, begun from the public notice or from a copy of it."""
    asked = set(notices)
    quotes = Quote.objects.filter(Q(notice__in=asked) | Q(notice__origin__in=asked))
    found = quotes.values_list("structure", "notice", "notice__origin")
    return {(structure, origin if origin in asked else notice) for structure, notice, origin in found}


def _ranked(
    notices: Iterable[Notice], wants: Wants, same: Mapping[UUID, UUID], at: datetime
) -> list[tuple[UUID, Match]]:
    """Best first, each under the id of the first that came of those that are one published notice."""
    matches: dict[UUID, Match] = {}
    for notice in notices:
        matches.setdefault(same[notice.id], Match(notice, _fit(wants, notice, at)))
    return sorted(matches.items(), key=lambda each: order(each[1]))


def _fit(wants: Wants, notice: Notice, at: datetime) -> Fit:
    """The reasons. It fits already: when no nature is hers, it is by the words of her trade."""
    offer = offer_of(notice)
    return fit(wants, replace(offer, by_words=wants.natures.isdisjoint(offer.natures)), at=at)


def _best(room: Room, ranked: list[tuple[UUID, Match]], said: set[str], at: datetime) -> Iterator[Message]:
    """The best that were not said yet, as many as there is room for."""
    left, who = room.left, room.who
    for id, match in ranked:
        if not left:
            return
        if f"{Kind.MATCH}:{who.structure}:{id}:{who.person}" not in said:
            left -= 1
            yield alert(who, match, at=at, first=id)


def alert(who: Listener, match: Match, *, at: datetime, first: UUID) -> Message:
    """One suggestion in words. ``first``: the id it is kept under."""
    notice, lang = match.notice, _lang(who)
    ends = say("alerts.ends", lang, deadline=notice.deadline) if notice.deadline else ""
    reasons = [why(reason, lang) for reason in match.fit.reasons if reason.aspect in _TOLD and reason.fits]
    return message(
        who, Kind.MATCH, key=f"{who.structure}:{first}", name=what(notice, lang), at=at, due=at,
        until=notice.deadline, path=path_of("notices:show", lang, notice.id), about={"notice": str(notice.id)},
        why=reasons, buyer=buyer_name(notice.buyer, lang), object=isolate_auto(notice.object),
        ends=ends, deadline=notice.deadline,
    )  # fmt: skip


def _lang(who: Listener) -> Lang:
    return "fr" if who.lang == "fr" else "ar"
