"""What is told in a tap is counted as people, its source protected, shown in public only over the least group."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rulebook.engine.texts import load_texts
from tests.attacks.conftest import act_for, mandate_of
from tests.cast import make
from tests.house.test_templates import bare_digits
from wolouj.bids.models import NoGo, Quote, State
from wolouj.difficulties import actions, queries
from wolouj.difficulties.actions import Told
from wolouj.difficulties.codes import codes
from wolouj.difficulties.measures import LENT, Measure, measure
from wolouj.difficulties.models import BuyerKind, SourceKind, Step, Telling
from wolouj.difficulties.queries import Asked, Counted
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine
from wolouj.guides.subject import subjects
from wolouj.home.cast import Cast
from wolouj.people.actions import own_data
from wolouj.people.models import Body

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DAY = date(2026, 11, 28)


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make(AT)


@pytest.fixture
def body(cast: Cast) -> Body:
    found = queries.body_of(cast.people["ftoum"].id, on=DAY)
    assert found is not None
    return found


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def told(cast: Cast, name: str, code: str, **more: Any) -> Telling:
    who = cast.people[name]
    given = {"source": SourceKind.HERSELF, "source_id": DAY.isoformat(), "at": AT} | more
    what = Told(code=code, **given.pop("what", {}))
    given.setdefault("is_sample", True)
    return actions.tell(told=what, person=who, body=queries.body_of(who.id, on=DAY), by=cast.actor(name), **given)


# ---- the list ---------------------------------------------------------------------------------------------------


def test_the_list_leads_to_real_steps_articles_and_guides() -> None:
    law = load_texts()
    for code in codes().values():
        assert code.step in Step.values
        assert code.guide in subjects(), code.key
        assert all(law.article(each).key == each for each in code.articles)


# ---- counting ---------------------------------------------------------------------------------------------------


def test_a_person_counts_once_for_a_code_however_often_she_tells_it(cast: Cast, body: Body) -> None:
    for day in range(3):
        told(cast, "ftoum", "papers", source_id=f"2026-11-{day + 1:02d}")
    told(cast, "ftoum", "papers", source=SourceKind.QUOTE, source_id="q")
    told(cast, "karim", "papers")
    hands = Telling.objects.get(code="papers", person=None).voices
    counted = queries.people(queries.register([body.id], Asked(code="papers")))
    assert [row.people for row in counted] == [hands + 2]


def test_the_same_tap_again_corrects_the_row(cast: Cast, body: Body) -> None:
    one = told(cast, "ftoum", "price")
    again = told(cast, "ftoum", "price", what={"cost": Decimal("300.00")})
    assert one.pk == again.pk and again.cost == Decimal("300.00")
    assert (again.step, again.articles) == ("prepare", ["decree-2-22-431/91"])


def test_hands_counted_again_replace_the_count_and_zero_takes_it_away(cast: Cast) -> None:
    coach, meeting = enter(cast, "hayat"), cast.meetings["held"]
    url = f"/fr/meetings/{meeting.pk}/difficulties/"
    for voices in ("9", "11"):
        assert coach.post(url, {"code": "distance", "voices": voices}).status_code == 302
    assert Telling.objects.get(code="distance").voices == 11
    assert coach.post(url, {"code": "distance", "voices": "0"}).status_code == 302
    assert not Telling.objects.filter(code="distance").exists()
    asked = meeting.questions.all()[0]
    about = f"{url}?question={asked.pk}"
    assert "Combien de personnes" in coach.get(about).content.decode()
    assert coach.post(about, {"code": "language", "voices": "4"}).status_code == 302
    assert Telling.objects.get(source_id=str(asked.pk)).voices == 4


def test_hands_that_cannot_be_counted_are_said(cast: Cast) -> None:
    before, coach = Telling.objects.count(), enter(cast, "hayat")
    url = f"/fr/meetings/{cast.meetings['held'].pk}/difficulties/"
    for voices in ("", "-1", "1001", "abc"):
        answer = coach.post(url, {"code": "language", "voices": voices, "words": "gardé"})
        assert answer.status_code == 422 and "gardé" in answer.content.decode()
        assert Telling.objects.count() == before


def test_the_register_is_filtered_by_place_buyer_and_period(cast: Cast, body: Body) -> None:
    told(cast, "karim", "cash", what={"province": "05.081", "buyer_kind": BuyerKind.COMMUNE})
    rows = queries.register([body.id], Asked(code="cash", province="05.081", buyer_kind="commune"))
    assert queries.people(rows)[0].people == 2
    assert not queries.people(queries.register([body.id], Asked(until=DAY - timedelta(days=8))))
    assert not queries.people(queries.register([body.id], Asked(since=DAY + timedelta(days=1))))
    page = enter(cast, "rachid").get("/fr/difficulties/register/?code=cash&since=2026-11-28&until=2026-11-01")
    assert page.status_code == 422


# ---- the source is protected ------------------------------------------------------------------------------------


def test_who_told_it_is_never_on_the_pages_of_others(cast: Cast) -> None:
    told(cast, "karim", "cash", what={"words": "Le président m’a dit non"})
    for name in ("rachid", "hayat"):
        browser = enter(cast, name)
        page = browser.get("/fr/difficulties/register/cash/").content.decode()
        page += browser.get("/fr/difficulties/register/").content.decode()
        assert "Karim" not in page and "Ftoum" not in page and "Atlas" not in page
        assert "Le président" not in page, "her words, and she did not agree"
        assert "شرينا السلعة" in page, "words of one who agreed"
    assert enter(cast, "nadia").get("/fr/difficulties/register/").status_code in (302, 403, 404)
    for line in AuditLine.objects.filter(act="difficulty_told"):
        assert set(line.detail) == {"about", "source", "new"}


def test_she_sees_what_she_told_and_takes_it_back(cast: Cast) -> None:
    row = told(cast, "ftoum", "papers")
    hers, other = enter(cast, "ftoum"), enter(cast, "karim")
    assert "Les papiers" in hers.get("/fr/difficulties/mine/").content.decode()
    assert "Les papiers" not in other.get("/fr/difficulties/mine/").content.decode()
    url = f"/fr/difficulties/{row.pk}/take-back/"
    for browser in (other, enter(cast, "rachid"), enter(cast, "hayat")):
        assert browser.post(url).status_code == 404
    assert hers.post(url).status_code == 302
    assert not Telling.objects.filter(pk=row.pk).exists()


def test_erased_she_leaves_nothing(cast: Cast) -> None:
    told(cast, "karim", "papers")
    own_data.erase_person(person=cast.people["karim"], by=Actor(person=cast.people["karim"].id), at=AT)
    assert not Telling.objects.filter(person=cast.people["karim"]).exists()


def test_a_helper_may_tell_for_her_and_never_reads_what_she_told(cast: Cast) -> None:
    salma = act_for(enter(cast, "salma"), mandate_of(cast, "salma"))
    assert salma.post("/fr/difficulties/tell/", {"code": "distance"}).status_code == 302
    assert Telling.objects.get(code="distance").person == cast.people["ftoum"]
    assert salma.get("/fr/difficulties/mine/").status_code in (302, 403, 404)


# ---- told from a quote and from a notice ------------------------------------------------------------------------


def test_a_declined_notice_and_a_lost_quote_are_one_tap_away(cast: Cast) -> None:
    client, notice = enter(cast, "ftoum"), cast.notices["ftoum"]
    structure = cast.structures["ftoum"]
    sent = client.post(
        f"/fr/quotes/decide/{notice.id}/decline/", {"structure": str(structure.id), "why": NoGo.CASH.value}
    )
    quote = Quote.objects.get()
    url = f"/fr/quotes/{quote.id}/difficulty/"
    assert sent.headers["Location"] == f"{url}?code=cash"
    page = client.get(f"{url}?code=cash").content.decode()
    assert re.search(r'value="cash"[^>]*checked', page) and re.search(r'value="05.081" selected', page)
    assert client.post(url, {"code": "cash", "province": "05.081"}).status_code == 302
    row = Telling.objects.get(source=SourceKind.NOTICE)
    assert (row.source_id, row.province, row.person) == (str(notice.id), "05.081", cast.people["ftoum"])
    Quote.objects.update(state=State.LOST)
    assert url in client.get(f"/fr/quotes/{quote.id}/").content.decode()
    client.post(url, {"code": "price"})
    assert Telling.objects.get(source=SourceKind.QUOTE).source_id == str(quote.id)
    Quote.objects.update(state=State.DRAFT)
    assert client.post(url, {"code": "papers"}).status_code == 302
    assert not Telling.objects.filter(code="papers", person__isnull=False).exists()


def test_what_cannot_be_kept_is_said_and_nothing_is_written(cast: Cast) -> None:
    before, karim = Telling.objects.count(), enter(cast, "karim")
    for typed in (
        {}, {"code": "nothing"}, {"code": "cash", "cost": "1,234"}, {"code": "cash", "cost": "99999999999"},
        {"code": "cash", "province": "99"}, {"code": "cash", "words": "x" * 501}, {"code": "cash", "words": "\x00"},
    ):  # fmt: skip
        answer = karim.post("/fr/difficulties/tell/", typed)
        assert answer.status_code == 422 and Telling.objects.count() == before, typed
        assert typed.get("cost", "") in answer.content.decode()


# ---- in public --------------------------------------------------------------------------------------------------


def test_no_small_group_is_public() -> None:
    def one(key: str, n: int) -> Counted:
        return Counted(key, n, DAY, DAY)

    assert [row.key for row in queries.in_public([one("a", 20), one("b", 5), one("c", 4)])] == ["a", "b"]
    assert queries.in_public([one("a", 4)]) == []


def test_the_public_page_counts_and_names_nobody(cast: Cast) -> None:
    told(cast, "karim", "status", what={"words": "Mes mots", "words_ok": True})
    for lang in ("ar", "fr"):
        page = Client().get(f"/{lang}/difficulties/").content.decode()
        assert "Mes mots" not in page and bare_digits(page) == []
        assert codes()["alone"].word(lang) not in page, "three hands are too few"  # type: ignore[arg-type]
        assert codes()["language"].word(lang) in page  # type: ignore[arg-type]
    assert "Échantillon" in page


def test_samples_never_mix_with_what_people_told(cast: Cast) -> None:
    assert queries.public_rows()[1] is True
    Telling.objects.filter(code="cash", person__isnull=False).update(is_sample=False)
    rows, sample = queries.public_rows()
    assert not sample and rows.count() == 1


# ---- beside the facts -------------------------------------------------------------------------------------------


def test_a_measure_says_its_ground_or_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = measure("quotes", at=AT)
    assert found is None or (found.number >= 8 and found.sample and found.since <= found.until <= DAY)
    assert measure("nothing", at=AT) is None
    waits = Measure("payment", 9, 4, Decimal(75), DAY - timedelta(days=90), DAY, False)
    monkeypatch.setitem(LENT, "payment", lambda *, at, sample: None if sample else waits)
    page = Client().get("/fr/meetings/memory/cash/").content.decode()
    assert "ont attendu" in page and "75" in page and bare_digits(page) == []
    assert measure("quotes", at=AT - timedelta(days=4000)) is None


def test_pages_isolate_their_figures(cast: Cast) -> None:
    browser = enter(cast, "rachid")
    for path, lang in product(("register/", "register/cash/", "mine/", "tell/"), ("ar", "fr")):
        page = browser.get(f"/{lang}/difficulties/{path}")
        assert page.status_code == 200 and bare_digits(page.content.decode()) == [], path


def test_the_register_asks_a_fixed_number_of_queries(cast: Cast, body: Body) -> None:
    browser = enter(cast, "rachid")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/fr/difficulties/register/")
    Telling.objects.bulk_create(
        Telling(body=body, code=code, step="find", source="meeting", source_id=str(n), told_on=DAY, told_at=AT)
        for code in codes() for n in range(40)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        browser.get("/fr/difficulties/register/")
    assert len(few) == len(many)
