"""What the pages of kept searches show, as plain values, and what their feed and calendar hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation import secret_links
from wolouj.foundation.feeds import Entry, Feed
from wolouj.foundation.ics import Event
from wolouj.foundation.words import active, say
from wolouj.notices.asked import Asked
from wolouj.notices.models import SavedSearch
from wolouj.notices.saved import MOST_NEW, Fed
from wolouj.notices.search_page import chosen_words
from wolouj.notices.telling import buyer_name, lead, listed, place_names

LONGEST_NAME = 80
_PLACES = 3


def proposed_name(asked: Asked, lang: Lang) -> str:
    """A name for a question: its words, then what was chosen."""
    return " · ".join(_parts(asked, lang))[:LONGEST_NAME].strip()


def _parts(asked: Asked, lang: Lang) -> list[str]:
    return [part for part in (asked.words, *chosen_words(asked, lang)) if part]


def told(asked: Asked, lang: Lang) -> str:
    """What a question asks, on one line; empty when its choices are no more."""
    return listed(_parts(asked, lang), lang)


def list_page(searches: Sequence[SavedSearch], fresh: Mapping[UUID, int], *, most: int) -> dict[str, Any]:
    """A person's kept searches, each with what is new."""
    rows = [_row(search, fresh.get(search.id, 0), active()) for search in searches]
    return {"rows": rows, "full": len(rows) >= most, "most": most}


def _row(search: SavedSearch, fresh: int, lang: Lang) -> dict[str, Any]:
    what = told(Asked.read(search.question), lang)
    return {
        "name": fmt.isolate_auto(search.name),
        "what": what if fmt.plain(what) != search.name else "",
        "fresh": fresh,
        "word": _fresh_word(fresh, lang),
        "look": reverse("notices:search_look", args=[search.id]),
        "url": reverse("notices:search_kept", args=[search.id]),
    }


def _fresh_word(fresh: int, lang: Lang) -> str:
    if not fresh:
        return say("notices.saved_nothing_new", lang)
    if fresh > MOST_NEW:
        return say("notices.saved_many_new", lang, n=MOST_NEW)
    return say("notices.saved_new", lang, n=fresh)


def kept_page(search: SavedSearch, whole: Callable[[str], str]) -> dict[str, Any]:
    """One kept search: what it asks, its secret addresses. ``whole`` makes a whole address of a path."""
    token = secret_links.opened(search.link_sealed)
    feed = whole(reverse("notices:search_feed", args=[token])) if token else ""
    calendar = whole(reverse("notices:search_calendar", args=[token])) if token else ""
    return {
        "search": search,
        "name": fmt.isolate_auto(search.name),
        "what": told(Asked.read(search.question), active()),
        "has_link": bool(search.link_digest),
        "feed": feed,
        "calendar": calendar,
        "calendar_app": "webcal:" + calendar.partition(":")[2] if calendar else "",
    }


def feed_of(
    search: SavedSearch, rows: Sequence[Fed], *, token: str, whole: Callable[[str], str]
) -> tuple[Feed, list[Entry]]:
    """The feed of a search: what it asks and its notices, nothing of whose it is, not even the name she gave it."""
    lang, asked = active(), Asked.read(search.question)
    feed = Feed(
        id=f"urn:uuid:{uuid5(search.id, lang)}",
        title=say("notices.feed_title", lang, what=told(asked, lang)),
        own_url=whole(reverse("notices:search_feed", args=[token])),
        url=whole(asked.url()),
        updated=search.made_at,
        lang=lang,
    )
    return feed, [entry_of(each, whole, lang) for each in rows]


def entry_of(each: Fed, whole: Callable[[str], str], lang: Lang) -> Entry:
    """A notice as an entry of a feed."""
    row = each.row
    return Entry(
        id=f"urn:uuid:{row.id}",
        title=" · ".join(part for part in (lead(row, lang), row.object) if part),
        url=whole(reverse("notices:show", args=[row.id])),
        updated=each.updated,
        published=row.entered_at,
        text="\n".join(_lines(each, lang)),
    )


def _lines(each: Fed, lang: Lang) -> list[str]:
    """Who buys, where, until when, how much; and that it is invented when it is."""
    row = each.row
    told = [buyer_name(row.buyer, lang), listed(place_names(row.place_codes[:_PLACES], lang), lang)]
    told.append(say("notices.feed_until", lang, deadline=row.deadline) if row.deadline else "")
    told.append(fmt.money(row.estimate, lang) if row.estimate else "")
    told.append(say("notices.sample", lang) if row.is_sample else "")
    return [line for line in told if line]


def events_of(rows: Sequence[Fed], whole: Callable[[str], str]) -> list[Event]:
    """A day for each notice that says when it closes."""
    lang = active()
    return [
        Event(
            key=f"closes-{each.row.id}",
            day=fmt.local(each.row.deadline).date(),
            title=say("notices.event_closes", lang, deadline=each.row.deadline, what=each.row.object),
            text="\n".join([*_lines(each, lang), whole(reverse("notices:show", args=[each.row.id]))]),
        )
        for each in rows
        if each.row.deadline
    ]
