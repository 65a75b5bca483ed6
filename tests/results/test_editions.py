"""An edition closed on frozen results with its lessons; what a later call makes of them; files that leave the house."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home import sample_results
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.models import Participant
from wolouj.results.actions import editions
from wolouj.results.actions.extracting import extracted
from wolouj.results.counting.frame import Frame
from wolouj.results.exporting import anonymous
from wolouj.results.models import Carried, Edition, Extract, Lesson
from wolouj.results.page.editions import earlier


def test_an_edition_closes_on_frozen_results_with_a_lesson(cast: Cast, lived: Lived) -> None:
    by, call = cast.actor("rachid"), lived.first
    browser = enter(cast, "rachid")
    browser.post(f"/fr/results/edition/{call.pk}/close/")
    assert not Edition.objects.exists()
    page = browser.get(f"/fr/results/edition/{call.pk}/").content.decode()
    assert "Aucune période arrêtée" in page and "Aucune leçon écrite" in page
    with pytest.raises(BadInput):
        editions.learn(call=call, fields={"text_fr": "Sans preuve"}, by=by, at=AT)
    bad = browser.post(f"/fr/results/edition/{call.pk}/lesson/", {"text_fr": "Ce que l’on a vu"})
    assert bad.status_code == 422 and "Ce que l’on a vu" in bad.content.decode() and not Lesson.objects.exists()
    period = sample_results.reported(lived.programme, by=by, at=AT)
    sample_results.closed(lived.first, lived.second, period, by=by, at=AT)
    again = editions.close(call=call, by=by, at=AT + timedelta(days=1))
    assert again.closed_at == AT and AuditLine.objects.filter(act="edition_closed").count() == 1
    page = browser.get(f"/ar/results/edition/{call.pk}/").content.decode()
    assert bare_digits(page) == [] and "<form" not in page.split("<main")[1]


def test_files_without_an_answer_keep_an_edition_open(cast: Cast, lived: Lived) -> None:
    period = sample_results.reported(lived.programme, by=cast.actor("rachid"), at=AT)
    why = editions.hinders(lived.second, period)
    assert any("sans réponse" in text.fr for text in why)


def test_a_lesson_is_mended_until_its_edition_is_closed(cast: Cast, lived: Lived) -> None:
    by, call = cast.actor("rachid"), lived.first
    period = sample_results.reported(lived.programme, by=by, at=AT)
    figure = period.figures.get(measure="answered")
    browser, address = enter(cast, "rachid"), f"/fr/results/edition/{call.pk}/lesson/"
    given = {"text_fr": "La route est longue", "figure": str(figure.pk), "change_fr": "Commencer à dix heures"}
    assert browser.post(address, given).status_code == 302
    kept = Lesson.objects.get()
    form = browser.get(f"{address}{kept.pk}/").content.decode()
    assert "La route est longue" in form and f'value="{figure.pk}" selected' in form
    for bad in ({"text_fr": "", "evidence": "x"}, {"text_fr": "x"}, {"text_fr": "x" * 601, "evidence": "x"}):
        assert browser.post(f"{address}{kept.pk}/", bad | {"csrf": "x"}).status_code == 422
    assert browser.post(f"{address}{kept.pk}/", {"text_ar": "الطريق طويل", "evidence": "لقاء 3 ماي"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.text_fr, kept.text_ar, kept.figure) == ("", "الطريق طويل", None) and kept.by == by.person
    editions.close(call=call, by=by, at=AT + timedelta(days=1))
    late = browser.post(f"{address}{kept.pk}/", {"text_fr": "Autre chose", "evidence": "x"})
    assert late.status_code == 422 and "Autre chose" in late.content.decode()
    assert Lesson.objects.get().text_fr == ""
    assert f"lesson/{kept.pk}/" not in browser.get(f"/ar/results/edition/{call.pk}/").content.decode()
    other = f"/fr/results/edition/{lived.second.pk}/lesson/{kept.pk}/"
    assert browser.get(other).status_code == 404 and enter(cast, "hayat").get(f"{address}{kept.pk}/").status_code == 404


def test_the_next_call_says_what_it_makes_of_each_lesson(cast: Cast, lived: Lived) -> None:
    by = cast.actor("rachid")
    period = sample_results.reported(lived.programme, by=by, at=AT)
    sample_results.closed(lived.first, lived.second, period, by=by, at=AT)
    rows = earlier(lived.second)
    assert len(rows) == 2 and earlier(lived.first) == []
    browser, open_ = enter(cast, "rachid"), next(row for row in rows if not row.mine)
    address = f"/fr/results/edition/{lived.second.pk}/earlier/{open_.pk}/"
    assert browser.post(address, {"kept": "no", "how": ""}).status_code == 422
    assert browser.post(address, {"kept": "no", "how": "Le local ferme à midi"}).status_code == 302
    browser.post(address, {"kept": "yes", "how": "On commence à dix heures"})
    kept = Carried.objects.get(lesson=open_)
    assert kept.kept and kept.how == "On commence à dix heures"
    page = enter(cast, "hayat").get(f"/ar/results/edition/{lived.second.pk}/earlier/").content.decode()
    assert "On commence à dix heures" in page and bare_digits(page) == []
    assert "On commence à dix heures" in browser.get(f"/fr/results/edition/{lived.first.pk}/").content.decode()
    with pytest.raises(BadInput):
        editions.carry(lesson=open_, call=lived.first, kept=True, how="x", by=by, at=AT)


ROWS = st.lists(
    st.tuples(*(st.sampled_from(("", "a", "b", "c")) for _ in anonymous.KNOWN), st.sampled_from(("yes", "no"))),
    max_size=80,
)


@given(ROWS, st.integers(2, 7))
def test_nobody_stands_in_a_small_group_and_every_row_is_counted(rows: list[tuple[str, ...]], least: int) -> None:
    made = anonymous.extract(rows, least=least)
    sizes = Counter(row[: len(anonymous.KNOWN)] for row in made.rows)
    assert all(size >= least for size in sizes.values())
    assert len(made.rows) + made.left_out == len(rows)
    assert Counter(row[-1] for row in made.rows) <= Counter(row[-1] for row in rows)
    hidden = sum(anonymous.HIDDEN in row for row in made.rows)
    assert hidden == made.generalised
    assert not made.rows or made.left_out == 0 or made.left_out >= least, "totals minus rows would tell of a few"


def test_the_extract_of_an_edition_is_made_once_names_nobody_and_is_the_same_ever_after(
    cast: Cast, lived: Lived
) -> None:
    by, call = cast.actor("rachid"), lived.first
    with pytest.raises(BadInput):
        extracted(call=call, by=by, at=AT)
    period = sample_results.reported(lived.programme, by=by, at=AT)
    sample_results.closed(call, lived.second, period, by=by, at=AT)
    address, browser = f"/ar/results/edition/{call.pk}/extract.zip", enter(cast, "rachid")
    made = zipfile.ZipFile(io.BytesIO(browser.post(address).content))
    text = made.read("extract.csv").decode()
    people = [row.participant for row in call.applications.select_related("participant")]
    for her in people:
        names = (her.name, her.name_ar, her.phone, str(her.pk))
        assert not any(name and name in text for name in names)
    kept = Extract.objects.get()
    assert len(kept.rows) + kept.left_out == len({her.same_as_id or her.pk for her in people})
    Participant.objects.filter(pk=people[0].pk).update(sex="man", province="01.051")
    again = zipfile.ZipFile(io.BytesIO(browser.post(address).content))
    assert again.read("extract.csv").decode() == text and again.read("README.txt") == made.read("README.txt")
    assert AuditLine.objects.filter(act="programme_exported").count() == 2
    assert AuditLine.objects.filter(act="extract_made").count() == 1
    assert enter(cast, "hayat").post(address).status_code == 404
    open_ = f"/fr/results/edition/{lived.second.pk}/extract.zip"
    assert browser.post(open_).status_code == 302 and Extract.objects.count() == 1
    page = browser.get(f"/ar/results/{lived.programme.pk}/export/").content.decode()
    assert bare_digits(page) == []
    with pytest.raises(ValueError, match="somebody"):
        anonymous.extract([], least=1)


def test_nobody_leaves_in_two_extracts(cast: Cast, lived: Lived) -> None:
    frame = Frame(lived.programme, since=lived.programme.starts_on, until=AT.date(), call=lived.first)
    everybody = frozenset(frame.persons)
    assert len(anonymous.rows_of(frame)) == len(everybody)
    assert len(anonymous.rows_of(frame, but=everybody - {min(everybody)})) == 1
