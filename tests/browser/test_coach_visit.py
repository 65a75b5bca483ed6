"""The coach's visit, walked on a phone: her day, the file, the sheet in few taps, kept once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_person_way import Walker, page_in, sign_in
from tests.cast import make
from wolouj.coaching.models import Following, Visit
from wolouj.difficulties.models import Telling
from wolouj.home.cast import Cast
from wolouj.people.models import Body
from wolouj.programme.models import Participant

__all__ = ["page_in"]
TAPS_AT_MOST = 12
SCREENS_AT_MOST = 5


@pytest.fixture
def accompanied(transactional_db: None) -> tuple[Cast, Participant]:
    """The cast; Ftoum's file is with Hayat since three days."""
    at = timezone.now()
    cast = make(at)
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    row = Participant.objects.create(
        body=body, person=cast.people["ftoum"], name="Ftoum (échantillon)", name_ar="فطوم (عينة)", province="05.081",
        phone="+212600000001", made_at=at, is_sample=True,
    )  # fmt: skip
    then = at - timedelta(days=3)
    Following.objects.create(participant=row, coach=cast.people["hayat"], since=then.date(), given_at=then)
    return cast, row


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_visit_is_noted_in_few_taps_and_kept_once(
    accompanied: tuple[Cast, Participant], page_in: Any, axe: Any, lang: str, record_property: Any
) -> None:
    page: Page = page_in(lang)
    sign_in(page, lang, "hayat")
    walk = Walker(page, lang)
    page.goto(f"/{lang}/coaching/")
    walk.see()
    assert not axe(page)
    walk.tap("tbody th a")
    walk.tap(".bar .btn--main")
    sheet = page.url
    for value in ("home", "price", "papers"):
        walk.taps += 1
        page.locator(f"input[value={value}]").check()
    # The network falls, the page is loaded again: what was tapped is still there, and it is the same sheet.
    page.reload()
    walk.see()
    expect(page.locator("input[value=papers]")).to_be_checked()
    assert page.url == sheet and not axe(page)
    walk.taps += 2
    page.locator("[name=obstacle]").select_option("cash")
    walk.tap(".bar .btn--main")
    expect(page.locator("main h1")).to_be_visible()
    row = Visit.objects.get()
    assert (row.where, sorted(row.topics), row.obstacle) == ("home", ["papers", "price"], "cash")
    assert str(row.pk) in sheet and row.next_on is not None
    assert Telling.objects.filter(source="visit", source_id=str(row.pk)).count() == 1
    page.goto(sheet)  # gone back to: it is shown as it was kept
    expect(page).to_have_url(f"{page.url.split('/coaching/')[0]}/coaching/visits/{row.pk}/")
    assert walk.taps <= TAPS_AT_MOST and walk.screens <= SCREENS_AT_MOST
    record_property("walk", walk.told("a coach’s visit"))
