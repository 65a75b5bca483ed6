"""The pages of indicators: counted from the records, opened down to the list, told by hand with a source."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.actions import merging
from wolouj.programme.models import Decision, Indicator, Outcome
from wolouj.results import queries
from wolouj.results.actions import measuring
from wolouj.results.models import HandFigure, Measured
from wolouj.results.page import desk
from wolouj.results.views.indicators import to_date


def indicator(lived: Lived, words: str) -> Indicator:
    return next(row for row in queries.indicators_of(lived.programme) if row.text_fr.startswith(words))


def test_the_desk_counts_what_the_committee_decided(cast: Cast, lived: Lived) -> None:
    taken = Decision.objects.filter(outcome=Outcome.SELECTED)
    frame = to_date(lived.programme, AT.date())
    found = {each.indicator.text_fr: each for each in queries.figures(frame)}
    assert found["Personnes acceptées"].value == taken.count() >= 3
    women = taken.filter(application__participant__sex="woman").count()
    share = (Decimal(100 * women) / taken.count()).quantize(Decimal("0.1"))
    assert found["Part des femmes parmi les personnes acceptées"].value == share
    assert found["Dossiers qui ont reçu une réponse motivée"].value == 80, "two files of the second call wait"
    assert found["Personnes certifiées"].value is None, "nothing was told by hand"
    page = enter(cast, "rachid").get(f"/ar/results/{lived.programme.id}/?by=sex").content.decode()
    assert "أشخاص مقبولون" in page and bare_digits(page) == []


def test_who_manages_finds_the_results_from_her_desk(cast: Cast, lived: Lived) -> None:
    page = enter(cast, "rachid").get("/fr/today/").content.decode()
    assert page.count('"/fr/results/"') == 1
    assert '"/fr/results/"' not in enter(cast, "ftoum").get("/fr/today/").content.decode()


def test_two_files_said_to_be_one_person_count_once(cast: Cast, lived: Lived) -> None:
    frame = to_date(lived.programme, AT.date())
    applied = queries.count(queries.MEASURES["applied"], frame)
    one, other = sorted(applied.hits, key=lambda hit: hit.person)[:2]
    rows = {row.pk: row for row in _participants([one.person, other.person])}
    merging.merge(
        kept=rows[one.person], other=rows[other.person], score=Decimal(1), reasons=[], by=cast.actor("rachid"), at=AT
    )
    again = queries.count(queries.MEASURES["applied"], to_date(lived.programme, AT.date()))
    assert again.value == (applied.value or 0) - 1


def _participants(keys: list[object]) -> list[object]:
    from wolouj.programme.models import Participant

    return list(Participant.objects.filter(pk__in=keys))


def test_a_figure_opens_its_list_and_its_files(cast: Cast, lived: Lived) -> None:
    row = indicator(lived, "Personnes acceptées")
    browser = enter(cast, "hayat")
    page = browser.get(f"/fr/results/indicator/{row.pk}/").content.decode()
    for decision in Decision.objects.filter(outcome=Outcome.SELECTED).select_related("application__participant"):
        assert f"/fr/programme/received/{decision.application_id}/" in page
    assert "/measure/" not in page, "a coach sees, and changes nothing"
    assert browser.get(f"/fr/results/indicator/{row.pk}/measure/").status_code == 404
    for stranger in ("ftoum", "nadia", "admin"):
        assert enter(cast, stranger).get(f"/fr/results/indicator/{row.pk}/").status_code == 404
        assert enter(cast, stranger).get(f"/fr/results/{lived.programme.id}/").status_code == 404


def test_the_desk_asks_as_many_queries_whatever_it_counts(cast: Cast, lived: Lived) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.figures(to_date(lived.programme, AT.date()))
    for row in queries.indicators_of(lived.programme):
        Measured.objects.filter(indicator=row).delete()
        key = "win_rate" if row.is_share else "dirhams_won"
        measuring.choose(indicator=row, measure=key, by=cast.actor("rachid"), at=AT)
    with CaptureQueriesContext(connection) as many:
        queries.figures(to_date(lived.programme, AT.date()))
    assert len(many) <= len(few) + 1 <= 9


def test_a_measure_gives_what_the_indicator_asks(cast: Cast, lived: Lived) -> None:
    row = indicator(lived, "Personnes acceptées")
    for wrong in ("women_accepted", "no such measure"):
        with pytest.raises(BadInput):
            measuring.choose(indicator=row, measure=wrong, by=cast.actor("rachid"), at=AT)
    page = enter(cast, "rachid").post(f"/fr/results/indicator/{row.pk}/measure/", {"measure": "win_rate"})
    assert page.status_code == 422
    enter(cast, "rachid").post(f"/fr/results/indicator/{row.pk}/measure/", {"measure": "applied"})
    assert Measured.objects.get(indicator=row).measure == "applied"
    assert AuditLine.objects.filter(act="measure_chosen", object_id=str(row.pk)).count() == 2


def test_a_figure_told_by_hand_keeps_its_source_and_what_was_typed(cast: Cast, lived: Lived) -> None:
    row = indicator(lived, "Personnes certifiées")
    browser, address = enter(cast, "rachid"), f"/fr/results/indicator/{row.pk}/tell/"
    bad = browser.post(address, {"value": "douze", "on": "2027-01-01", "source": "Liste"})
    assert bad.status_code == 422 and "douze" in bad.content.decode() and not HandFigure.objects.exists()
    assert browser.post(address, {"value": "12,5", "on": "2026-11-20", "source": "Liste signée"}).status_code == 302
    browser.post(address, {"value": "14", "on": "2026-11-27", "source": "Liste signée, page 2"})
    assert queries.figure(row, to_date(lived.programme, AT.date())).value == 14
    page = browser.get(f"/fr/results/indicator/{row.pk}/").content.decode()
    assert "12,5" in page and "Liste signée, page 2" in page
    with pytest.raises(BadInput):
        told = {"value": Decimal(1), "on": AT.date(), "source": "x"}
        measuring.tell(indicator=indicator(lived, "Personnes acceptées"), fields=told, by=cast.actor("rachid"), at=AT)


def test_a_figure_told_by_hand_keeps_what_shows_it(
    cast: Cast, lived: Lived, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    row = indicator(lived, "Personnes certifiées")
    browser, address = enter(cast, "rachid"), f"/fr/results/indicator/{row.pk}/tell/"
    told = {"value": "12", "on": "2026-11-20", "source": "Liste signée"}
    bad = browser.post(address, told | {"proof": SimpleUploadedFile("liste.jpg", b"MZ not a photo")})
    assert bad.status_code == 422 and "Liste signée" in bad.content.decode() and not HandFigure.objects.exists()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    browser.post(address, told | {"proof": SimpleUploadedFile("liste.pdf", out.getvalue())})
    made = HandFigure.objects.get()
    assert made.proof.name.endswith(".jpg") and "liste" not in made.proof.name
    page = browser.get(f"/fr/results/indicator/{row.pk}/").content.decode()
    assert f"/fr/results/told/{made.pk}/proof/" in page
    seen = enter(cast, "hayat").get(f"/fr/results/told/{made.pk}/proof/")
    assert seen["Content-Type"] == "image/jpeg" and "sandbox" in seen["Content-Security-Policy"]
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")
    for stranger in ("ftoum", "nadia", "admin"):
        assert enter(cast, stranger).get(f"/fr/results/told/{made.pk}/proof/").status_code == 404


def test_a_chart_runs_as_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("a", 1), ("b", 4)]
    for lang, first in (("fr", "a"), ("ar", "b")):
        monkeypatch.setattr(desk, "active", lambda lang=lang: lang)
        bars = desk.columns(rows)["bars"]
        assert min(bars, key=lambda bar: bar["x"])["word"] == first
        assert [bar["last"] for bar in bars] == [False, True] and bars[1]["size"] == 4 * bars[0]["size"]
    assert desk.short_month(date(2026, 9, 1)) == "شتنبر"
