"""Pages of gatherings and meetings looked at in a real browser: no sideways scroll, nothing that axe finds.

And the desk at the door, walked: one who was expected, one who was not, two on one phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_all_pages import Tour, tour  # noqa: F401  (tour is a fixture)
from tests.browser.test_person_way import cast, page_in, sign_in  # noqa: F401
from wolouj.home.cast import Cast
from wolouj.meetings.models import Review


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_pages_of_a_meeting(lang: str, tour: Callable[[str], Tour], cast: Cast) -> None:  # noqa: F811
    held, today = cast.meetings["held"], cast.meetings["today"]
    walk = tour(lang)
    code = today.gathering.code
    walk.visit(["gatherings/join/", f"gatherings/join/{code}/", f"gatherings/join/{code}/done/"])
    walk.visit([f"gatherings/join/{held.gathering.code}/", f"meetings/ask/{held.gathering.code}/"])
    sign_in(walk.page, lang, "rachid")
    question = held.questions.filter(review=Review.HELD)[0]
    point = held.points.all()[0]
    walk.visit(["meetings/", "meetings/new/", f"gatherings/{held.pk}/", f"gatherings/{today.pk}/desk/"])
    walk.visit([f"meetings/{held.pk}/{end}" for end in ("", "frame/", "questions/", "minutes/", "commitment/new/")])
    walk.visit([f"meetings/{held.pk}/point/{point.id}/", f"meetings/questions/{question.id}/"])
    walk.visit([f"gatherings/{today.pk}/", "meetings/commitments/", "difficulties/register/", "difficulties/tell/"])
    walk.visit([f"meetings/commitments/{held.commitments.all()[0].id}/", "meetings/memory/cash/"])
    assert not walk.wrong, "\n".join(walk.wrong)
    assert walk.seen == 22


def test_the_desk_at_the_door(page_in: Callable[..., Page], cast: Cast) -> None:  # noqa: F811
    gathering = cast.meetings["today"].gathering
    page = page_in("ar")
    sign_in(page, "ar", "hayat")
    page.goto(f"/ar/gatherings/{gathering.id}/desk/")
    page.wait_for_selector("[data-desk][data-started]", state="attached")
    with_phone = list(gathering.registrations.exclude(phone="").order_by("signed_up_at", "id"))
    ends = Counter(row.phone[-4:] for row in with_phone)
    expected = next(row for row in with_phone if ends[row.phone[-4:]] == 1)  # two people may share a phone
    page.fill("#q", expected.phone[-4:])
    page.locator("[data-waiting] [data-act]").click()
    page.wait_for_selector("[data-said-done]:not([hidden])")
    expected.refresh_from_db()
    assert expected.arrived_at is not None

    page.fill("[name=phone]", expected.shown_phone)
    page.fill("[name=name]", "حادة (عينة)")
    page.locator("#f .btn--main").click()
    page.locator("[data-settle-rows] [data-another]").click()
    page.wait_for_selector("[data-settle]", state="hidden")
    page.wait_for_selector("[data-said-done]:not([hidden])")
    walk_in = gathering.registrations.get(name="حادة (عينة)")
    assert (walk_in.phone, walk_in.phone_rank, walk_in.walk_in) == (expected.phone, 1, True)
