"""Periods frozen with their lists, corrected beside; what is missing; facts told since; reports to two donors."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home import sample_results
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.actions import intake, merging
from wolouj.programme.models import Consent, Indicator, Outcome, Participant, Purpose
from wolouj.programme.models.people import ConsentHow, SensitiveKind
from wolouj.results import missing, report
from wolouj.results.actions import periods, telling
from wolouj.results.counting.freezing import FEW, worked_out
from wolouj.results.frozen import unsaid
from wolouj.results.models import Correction, HandFigure, Period, PeriodFigure, ToldLater
from wolouj.results.report.lists import ranges
from wolouj.results.report.tongue import spanish
from wolouj.results.views.indicators import to_date


@pytest.fixture
def frozen(cast: Cast, lived: Lived) -> Period:
    return sample_results.reported(lived.programme, by=cast.actor("rachid"), at=AT)


def test_a_frozen_figure_keeps_its_list_whatever_happens_since(cast: Cast, lived: Lived, frozen: Period) -> None:
    row = frozen.figures.get(measure="accepted")
    people = Participant.objects.in_bulk([each[0] for each in row.records])
    assert row.value == len(row.records) == sum(int(part[1]) for part in row.parts["sex"]) >= 3
    one, other = sorted(people.values(), key=lambda her: her.pk)[:2]
    merging.merge(kept=one, other=other, score=Decimal(1), reasons=[], by=cast.actor("rachid"), at=AT)
    again = frozen.figures.get(measure="accepted")
    assert (again.value, again.records) == (row.value, row.records)
    live = next(each for each in worked_out(frozen) if each.measure == "accepted")
    assert live.value == row.value - 1
    page = enter(cast, "rachid").get(f"/fr/results/period/{frozen.pk}/").content.decode()
    assert "Compté aujourd’hui" in page
    listed = enter(cast, "hayat").get(f"/fr/results/figure/{row.pk}/").content.decode()
    assert all(her.shown_name("fr") in listed for her in people.values())
    periods.freeze(period=frozen, by=cast.actor("rachid"), at=AT + timedelta(days=1))
    assert AuditLine.objects.filter(act="period_frozen").count() == 1


def test_a_period_is_frozen_once_it_is_over_and_stands_inside_its_programme(cast: Cast, lived: Lived) -> None:
    given = {"programme": lived.programme, "by": cast.actor("rachid"), "at": AT}
    first, day = lived.programme.starts_on, AT.date()
    for start, end in ((day, day - timedelta(days=1)), (first - timedelta(days=9), first - timedelta(days=1))):
        with pytest.raises(BadInput):
            periods.open_period(starts_on=start, ends_on=end, **given)
    made = periods.open_period(starts_on=first, ends_on=day, **given)
    with pytest.raises(BadInput):
        periods.open_period(starts_on=first, ends_on=day, **given)
    with pytest.raises(BadInput):
        periods.freeze(period=made, by=cast.actor("rachid"), at=AT)
    assert not PeriodFigure.objects.exists()
    enter(cast, "rachid").post(f"/fr/results/period/{made.pk}/freeze/")
    assert Period.objects.get(pk=made.pk).frozen_at is None
    assert enter(cast, "hayat").post(f"/fr/results/period/{made.pk}/freeze/").status_code == 404


def test_a_correction_stands_beside_with_its_reason(cast: Cast, frozen: Period) -> None:
    row = frozen.figures.get(measure="accepted")
    browser, address = enter(cast, "rachid"), f"/fr/results/figure/{row.pk}/correct/"
    for bad in (
        {"value": str(row.value), "reason": "le même"},
        {"value": "2", "reason": ""},
        {"value": "deux", "reason": "x"},
    ):
        page = browser.post(address, bad)
        assert page.status_code == 422 and not row.corrections.exists()
    assert browser.post(address, {"value": "2", "reason": "Une personne comptée deux fois"}).status_code == 302
    kept = PeriodFigure.objects.prefetch_related("corrections").get(pk=row.pk)
    assert (kept.value, kept.told) == (row.value, 2)
    share = frozen.figures.get(measure="answered")
    with pytest.raises(BadInput):
        periods.correct(figure=share, value=Decimal(101), reason="x", by=cast.actor("rachid"), at=AT)
    assert Correction.objects.count() == 2


def test_a_later_report_says_what_was_corrected_in_an_earlier_one(cast: Cast, lived: Lived, frozen: Period) -> None:
    by, day = cast.actor("rachid"), AT.date()
    later = periods.open_period(
        programme=lived.programme, starts_on=frozen.starts_on, ends_on=day, by=by, at=AT + timedelta(days=1)
    )
    later = periods.freeze(period=later, by=by, at=AT + timedelta(days=2))
    donor = lived.programme.donors.get(reads="fr")
    said = text_of(report.file("report.pdf", period=later, donor=donor, at=AT)).replace("\r\n", " ")
    assert "a été corrigé le" in said and "sans date" in said
    row, old = later.figures.get(measure="answered"), frozen.figures.get(measure="answered")
    page = enter(cast, "hayat").get(f"/ar/results/figure/{row.pk}/").content.decode()
    assert f"/ar/results/figure/{old.pk}/" in page and bare_digits(page) == []
    first = text_of(report.file("report.pdf", period=frozen, donor=donor, at=AT)).replace("\r\n", " ")
    assert "a été corrigé le" not in first


def test_a_disability_is_counted_at_the_freezing_only_never_for_few(cast: Cast, lived: Lived) -> None:
    row = next(each for each in worked_out_of(lived) if each.measure == "accepted").indicator
    assert row is not None
    Indicator.objects.filter(pk=row.pk).update(splits=["sex", "disability"])
    her = lived.first.applications.filter(decision__outcome=Outcome.SELECTED)[0].participant
    intake.keep_sensitive(
        participant=her, kind=SensitiveKind.DISABILITY, text="…", how=ConsentHow.ORAL, by=cast.actor("hayat"), at=AT
    )
    assert "disability" not in next(each for each in worked_out_of(lived) if each.measure == "accepted").parts
    made = sample_results.reported(lived.programme, by=cast.actor("rachid"), at=AT)
    assert made.figures.get(measure="accepted").parts["disability"] == [["told", FEW, 0]]
    assert AuditLine.objects.filter(act="disability_counted").count() == 1


def worked_out_of(lived: Lived) -> list[PeriodFigure]:
    day = AT.date()
    return worked_out(Period(programme=lived.programme, starts_on=lived.programme.starts_on, ends_on=day))


def test_what_is_missing_leads_to_where_it_is_mended(cast: Cast, lived: Lived) -> None:
    her = lived.first.applications.filter(decision__outcome=Outcome.SELECTED)[0].participant
    Participant.objects.filter(pk=her.pk).update(born_in=None, born_on=None, status="office")
    browser = enter(cast, "hayat")
    page = browser.get(f"/fr/results/{lived.programme.id}/missing/").content.decode()
    address = f"/fr/results/person/{her.pk}/facts/"
    assert address in page and "Indicateurs sans chiffre" in page
    form = browser.get(address).content.decode()
    assert 'name="born_in"' in form and 'name="sex"' not in form, "her file says it already"
    assert browser.post(address, {"born_in": "19o0"}).status_code == 422
    browser.post(address, {"born_in": "1980", "sex": "man"})
    told = ToldLater.objects.get(participant=her)
    assert (told.born_in, told.sex) == (1980, "")
    frame = to_date(lived.programme, AT.date())
    assert frame.persons[her.pk].age is not None and frame.persons[her.pk].sex == "woman"
    facts = [gap for gap in missing.gaps(frame) if gap.key == "facts"]
    assert all(row["url"] != address for gap in facts for row in gap.rows)
    assert enter(cast, "nadia").get(address).status_code == 404


def test_facts_told_since_never_replace_the_file(cast: Cast, lived: Lived) -> None:
    her = lived.applications[0].participant
    telling.tell(participant=her, fields={"sex": "man", "province": "05.091"}, by=cast.actor("hayat"), at=AT)
    assert to_date(lived.programme, AT.date()).persons[her.pk].sex == her.sex == "woman"


def text_of(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_two_donors_read_the_same_figures_each_in_her_language(cast: Cast, lived: Lived, frozen: Period) -> None:
    by_reads = {donor.reads: donor for donor in lived.programme.donors.all()}
    told = text_of(report.file("report.pdf", period=frozen, donor=by_reads["es"], at=AT))
    assert "Informe de resultados" in told and "18 de noviembre de 2026" in told and "Meta" in told
    french = text_of(report.file("report.pdf", period=frozen, donor=by_reads["fr"], at=AT))
    assert "Rapport de résultats" in french and "sans date" in french and "75 %" in french
    by_reads["fr"].reads = "ar"
    assert report.file("report.pdf", period=frozen, donor=by_reads["fr"], at=AT).startswith(b"%PDF")
    draft = frozen.programme.body and Period.objects.filter(frozen_at=None)[0]
    assert "BORRADOR" in text_of(report.file("report.pdf", period=draft, donor=by_reads["es"], at=AT)).replace(" ", "")


def test_a_figure_of_the_workbook_opens_its_list_and_names_only_who_agreed(
    cast: Cast, lived: Lived, frozen: Period
) -> None:
    taken = [row.participant for row in lived.first.applications.filter(decision__outcome=Outcome.SELECTED)]
    intake.consent(
        participant=taken[0], purpose=Purpose.DONOR, yes=True, how=ConsentHow.ORAL, by=cast.actor("hayat"), at=AT
    )
    donor = lived.programme.donors.get(reads="fr")
    book = openpyxl.load_workbook(io.BytesIO(report.file("report.xlsx", period=frozen, donor=donor, at=AT)))
    row = frozen.figures.get(measure="accepted")
    first = book.worksheets[0]
    cell = next(c for c in first["A"] if c.value in (row.position, str(row.position)) and c.row > 5)
    assert cell.hyperlink.location == f"'{row.position}'!A1"
    assert first.cell(cell.row, 4).value == len(taken)
    cells = [str(c.value) for line in book[str(row.position)].iter_rows() for c in line]
    answered = frozen.figures.get(measure="answered").position
    notes = next(first.cell(c.row, 9).value for c in first["A"] if c.value == answered and c.row > 5)
    assert "75 %" in notes and "sans date" in notes, "a correction stands in the workbook too"
    names = [her.shown_name("fr") for her in taken]
    assert names[0] in cells and not set(names[1:]) & set(cells)
    listed = next(line for line in book[str(row.position)].iter_rows(values_only=True) if line[2] == names[0])
    assert "Femmes" in listed and "non dit" not in listed, "she agreed to be told"
    assert cells.count("non dit") >= 4 * (len(taken) - 1), "of three, nothing else is said"
    assert any("Pour que personne ne soit reconnu" in str(c.value) for c in first["B"])
    assert Consent.objects.filter(purpose=Purpose.DONOR).count() == 1


def test_the_report_is_for_who_may_export_and_for_a_donor_of_the_programme(
    cast: Cast, lived: Lived, frozen: Period
) -> None:
    donor = lived.programme.donors.get(reads="es")
    address = f"/ar/results/period/{frozen.pk}/{donor.pk}/report.xlsx"
    assert enter(cast, "rachid").get(address).status_code == 200
    assert enter(cast, "hayat").get(address).status_code == 404
    assert enter(cast, "rachid").get(address.replace("report.xlsx", "other.doc")).status_code == 404
    page = enter(cast, "rachid").get(f"/ar/results/period/{frozen.pk}/").content.decode()
    assert bare_digits(page) == []


def test_a_frozen_figure_opens_what_shows_it(cast: Cast, lived: Lived, settings: Any) -> None:
    settings.PUBLIC_URL = "https://house.example"
    by, day = cast.actor("rachid"), AT.date()
    hand = next(row for row in worked_out_of(lived) if not row.measure).indicator
    assert hand is not None
    told = HandFigure.objects.create(
        indicator=hand, on=day - timedelta(days=20), value=3, source="Liste signée", proof="x.jpg", told_at=AT
    )
    frozen = sample_results.reported(lived.programme, by=by, at=AT + timedelta(days=9))
    HandFigure.objects.create(
        indicator=hand, on=day - timedelta(days=15), value=4, source="Après", told_at=AT + timedelta(days=20)
    )
    row = frozen.figures.get(indicator=hand)
    page = enter(cast, "hayat").get(f"/fr/results/figure/{row.pk}/").content.decode()
    assert f"/results/told/{told.pk}/proof/" in page and "Liste signée" in page and "Après" not in page
    donor = lived.programme.donors.get(reads="fr")
    book = openpyxl.load_workbook(io.BytesIO(report.file("report.xlsx", period=frozen, donor=donor, at=AT)))
    links = [cell.hyperlink.target for cell in book.worksheets[0]["A"] if cell.hyperlink]
    assert f"https://house.example/fr/results/figure/{row.pk}/" in links
    printed = report.file("report.pdf", period=frozen, donor=donor, at=AT)
    assert b"house.example" in printed and "gardé par l’association" in text_of(printed).replace("\r\n", " ")


def counted(people: int, told: int | str, *, after: int = 0) -> PeriodFigure:
    records = [[str(n), "application", str(n), "2026-01-01"] for n in range(after, after + people)]
    return PeriodFigure(records=records, parts={"disability": [["told", str(told), 0]]})


@pytest.mark.parametrize(
    ("figures", "hidden"),
    [
        ([counted(20, 6)], []), ([counted(20, 0)], []), ([counted(20, FEW)], []), ([counted(9, 5)], [0]),
        ([counted(6, 6)], [0]), ([counted(20, 6), counted(40, 7)], [1]), ([counted(40, 7), counted(20, 6)], [1]),
        ([counted(20, 6), counted(40, 12)], []), ([counted(20, 6), counted(20, 6)], []),
        ([counted(20, 6), counted(40, 6)], []), ([counted(20, 6), counted(40, 7, after=10)], []),
    ],
)  # fmt: skip
def test_a_disability_is_not_told_by_the_difference_of_two_counts(
    figures: list[PeriodFigure], hidden: list[int]
) -> None:
    assert unsaid(figures) == {figures[i].pk for i in hidden}


def test_spanish_says_what_the_room_says() -> None:
    from string import Formatter

    from wolouj.foundation.words import registry

    words = registry()["results"]
    for key, text in spanish().items():
        blanks = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert blanks == set(words.blanks(key)), key


@pytest.mark.parametrize(
    ("numbers", "said"), [([], ""), ([3], "3"), ([1, 2, 3, 7], "1–3, 7"), ([9, 2, 1, 2], "1–2, 9")]
)
def test_numbers_are_said_shortly(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


def test_a_period_opened_by_mistake_is_taken_away_until_it_is_frozen(cast: Cast, lived: Lived, frozen: Period) -> None:
    browser, open_ = enter(cast, "rachid"), Period.objects.get(frozen_at=None)
    assert "drop/" in browser.get(f"/ar/results/period/{open_.pk}/").content.decode()
    assert "drop/" not in browser.get(f"/ar/results/period/{frozen.pk}/").content.decode()
    for period in (frozen, open_):
        assert enter(cast, "hayat").post(f"/fr/results/period/{period.pk}/drop/").status_code == 404
        assert browser.post(f"/fr/results/period/{period.pk}/drop/").status_code == 302
    assert Period.objects.get() == frozen and frozen.figures.exists()
    assert AuditLine.objects.filter(act="period_dropped").count() == 1
