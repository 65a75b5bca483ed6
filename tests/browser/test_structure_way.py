"""A new person's way, in a phone's browser: she signs up, describes a cooperative one question a screen, adds a
paper by photo and reads whether she is ready. Screens and taps are counted and printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_all_pages import quote_of
from tests.browser.test_person_way import Walker, cast, page_in, sign_in  # noqa: F401  (two are fixtures)
from wolouj.home.cast import Cast
from wolouj.structures.models import Structure

SCREENS_AT_MOST, TAPS_AT_MOST = 24, 50
MAIN = ".bar .btn--main"


class NewPerson(Walker):
    """Like any walker, and axe looks at each screen."""

    look: Callable[[Page], list[str]]

    def see(self) -> None:
        super().see()
        assert not (faults := self.look(self.page)), (self.page.url, faults)

    def write(self, selector: str, text: str) -> None:
        """One tap into the box, then letters or figures."""
        self.taps += 1
        self.page.locator(selector).fill(text)
        if text.isdecimal():
            self.figures += len(text)
        else:
            self.characters += len(text)

    def pick(self, selector: str) -> None:
        """One tap on a card, which opens nothing."""
        self.taps += 1
        self.page.locator(selector).first.check()

    def on(self) -> None:
        """Continue."""
        self.tap(MAIN)


def photo() -> bytes:
    """A paper as a phone sees it."""
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "#e8e2d0").save(out, "JPEG")
    return out.getvalue()


def sign_up(walk: NewPerson) -> None:
    """Name, phone, language, PIN twice: four screens."""
    walk.page.goto(f"/{walk.lang}/people/sign-up/")
    walk.see()
    walk.write("[name=full_name]", "Itto Exemple")
    walk.on()
    walk.write("[name=phone]", "0600000042")
    walk.on()
    walk.on()
    walk.write("[name=secret]", "482913")
    if walk.page.locator("[name=again]").count():
        walk.write("[name=again]", "482913")
    for box in walk.page.locator("main input[type=checkbox][required]").all():
        walk.taps += 1
        box.check()
    walk.on()


def describe(walk: NewPerson) -> None:
    """Every question of the first filling, the short way: what she does not have at hand is left for later."""
    walk.pick("[name=kind][value=cooperative]")
    walk.on()
    walk.write("[name=name]", "Coopérative exemple")
    walk.on()
    walk.write("[name=q]", "afourer")
    walk.tap("button[name=search]")
    walk.pick("[name=commune]")
    walk.write("[name=address]", "Douar exemple")
    walk.on()
    expect(walk.page.locator("[name=phone]")).not_to_have_value("")
    walk.on()
    walk.pick("[name=natures]")
    walk.on()
    walk.pick("[name=places]")
    walk.on()
    walk.pick("[name=who][value=me]")
    walk.pick("[name=role][value=president]")
    walk.on()
    for _ in ("ice", "if", "rib"):
        walk.tap("button[name=later]")
    walk.write("[name=number]", "12/2021")
    walk.write("[name=registered_on]", "2021-04-12")
    walk.on()
    walk.pick("[name=status][value=unknown]")
    walk.on()
    walk.pick("[name=excluded][value=no]")
    walk.on()


def add_paper(walk: NewPerson) -> None:
    """From the last question: one paper, its photo, its end."""
    walk.tap("main a.item[href*='kind=']")
    walk.taps += 2  # the box, then the camera's button
    walk.page.set_input_files("[name=file]", files=[{"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo()}])
    walk.write("[name=issued_on]", "2026-11-02")
    walk.on()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_from_nothing_to_knowing_what_lacks(
    lang: str,
    page_in: Callable[[str], Page],  # noqa: F811
    axe: Callable[[Page], list[str]],
    screens: Callable[..., object],
    transactional_db: None,
    record_property: Callable[[str, object], None],
) -> None:
    walk = NewPerson(page_in(lang), lang)
    walk.look = axe
    sign_up(walk)
    walk.page.goto(f"/{lang}/structures/new/")
    walk.see()
    describe(walk)
    screens(walk.page, f"structure-way-papers-{lang}")
    add_paper(walk)
    if walk.page.url.endswith("/setup/papers/"):
        walk.on()
    made = Structure.objects.get()
    assert walk.page.url.endswith(f"/structures/{made.id}/papers/")
    assert (made.excluded, made.address, made.setup_step) == (False, "Douar exemple", "")
    assert made.phone and made.registered_on and made.papers.get().file_is == "photo"
    expect(walk.page.locator("main .verdict.watch h1")).to_be_visible()
    screens(walk.page, f"structure-way-ready-{lang}")
    assert walk.screens <= SCREENS_AT_MOST and walk.taps <= TAPS_AT_MOST
    record_property("walk", walk.told("signed up, cooperative described, paper photographed, readiness read"))
    remedy_and_back(walk, made)


def remedy_and_back(walk: NewPerson, made: Any) -> None:
    """The first thing to do opens its own question, and its answer leads back to the list."""
    walk.tap("section[aria-labelledby=do] .btn")
    assert "/setup/" in walk.page.url
    walk.write("[name=number]", "001525678000074")
    walk.on()
    if walk.page.locator("button[name=keep]").count():
        walk.tap("button[name=keep]")
    assert walk.page.url.endswith(f"/structures/{made.id}/papers/")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_quote_that_asks_for_the_vat_is_one_tap_away_from_its_answer(
    lang: str,
    page_in: Callable[[str], Page],  # noqa: F811
    cast: Cast,  # noqa: F811
) -> None:
    quote = quote_of(cast, "ftoum")
    page = page_in(lang)
    sign_in(page, lang, "ftoum")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/quotes/{quote.id}/")
    walk.tap("main a[href*='/setup/vat/']")
    page.locator("[name=status][value=standard]").check()
    walk.tap(MAIN)
    assert page.url.endswith(f"/{lang}/quotes/{quote.id}/") and walk.taps == 2
    assert page.locator("main a[href*='/setup/vat/']").count() == 0
