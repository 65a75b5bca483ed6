"""The week of a place, on paper and in a minute."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from tests.alerts.conftest import AT, World, publish
from wolouj.alerts import posters
from wolouj.alerts.posters.script import SECONDS, script_of
from wolouj.alerts.posters.week import week_of
from wolouj.notices.models import Notice
from wolouj.notices.understanding import choices
from wolouj.reference import territories


def published(many: int) -> None:
    for n in range(many):
        row = publish(n, deadline=AT + timedelta(days=1 + n))
        Notice.objects.filter(id=row.id).update(choices=choices(row.kind, "services", row.natures, row.place_codes))


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_minute_and_a_page_hold_what_closes_first_and_say_how_many_more(world: World, lang: str) -> None:
    place = territories.resolve("Azilal")
    assert place is not None
    published(11)
    week = week_of(place, at=AT)
    assert week.total == 11 and (week.monday.day, week.sunday.day) == (23, 29)
    script = script_of(week, lang)  # type: ignore[arg-type]
    assert len(script.paragraphs) > 2 and 40 < script.seconds <= SECONDS
    data = posters.pdf(week, lang, at=AT, url="")  # type: ignore[arg-type]
    pages = pypdfium2.PdfDocument(data)
    text = pages[0].get_textpage().get_text_range()
    assert len(pages) == 1 and "0/2026" in text.replace(" ", "") and "10/2026" not in text
    assert data == posters.pdf(week, lang, at=AT, url="")  # type: ignore[arg-type]


def test_a_place_where_nothing_is_open_and_one_nobody_knows(world: World) -> None:
    anybody = Client()
    assert anybody.get("/fr/alerts/poster/?place=Azilal").status_code == 302
    assert "ne connaissons pas" in anybody.get("/fr/alerts/poster/?place=Atlantide").content.decode()
    assert anybody.get("/fr/alerts/poster/?place=Afourer").status_code == 302, "another way of writing it"
    page = anybody.get("/fr/alerts/poster/05.081/").content.decode()
    assert "aucun avis n’est ouvert" in page and "لا إعلان مفتوح" in page
    assert anybody.get("/fr/alerts/poster/05.081/poster-ar.pdf")["Content-Type"] == "application/pdf"
    for wrong in ("05", "99.999", "x"):
        assert anybody.get(f"/fr/alerts/poster/{wrong}/").status_code == 404
