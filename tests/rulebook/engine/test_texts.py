"""The legal texts: what their loader refuses, and why an article is left to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.engine.texts import LawError, load_texts

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
