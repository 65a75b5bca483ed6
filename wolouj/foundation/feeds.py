"""An Atom feed (RFC 4287) as bytes, and the answer to a reader that asks for it again.

Nothing of a person goes into a feed: whoever holds its address reads it. The same entries give the same bytes, so that
a reader that comes back every hour is told "nothing new" in a few bytes. No clock: instants are given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as Xml

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from rulebook.engine.format import local, plain

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
FRESH = 15 * 60
"""Seconds a reader may keep what it has before it asks again."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told. ``id`` is an IRI that never changes (``urn:uuid:…``); ``updated`` has a zone."""

    id: str
    title: str
    url: str
    """The whole address of its page."""
    updated: datetime
    text: str = ""
    """A few plain lines; empty for none."""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands above the entries. ``id`` as for an entry: it outlives a new address of the feed."""

    id: str
    title: str
    own_url: str
    """The whole address the feed is read at."""
    url: str
    """The whole address of the page that shows the same."""
    updated: datetime
    """For a feed without entries; otherwise the latest of them counts."""
    lang: str
    author: str = "Wolouj"
    subtitle: str = ""


def latest(feed: Feed, entries: Iterable[Entry]) -> datetime:
    """When the feed last said something new."""
    return max((entry.updated for entry in entries), default=feed.updated)


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The document, in UTF-8, entries in the order given. ``ValueError`` when two of them share an id."""
    told = list(entries)
    if len({entry.id for entry in told}) != len(told):
        raise ValueError("two entries of a feed share an id")
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": feed.lang})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _instant(latest(feed, told)))
    _link(root, "self", feed.own_url, "application/atom+xml")
    _link(root, "alternate", feed.url, "text/html")
    _text(_under(root, "author"), "name", feed.author)
    for entry in told:
        _entry(root, entry)
    data: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _entry(root: Xml.Element, entry: Entry) -> None:
    node = _under(root, "entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "updated", _instant(entry.updated))
    if entry.published:
        _text(node, "published", _instant(entry.published))
    _link(node, "alternate", entry.url, "text/html")
    if entry.text:
        _text(node, "summary", entry.text)


def _under(parent: Xml.Element, name: str) -> Xml.Element:
    return Xml.SubElement(parent, name)


def _text(parent: Xml.Element, name: str, text: str) -> None:
    """Plain text, without isolates (readers draw them as boxes) and without what XML cannot hold."""
    _under(parent, name).text = _FORBIDDEN.sub("", plain(text))


def _link(parent: Xml.Element, rel: str, url: str, kind: str) -> None:
    Xml.SubElement(parent, "link", {"rel": rel, "href": url, "type": kind})


def _instant(at: datetime) -> str:
    """RFC 3339, in Casablanca's time, whole seconds. ``ValueError`` without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant of a feed has a zone")
    return local(at).isoformat(timespec="seconds")


def answer(request: HttpRequest, data: bytes, content_type: str, *, updated: datetime) -> HttpResponse:
    """``data`` for whoever holds a secret address, or "304, nothing new" when the reader says it has it already.

    Kept by the reader alone, never by a proxy, for :data:`FRESH` seconds; never listed by a search engine; and the
    address is not told to the pages its links lead to.
    """
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    whole = HttpResponse(data, content_type=content_type)
    for name, value in (
        ("ETag", etag),
        ("Last-Modified", http_date(updated.timestamp())),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Referrer-Policy", "no-referrer"),
    ):
        whole[name] = value
    patch_cache_control(whole, private=True, max_age=FRESH)
    found = get_conditional_response(request, etag=etag, last_modified=int(updated.timestamp()), response=whole)
    return found if isinstance(found, HttpResponse) else whole
