"""Kept searches: kept once, counted, looked at, opened by a secret link that tells nothing of whose they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.test_feeds import ATOM, read
from tests.foundation.test_ics import read_back
from tests.notices.published import AT, bring_in, lines, tender
from wolouj.foundation import clock, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices import personal, saved, saving
from wolouj.notices.asked import Asked
from wolouj.notices.finding import find
from wolouj.notices.models import Notice, SavedSearch
from wolouj.people.models import Person

pytestmark = pytest.mark.django_db
LATER, LAST = AT + timedelta(hours=1), AT + timedelta(hours=2)
LIST = "/fr/notices/searches/"


@pytest.fixture(autouse=True)
def at_that_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LAST)


@pytest.fixture
def three(tmp_path: Path) -> None:
    """Two notices of painting, one of cleaning, all samples."""
    rows = [("Travaux de peinture (échantillon)", "AZILAL"), ("Peinture de l'école (échantillon)", "RABAT"),
            ("Nettoyage des locaux (échantillon)", "AZILAL")]  # fmt: skip
    told = [tender(n, objet=text, lieu_execution=place) for n, (text, place) in enumerate(rows, start=1)]
    bring_in(tmp_path, lines(*told), is_sample=True)


def keep(person: Person, by: Actor, at: datetime = AT, name: str = "Chez Ftoum", **asked: Any) -> SavedSearch:
    return saving.save_search(
        person=person, asked=Asked(**asked or {"words": "peinture"}), name=name, by=by, at=at
    ).search


def linked(search: SavedSearch, by: Actor, at: datetime = AT) -> str:
    saving.give_link(search=search, by=by, at=at)
    return secret_links.opened(search.link_sealed)


def feed(token: str, lang: str = "fr", kind: str = "atom", **headers: str) -> Any:
    return Client().get(f"/{lang}/notices/searches/feed/{token}.{kind}", headers=headers or None)


def entries(token: str) -> list[UUID]:
    _, found = read(feed(token).content)
    return [UUID(str(node.findtext(f"{{{ATOM}}}id"))) for node in found]


def test_from_the_list_to_what_is_new(three: None, her: Client, ftoum: Person, by: Actor, tmp_path: Path) -> None:
    """Kept from the list in two taps, the name proposed; then only what came after she looked is new."""
    shown = her.get("/fr/notices/open/?q=peinture&place=05.081").content.decode()
    assert "/fr/notices/searches/keep/?q=peinture&amp;place=05.081" in shown
    asked = her.get("/fr/notices/searches/keep/?q=peinture&place=05.081")
    assert 'value="peinture · Azilal"' in asked.content.decode()
    answer = her.post("/fr/notices/searches/keep/?q=peinture&place=05.081", {"name": "Peindre"})
    assert answer.status_code == 302 and answer["Location"] == LIST
    search = SavedSearch.objects.get()
    assert (search.name, search.question, search.person) == ("Peindre", {"q": "peinture", "place": "05.081"}, ftoum)
    assert "Rien de nouveau" in her.get(LIST).content.decode()
    SavedSearch.objects.update(looked_at=AT - timedelta(hours=1))
    search.refresh_from_db()
    assert saved.count_new([search], at=LAST) == {search.id: 1}
    away = her.post(f"{LIST}{search.id}/look/")["Location"]
    assert away == "/fr/notices/open/?q=peinture&place=05.081&order=new&exact=1"
    assert "Travaux de peinture" in her.get(away).content.decode()
    search.refresh_from_db()
    assert search.looked_at == LAST and saved.count_new([search], at=LAST) == {search.id: 0}
    acts = AuditLine.objects.filter(object_id=str(search.id)).values_list("act", "at")
    assert set(acts) == {("search_saved", LAST), ("search_looked", LAST)}


def test_the_same_question_is_kept_once_and_nothing_asked_is_not_kept(ftoum: Person, by: Actor) -> None:
    first = saving.save_search(person=ftoum, asked=Asked("peinture", page=3, order="new"), name="a", by=by, at=AT)
    again = saving.save_search(person=ftoum, asked=Asked("peinture"), name="b", by=by, at=LATER)
    assert first.created and not again.created and again.search == first.search and again.search.name == "a"
    with pytest.raises(BadInput):
        saving.save_search(person=ftoum, asked=Asked(), name="tout", by=by, at=AT)
    assert AuditLine.objects.filter(act="search_saved").count() == 1


def test_no_more_than_a_person_can_look_at(her: Client, ftoum: Person, by: Actor, other: Person) -> None:
    for n in range(saving.MOST):
        keep(ftoum, by, words=f"mot{n}")
    answer = her.post("/fr/notices/searches/keep/?q=encore", {"name": "Encore un"})
    assert answer.status_code == 422 and "Encore un" in answer.content.decode()
    assert SavedSearch.objects.filter(person=ftoum).count() == saving.MOST
    keep(other, Actor(person=other.id), words="mot0")  # each has her own


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb"])
def test_a_name_that_will_not_do_is_asked_again(her: Client, ftoum: Person, by: Actor, name: str) -> None:
    search = keep(ftoum, by)
    for url in ("/fr/notices/searches/keep/?q=autre", f"{LIST}{search.id}/"):
        assert her.post(url, {"name": name}).status_code == 422
    assert [(s.name, s.question) for s in SavedSearch.objects.all()] == [("Chez Ftoum", {"q": "peinture"})]


def test_the_list_asks_as_much_for_one_as_for_many(three: None, her: Client, ftoum: Person, by: Actor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert her.get(LIST).status_code == 200
        return len(asked)

    keep(ftoum, by)
    queries()
    one = queries()
    for words in ("nettoyage", "صباغة", "école azilal"):
        keep(ftoum, by, words=words)
    assert queries() == one


def test_new_are_counted_as_the_list_shows_them(three: None, ftoum: Person, by: Actor) -> None:
    """Each count is that of the list; words that are not all held bring nothing, and many are not counted further."""
    before = AT - timedelta(days=1)
    asked = [{"words": "peinture"}, {"words": "peinture nettoyage"}, {"place": "05.081"}, {"words": "صباغة"}]
    searches = [keep(ftoum, by, before, **one) for one in asked]
    told = saved.count_new(searches, at=LAST)
    assert [told[search.id] for search in searches] == [2, 0, 2, 2]
    assert [find(saved.asked_of(search), at=LAST).total for search in searches] == [2, 0, 2, 2]
    Notice.objects.filter(object__contains="école").update(cancelled_at=LATER)
    assert saved.count_new(searches[:1], at=LAST) == {searches[0].id: 1}
    assert saved.count_new([], at=LAST) == {}


def test_a_feed_needs_no_account_and_tells_nothing_of_whose_it_is(three: None, ftoum: Person, by: Actor) -> None:
    token = linked(keep(ftoum, by), by)
    answer = feed(token)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/atom+xml")
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and "Set-Cookie" not in answer.headers
    root, found = read(answer.content)
    assert root.findtext(f"{{{ATOM}}}title") == "Avis publics\u202f: peinture" and len(found) == 2
    text = answer.content.decode()
    assert "Ftoum" not in text and str(ftoum.id) not in text and "échantillon" in text
    again = feed(token, **{"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and not again.content
    arabic, _ = read(feed(token, "ar").content)
    assert arabic.findtext(f"{{{ATOM}}}title") == "إعلانات عمومية: peinture"


def test_a_feed_is_the_list_and_follows_it(three: None, ftoum: Person, by: Actor, tmp_path: Path) -> None:
    search = keep(ftoum, by)
    token = linked(search, by)
    first, tag = entries(token), feed(token)["ETag"]
    assert first == [row.id for row in find(saved.asked_of(search), at=LAST).rows]
    later = tender(9, objet="Peinture d'un mur (échantillon)")
    bring_in(tmp_path, lines(later), "later.jsonl", at=LATER)
    newest = Notice.objects.get(object__startswith="Peinture d'un mur").id
    assert entries(token) == [newest, *first] and feed(token, **{"If-None-Match": tag}).status_code == 200


def test_the_calendar_holds_the_closing_days(three: None, ftoum: Person, by: Actor) -> None:
    token = linked(keep(ftoum, by), by)
    answer = feed(token, kind="ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = read_back(answer.content)
    days = {f"{row.deadline:%Y%m%d}" for row in Notice.objects.filter(object__icontains="peinture") if row.deadline}
    assert len(events) == 2 and {event["DTSTART;VALUE=DATE"] for event in events} == days
    assert len({event["UID"] for event in events}) == 2 and "Ftoum" not in answer.content.decode()
    assert feed(token, kind="ics", **{"If-None-Match": answer["ETag"]}).status_code == 304
    empty = linked(keep(ftoum, by, words="zzzzzz"), by)
    nothing = feed(empty, kind="ics")
    assert nothing.status_code == 200 and b"BEGIN:VTIMEZONE" in nothing.content and b"VEVENT" not in nothing.content
    assert entries(empty) == []


def test_a_link_renewed_or_withdrawn_opens_nothing(three: None, her: Client, ftoum: Person, by: Actor) -> None:
    search = keep(ftoum, by)
    url, old = f"{LIST}{search.id}/link/", linked(search, by)
    assert her.post(url, {"do": "renew"}).status_code == 302
    search.refresh_from_db()
    new = secret_links.opened(search.link_sealed)
    assert new != old and feed(old).status_code == 404 and feed(new).status_code == 200
    page = her.get(f"{LIST}{search.id}/").content.decode()
    assert f"{new}.atom" in page and f"{new}.ics" in page
    her.post(url, {"do": "withdraw"})
    assert feed(new).status_code == 404 and new not in her.get(f"{LIST}{search.id}/").content.decode()
    acts = AuditLine.objects.filter(object_id=str(search.id)).values_list("act", "detail")
    assert ("search_link_withdrawn", {}) in acts and not any(new in str(line) or old in str(line) for line in acts)


@pytest.mark.parametrize("token", ["a" * 32, "x", "é", "%00", "..", "a" * 400])
def test_what_is_no_link_is_not_found(ftoum: Person, by: Actor, token: str) -> None:
    keep(ftoum, by)  # without a link: an empty digest opens nothing
    assert feed(token).status_code == 404 and feed(token, kind="ics").status_code == 404


def test_nobody_else_touches_hers(ftoum: Person, by: Actor, other: Person, enter: Callable[..., Client]) -> None:
    search = keep(ftoum, by)
    his = enter(other)
    assert "Chez Ftoum" not in his.get(LIST).content.decode()
    for way in ("", "look/", "link/", "delete/"):
        assert his.post(f"{LIST}{search.id}/{way}", {"name": "à moi"}).status_code == 404
    search.refresh_from_db()
    assert (search.name, search.looked_at, search.link_digest) == ("Chez Ftoum", AT, "")


def test_renamed_thrown_away(her: Client, ftoum: Person, by: Actor) -> None:
    search = keep(ftoum, by)
    token = linked(search, by)
    her.post(f"{LIST}{search.id}/", {"name": "صباغة"})
    search.refresh_from_db()
    assert search.name == "صباغة" and "صباغة" in her.get(LIST).content.decode()
    assert her.post(f"{LIST}{search.id}/delete/").status_code == 302
    assert not SavedSearch.objects.exists() and feed(token).status_code == 404
    assert "Aucune recherche gardée" in her.get(LIST).content.decode()


def test_hers_to_take_along_and_to_erase(ftoum: Person, by: Actor) -> None:
    token = linked(keep(ftoum, by), by)
    (told,) = personal.export(ftoum.id)["searches"]
    assert told["question"] == {"q": "peinture"} and token not in str(told)
    assert personal.erase(ftoum.id, by=by, at=LATER)["searches"] == 1
    assert feed(token).status_code == 404


def test_a_visitor_is_asked_to_sign_in_and_comes_back(three: None) -> None:
    answer = Client().get("/fr/notices/searches/keep/?q=peinture")
    assert answer.status_code == 302 and "next=/fr/notices/searches/keep/%3Fq%3Dpeinture" in answer["Location"]
