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
    "words/",
    "words/?q=caution",
    "words/?q=xyzzy",
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


DAYS = {"kind": "simplified", "published": "2026-11-20", "deadline": "2026-12-08", "hour": "10:00"}
OPENING = {
    "procedure": "open",
    "category": "services",
    "mode": "prices",
    "estimate": "120 000",
    "mine": "112300,50",
    "others": "98000\n118000\n150000\n86000",
}
ASKED: dict[str, dict[str, str]] = {
    "may-bid": {"kind": "cooperative", "procedure": "purchase_order", "reserved": ""},
    "days": DAYS,
    "ranking": OPENING,
    "ceiling": {"activity": "services", "received": "150000", "amount": "62000", "client": "61000", "before": "210000"},
    "paper": {"paper": "tax_certificate", "issued": "2026-01-10", "seen": "2026-12-20"},
    "cost": {"cost": "30", "price": "28,50", "quantity": "120"},
    "order": {"amount": "84000"},
    "vat": {"amount": "1000"},
    "subcontract": {"amount": "100000"},
    "papers": {"kind": "cooperative", "procedure": "open", "category": "services", "grouping": "joint"},
    "petition": {"level": "region", "where": "Béni Mellal-Khénifra", "filer": "citizens", "signatures": "300"},
    "guarantee": {"amount": "300000"},
    "net": {
        "amount": "96000",
        "kind": "auto_entrepreneur",
        "category": "services",
        "procedure": "purchase_order",
        "client": "local",
        "paid_before": "20000",
        "activity": "services",
    },
    "interest": {"amount": "48000", "served": "2026-06-01", "papers": "2026-06-03", "treasury": "2,15"},
}


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("slug", TOOLS)
def test_every_calculator_answers_in_both_languages(client: Client, slug: str, lang: str) -> None:
    answer = client.get(f"/{lang}/guides/tools/{slug}/", ASKED[slug])
    text = answer.content.decode()
    assert answer.status_code == 200 and 'id="answer"' in text
    assert lang == "fr" or bare_digits(text) == []
    assert len(answer.content) < 60_000
    ids = [value for _, name, value in Texts(text).attrs if name == "id"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("slug", TOOLS)
def test_nonsense_is_told_and_kept(client: Client, slug: str) -> None:
    nonsense = dict.fromkeys(TOOLS[slug].form.base_fields, "<i>?")
    answer = client.get(f"/fr/guides/tools/{slug}/", nonsense)
    text = answer.content.decode()
    assert answer.status_code == 422 and "data-errors" in text and 'id="answer"' not in text
    assert "<i>?" not in text


def test_the_calendar_file_comes_with_the_answer(client: Client) -> None:
    answer = client.get("/ar/guides/tools/days/file/", DAYS)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR") and b"20261208" in answer.content
    assert client.get("/ar/guides/tools/days/file/", {"kind": "open"}).status_code == 404


def test_days_before_the_notice_are_refused(client: Client) -> None:
    answer = client.get("/fr/guides/tools/days/", DAYS | {"deadline": "2026-11-01"})
    assert answer.status_code == 422 and "avant la publication" in answer.content.decode()


def test_her_own_answers_are_never_in_the_address(client: Client) -> None:
    asked = client.get("/fr/guides/tools/may-bid/", ASKED["may-bid"]).content.decode()
    assert 'method="post" action="/fr/guides/tools/may-bid/mine/"' in asked
    mine = {
        "kind": "cooperative",
        "procedure": "tender",
        "excluded": "no",
        "related": "yes",
        "tax": "2026-06-01",
        "cnss": "01/07/2026",
        "register": "2025-01-05",
        "deadline": "2026-12-20",
    }
    answer = client.post("/fr/guides/tools/may-bid/mine/", mine)
    assert answer.status_code == 200 and "live__a go" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    excluded = client.post("/fr/guides/tools/may-bid/mine/", mine | {"excluded": "yes"}).content.decode()
    assert "live__a stop" in excluded
    old = client.post("/fr/guides/tools/may-bid/mine/", mine | {"tax": "2024-06-01"}).content.decode()
    assert "live__a watch" in old and 'value="2024-06-01"' in old
    wrong = client.post("/fr/guides/tools/may-bid/mine/", mine | {"tax": "hier"})
    assert wrong.status_code == 422 and 'value="hier"' in wrong.content.decode()
    assert client.post("/fr/guides/tools/may-bid/mine/", {}).status_code == 302


def test_the_ranking_is_that_of_the_law(client: Client) -> None:
    first = client.get("/fr/guides/tools/ranking/", OPENING).content.decode()
    assert "votre offre vient en tête" in first and "<svg" in first and "M" in first
    low = client.get("/fr/guides/tools/ranking/", OPENING | {"mine": "86000"}).content.decode()
    assert "votre offre est écartée" in low
    nobody = client.get("/fr/guides/tools/ranking/", OPENING | {"mine": ""}).content.decode()
    assert "En tête" in nobody
    gap = client.get("/fr/guides/tools/ranking/", OPENING | {"estimate": ""}).content.decode()
    assert "Nous ne pouvons pas le dire" in gap
    rates = OPENING | {"mode": "increase", "mine": "0,01", "others": "0,01\n0,5"}
    assert "tirage au sort" in client.get("/fr/guides/tools/ranking/", rates).content.decode()
    order = client.get("/fr/guides/tools/ranking/", OPENING | {"procedure": "purchase_order"}).content.decode()
    assert "rang" in order


@pytest.mark.parametrize("others", ["0", "12\nabc", "\n".join(["100"] * 60), "1,234", "-5"])
def test_offers_that_cannot_be_read_are_told_with_their_line(client: Client, others: str) -> None:
    answer = client.get("/fr/guides/tools/ranking/", OPENING | {"others": others})
    assert answer.status_code == 422


def test_words_are_found_as_they_are_heard(client: Client) -> None:
    text = client.get("/ar/guides/words/", {"q": "لابيل"}).content.decode()
    assert 'id="word-open_tender"' in text and 'id="word-buyer"' not in text
    assert "<details" in text and " open>" in text


def test_every_word_is_shown_and_those_to_be_checked_say_so(client: Client) -> None:
    from rulebook.glossary import subjects as groups

    for group in groups():
        text = client.get("/fr/guides/words/", {"group": group.key}).content.decode()
        assert text.count('class="term"') == len(group.terms)
        assert text.count("mot arabe à vérifier") == sum(term.to_check for term in group.terms)


def test_a_place_is_found_by_its_name_or_chosen_among_the_nearest(client: Client) -> None:
    found = client.get("/ar/guides/tools/petition/", {"level": "commune", "where": "أزيلال"})
    assert found.status_code == 200 and "السكان" in found.content.decode()
    several = client.get("/fr/guides/tools/petition/", {"level": "commune", "where": "Sidi"})
    text = several.content.decode()
    assert several.status_code == 422 and 'id="near"' in text and "where=" in text
    assert client.get("/fr/guides/tools/petition/", {"level": "region", "where": "xyzzyx"}).status_code == 422
    assert client.get("/fr/guides/tools/petition/", {"level": "state", "signatures": "12"}).status_code == 200
    assert client.get("/fr/guides/tools/petition/", {"level": "state", "signatures": "-1"}).status_code == 422
