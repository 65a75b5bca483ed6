"""A file of whole-day events that any phone's calendar reads (RFC 5545).

Written by hand: events of one day with a title and a text need five of its rules (line ends, folding at 75 octets,
escapes, an identifier that stays, a stamp), which is less than a library to keep. No Django, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rulebook.engine.format import plain

FOLD = 75
"""Octets a line may hold, its end apart."""
CALENDAR_TYPE = "text/calendar; charset=utf-8"
_NO_EVENT = """BEGIN:VTIMEZONE
TZID:UTC
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE""".split()
"""A calendar holds one component at least; one to subscribe to may have no day yet."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. ``key`` names the event in its file and stays the same from one file to the next."""

    key: str
    day: date
    title: str
    text: str


def calendar_file(events: Iterable[Event], *, about: str, at: datetime, name: str = "") -> bytes:
    """The file, in UTF-8. ``about`` is the same for the same thing, so that a new file replaces an old one's events.

    ``at`` is when it was made, with a zone. ``name`` makes it a calendar to subscribe to, read again every few hours.
    ``ValueError`` without any event nor name: such a file is not allowed.
    """
    body = [line for event in events for line in _event(event, about, at)]
    if not body and not name:
        raise ValueError("a calendar file holds at least one event")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wolouj//Wolouj//FR", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"X-WR-CALNAME:{_text(name)}", "X-PUBLISHED-TTL:PT6H", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    lines += body or _NO_EVENT
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: Event, about: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.key)}-{_text(about)}@wolouj"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """Escaped; without isolates, which some phones draw as boxes, and without control characters."""
    kept = "".join(letter for letter in plain(text) if letter == "\n" or ord(letter) >= 32)
    return kept.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """The line cut so that no part is over the limit, never inside a letter; the next parts start with a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > FOLD:
            yield part
            part = " "
        part += letter
    yield part
