"""A feed: what RFC 4287 asks, read back by a parser; a reader that comes back; a link that is drawn, sealed, opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as Xml

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from wolouj.foundation import feeds, keys, secret_links
from wolouj.foundation.feeds import ATOM, ATOM_TYPE, Entry, Feed

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FEED = Feed("urn:uuid:f", "Peinture · Azilal", "https://x.ma/f.atom", "https://x.ma/?q=a&b", AT, "fr")


def entry(n: int = 1, **told: object) -> Entry:
    whole: dict[str, object] = {
        "id": f"urn:uuid:{n}", "title": f"Avis {n}", "url": f"https://x.ma/{n}", "updated": AT + timedelta(hours=n),
    }  # fmt: skip
    return Entry(**whole | told)  # type: ignore[arg-type]


def children(node: Xml.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{ATOM}}}") for child in node]


def texts(node: Xml.Element, name: str) -> list[str | None]:
    return [child.text for child in node.findall(f"{{{ATOM}}}{name}")]


def read(data: bytes) -> tuple[Xml.Element, list[Xml.Element]]:
    """The feed and its entries, once it holds what RFC 4287 §4.1 asks of both."""
    root = Xml.fromstring(data)
    assert root.tag == f"{{{ATOM}}}feed"
    entries = root.findall(f"{{{ATOM}}}entry")
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(texts(node, name)) == 1, name
        assert datetime.fromisoformat(texts(node, "updated")[0] or "").tzinfo is not None
        rels = [link.get("rel") for link in node.findall(f"{{{ATOM}}}link")]
        assert rels.count("alternate") == 1
    assert children(root).count("author") == 1  # then no entry needs its own
    assert [link.get("rel") for link in root.findall(f"{{{ATOM}}}link")].count("self") == 1
    return root, entries


def test_a_feed_holds_what_the_rfc_asks() -> None:
    root, entries = read(feeds.atom(FEED, [entry(2, text="Commune X\nAzilal", published=AT), entry(1)]))
    assert texts(root, "updated") == ["2026-11-24T12:00:00+01:00"]  # the latest entry, in Casablanca's time
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert [texts(node, "title") for node in entries] == [["Avis 2"], ["Avis 1"]]
    assert texts(entries[0], "summary") == ["Commune X\nAzilal"] and texts(entries[1], "summary") == []
    assert texts(entries[0], "published") == ["2026-11-24T10:00:00+01:00"]


def test_a_feed_may_be_empty_and_keeps_its_day() -> None:
    root, entries = read(feeds.atom(FEED, []))
    assert entries == [] and texts(root, "updated") == ["2026-11-24T10:00:00+01:00"]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.text(alphabet="آ<&>]\"'\x00\x0b\x1f\ufffe\u2068\u2069é\n", max_size=80))
def test_any_text_makes_a_feed_that_parses(title: str, text: str) -> None:
    _, (only,) = read(feeds.atom(FEED, [entry(title=title, text=text)]))
    kept = "".join(c for c in title if c >= " " and c not in "\u2066\u2067\u2068\u2069\ufffe\uffff")
    assert "".join(c for c in texts(only, "title")[0] or "" if c not in "\t\n\r") == kept
    assert not {"\x00", "\u2068"} & set(feeds.atom(FEED, [entry(text=text)]).decode())


def test_two_entries_of_one_id_and_an_instant_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        feeds.atom(FEED, [entry(1), entry(1)])
    with pytest.raises(ValueError, match="zone"):
        feeds.atom(FEED, [entry(updated=datetime(2026, 1, 1))])  # noqa: DTZ001


def test_a_reader_that_comes_back_is_told_nothing_new() -> None:
    data, asks = feeds.atom(FEED, [entry()]), RequestFactory()
    first = feeds.answer(asks.get("/f"), data, ATOM_TYPE, updated=AT)
    assert first.status_code == 200 and first.content == data and first["Content-Type"] == ATOM_TYPE
    assert "private" in first["Cache-Control"] and first["Referrer-Policy"] == "no-referrer"
    for said in ({"HTTP_IF_NONE_MATCH": first["ETag"]}, {"HTTP_IF_MODIFIED_SINCE": first["Last-Modified"]}):
        again = feeds.answer(asks.get("/f", **said), data, ATOM_TYPE, updated=AT)
        assert again.status_code == 304 and again.content == b"" and again["ETag"] == first["ETag"]
    changed = feeds.answer(asks.get("/f", HTTP_IF_NONE_MATCH=first["ETag"]), data + b" ", ATOM_TYPE, updated=AT)
    assert changed.status_code == 200


def test_a_secret_link_is_looked_up_by_its_digest_and_shown_again() -> None:
    one, other = secret_links.new(), secret_links.new()
    assert one.token != other.token and secret_links.SHAPE.fullmatch(one.token)
    assert secret_links.digest(one.token) == one.digest != other.digest
    assert one.token.encode() not in one.sealed and secret_links.opened(one.sealed) == one.token
    assert secret_links.opened(None) == "" and secret_links.opened(b"not sealed here") == ""


@pytest.mark.parametrize("text", ["", "x", "a" * 31, "a" * 33, "é" * 32, "../" * 11, "\x00" * 32])
def test_what_cannot_be_a_token_has_no_digest(text: str) -> None:
    assert secret_links.digest(text) == ""


def test_keys_are_not_needed_to_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    link = secret_links.new()
    monkeypatch.setattr(keys, "decrypt", lambda token: (_ for _ in ()).throw(keys.WrongKey))
    assert secret_links.opened(link.sealed) == "" and secret_links.digest(link.token) == link.digest
