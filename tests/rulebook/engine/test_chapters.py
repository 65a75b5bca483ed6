"""A chapter is loaded whole: its question, its rules in order, its words."""

from __future__ import annotations

import pytest

from rulebook.engine import chapters
from rulebook.engine.chapters import CALCULATIONS, CHAPTERS, NAMES, calculations, every_chapter
from rulebook.engine.rule import RULES


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_that_judges(name: str) -> None:
    found = chapters._chapter(name)
    assert found.name == name and found.doc.splitlines()[0].endswith("?")
    assert found.rules == tuple(rule for rule in RULES.values() if rule.chapter == name) == CHAPTERS[name].rules
    assert found.words.keys() == CHAPTERS[name].words.keys() and found.words.name == f"{name}/wording.yaml"


@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_chapter_that_works_something_out(name: str) -> None:
    found = chapters._calculation(name)
    assert found.name == name and "?" in found.doc.splitlines()[0]
    assert found.provisions == calculations()[name].provisions
    assert all(signed.key.startswith(f"{name}.") for signed in found.provisions)
    assert found.words.keys() == calculations()[name].words.keys() and found.words.name == f"{name}/wording.yaml"


def test_every_chapter_is_one_or_the_other() -> None:
    assert list(every_chapter()) == [*NAMES, *CALCULATIONS]
    calculations.cache_clear()
    assert calculations() is calculations() and list(calculations()) == list(CALCULATIONS)
