"""The analyser: what is indexed, what is asked, and that no person's word can be a filter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolouj.foundation.searching import Group, Query, document, facet, query, tokens


def test_a_notice_in_two_languages() -> None:
    assert document("Travaux d’Aménagement de l'École n°04, à la RN9", None, "وَصِيَـانَة المدارس") == (
        "travail amenag ecol 4 rn 9 صيان مدارس"
    )


@given(st.text())
def test_letters_and_digits_never_stand_in_one_token(text: str) -> None:
    for token in tokens(text):
        assert token.isalpha() or re.fullmatch("[0-9]+", token)


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [("prov", "05.081", "fprov05081"), ("nature", 12, "fnature12"), ("cat", "works", "fcat0works")],
)
def test_a_filter_mixes_letters_and_digits(kind: str, value: str | int, word: str) -> None:
    assert facet(kind, value) == word


@pytest.mark.parametrize(("kind", "value"), [("Prov", "1"), ("", "1"), ("p1", "1"), ("prov", ""), ("prov", "a b")])
def test_not_a_filter(kind: str, value: str) -> None:
    with pytest.raises(ValueError, match="not a facet"):
        facet(kind, value)


def test_a_question_with_filters() -> None:
    asked = query("l'entretien des écoles")
    assert asked.tsquery() == "('entretien') & ('ecol')"
    assert asked.tsquery(["fcat0works"], [], ["fprov1", "fprov2"], loose=True) == (
        "(('entretien') | ('ecol')) & ('fcat0works') & ('fprov1' | 'fprov2')"
    )
    assert Query(()).tsquery() == "" and not query("de la في")


def test_several_ways_of_saying() -> None:
    group = Group("toner", (("ton",), ("encr", "imprim")), parts=(Group("a", (("x",),)), Group("b", (("y",),))))
    assert group.tsquery() == "('ton' | ('encr' & 'imprim') | (('x') & ('y')))"
    asked = Query((group,))
    assert (
        asked.matches("ton") and asked.matches("imprim encr") and asked.matches("y x") and not asked.matches("encr x")
    )
