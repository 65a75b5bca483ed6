"""What the secret addresses of a structure hold: a feed of the notices that fit, a calendar of the days they close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, cast
from uuid import UUID, uuid5

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from wolouj.alerts.models import FeedLink
from wolouj.bids.models import Quote
from wolouj.bids.states import OPEN
from wolouj.foundation import secret_links
from wolouj.foundation.feeds import Entry, Feed
from wolouj.foundation.ics import Event
from wolouj.foundation.words import active, say
from wolouj.matching.queries import matches_for
from wolouj.notices.finding import Listed
from wolouj.notices.models import Notice
from wolouj.notices.saved import Fed
from wolouj.notices.saved_page import entry_of, events_of
from wolouj.structures.queries import full

SIZE = 50
"""Notices of a feed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a secret address of a structure opens: whoever holds it reads the notices, and nothing of whose it is."""

    right_object: ClassVar[str] = "secret_link"
    link: FeedLink
    token: str

    def owners(self) -> set[UUID]:
        """Whoever holds the address."""
        return set()


def load_feed(token: str) -> Opened:
    """The structure of a secret address, while the person it was made for still belongs to it."""
    digest = secret_links.digest(token)
    found = FeedLink.objects.filter(digest=digest).select_related("structure").first() if digest else None
    if found is None or found.structure.archived_at or found.person_id not in found.structure.owners():
        raise Http404
    return Opened(found, token)


def fitting(link: FeedLink, *, at: datetime) -> list[Fed]:
    """The open notices that fit the structure, those that came last first."""
    structure = full(link.structure_id)
    if structure is None:
        raise Http404
    notices = [match.notice for match in matches_for(structure, at=at, shown=SIZE).fitting]
    notices.sort(key=lambda notice: (notice.entered_at, notice.id), reverse=True)
    return [_fed(notice) for notice in notices]


def quoted(link: FeedLink, *, at: datetime) -> list[Fed]:
    """The notices the structure has an open quote for and that are not closed yet."""
    quotes = Quote.objects.filter(structure=link.structure_id, state__in=OPEN, notice__cancelled_at=None)
    alive = quotes.filter(Q(notice__deadline=None) | Q(notice__deadline__gte=at)).select_related("notice__buyer")
    return [_fed(quote.notice) for quote in alive.order_by("notice__deadline", "id")]


def _fed(notice: Notice) -> Fed:
    """A notice as a feed tells it: it has all that a row of a list has."""
    return Fed(cast(Listed, notice), notice.entered_at)


def feed_of(
    link: FeedLink, rows: Sequence[Fed], *, token: str, whole: Callable[[str], str]
) -> tuple[Feed, list[Entry]]:
    """The feed. Nothing in it names the structure."""
    lang = active()
    feed = Feed(
        id=f"urn:uuid:{uuid5(link.structure_id, f'{link.person_id} {lang}')}", title=say("alerts.feed_title", lang),
        own_url=whole(reverse("alerts:feed", args=[token])), url=whole(reverse("matching:list")),
        updated=link.made_at, lang=lang,
    )  # fmt: skip
    return feed, [entry_of(each, whole, lang) for each in rows]


def days_of(rows: Sequence[Fed], whole: Callable[[str], str]) -> list[Event]:
    """The closing days, each notice once."""
    once = {each.row.id: each for each in rows}
    return events_of(list(once.values()), whole)
