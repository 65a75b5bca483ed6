"""The notice's pages looked at: each state, in both languages, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.test_person_way import cast, page_in, sign_in  # noqa: F401
from wolouj.home.cast import Cast
from wolouj.notices import actions
from wolouj.people.models import Person

SURE = """Référence : 31/2026
Objet : Achat de fournitures de bureau pour les services de la commune (échantillon)
Acheteur : Commune d'Ouaouizeght
Date de mise en ligne : {published}
Date limite : {deadline} 10:00
Lieux d'exécution : Azilal, Béni Mellal
Catégorie : Fournitures
Nature de prestation : Fournitures de bureau
N°\tDésignation\tCaractéristiques\tUnité\tQuantité
1\tRamette de papier A4\t80 g, blanc\tRame\t1 200
2\tToner 85A\tOriginal, garantie 12 mois\tU\t12,5
3\tأقلام حبر جاف\tزرقاء\tعلبة\t40
"""
DOUBTS = SURE.replace("1 200", "1.200").replace("10:00", "10h à 11h") + "\nRéférence : 32/2026\n"
MISSING = "Salam, il y a un avis d'achat\nObjet : Achat de plants d'olivier (échantillon)\n200 plants d'olivier\n"


def _texts(text: str) -> str:
    today = timezone.localdate()
    days = {"published": today - timedelta(days=1), "deadline": today + timedelta(days=4)}
    return text.format(**{name: f"{day:%d/%m/%Y}" for name, day in days.items()})


def _looked(page: Page, name: str, screens: Callable[..., object], axe: Callable[[Page], list[str]]) -> None:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{name} scrolls sideways by {over} px"
    screens(page, f"notice-{name}")
    assert not axe(page), name


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_state_of_the_pages(
    lang: str,
    width: int,
    page_in: Callable[..., Page],  # noqa: F811
    screens: Callable[..., object],
    axe: Callable[[Page], list[str]],
    cast: Cast,  # noqa: F811
) -> None:
    page = page_in(lang, width)
    sign_in(page, lang, "ftoum")
    person: Person = cast.people["ftoum"]
    by: dict[str, Any] = {"person": person, "by": cast.actor("ftoum"), "at": timezone.now()}
    drafts = {
        name: actions.draft_from_text(text=_texts(text), **by)
        for name, text in (("sure", SURE), ("doubts", DOUBTS), ("missing", MISSING))
    }
    seen = 0

    def look(address: str, name: str) -> None:
        nonlocal seen
        page.goto(f"/{lang}/notices/{address}")
        _looked(page, f"{name}-{lang}-{width}", screens, axe)
        seen += 1

    look("new/", "new")
    look("new/file/", "file")
    for name, draft in drafts.items():
        look(f"drafts/{draft.id}/", f"draft-{name}")
    look(f"drafts/{drafts['doubts'].id}/mend/", "mend")
    page.fill("[name=reference]", "")
    page.fill("[name=lines-0-quantity]", "1.200")
    page.fill("[name=lines-1-quantity]", "beaucoup")
    page.locator(".bar .btn--main").click()
    assert page.locator(".wrong").count() == 3
    _looked(page, f"mend-errors-{lang}-{width}", screens, axe)
    notice = actions.confirm_draft(draft=drafts["sure"], by=by["by"], at=by["at"]).notice
    look(f"{notice.id}/", "show")
    page.locator("#days summary").click()
    assert page.locator("#days .line li").count() >= 3
    _looked(page, f"days-{lang}-{width}", screens, axe)
    with page.expect_download() as file:
        page.locator("#days a.btn").click()
    assert file.value.suggested_filename == "wolouj.ics"
    look(f"{notice.id}/correct/", "correct")
    page.goto(f"/{lang}/notices/{notice.id}/")
    page.locator("details:has(form[action$='/cancelled/']) summary").click()
    page.locator("form[action$='/cancelled/'] button").click()
    page.wait_for_selector(".verdict.stop")
    _looked(page, f"cancelled-{lang}-{width}", screens, axe)
    look("", "list")
    assert seen == 9


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_empty_list_leads_to_the_public_list_and_to_a_notice_of_her_own(
    lang: str,
    page_in: Callable[..., Page],  # noqa: F811
    screens: Callable[..., object],
    axe: Callable[[Page], list[str]],
    cast: Cast,  # noqa: F811
) -> None:
    cast.notices["ftoum"].delete()
    page = page_in(lang)
    sign_in(page, lang, "ftoum")
    page.goto(f"/{lang}/notices/")
    _looked(page, f"list-empty-{lang}-360", screens, axe)
    page.locator("main .btn--main").click()
    page.wait_for_url("**/notices/open/")
    page.goto(f"/{lang}/notices/")
    page.locator("main .btn-row a[href$='/notices/new/']").click()
    page.wait_for_url("**/notices/new/")
