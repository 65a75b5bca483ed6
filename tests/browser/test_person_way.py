"""The person's way, walked in a phone's browser: notice pasted, checked, priced, quoted, printed.

Counts what it costs her: screens seen, taps, characters typed (figures apart), and prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Faults, _phone, _watch
from tests.cast import PINS, make
from wolouj.bids.models import Quote, State
from wolouj.home.cast import PHONES, Cast
from wolouj.structures.actions import telling

LINES = [
    ("Riz", "kg", "40"),
    ("Lentilles", "kg", "25"),
    ("Huile de table 5 l", "bidon", "12"),
    ("Sucre", "kg", "30"),
    ("Thé vert", "boîte", "20"),
    ("Farine", "sac", "8"),
    ("Lait 1 l", "U", "96"),
    ("Œufs, plateau de 30", "U", "15"),
    ("Pois chiches", "kg", "18"),
    ("Concentré de tomate", "boîte", "36"),
]
SCREENS_AT_MOST = 12
TAPS_AT_MOST = 60


def pasted(reference: str = "31/2026") -> str:
    """A purchase order of ten lines, as a phone copies it (sample)."""
    deadline = (timezone.localtime() + timedelta(days=4)).strftime("%d/%m/%Y")
    rows = "\n".join(f"{i}\t{what}\t{unit}\t{n}" for i, (what, unit, n) in enumerate(LINES, start=1))
    return (
        f"Référence : {reference}\nObjet : Achat de denrées alimentaires (échantillon)\n"
        f"Acheteur : Commune d'Ouaouizeght\nDate limite de réception des devis : {deadline} 10:00\n"
        "Lieu d'exécution : Ouaouizeght\nCatégorie : Fournitures\n"
        f"N°\tDésignation\tUnité\tQuantité\n{rows}\n"
    )


@pytest.fixture
def page_in(chromium: Browser, live_server: Any) -> Iterator[Callable[[str], Page]]:
    """``page_in("ar")``: an empty phone page in that language; faults of any page opened fail the test."""
    opened: list[tuple[BrowserContext, Faults]] = []

    def open_in(lang: str, width: int = 360) -> Page:
        context = _phone(chromium, live_server.url, lang, width)
        page = context.new_page()
        opened.append((context, _watch(page, live_server.url)))
        return page

    yield open_in
    for context, faults in opened:
        context.close()
        assert not faults, faults


@pytest.fixture
def cast(transactional_db: None) -> Any:
    """The cast, built now, on the live server."""
    return make(timezone.now())


@dataclass
class Walker:
    """A person with a phone: everything she does goes through here, and is counted."""

    page: Page
    lang: str
    screens: int = 0
    taps: int = 0
    characters: int = 0
    figures: int = 0

    def see(self) -> None:
        """A new screen."""
        self.page.wait_for_load_state("load")
        self.screens += 1
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"the page scrolls sideways by {overflow} px: {self.page.url}"

    def tap(self, selector: str) -> None:
        """A tap that opens a screen."""
        self.taps += 1
        self.page.locator(selector).first.click()
        self.see()

    def paste(self, selector: str, text: str) -> None:
        """Two taps: into the box, and "paste"."""
        self.taps += 2
        self.page.locator(selector).fill(text)

    def figure(self, selector: str, text: str) -> None:
        """A figure: one tap into its box, then the figure itself."""
        self.taps += 1
        self.figures += len(text)
        self.page.locator(selector).fill(text)

    def told(self, words: str) -> str:
        return (
            f"{words} [{self.lang}]: {self.screens} screens, {self.taps} taps, "
            f"{self.characters} characters typed, {self.figures} figures"
        )


def sign_in(page: Page, lang: str, who: str) -> None:
    """By phone number and PIN, as she does once every two weeks."""
    page.goto(f"/{lang}/people/sign-in/")
    page.fill("[name=phone]", PHONES[who])
    page.locator(".bar .btn--main, main .btn--main").first.click()
    page.wait_for_selector("[name=secret]")
    page.fill("[name=secret]", PINS[who])
    page.locator(".bar .btn--main, main .btn--main").first.click()
    page.wait_for_selector("main h1")


def state_exempt(cast: Cast) -> None:
    """The cooperative asked the tax office and wrote the answer down."""
    telling.state_vat_regime(
        cast.structures["ftoum"],
        status="exempt",
        on=timezone.localdate(),
        source="Direction des impôts d'Azilal, lettre (échantillon)",
        by=cast.actor("ftoum"),
        at=timezone.now(),
    )


def price_all(walk: Walker, cost: str = "10", price: str = "12,50") -> None:
    for position in range(len(LINES)):
        walk.figure(f"[name='l{position}-unit_cost']", cost)
        walk.figure(f"[name='l{position}-unit_price']", price)
    walk.tap(".bar .btn--main")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_from_a_pasted_notice_to_a_printed_quote(
    lang: str,
    page_in: Callable[[str], Page],
    screens: Callable[..., object],
    cast: Cast,
    record_property: Callable[[str, object], None],
) -> None:
    state_exempt(cast)
    page = page_in(lang)
    sign_in(page, lang, "ftoum")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/notices/new/")
    walk.see()
    walk.paste("textarea[name=text]", pasted())
    screens(page, f"way-1-paste-{lang}")
    walk.tap(".bar .btn--main")
    screens(page, f"way-2-draft-{lang}")
    walk.tap(".bar .btn--main")
    screens(page, f"way-3-decide-{lang}")
    walk.tap(".bar .btn--main")
    price_all(walk)
    screens(page, f"way-5-quote-{lang}")
    walk.tap(".bar .btn--main")
    screens(page, f"way-6-ready-{lang}")
    quote = Quote.objects.get(notice__reference="31/2026")
    assert quote.state == State.READY
    pdf = page.request.get(f"/{lang}/quotes/{quote.id}/papers/quote.pdf")
    walk.taps += 1
    assert pdf.ok and pdf.body().startswith(b"%PDF")
    assert (walk.screens, walk.taps) <= (SCREENS_AT_MOST, TAPS_AT_MOST)
    assert walk.taps <= TAPS_AT_MOST
    record_property("walk", walk.told("notice pasted, checked, priced, quoted, printed, 10 lines"))


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_cooperative_that_has_not_told_its_vat_is_asked_before_ready(
    lang: str, page_in: Callable[[str], Page], screens: Callable[..., object], cast: Cast
) -> None:
    page = page_in(lang)
    sign_in(page, lang, "ftoum")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/quotes/decide/{cast.notices['ftoum'].id}/")
    walk.see()
    walk.tap(".bar .btn--main")
    for position, (cost, price) in enumerate((("40", "52"), ("18", "24"), ("2", "3"))):
        walk.figure(f"[name='l{position}-unit_cost']", cost)
        walk.figure(f"[name='l{position}-unit_price']", price)
    screens(page, f"coop-prices-{lang}")
    walk.tap(".bar .btn--main")
    screens(page, f"coop-vat-unconfirmed-{lang}")
    quote = Quote.objects.get(notice=cast.notices["ftoum"])
    assert quote.state == State.DRAFT
    assert page.locator("form[action$='/ready/']").count() == 0
    expect(page.locator(".verdict.watch").first).to_be_visible()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_auto_entrepreneur_over_a_ceiling_is_warned_not_stopped(
    lang: str, page_in: Callable[[str], Page], screens: Callable[..., object], cast: Cast
) -> None:
    page = page_in(lang)
    sign_in(page, lang, "yassine")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/quotes/decide/{cast.notices['yassine'].id}/")
    walk.see()
    walk.tap(".bar .btn--main")
    for position, (cost, price) in enumerate((("20", "40"), ("300", "450"))):
        walk.figure(f"[name='l{position}-unit_cost']", cost)
        walk.figure(f"[name='l{position}-unit_price']", price)
    walk.tap(".bar .btn--main")
    screens(page, f"ae-ceiling-{lang}")
    assert page.locator("main .finding").count() >= 1
    walk.tap("form[action$='/ready/'] button")
    assert Quote.objects.get(notice=cast.notices["yassine"]).state == State.READY


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_firm_adds_vat_and_a_loss_is_said_first(
    lang: str, page_in: Callable[[str], Page], screens: Callable[..., object], cast: Cast
) -> None:
    page = page_in(lang)
    sign_in(page, lang, "karim")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/quotes/decide/{cast.notices['karim'].id}/")
    walk.see()
    walk.tap(".bar .btn--main")
    walk.figure("[name='l0-unit_cost']", "60")
    walk.figure("[name='l0-unit_price']", "55")
    walk.tap(".bar .btn--main")
    expect(page.locator("main .verdict.stop").first).to_be_visible()
    screens(page, f"firm-loss-{lang}")
    assert page.locator("form[action$='/ready/']").count() == 0
    quote = Quote.objects.get(notice=cast.notices["karim"])
    page.goto(f"/{lang}/quotes/{quote.id}/prices/0/")
    walk.see()
    screens(page, f"firm-line-{lang}")
    walk.figure("[name=unit_price]", "75")
    walk.tap(".bar .btn--main")
    walk.tap(".bar .btn--main")
    expect(page.locator("main")).to_contain_text("37\u202f800,00")
    screens(page, f"firm-ready-{lang}")
    walk.tap("form[action$='/ready/'] button")
    quote.refresh_from_db()
    assert quote.state == State.READY
