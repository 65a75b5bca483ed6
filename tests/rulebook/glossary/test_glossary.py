"""The words of the trade: complete, plain, marked as our notes mark them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rulebook.engine.law import HOME
from rulebook.engine.texts import LawError
from rulebook.glossary import Mark, glossary, load_glossary, subjects, to_be_checked

NOTES = HOME.parent.parent / "shared" / "law" / "decree.md"
GOOD = """
title: {fr: "Gens", ar: "ناس"}
terms:
  buyer:
    fr: "acheteur"
    ar: "المشتري"
    en: "buyer"
    mark: seen
    means: {fr: "Qui achète.", ar: "من يشتري."}
    article: decree-2-22-431/4
"""
ARABIC = re.compile(r"[\u0600-\u06ff]")


def rows_of_the_notes() -> list[tuple[str, str, str]]:
    """``(French, Arabic, mark)`` of section 13 of our notes; skipped where they are not at hand."""
    if not NOTES.exists():
        pytest.skip("the notes on the law are not at hand")
    section = NOTES.read_text(encoding="utf-8").partition("## 13.")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.count("|") == 5]
    cells = [[cell.strip() for cell in line.split("|")[1:5]] for line in lines]
    return [(fr, ar, mark[:1]) for fr, ar, _, mark in cells if mark[:1] in {"s", "k"}]


def bare(text: str) -> set[str]:
    """The words of a term, what stands in brackets left aside."""
    return set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", text.casefold().replace("’", "'"))))


def test_every_word_of_our_notes_is_there_with_its_mark() -> None:
    rows = rows_of_the_notes()
    assert len(rows) > 80
    for french, arabic, mark in rows:
        found = [t for t in glossary().values() if bare(french) == bare(t.term.fr)]
        assert len(found) == 1, f"{french}: {[t.key for t in found]}"
        assert bare(found[0].term.ar) <= bare(arabic), (found[0].term.ar, arabic)
        assert found[0].mark is {"s": Mark.SEEN, "k": Mark.TO_CHECK}[mark], french


def test_every_word_is_told_in_plain_words() -> None:
    assert len(glossary()) > 90
    for term in glossary().values():
        assert not re.search(r"\d", term.means.fr + term.means.ar), f"{term.key}: figures live in the chapters"
        assert term.means.fr.endswith(".") and term.means.ar.endswith("."), term.key
        assert len(term.means.fr.split()) <= 32, f"{term.key} is long"
        assert not ARABIC.search(term.term.fr + term.means.fr), term.key
        assert ARABIC.search(term.term.ar) and ARABIC.search(term.means.ar), term.key
        assert term.heard is None or ARABIC.search(term.heard), term.key


def test_no_word_is_there_twice() -> None:
    for lang in ("fr", "ar"):
        said = [getattr(term.term, lang) for term in glossary().values()]
        assert len(said) == len(set(said))


def test_what_must_be_checked_is_listed() -> None:
    listed = {term.key for term in to_be_checked()}
    assert {"quote", "reference_price"} <= listed
    assert "purchase_order" not in listed
    assert [subject.key for subject in subjects()] == ["people", "buying", "file", "opening", "after", "voice"]
    assert all(term.subject == subject.key for subject in subjects() for term in subject.terms)


def test_typography_is_mended() -> None:
    assert "\u202f" in glossary()["buyer"].means.fr and "’" in glossary()["buyer"].term.fr


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("mark: seen", "mark: guessed", "buyer.*guessed"),
        ('ar: "المشتري"', 'ar: ""', "buyer: needs"),
        ('means: {fr: "Qui achète.", ar: "من يشتري."}', "means: {fr: Oui}", "means: needs"),
        ("mark: seen", "", "needs .*mark"),
        ("    en:", "    es:", "needs"),
        ("431/4", "431/999", "no article"),
    ],
)
def test_the_loader_refuses(tmp_path: Path, found: str, put: str, says: str) -> None:
    (tmp_path / "1-people.yaml").write_text(GOOD.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(LawError, match=says):
        load_glossary(tmp_path)


def test_a_word_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("1-people.yaml", "2-buying.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(LawError, match=r"twice.*buyer"):
        load_glossary(tmp_path)
