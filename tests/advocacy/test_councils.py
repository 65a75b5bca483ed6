"""Councils: months by law with article and confidence, days as people told them, consultative bodies, the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rulebook.engine.verdict import Confidence
from wolouj.advocacy import sessions
from wolouj.advocacy.consultative import kinds
from wolouj.advocacy.models import Session, SetUp
from wolouj.home.cast import Cast
from wolouj.home.sample_advocacy import Pleaded

Enter = Callable[[str], Client]
TOLD = {
    "level_": "province", "place": "Azilal", "kind": "ordinary", "starts_on": "2027-01-11",
    "source": "Secrétariat du conseil",
}  # fmt: skip


@pytest.mark.parametrize(
    ("level", "months", "sure"),
    [("region", [3, 7, 10], Confidence.LIKELY), ("province", [1, 6, 9], Confidence.LIKELY),
     ("commune", [2, 5, 10], Confidence.CERTAIN)],
)  # fmt: skip
def test_the_months_are_those_of_the_organic_laws(level: str, months: list[int], sure: Confidence) -> None:
    found = sessions.months(level, on=date(2026, 11, 28))
    assert [one.month for one in found] == months
    assert max(found, key=lambda one: list(Confidence).index(one.confidence)).confidence is sure
    assert sessions.months("state", on=date(2026, 11, 28)) == ()
    assert sessions.months_said("cncp", "fr", on=date(2026, 11, 28)) == ""


def test_the_month_of_the_day_itself_is_still_to_come() -> None:
    coming = sessions.coming("commune", on=date(2026, 10, 31))
    assert [first for first, _ in coming] == [date(2026, 10, 1), date(2027, 2, 1), date(2027, 5, 1)]


def test_youth_and_economic_actors_have_a_body_beside_the_region_alone() -> None:
    assert {kind.level for key, kind in kinds().items() if "equality" not in key} == {"region"}
    assert {kind.level for key, kind in kinds().items() if "equality" in key} == {"region", "province", "commune"}
    assert kinds()["province_equality"].confidence is Confidence.LIKELY


def test_days_are_told_with_their_source_and_go_into_a_phone(cast: Cast, pleaded: Pleaded, enter: Enter) -> None:
    coach = enter("hayat")
    url = "/fr/causes/councils/sessions/new/"
    assert coach.post(url, TOLD | {"agenda_until": "2026-12-20"}).status_code == 302
    row = Session.objects.get(place="05.081")
    page = coach.get("/fr/causes/councils/").content.decode()
    assert "Secrétariat du conseil" in page and "n’est pas établi" in page
    calendar = coach.get("/fr/causes/councils/sessions.ics").content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20270111" in calendar and "DTSTART;VALUE=DATE:20261220" in calendar
    again = coach.post(f"/fr/causes/councils/sessions/{row.pk}/", TOLD | {"starts_on": "2027-01-12"})
    assert again.status_code == 302
    row.refresh_from_db()
    assert (row.starts_on, row.agenda_until) == (date(2027, 1, 12), None)
    assert enter("nadia").post(f"/fr/causes/councils/sessions/{row.pk}/remove/").status_code == 404
    coach.post(f"/fr/causes/councils/sessions/{row.pk}/remove/")
    assert not Session.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"place": "Nulle part"}, "place"), ({"source": ""}, "source"), ({"ends_on": "2027-01-10"}, "ends_on"),
     ({"agenda_until": "2027-01-12"}, "agenda_until"), ({"starts_on": "demain"}, "starts_on")],
)  # fmt: skip
def test_what_is_wrong_is_said(cast: Cast, enter: Enter, change: dict[str, str], field: str) -> None:
    answer = enter("hayat").post("/ar/causes/councils/sessions/new/", TOLD | change)
    assert answer.status_code == 422 and f'href="#id_{field}"' in answer.content.decode()


def test_the_last_told_of_a_body_counts(cast: Cast, pleaded: Pleaded, enter: Enter) -> None:
    coach = enter("hayat")
    told = {"kind": "commune_equality", "place": "05.081.11.01", "is_set_up": "yes", "members": "21", "source": "Site"}
    assert coach.post("/fr/causes/councils/bodies/new/", told).status_code == 302
    assert SetUp.objects.filter(kind="commune_equality").count() == 2
    page = coach.get("/fr/causes/councils/").content.decode()
    assert "Site" in page and "Pas en place" not in page
