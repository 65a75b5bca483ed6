"""The legal texts: what their loader refuses, and why an article is left to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.engine.texts import TEXTS, LawError, load_texts

SOURCES = 'press: {fr: "Presse", ar: "صحافة"}\n'
GOOD = """
name: {fr: "Décret", ar: "مرسوم"}
bulletin: null
in_force: 2023-09-01
checked_on: 2026-11-23
articles:
  "48":
    summary: {fr: "Annuler.", ar: "الإلغاء."}
    confidence: certain
    for_humans: {fr: "Une personne en juge.", ar: "يقدرها شخص."}
  "49":
    summary: {fr: "Choisir.", ar: "الاختيار."}
    confidence: likely
"""


def loaded(folder: Path, text: str = GOOD):
    (folder / "decree.yaml").write_text(text, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return load_texts(folder)


def test_an_article_says_why_it_is_left_to_a_person(tmp_path: Path) -> None:
    texts = loaded(tmp_path)
    why = texts.article("decree/48").for_humans
    assert why is not None and (why.fr, why.ar) == ("Une personne en juge.", "يقدرها شخص.")
    assert texts.article("decree/49").for_humans is None
    assert texts.source("press").fr == "Presse"


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ('for_humans: {fr: "Une personne en juge.", ar: "يقدرها شخص."}', "for_humans: {fr: Oui}", "for_humans: needs"),
        ('ar: "يقدرها شخص."', 'ar: " "', "for_humans: needs"),
        ("for_humans", "for_people", "unknown keys"),
        ('summary: {fr: "Annuler.", ar: "الإلغاء."}', 'summary: "Annuler."', "summary: needs"),
        ("confidence: likely", "confidence: sure", "decree.yaml.*sure"),
        ("confidence: likely", "", "decree.yaml.*confidence"),
        ('"48"', "48", "between quotes"),
        ("in_force: 2023-09-01", "", "in_force"),
    ],
)
def test_the_loader_refuses(tmp_path: Path, found: str, put: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        loaded(tmp_path, GOOD.replace(found, put, 1))


def test_what_no_file_holds_is_a_fault(tmp_path: Path) -> None:
    texts = loaded(tmp_path, GOOD.replace("2023-09-01", "null"))
    for look in (lambda: texts.article("decree/1"), lambda: texts.article("other/48"), lambda: texts.source("x")):
        with pytest.raises(LawError, match="no "):
            look()
    with pytest.raises(LawError, match="no day"):
        texts.first_day("decree")


PARTS = """contents:
  - {articles: "1-6", about: {fr: "Début", ar: "البداية"}}
  - {articles: "7-7", about: null}
"""


def test_the_parts_of_a_text_follow_one_another(tmp_path: Path) -> None:
    texts = loaded(tmp_path, PARTS + GOOD)
    first, second = texts.texts["decree"].contents
    assert (first.first, first.last, second.first, second.last) == (1, 6, 7, 7)
    assert first.about is not None and first.about.ar == "البداية"
    assert second.about is None


@pytest.mark.parametrize("wrong", ['"8-9"', '"6-7"', '"7-6"'])
def test_a_gap_between_parts_is_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(LawError, match="after article 6"):
        loaded(tmp_path, PARTS.replace('"7-7"', wrong) + GOOD)


def test_the_decree_has_all_its_articles_in_its_parts() -> None:
    decree = TEXTS.texts["decree-2-22-431"]
    assert decree.contents[-1].last == 170
    numbers = [int(n) for key in decree.articles if (n := key.partition("/")[2]).isdigit()]
    assert numbers == sorted(numbers) and numbers[-1] <= 170


def test_an_article_written_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"decree\.yaml.*twice"):
        loaded(tmp_path, GOOD.replace('"49"', '"48"'))
