"""A calendar file: the rules of RFC 5545 that our events use, read back by hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolouj.foundation.ics import FOLD, Event, calendar_file

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def read_back(data: bytes) -> list[dict[str, str]]:
    """The events of a file, unfolded and unescaped as the RFC says."""
    text = data.decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") and text.endswith("END:VCALENDAR\r\n")
    events: list[dict[str, str]] = []
    for line in text.split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1].setdefault(name, re.sub(r"\\(.)", _unescaped, value))
    return events


def test_a_whole_day_ends_the_next_morning() -> None:
    (event,) = read_back(calendar_file([Event("ask", date(2026, 12, 31), "سؤال", "texte")], about="n1", at=AT))
    assert event["DTSTART;VALUE=DATE"] == "20261231" and event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20261124T090000Z" and event["UID"] == "ask-n1@wolouj"
    assert event["TRANSP"] == "TRANSPARENT"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(alphabet="آ,;\\\n:é \u2068\u2069", max_size=200))
def test_any_text_comes_back_and_no_line_is_too_long(title: str, text: str) -> None:
    data = calendar_file([Event("k", date(2026, 1, 1), title, text)], about="n", at=AT)
    assert all(len(line) <= FOLD for line in data.split(b"\r\n"))
    (event,) = read_back(data)
    marks = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
    seen = [said.translate(marks) for said in (title, text)]
    for name, said in zip(("SUMMARY", "DESCRIPTION"), seen, strict=True):
        assert event[name] == "".join(c for c in said if c == "\n" or ord(c) >= 32)


def test_a_file_without_events_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        calendar_file([], about="n", at=AT)
