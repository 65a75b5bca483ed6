"""From a word typed without an account to the result: find, understand, decide, quote, deposit, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_person_way import Walker, cast, page_in, state_exempt
from tests.cast import PINS
from wolouj.bids.models import Quote, State, Weighing
from wolouj.foundation.actor import OPERATOR
from wolouj.home.cast import PHONES, Cast
from wolouj.notices.importing import import_files

__all__ = ["cast", "page_in"]

WORDS = {"ar": "ماكلة", "fr": "restauration"}


def publish_the_result(quote: Quote, folder: Path) -> None:
    """The buyer's result comes in with the next import, as the portal tells it."""
    notice = quote.notice
    assert notice.deadline is not None
    row = {
        "reference": f" {notice.reference}",
        "objet": f"  {notice.object}",
        "acheteur": notice.buyer.name,
        "date_publication": (timezone.localtime(notice.deadline) + timedelta(days=3)).strftime("%d/%m/%Y %H:%M"),
        "nombre_devis": "11",
        "attribue": True,
        "entreprise_attributaire": "Titulaire (échantillon)",
        "montant": "9 000,00 MAD",
    }
    path = folder / "results.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    done = import_files([(path, path.name)], by=OPERATOR, at=timezone.now())
    assert (done.created, done.refused) == (1, [])


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_find_decide_quote_result(
    lang: str,
    page_in: Callable[[str], Page],
    screens: Callable[..., object],
    axe: Callable[[Page], list[str]],
    cast: Cast,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    state_exempt(cast)
    page = page_in(lang)
    walk = Walker(page, lang)
    page.goto(f"/{lang}/")
    walk.see()
    walk.tap(f"a[href='/{lang}/notices/open/']")
    page.fill("#q", WORDS[lang])
    walk.tap("form[role=search] button")
    screens(page, f"find-1-list-{lang}")
    assert not axe(page)
    walk.tap("a.hit")
    screens(page, f"find-2-notice-{lang}")
    assert not axe(page)
    walk.tap(".bar .btn--main")  # decide: the account is asked only here
    page.fill("[name=phone]", PHONES["ftoum"])
    walk.tap(".bar .btn--main, main .btn--main")
    page.fill("[name=secret]", PINS["ftoum"])
    walk.tap(".bar .btn--main, main .btn--main")
    assert "/quotes/decide/" in page.url, "she comes back to the notice she was deciding on"
    weigh(page, walk)
    screens(page, f"find-3-decide-{lang}")
    assert not axe(page)
    page.select_option("#why-go", "our_trade")
    walk.tap(".bar .btn--main")
    quote = Quote.objects.get(structure=cast.structures["ftoum"], notice__entered_for=None)
    assert quote.steps.get(state=State.DRAFT).reason == "our_trade"
    for position, (cost, price) in enumerate((("18", "24"), ("60", "82"), ("2", "3"))):
        walk.figure(f"[name='l{position}-unit_cost']", cost)
        walk.figure(f"[name='l{position}-unit_price']", price)
    walk.tap(".bar .btn--main")
    walk.tap("form[action$='/ready/'] button")
    walk.tap(".bar .btn--main")
    walk.tap(".bar .btn--main, form .btn--main")
    quote.refresh_from_db()
    assert quote.state == State.SENT
    publish_the_result(quote, tmp_path)
    page.goto(f"/{lang}/today/")
    walk.see()
    walk.tap(f"a[href='/{lang}/quotes/{quote.id}/']")
    expect(page.locator("#ended")).to_be_visible()
    screens(page, f"find-4-result-{lang}")
    assert not axe(page)
    walk.tap("form[action$='/end/'] button[value=lost]")
    quote.refresh_from_db()
    assert quote.state == State.LOST and quote.result is not None
    screens(page, f"find-5-debrief-{lang}")
    assert page.locator("form[action$='/end/']").count() == 0
    record_property("walk", walk.told("found, decided, quoted, deposited, its result confirmed"))


def weigh(page: Page, walk: Walker) -> None:
    """Own cost, a price, the effort."""
    page.locator("#weighed details summary").click()
    for name, figure in (("cost", "6 560"), ("price", "8 960"), ("hours", "3"), ("hour_rate", "25"), ("spent", "40")):
        walk.figure(f"#weighed [name={name}]", figure)
    walk.tap("#weighed form button")
    row: Any = Weighing.objects.get()
    assert (row.cost, row.price, row.hours) == (6560, 8960, 3)
    expect(page.locator("#weighed .card--fleece")).to_have_count(2)
