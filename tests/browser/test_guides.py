"""The guides in a real browser: no sideways scroll, no refusal of the content policy, nothing that axe finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.test_all_pages import SIDEWAYS, WIDTHS
from tests.guides.test_pages import ASKED
from wolouj.guides.subject import subjects

Look = Callable[..., Page]
FURNITURE = ("", "?q=caution", "words/", "words/?q=caution", "tools/", "article/decree-2-22-431/91/")
AXE_AT = {"ar": 360, "fr": 1280}


LOOKED_AT = {"purchase-order", "what-is-withheld", "petitions"}
"""All subjects share one template: axe, which is slow, looks at these; the widths are tried on every one."""


def addresses() -> dict[str, bool]:
    """Every address, and whether axe looks at it."""
    tools = {f"tools/{slug}/?{urlencode(asked)}": True for slug, asked in ASKED.items()}
    told = {f"{slug}/": slug in LOOKED_AT for slug in subjects()}
    return {**dict.fromkeys(FURNITURE, True), **told, **tools, "tools/ranking/?mine=abc": True}


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_page_of_the_guides(look: Look, axe: Callable[[Page], list[str]], lang: str) -> None:
    page, wrong = look(f"/{lang}/guides/", lang=lang), []
    home = page.url
    for path, looked_at in addresses().items():
        page.goto(home + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (over := page.evaluate(SIDEWAYS)) > 0:
                wrong.append(f"{path} at {width}: {over} px sideways")
            if looked_at and width == AXE_AT[lang]:
                wrong += [f"{path} at {width}: {fault}" for fault in axe(page)]
    assert not wrong, "\n".join(wrong)


def test_a_word_opens_on_tap(look: Look) -> None:
    page = look("/ar/guides/words/?group=file")
    word = page.locator(".term").first
    assert not word.locator("p").first.is_visible()
    word.locator("summary").click()
    assert word.locator("p").first.is_visible()


def test_a_calculator_works_without_scripts_and_shares_its_address(
    look: Look, screens: Callable[[Page, str], Path]
) -> None:
    page = look("/fr/guides/tools/ranking/", lang="fr")
    page.get_by_label("Appel d’offres ouvert", exact=True).check()
    page.get_by_label("Des travaux").check()
    page.get_by_label("Des prix").check()
    page.get_by_label("Estimation de l’acheteur").fill("1 000 000")
    page.get_by_label("Votre offre").fill("930 000")
    page.get_by_label("Les autres offres").fill("880 000\n960 000\n1 210 000")
    page.get_by_role("button", name="Calculer").click()
    assert "mine=930+000" in page.url
    assert page.locator("svg[role=img]").is_visible()
    assert page.locator("tbody tr").count() == 4
    screens(page, "guides-ranking-fr")


def test_the_small_calculator_answers_inside_the_subject(look: Look, screens: Callable[[Page, str], Path]) -> None:
    page = look("/ar/guides/purchase-order/")
    page.locator("#try input").fill("500000,01")
    page.locator("#try button").click()
    assert page.locator("#answer.stop").is_visible()
    screens(page, "guides-order-ar")
