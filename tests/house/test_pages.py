"""The frame of every page: language, twin, skip link, error pages, looks of the law's answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from rulebook.engine.verdict import About, Confidence, Finding, Force, Outcome
from tests.house.pages import ROOT
from wolouj.foundation import drawing
from wolouj.foundation.actor import Actor
from wolouj.foundation.context import page
from wolouj.foundation.templatetags.page import article

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@pytest.mark.parametrize(("lang", "direction", "other"), [("ar", "rtl", "fr"), ("fr", "ltr", "ar")])
def test_a_page_knows_its_language_and_its_twin(client: Client, lang: str, direction: str, other: str) -> None:
    text = client.get(f"/{lang}/styleguide/?wide=1").content.decode()
    assert f'<html lang="{lang}" dir="{direction}">' in text
    assert f'href="/{other}/styleguide/?wide=1" lang="{other}" hreflang="{other}"' in text
    assert text.index('href="#main"') < text.index("<header")
    assert '<meta name="color-scheme" content="light dark">' in text


def test_the_front_door_speaks_arabic_first(client: Client) -> None:
    assert client.get("/", headers={"accept-language": ""})["Location"] == "/ar/"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_page_that_does_not_exist_says_what_to_do(client: Client, lang: str) -> None:
    answer = client.get(f"/{lang}/nowhere/")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert f'href="/{lang}/"' in text
    assert "data-refused" in text


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_pages_of_last_resort_need_nothing_and_speak_both(name: str) -> None:
    text = render_to_string(name)
    assert 'lang="ar" dir="rtl"' in text
    assert 'lang="fr" dir="ltr"' in text
    assert 'href="/ar/"' in text
    assert 'href="/fr/"' in text
    assert "data-refused" in text


def test_a_helper_is_always_named(open_rooms: None) -> None:
    request = RequestFactory().get("/ar/")
    request.actor = Actor(person=None, on_behalf_of=None)  # type: ignore[attr-defined]
    with override("ar"):
        assert page(request)["page"].helper == ""
        request.actor = Actor(person=uuid4(), on_behalf_of=uuid4())  # type: ignore[attr-defined]
        assert page(request)["page"].helper


def finding(outcome: Outcome, force: Force, about: About = About.BIDDER) -> Finding:
    return Finding("r", about, outcome, "x", force, Confidence.CERTAIN, ("decree-2-22-431/91",))


@pytest.mark.parametrize(
    ("outcome", "force", "sign"),
    [
        (Outcome.MET, Force.DECIDES, "go"),
        (Outcome.NOT_MET, Force.DECIDES, "stop"),
        (Outcome.NOT_MET, Force.WARNS, "watch"),
        (Outcome.NOT_MET, Force.INFORMS, "unknown"),
        (Outcome.NOT_MET, Force.ASKS, "unknown"),
        (Outcome.UNKNOWN, Force.DECIDES, "unknown"),
        (Outcome.NOT_CONCERNED, Force.DECIDES, "aside"),
    ],
)
def test_only_a_certain_refusal_is_drawn_as_stop(outcome: Outcome, force: Force, sign: str) -> None:
    assert drawing.finding_look(finding(outcome, force)).sign == sign


def test_a_buyers_fault_is_never_drawn_as_the_bidders() -> None:
    assert drawing.finding_look(finding(Outcome.NOT_MET, Force.DECIDES, About.BUYER)).sign == "watch"


@pytest.mark.parametrize(("sure", "full"), [("certain", 3), ("likely", 2), ("unsure", 1)])
def test_lozenges(sure: str, full: int) -> None:
    assert sum(drawing.lozenges(sure)) == full


@pytest.mark.parametrize(
    ("left", "state", "days", "hours"),
    [
        (timedelta(days=9, hours=1), "calm", 9, 1),
        (timedelta(days=2, hours=10), "watch", 2, 10),
        (timedelta(hours=23, minutes=59), "stop", 0, 23),
        (timedelta(0), "past", 0, 0),
        (timedelta(days=-1), "past", 0, 0),
    ],
)
def test_time_left(left: timedelta, state: str, days: int, hours: int) -> None:
    seen = drawing.time_left(NOON + left, NOON)
    assert (seen.state, seen.days, seen.hours) == (state, days, hours)


def test_the_scale_of_a_price() -> None:
    scale = drawing.band(Decimal(40), Decimal(36))
    assert scale is not None
    assert scale.price_x is not None
    assert Decimal(scale.price_x) < Decimal(scale.floor_x)
    outside = drawing.band(Decimal(40), Decimal(500))
    assert outside is not None
    assert outside.price_x is not None
    assert Decimal(outside.price_x) < drawing.AXIS_TO
    assert drawing.band(Decimal(0), Decimal(36)) is None


def test_a_loss_and_a_gain() -> None:
    loss = drawing.price_state(Decimal("40"), Decimal("36"), Decimal("120"))
    assert (loss.state, loss.unit, loss.line) == ("stop", Decimal(4), Decimal("480.00"))
    even = drawing.price_state(Decimal("40"), Decimal("40"), None)
    assert (even.state, even.line) == ("go", Decimal("0.00"))
    assert drawing.price_state(None, Decimal("40"), None).state == "open"
    half = drawing.price_state(Decimal("0.01"), Decimal("0.115"), Decimal("1"))
    assert half.line == Decimal("0.11")  # 0.115 -> 0.12, less 0.01: each side rounded half up, then taken away


@pytest.mark.parametrize("path", sorted((ROOT / "rulebook" / "texts").glob("*-*.yaml")), ids=lambda path: path.stem)
def test_every_text_of_the_law_has_a_short_name(path: Path) -> None:
    with override("fr"):
        assert path.stem not in article(f"{path.stem}/12")


def test_an_article_in_words() -> None:
    with override("ar"):
        assert '<bdi class="n" dir="ltr">2.22.431</bdi>' in article("decree-2-22-431/91")
        assert article("ae-register/vat") == "السجل الوطني للمقاول الذاتي"
