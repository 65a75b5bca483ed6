"""The search for programs: one question, the same notices in the same order on the page, here and in a feed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.test_feeds import ATOM, read
from tests.notices.published import AT, bring_in, lines, tender
from wolouj.config.api import RATE
from wolouj.foundation import clock, secret_links
from wolouj.foundation.actor import Actor
from wolouj.notices import saving
from wolouj.notices.asked import Asked
from wolouj.people.models import Person

pytestmark = pytest.mark.django_db
API = "/api/notices"
WORDS = (
    "",
    "peinture",
    "صباغة",
    "sbagha",
    "netoyage",
    "peinture nettoyage",
    "école azilal",
    "zzzz",
    "de la",
    "12/2026",
)
CHOICES: dict[str, tuple[Any, ...]] = {
    "kind": ("", "", "tender", "purchase_order"), "category": ("", "", "works", "services"), "nature": ("", "", "", 34),
    "place": ("", "", "05.081", "05", "MA"), "order": ("", "new"), "exact": ("", "1"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_that_hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: AT)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def many(tmp_path: Path) -> None:
    """Sixty sample notices, brought in on two days, more than a page and more than a feed."""
    objects = [("Travaux de peinture de l'école", "Travaux", "AZILAL"), ("Nettoyage des locaux", "Services", "RABAT"),
               ("Achat de fournitures de bureau", "Fournitures", "MAROC"),
               ("شراء لوازم الصباغة", "Fournitures", "AZILAL"),
               ("Entretien des espaces verts", "Services", "BENI MELLAL")]  # fmt: skip
    rows = []
    for n in range(60):
        text, category, where = objects[n % 5]
        rows.append(tender(n, objet=f"{text} (échantillon)", categorie=category, lieu_execution=where))
    bring_in(tmp_path, lines(*rows[:35]), "one.jsonl", at=AT.replace(hour=8), is_sample=True)
    bring_in(tmp_path, lines(*rows[35:]), "two.jsonl", at=AT.replace(hour=9), is_sample=True)


def asked_of(**given: Any) -> Any:
    return Client().get(API, {key: value for key, value in given.items() if value != ""})


def in_the_api(**given: Any) -> list[UUID]:
    cache.clear()
    answer = asked_of(**given)
    assert answer.status_code == 200, answer.content
    return [UUID(each["id"]) for each in answer.json()["notices"]]


def on_the_page(**given: Any) -> list[UUID]:
    page = Client().get(f"/fr/notices/open/?{urlencode(given)}").content.decode()
    return [UUID(each) for each in re.findall(r'<a class="item hit" href="/fr/notices/([0-9a-f-]{36})/', page)]


def test_the_same_question_the_same_notices_in_the_same_order(many: None, ftoum: Person, by: Actor) -> None:
    """Questions drawn by chance from what people type and choose; a feed holds the first fifty of the newest."""
    dice = random.Random(5)
    met = set()
    for _ in range(14):
        given = {"q": dice.choice(WORDS)} | {name: dice.choice(values) for name, values in CHOICES.items()}
        page = in_the_api(**given)
        assert page == on_the_page(**given), given
        met.add(bool(page))
        second = given | {"page": 2}
        assert in_the_api(**second) == on_the_page(**second), given
        asked = Asked.read({name: str(value) for name, value in given.items()})
        if not asked.narrowed:
            continue
        search = saving.save_search(person=ftoum, asked=asked, name="x", by=by, at=AT).search
        saving.give_link(search=search, by=by, at=AT)
        feed = Client().get(f"/fr/notices/searches/feed/{secret_links.opened(search.link_sealed)}.atom")
        told = [UUID(str(node.findtext(f"{{{ATOM}}}id"))) for node in read(feed.content)[1]]
        strict = given | {"order": "new", "exact": "1"}
        assert told == in_the_api(**strict, size=50), given
        assert told[:25] == on_the_page(**strict) and told[25:] in ([], on_the_page(**strict, page=2)), given
        search.delete()
    assert met == {True, False}


def test_pages_of_any_size_make_the_same_list(many: None) -> None:
    whole = in_the_api(size=100)
    assert len(whole) == 60 == len(set(whole))
    assert [one for page in (1, 2, 3, 4, 5) for one in in_the_api(size=13, page=page)] == whole
    first = asked_of(size=25, q="", order="new").json()
    assert first["total"] == 60 and first["counts"] is None
    following = urlsplit(first["next"])
    assert following.path == API and Client().get(f"{following.path}?{following.query}").json()["page"] == 2
    last = asked_of(size=25, page=40).json()
    assert last["page"] == 3 and last["next"] is None and len(last["notices"]) == 10


def test_what_a_notice_tells(many: None) -> None:
    answer = asked_of(q="sbagha", place="05.081", size=1, counts=1).json()
    (told,) = answer["notices"]
    assert told["is_sample"] and told["deadline"].endswith("+01:00") and told["estimate"] == "120000.00"
    assert told["places"] == [{"code": "05.081", "fr": "Azilal", "ar": "أزيلال"}]
    assert told["url"]["ar"].startswith("http://testserver/ar/notices/") and "صباغة" in " ".join(answer["also"])
    assert sum(answer["counts"]["category"].values()) == answer["total"] == 24
    assert "صباغة" in asked_of(q="sbagha").content.decode(), "Arabic letters as they are"


def test_an_answer_asks_as_much_for_one_as_for_a_hundred(many: None) -> None:
    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert asked_of(size=size, counts=1).status_code == 200
        return len(asked)

    queries(1)
    assert queries(1) == queries(100) <= 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "auction"}, "kind"), ({"category": "x"}, "category"), ({"nature": 9999}, "nature"),
        ({"nature": "x"}, "nature"), ({"place": "99.999"}, "place"), ({"order": "price"}, "order"),
        ({"exact": "yes"}, "exact"), ({"page": 0}, "page"), ({"page": 41}, "page"), ({"size": 101}, "size"),
        ({"size": "many"}, "size"), ({"counts": "all"}, "counts"), ({"q": "x" * 201}, "q"),
        ({"categorie": "works"}, "categorie"),
        ({"place": "x" * 90}, "place"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_both_languages(given: dict[str, Any], field: str) -> None:
    answer = asked_of(**given)
    assert answer.status_code == 422 and answer["Content-Type"].startswith("application/json")
    (wrong,) = answer.json()["errors"]
    assert wrong["field"] == field and all(len(wrong["text"][lang]) > 10 for lang in ("fr", "ar"))


BAD = (
    "a", "ب", "x" * 200, "de la", "من", "'; DROP TABLE notices_notice; --", "' OR 1=1", '"', "\\", "a & b | !c:*",
    "(((", "\u202e", "\x00", "\x07\x1b", "<script>alert(1)</script>", "%", "_", "🙂", "١٢٣", "&amp;", "a\tb\nc", "''",
    ":*", "<->",
)  # fmt: skip


def test_whatever_is_typed_is_answered_plainly(many: None) -> None:
    for words in BAD:
        page = Client().get("/ar/notices/open/", {"q": words})
        assert page.status_code == 200 and b"<script>alert" not in page.content, words
        assert len(in_the_api(q=words)) == page.content.count(b'class="item hit"'), words


def test_words_that_say_nothing_and_a_text_too_long_are_said(many: None) -> None:
    shown = Client().get("/fr/notices/open/?q=de+la").content.decode()
    assert "Ces mots ne suffisent pas" in shown and len(on_the_page(q="de la")) == 25
    assert "nous en avons cherché le début" in Client().get("/fr/notices/open/", {"q": "mur " * 120}).content.decode()
    assert "Ces mots ne suffisent pas" not in Client().get("/fr/notices/open/?q=peinture").content.decode()


def test_too_many_questions_from_one_address_are_told_to_wait() -> None:
    for _ in range(int(RATE.partition("/")[0])):
        assert asked_of(size=1).status_code == 200
    answer = asked_of(size=1)
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 60
    assert "ar" in answer.json()["errors"][0]["text"]
    assert Client(REMOTE_ADDR="10.9.8.7").get(API).status_code == 200


def test_it_only_reads_and_describes_itself() -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(API).status_code == 405
    assert Client().get("/api/").status_code == 404 and Client().get("/api/nothing").status_code == 404
    told = Client().get("/api/openapi.json").json()
    asked = {each["name"] for each in told["paths"]["/api/notices"]["get"]["parameters"]}
    assert asked == {"q", "kind", "category", "nature", "place", "order", "exact", "page", "size", "counts"}
    assert set(told["paths"]["/api/notices"]["get"]["responses"]) == {"200", "422", "429"}
    document = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in document for name in asked)
