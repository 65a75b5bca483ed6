"""The committee's day walked on a wide screen: who sits, one who leaves the room, a yes, a no, the minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.browser.conftest import _phone, _watch
from tests.browser.test_person_way import cast as cast
from tests.browser.test_person_way import sign_in
from wolouj.cofinancing import ledger
from wolouj.cofinancing.actions import committee, studying
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import Request
from wolouj.cofinancing.states import State
from wolouj.home import sample_cofinancing as sample
from wolouj.home import sample_programme
from wolouj.home.cast import Cast
from wolouj.people.models import Body
from wolouj.programme.models import Application, Decision


@pytest.fixture
def table(cast: Cast) -> list[Request]:
    """Two files on the table, a day with four seats, a budget line."""
    at, hayat, rachid = timezone.now() - timedelta(hours=1), cast.actor("hayat"), cast.actor("rachid")
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    lived = sample_programme.lived(body=body, manager=rachid, coach=hayat, people=cast.people, at=at)
    terms = sample.rules(lived.second, by=rachid, at=at)
    sample.budgeted(lived.programme, by=rachid, at=at)
    rows = []
    for application, project in zip(lived.applications, sample.PROJECTS, strict=False):
        told = {"outcome": "selected", "reason_ar": "x", "reason_fr": "x", "door": "training", "decided_at": at}
        Decision.objects.create(application=application, **told)
        Application.objects.filter(pk=application.pk).update(answered_at=at)
        application.refresh_from_db()
        row = sample.told(application, project, by=hayat, at=at)
        row = asking.send(request=row, by=hayat, at=at)
        studying.complete(request=row, by=hayat, at=at)
        studying.propose(request=row, amount=Decimal(9000), note="ملف جيد (عينة)", by=hayat, at=at)
        rows.append(row)
    seats = [{"name": n, "quality_ar": ar, "quality_fr": fr, "here": here} for n, ar, fr, here in sample.SEATS]
    committee.convene(terms=terms, held_on=at.date(), places=("", ""), seats=seats, by=rachid, at=at)
    return rows


def decide(page: Page, row: Request, verdict: str) -> None:
    page.locator(f'a[href$="{row.pk}/decide/now/"]').click()
    page.locator(f'input[name=verdict][value="{verdict}"]').check()
    if verdict == "refused":
        page.fill("[name=amount]", "")
    else:
        page.locator("[name=line]").select_option(index=1)
    page.fill("[name=reason_ar]", "السوق قريبة والأثمان محسوبة")
    page.fill("[name=reason_fr]", "Marché proche, prix comptés")
    page.locator("#f .btn--main").click()


def test_the_day_of_the_committee(
    chromium: Browser,
    live_server: object,
    table: list[Request],
    cast: Cast,
    axe: Callable[[Page], list[str]],
) -> None:
    url = live_server.url  # type: ignore[attr-defined]
    context = _phone(chromium, url, "ar", width=1280)
    page = context.new_page()
    faults = _watch(page, url)
    sign_in(page, "ar", "rachid")
    day = f"/ar/cofinancing/calls/{table[0].terms.call_id}/day/"
    page.goto(day)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scroll"
    assert axe(page) == []
    decide(page, table[0], "accepted")
    page.locator(f'a[href$="{table[1].pk}/decide/now/"]').click()
    page.locator("details summary").last.click()
    page.locator("[name=member]").select_option(index=4)
    page.locator("[name=leave]").click()
    assert axe(page) == []
    page.goto(day)
    decide(page, table[1], "refused")
    page.locator('form[action$="/day/approve/"] .btn--main').click()
    page.wait_for_selector('a[href$="/day/1/minutes-ar.pdf"]')
    assert [Request.objects.get(pk=row.pk).state for row in table] == [State.ACCEPTED, State.REFUSED]
    line = Request.objects.get(pk=table[0].pk).ruling.money
    held = ledger.balance(line.entries.all())
    assert held.committed == 9000 and held.allotted == held.free + held.committed + held.paid
    context.close()
    assert not faults, faults
