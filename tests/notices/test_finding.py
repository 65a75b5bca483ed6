"""The public search: words in three tongues, choices with true counts, the most urgent first, nothing private."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rulebook.engine.facts import Category, Procedure
from tests.notices import test_ocds
from tests.notices.published import AT, bring_in, lines, tender
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.notices import asked as asked_of_it
from wolouj.notices import correcting, finding, search_page
from wolouj.notices.finding import MOST_PAGES, PAGE, Asked, find
from wolouj.notices.models import Notice
from wolouj.notices.understanding import place_codes, search_words
from wolouj.reference import territories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_that_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


OBJECTS = [
    ("Travaux de peinture de l'école (échantillon)", "Travaux", "AZILAL"),
    ("Nettoyage et gardiennage des locaux (échantillon)", "Services", "BENI MELLAL"),
    ("Restauration et pauses-café (échantillon)", "Services", "AZILAL, KHENIFRA"),
    ("Achat de fournitures informatiques (échantillon)", "Fournitures", "RABAT"),
    ("Achat de denrées alimentaires (échantillon)", "Fournitures", "MAROC"),
    ("شراء لوازم المكتب (عينة)", "Fournitures", "RABAT"),
    ("Entretien des espaces verts (échantillon)", "Services", "FRANCE"),
]


@pytest.fixture
def seven(tmp_path: Path) -> list[Notice]:
    """Seven notices of the portal, all samples, the first closing first."""
    rows = [
        tender(n, objet=text, categorie=category, lieu_execution=places)
        for n, (text, category, places) in enumerate(OBJECTS, start=1)
    ]
    bring_in(tmp_path, lines(*rows), is_sample=True)
    order = test_ocds.release(tender=test_ocds.tender(tenderPeriod={"endDate": "2026-12-20T10:00:00+01:00"}))
    bring_in(tmp_path, test_ocds.package(order), "ocds.json", is_sample=True)
    return list(Notice.objects.order_by("deadline"))


def found(words: str = "", **asked: Any) -> set[str]:
    answer = find(Asked(words=words, **asked), at=AT)
    assert answer.total == len(answer.rows) or answer.more or answer.asked.page > 1
    return {row.reference for row in answer.rows}


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("peinture", "1/2026"),
        ("PEINTURES", "1/2026"),
        ("صباغة", "1/2026"),
        ("الصباغة", "1/2026"),
        ("sbagha", "1/2026"),
        ("pienture", "1/2026"),
        ("nettoyage", "2/2026"),
        ("نظافة", "2/2026"),
        ("ndafa", "2/2026"),
        ("ecole azilal", "1/2026"),
        ("école", "1/2026"),
        ("informatique", "4/2026"),
        ("معلوميات", "4/2026"),
        ("لوازم", "6/2026"),
        ("bureau", "6/2026"),
        ("espaces verts", "7/2026"),
        ("البستنة", "7/2026"),
        ("repas", "12/2026"),
        ("12/2026", "12/2026"),
    ],
)
def test_words_in_french_arabic_and_darija(seven: list[Notice], words: str, reference: str) -> None:
    assert reference in found(words)


@pytest.mark.parametrize("words", ["nettoyage", "sbagha", "معلوميات"])
def test_a_word_brings_few_of_many(seven: list[Notice], words: str) -> None:
    assert len(found(words)) <= 2


def test_a_slip_is_said(seven: list[Notice]) -> None:
    page = search_page.search_page(find(Asked(words="peintrue"), at=AT), at=AT)
    assert page["corrected"] == [{"typed": "peintrue", "meant": "peinture"}]
    assert "Aucun avis n’écrit" in Client().get("/fr/notices/open/?q=peintrue").content.decode()


def test_words_nobody_holds_together_bring_those_that_hold_some(seven: list[Notice]) -> None:
    answer = find(Asked(words="peinture informatique"), at=AT)
    assert answer.loose and {"1/2026", "4/2026"} <= {row.reference for row in answer.rows}
    assert not find(Asked(words="peinture ecole"), at=AT).loose


def test_the_most_urgent_first_and_one_without_a_deadline_last(tmp_path: Path, seven: list[Notice]) -> None:
    bring_in(tmp_path, lines(tender(30, date_limite=""), tender(31, date_limite="25/11/2026 09:00")))
    order = [row.reference for row in find(Asked(), at=AT).rows]
    assert order[0] == "31/2026" and order[-1] == "30/2026"
    assert order[1:-1] == [notice.reference for notice in seven]


def brute(name: str, value: Any) -> int:
    """How many open public notices answer one choice, counted one by one."""
    places = territories.place

    def answers(row: Notice) -> bool:
        if name == "nature":
            return value in row.natures
        if name == "place":
            inside = set(row.place_codes)
            for code in row.place_codes:
                there = places(code)
                inside |= {there.region, there.province, there.code} if there else set()
            return value in inside
        return bool(getattr(row, name) == value)

    rows = Notice.objects.filter(entered_for=None, cancelled_at=None, deadline__gte=AT)
    return sum(map(answers, rows))


GROUPS = {"kind": "kind", "category": "category", "nature": "nature", "region": "place", "province": "place"}


def test_every_count_is_what_its_choice_leaves(seven: list[Notice]) -> None:
    Notice.objects.filter(reference="2/2026").update(cancelled_at=AT)
    for row in Notice.objects.filter(natures__len__gt=1)[:1]:
        assert row.natures, "one at least is read as several natures"
    counts = find(Asked(), at=AT).counts
    assert set(counts) == set(GROUPS) and all(counts.values())
    for group, name in GROUPS.items():
        for value, number in counts[group].items():
            told = int(value) if name == "nature" else value
            assert number == brute(name, told) == find(Asked(**{name: told}), at=AT).total, (group, value)
    assert sum(counts["kind"].values()) == find(Asked(), at=AT).total == 7


def test_counts_follow_what_is_already_asked(seven: list[Notice]) -> None:
    answer = find(Asked(place="05"), at=AT)
    assert answer.counts["category"] == {"works": 1, "services": 2, "supplies": 1}
    assert {row.reference for row in answer.rows} == {"1/2026", "2/2026", "3/2026", "12/2026"}
    narrower = find(Asked(words="peinture", place="05", category="works"), at=AT)
    assert narrower.total == 1 and narrower.counts["kind"] == {"tender": 1}
    assert find(Asked(words="peinture", place="01"), at=AT).total == 0


def test_a_place_is_counted_where_the_law_of_territories_puts_it() -> None:
    """The counts cut codes; the filter asks the territories: both must agree for every place there is."""
    for region in territories.regions():
        for there in (region, *territories.provinces(region.code)):
            assert there.code[:2] == there.region
            assert there.province in (None, there.code[:6]), there
    for there in territories.communes():
        assert (there.code[:2], there.code[:6]) == (there.region, there.province), there


def test_a_notice_in_many_places_is_found_in_the_last_of_them(tmp_path: Path) -> None:
    names = [there.name_fr for region in territories.regions() for there in territories.provinces(region.code)][:40]
    bring_in(tmp_path, lines(tender(lieu_execution=", ".join(names))))
    row = Notice.objects.get()
    assert len(row.place_codes) > 20
    counts = find(Asked(), at=AT).counts
    for code in row.place_codes:
        assert find(Asked(place=code), at=AT).total == 1, code
        assert counts["province"].get(code[:6], counts["region"].get(code)) == 1


def test_cancelled_closed_and_private_notices_are_never_found(seven: list[Notice], save: Callable[..., Notice]) -> None:
    hers = save("99/2026", object="Travaux de peinture (échantillon)", deadline=AT + timedelta(days=9))
    assert found("peinture") == {"1/2026"} and hers.reference not in found()
    assert str(hers.pk) not in Client().get("/fr/notices/open/?q=peinture").content.decode()
    Notice.objects.filter(reference="1/2026").update(cancelled_at=AT)
    assert found("peinture") == set()
    assert find(Asked(), at=AT).total == 7
    deadline = seven[1].deadline
    assert deadline is not None
    assert find(Asked(), at=deadline).total == 7, "open until the minute it closes"
    assert find(Asked(), at=deadline + timedelta(seconds=1)).total == 6


@pytest.fixture
def sixty(tmp_path: Path) -> None:
    """Sixty notices that close at three instants only: their order hangs on more than the deadline."""
    bring_in(tmp_path, lines(*(tender(n, date_limite=f"0{1 + n % 3}/12/2026 10:00") for n in range(1, 61))))


def test_pages_hold_every_notice_once_whatever_is_asked_between(sixty: None) -> None:
    pages = [[row.id for row in find(Asked(page=n), at=AT).rows] for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert len({pk for page in pages for pk in page}) == 60
    assert pages[1] == [row.id for row in find(Asked(page=2), at=AT).rows]
    assert [find(Asked(page=n), at=AT).more for n in (1, 2, 3)] == [True, True, False]


def test_a_page_past_the_end_is_the_last_one(sixty: None) -> None:
    for n in (4, 39, MOST_PAGES):
        answer = find(Asked(page=n), at=AT)
        assert answer.asked.page == 3 and len(answer.rows) == 10
    empty = find(Asked(words="introuvable", page=7), at=AT)
    assert (empty.asked.page, empty.total, list(empty.rows)) == (1, 0, [])
    page = Client().get("/fr/notices/open/?page=40").content.decode()
    assert "page=2" in page and "Aucun avis ouvert" not in page


def test_beyond_the_last_page_there_is_no_next(sixty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_PAGES", 2)
    answer = find(Asked(page=2), at=AT)
    assert not answer.more and len(answer.rows) == PAGE


JUNK = [
    "?page=9999999999999999999999", "?page=" + "9" * 5000, "?page=-1", "?page=0", "?page=1.5", "?page=x", "?page=٣",
    "?nature=" + "9" * 5000, "?nature=-1", "?nature=1e3", "?nature=%00", "?nature=²", "?nature=0",
    "?place=" + "x" * 5000, "?place=%27%20OR%201%3D1", "?place=05.", "?place=ma", "?place=XX", "?place=MA",
    "?kind=tender%27", "?kind=concours", "?category=%3Cscript%3E", "?category=",
    "?q=%00", "?q=%ff%fe", "?q=" + "a " * 500,
    "?q=%26", "?q=!", "?q=:*", "?q=%7C%20%26%20!", "?q=%27%27%27", "?q=a:*%20%26%20!b", "?q=%5C", "?q=%25", "?q=--",
    "?q=()", "?q=%E2%80%AE98", "?q=" + "ا" * 300, "?q=" + "%F0%9F%98%80", "?q=%ED%A0%80", "?q=%3Cb%3Ex%3C/b%3E",
    "?q[]=1", "?q=a&q=b", "?%00=1", "?q={0}%20%(x)s%20%%s",
    "?kind=tender&category=works&nature=1&place=05.081&q=x&page=2",
]  # fmt: skip


@pytest.mark.parametrize("query", JUNK, ids=lambda value: value[:30])
def test_no_address_breaks_the_search(seven: list[Notice], query: str) -> None:
    for lang in ("fr", "ar"):
        answer = Client().get(f"/{lang}/notices/open/{query}")
        assert answer.status_code == 200
        assert b"<b>x</b>" not in answer.content and b"<script>" not in answer.content


def test_what_is_no_choice_of_ours_is_left_out() -> None:
    given = {"q": "  a   b ", "kind": "x", "category": "works", "nature": "1", "place": "05.081", "page": "3"}
    asked = Asked.read(given)
    assert asked == Asked("a b", "", "works", 1, "05.081", 3)
    assert Asked.read({}) == Asked() and not Asked().narrowed
    assert Asked.read({"page": "41"}).page == MOST_PAGES
    assert len(Asked.read({"q": "x" * 500}).words) == asked_of_it.LONGEST_QUESTION
    for kind in Procedure:
        assert Asked.read({"kind": str(kind)}).kind == kind
    for category in Category:
        assert Asked.read({"category": str(category)}).category == category


def test_an_address_reads_back_as_the_same_question() -> None:
    asked = Asked("peinture & صباغة", "tender", "works", 1, "05.081", 3)
    query = asked.url(page=3).partition("?")[2]
    from django.http import QueryDict

    assert Asked.read(QueryDict(query).dict()) == asked
    assert "page" not in asked.url(category=""), "another choice begins at the first page"


def test_the_list_takes_a_fixed_number_of_queries(tmp_path: Path) -> None:
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as questions:
            assert Client().get(url).status_code == 200
        return len(questions)

    urls = ("/fr/notices/open/", "/ar/notices/open/?q=peinture&place=05")
    bring_in(tmp_path, lines(tender(1)))
    for url in urls:
        asked(url)
    few = [asked(url) for url in urls]
    bring_in(tmp_path, lines(*(tender(n, entite_publique=f"COMMUNE {n}") for n in range(2, 40))))
    for url in urls:
        asked(url)
    assert [asked(url) for url in urls] == few
    assert max(few) <= 5


def test_sample_rows_say_so_and_real_ones_do_not(tmp_path: Path, seven: list[Notice]) -> None:
    for lang, word in (("fr", "Exemple inventé"), ("ar", "مثال للتجربة")):
        assert Client().get(f"/{lang}/notices/open/").content.decode().count(word) == len(seven)
    bring_in(tmp_path, lines(tender(50, objet="Peinture à neuf", date_limite="25/11/2026 09:00")))
    rows = search_page.search_page(find(Asked(words="neuf"), at=AT), at=AT)["rows"]
    assert [row["sample"] for row in rows] == [False]


def test_everybody_is_given_the_same_answer(seven: list[Notice], her: Client) -> None:
    def rows(browser: Client) -> str:
        return (
            browser.get("/fr/notices/open/?q=peinture")
            .content.decode()
            .partition('id="found"')[2]
            .partition("</div>")[0]
        )

    assert rows(Client()) == rows(her) and "peinture" in rows(her)


def test_a_correction_of_what_was_understood_changes_where_it_is_found(seven: list[Notice]) -> None:
    row = Notice.objects.select_related("buyer").get(reference="1/2026")
    correcting.correct_reading(notice=row, nature=4, place_code="01.151", by=OPERATOR, at=AT)
    assert "1/2026" in found(place="01") and "1/2026" not in found(place="05")
    assert "1/2026" in found(nature=4)


def test_only_a_get_asks(seven: list[Notice]) -> None:
    assert Client().post("/fr/notices/open/").status_code == 405


def words_of(places: tuple[str, ...]) -> list[str]:
    return search_words(
        object="x", buyer="y", reference="1", kind="tender", category="works", natures=(), places=places
    ).split()


def test_the_names_of_a_long_list_of_places_are_not_its_words() -> None:
    few, many = words_of(place_codes(("AZILAL",))), words_of(place_codes(("RABAT",) * 1 + ("AZILAL",)))
    assert "azilal" in few and "azilal" in many
    codes = tuple(there.code for region in territories.regions() for there in territories.provinces(region.code))
    assert len([word for word in words_of(codes) if "khouribga" in word]) == 0 or codes.index("05.311") < 12


def test_it_says_how_long_is_left() -> None:
    def left(at: datetime | None) -> str:
        return search_page._left(at, AT, "fr")

    assert "2" in left(AT + timedelta(days=2, hours=3)) and "jour" in left(AT + timedelta(days=2, hours=3))
    assert "heure" in left(AT + timedelta(hours=3)) and "minute" in left(AT + timedelta(minutes=3))
    assert left(None) == "Date limite non dite" and left(AT + timedelta(seconds=5)) == "Quelques secondes"
