"""The public pages: open to nobody in particular, light, in both languages, and nothing asked of the database."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.house.pages import STATIC, Texts
from tests.house.test_templates import bare_digits
from wolouj.guides.registry import TOOLS
from wolouj.guides.subject import subjects

PAGES = [
    "",
    "?q=plafond",
    "?q=xyzzy",
    "tools/",
    *(f"tools/{slug}/" for slug in TOOLS),
    *(f"{slug}/" for slug in subjects()),
    "article/decree-2-22-431/91/",
    "article/cgi/42-ter/",
]


@pytest.fixture
def client(open_rooms: None) -> Client:
    return Client()


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page(client: Client, page: str, lang: str) -> None:
    """No database is at hand here: a page that asked it anything would fail."""
    answer = client.get(f"/{lang}/guides/{page}")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    text = answer.content.decode()
    assert f'<html lang="{lang}"' in text and text.count("<h1") == 1
    if lang == "ar":
        assert bare_digits(text) == []
    found = Texts(text)
    assert not [(tag, name) for tag, name, _ in found.attrs if name == "style" or name.startswith("on")]
    links = [value for _, name, value in found.attrs if name in {"href", "src", "action"}]
    assert all(link.startswith(("/", "#", "?", "whatsapp://send?")) and not link.startswith("//") for link in links)
    ids = [value for _, name, value in found.attrs if name == "id"]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_load_is_light(client: Client, page: str) -> None:
    text = client.get(f"/ar/guides/{page}").content
    files = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', text))
    assert b"guides.css" in files
    assert len(text) + sum((STATIC / name.decode()).stat().st_size for name in files) < 100_000


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    for page in ("nothing/", "tools/nothing/", "article/decree-2-22-431/9999/", "article/x/", "article/../91/"):
        assert client.get(f"/fr/guides/{page}").status_code == 404, page


def test_pages_answer_reading_only(client: Client) -> None:
    for page in ("", "purchase-order/", "tools/", "tools/order/"):
        assert client.post(f"/fr/guides/{page}").status_code == 405
        assert client.head(f"/fr/guides/{page}").status_code == 200


def test_the_small_calculator_answers_what_was_typed(client: Client) -> None:
    over = client.get("/fr/guides/purchase-order/", {"amount": "500000,01"}).content.decode()
    assert "live__a stop" in over and 'value="500000,01"' in over
    exact = client.get("/fr/guides/purchase-order/", {"amount": "500 000"}).content.decode()
    assert "live__a go" in exact
    wrong = client.get("/fr/guides/purchase-order/", {"amount": "<b>mille</b>"}).content.decode()
    assert "field--bad" in wrong and "&lt;b&gt;" in wrong and "live__a" not in wrong


def test_a_calculator_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    answer = client.get("/fr/guides/tools/order/", {"amount": "abc"})
    assert answer.status_code == 422
    assert 'value="abc"' in answer.content.decode()
    assert client.get("/fr/guides/tools/order/", {"amount": ""}).status_code == 422


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("plafond", "purchase-order"),
        ("bon de commande", "purchase-order"),
        ("سند الطلب", "purchase-order"),
        ("السقف", "purchase-order"),
        ("bon de comande", "purchase-order"),
    ],
)
def test_people_find_with_their_own_words(client: Client, asked: str, slug: str) -> None:
    text: Any = client.get("/fr/guides/", {"q": asked}).content.decode()
    found = text[text.index('id="found"') : text.index('class="moment"')]
    assert f"/fr/guides/{slug}/" in found


def test_a_search_for_nothing_or_too_much_is_harmless(client: Client) -> None:
    for asked in ("", "   ", "le la", "ا", "\u202e", "x" * 5000, "<script>", "0"):
        answer = client.get("/ar/guides/", {"q": asked})
        assert answer.status_code == 200
        assert b"<script>x" not in answer.content and b"<script></" not in answer.content
