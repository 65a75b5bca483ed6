"""Pasted notices: the same order told in six ways must be read alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolouj.notices.sources.pasted import read

HEAD = """Référence : 07/2026
Objet : Achat de produits d’entretien pour la commune d'Afourer
Acheteur : COMMUNE AFOURER
Date mise en ligne : 20/11/2026
Date limite de réception des devis : 26/11/2026 10:00
Lieu d'exécution : AZILAL, BENI MELLAL
Catégorie : Fournitures
Nature de prestation : Fournitures et produits d'entretien et de nettoyage
Délai d'exécution : 30 jours
Articles
"""
SHAPES = {
    "tabs": "N°\tDésignation\tCaractéristiques\tUnité\tQuantité\n1\tJavel 5 l\t\tU\t60\n2\tSavon noir\t\tkg\t1 200\n",
    "pipes": "| N° | Désignation | Unité | Quantité |\n"
    "| 1 | Javel 5 l | U | 60 |\n| 2 | Savon noir | kg | 1 200,00 |\n",
    "one cell a row": "N°\nDésignation\nUnité\nQuantité\n1\nJavel 5 l\nU\n60\n2\nSavon noir\nkg\n1 200\n",
    "blocks": "Article 1\nDésignation : Javel 5 l\nUnité : U\nQuantité : 60\n"
    "Article 2\nDésignation\nSavon noir\nUnité\nkg\nQuantité\n1 200\n",
    "message": "1) Javel 5 l - U - 60\n2) Savon noir : 1 200 kg\n",
    "single spaces": "N° Désignation Unité Quantité\n1 Javel 5 l U 60\n2 Savon noir kg 1 200\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_same_order_in_every_shape(shape: str) -> None:
    got = read(HEAD + SHAPES[shape])
    assert got.fields["reference"] == "07/2026"
    assert got.fields["buyer"] == "COMMUNE AFOURER"
    assert got.fields["deadline"] == "2026-11-26T10:00:00+01:00"
    assert got.fields["places"] == ["AZILAL", "BENI MELLAL"]
    assert got.fields["category"] == "supplies"
    assert [(li["number"], li["designation"], li["unit"], li["quantity"]) for li in got.fields["lines"]] == [
        ("1", "Javel 5 l", "U", "60"),
        ("2", "Savon noir", "kg", "1200"),
    ]
    assert got.doubts == {}


def test_fields_in_any_order_with_label_and_value_on_two_rows() -> None:
    rows = ["Objet\nAchat de graines", "Date limite\n26/11/2026 à 10h30", "Référence\n3/2026", "Acheteur\nCommune X"]
    for order in (rows, rows[::-1]):
        got = read("\n".join(order)).fields
        assert (got["object"], got["reference"], got["buyer"]) == ("Achat de graines", "3/2026", "Commune X")
        assert got["deadline"] == "2026-11-26T10:30:00+01:00"


def test_arabic_message_with_decoration_and_direction_marks() -> None:
    got = read(
        "*المرجع:* \u202b05/2026\u202c\n• الموضوع: شراء مواد النظافة\nصاحب المشروع: جماعة أفورار\n"
        "آخر أجل: ٢٦ نونبر 2026 على الساعة 10:00\nالبنود\n1- جافيل 5 لتر - وحدة - 60\n2- صابون : 12 كلغ\n"
    )
    assert got.fields["reference"] == "05/2026"
    assert got.fields["object"] == "شراء مواد النظافة"
    assert got.fields["deadline"] == "2026-11-26T10:00:00+01:00"
    assert [(li["designation"], li["quantity"]) for li in got.fields["lines"]] == [
        ("جافيل 5 لتر", "60"),
        ("صابون", "12"),
    ]


def test_a_deadline_without_hour_is_not_guessed() -> None:
    got = read("Référence : 1/2026\nDate limite : 26/11/2026\n")
    assert got.fields["deadline"] is None
    assert got.fields["deadline_day"] == "2026-11-26"
    assert got.doubts["deadline"] == "hour_missing"


def test_what_can_be_read_two_ways_is_marked() -> None:
    got = read("Référence : 1/2026\nRéférence : 2/2026\nN°\tDésignation\tUnité\tQuantité\n1\tSable\tm3\t1.200\n")
    assert got.doubts["reference"] == "two_values"
    assert got.doubts["lines.0.quantity"] == "thousand_or_decimal"


def test_an_execution_delay_is_no_line() -> None:
    assert (
        read("Délai d'exécution : 30 jours\nTéléphone : 0523 00 00 00\nCaution provisoire : 2 000 DH").fields["lines"]
        == []
    )


def test_nothing_readable_says_what_is_missing() -> None:
    got = read("Salam, voici l'annonce")
    assert {"reference", "object", "buyer", "deadline", "lines"} <= set(got.doubts)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    got = read(text)
    assert isinstance(got.fields["lines"], list)
