"""The analyser: what is indexed, what is asked, and that no person's word can be a filter."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wolouj.foundation.searching import (
    Group,
    Lexicon,
    Meaning,
    Query,
    Vocabulary,
    document,
    facet,
    query,
    tokens,
    words,
)


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


LEXICON = Lexicon(
    [
        Meaning(("peinture", "صباغة"), ("sbagha",), ("ravalement",), ("peinture",)),
        Meaning(("huile d'olive", "زيت الزيتون"), ("zit l3oud",), shown=("huile d'olive",)),
        Meaning(("miel", "عسل"), ("3sel",), shown=("miel",)),
    ],
    [["سوق", "أسواق"], ["plomberie", "plombier"]],
    ["achat", "bon de commande"],
)
HELD = Vocabulary({"peinture": 40, "penture": 1, "miel": 5, "plomberie": 9, "مكتب": 3, "climatisation": 3, "rn": 2})


def ask(text: str) -> Query:
    return query(text, HELD, LEXICON)


@pytest.mark.parametrize("typed", "sbagha sba8a ssbagha SBAGHA lsbagha صباغة الصباغة peinture peintures".split())
def test_one_thing_however_it_is_said(typed: str) -> None:
    assert ask(typed).matches("peintur") and ask(typed).matches("صباغ") and not ask(typed).matches("miel")


def test_wider_words_do_not_lead_back() -> None:
    assert ask("صباغة").matches(document("ravalement")) and not ask("ravalement").matches(document("peinture"))


def test_an_expression_or_its_words() -> None:
    asked = ask("زيت الزيتون")
    assert asked.matches(document("huile d'olive")) and not asked.matches(document("huile de moteur"))
    assert ask("zit l3oud").matches(document("Huile d’Olive")) and ask("3sel").matches("miel")


def test_a_run_of_letters_and_digits_is_darija_or_pieces() -> None:
    assert ask("3sel").groups[0].ways[0] == ("miel",)
    assert ask("RN9").tsquery() == "('rn') & ('9')" and ask("RN9").matches(document("route RN 9"))


def test_slips_are_set_right_and_told() -> None:
    assert ask("peinturre").corrections == (("peinturre", "peinture"),)
    assert ask("climat").corrections == () and ask("climat").also == ("climatisation",)
    assert ask("zzz").corrections == () and ask("zzz").tsquery() == "('zzz')"
    assert query("peinturre", (), LEXICON).corrections == ()


def test_short_words_and_numbers_are_never_slips() -> None:
    assert ask("mil").corrections == () and ask("2027").corrections == ()


def test_a_vocabulary_of_tokens_will_do() -> None:
    held = tuple(tokens("peinture climatisation nettoyage"))
    asked = query("netoyage", held, LEXICON)
    assert asked.matches(document("nettoyage")) and asked.corrections == (("netoyage", "nettoyag"),)
    assert query("peinturre", held, LEXICON).corrections == (("peinturre", "peinture"),)


def test_misspelt_notices_are_found_too() -> None:
    assert ask("peinture").matches("pentur") and ask("صباغة").matches("pentur")


def test_what_is_joined_to_an_arabic_word() -> None:
    assert query("مكتب").matches(document("بمكتب")) and ask("بمكتب").matches(document("مكتب"))


def test_idle_words_are_left_out_unless_alone() -> None:
    assert ask("achat de miel").left_out == ("achat",) and ask("achat de miel").matches("miel")
    assert ask("bon de commande").left_out == () and ask("bon de commande").matches(document("bons de commande"))


def test_a_pasted_page_is_cut() -> None:
    assert len(ask(" ".join(f"mot{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400))).groups) == 16


@pytest.mark.django_db
@given(text=st.text() | st.text("'\\\"&|!():*<->%_ صباغة3sel l9زيت", max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_postgresql_reads_tokens_and_questions_as_we_do(text: str) -> None:
    held = f"{document(text)} {facet('prov', '05.081')}"
    asked = ask(text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('simple', %s))", [held])
        assert set(cursor.fetchone()[0]) == set(held.split())
        cursor.execute("SELECT to_tsquery('simple', %s)", [asked.tsquery(["fprov05081"])])
        cursor.execute("SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", [held, asked.tsquery() or "'x'"])
        assert not asked or cursor.fetchone()[0] == asked.matches(held)


@given(st.text(), st.text())
def test_a_question_never_breaks(text: str, held: str) -> None:
    assert query(text, words(held), LEXICON).tsquery().count("(") == query(text, words(held), LEXICON).tsquery().count(
        ")"
    )


def test_a_notice_finds_itself() -> None:
    """Every word of a notice, asked alone, finds that notice: writing and asking agree."""
    text = "Travaux d’aménagement et d’électrification de l'école, lot n°2 : صيانة المدارس والطرق بجماعة أيت ملول"
    for word in text.split():
        asked = ask(word)
        assert not asked or asked.matches(document(text)), word
