"""Pasted notices: the same order told in six ways must be read alike."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from time import process_time
from zoneinfo import ZoneInfo

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


AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
PORTAL = """Identifiant : 345678
Référence
15/2026/BC
Objet
Achat de fournitures de bureau
pour les services de la commune
Acheteur public
COMMUNE BENI AYAT
Date mise en ligne
18/11/2026 16:30
Date limite
Jeudi 26 novembre 2026 10:00
Lieu d'exécution
AZILAL
BENI MELLAL
Catégorie
Fournitures
Nature de prestation
Fournitures de bureau
Articles
#1
Ramette papier A4
Caractéristiques
80 g, blanc
Quantité
120
Unité de mesure
Rame
Garanties exigées
Non
#2
Toner
Caractéristiques
Original
réf : 85A
Quantité
12,5
Unité de mesure
U
TVA (%)
20
"""


def lines_of(text: str) -> list[tuple[object, ...]]:
    return [(li["designation"], li["unit"], li["quantity"]) for li in read(text).fields["lines"]]


def test_the_visible_text_of_the_portal_s_page() -> None:
    got = read(PORTAL, at=AT)
    assert got.fields["reference"] == "15/2026/BC"
    assert got.fields["object"] == "Achat de fournitures de bureau pour les services de la commune"
    assert got.fields["published"] == "2026-11-18T16:30:00+01:00"
    assert got.fields["deadline"] == "2026-11-26T10:00:00+01:00"
    assert got.fields["places"] == ["AZILAL", "BENI MELLAL"]
    assert [line["details"] for line in got.fields["lines"]] == [
        "80 g, blanc ; Garantie : Non",
        "Original ; réf : 85A ; TVA : 20",
    ]
    assert lines_of(PORTAL) == [("Ramette papier A4", "Rame", "120"), ("Toner", "U", "12.5")]
    assert got.doubts == {"object": "not_understood"}  # two rows were joined


def test_a_forwarded_message_in_two_languages() -> None:
    got = read(
        "[20/11/2026, 09:12] Une accompagnatrice: *Transféré*\n📢 *Avis d'achat* 📢\n"
        "📌 Réf : 07/2026 - Objet : Achat de matériel - Acheteur : Commune Tanant\n"
        "📅 آخر أجل : الخميس 26 نونبر 2026 على الساعة العاشرة والنصف\nالمطلوب:\n"
        "1️⃣ Ciment CPJ 45 : 120 sacs\n2️⃣ سلك حديد - 30 كلغ\n",
        at=AT,
    )
    assert got.fields["reference"] == "07/2026"
    assert got.fields["object"] == "Achat de matériel"
    assert got.fields["buyer"] == "Commune Tanant"
    assert got.fields["deadline"] == "2026-11-26T10:30:00+01:00"
    assert [li["designation"] for li in got.fields["lines"]] == ["Ciment CPJ 45", "سلك حديد"]
    assert got.doubts == {}


def test_of_two_notices_the_first_is_read_and_the_second_told() -> None:
    one = "Référence : 1/2026\nObjet : Achat A\nAcheteur : X\nDate limite : 26/11/2026 10:00\n1) Sable - m3 - 10\n"
    two = "Référence : 2/2026\nObjet : Achat B\nAcheteur : X\nDate limite : 27/11/2026 10:00\n1) Gravier - m3 - 5\n"
    got = read(one + "-----\n" + two)
    assert (got.fields["reference"], got.fields["object"]) == ("1/2026", "Achat A")
    assert [li["designation"] for li in got.fields["lines"]] == ["Sable"]
    assert got.doubts == {"text": "two_notices"}
    assert "text" not in read(one + one).doubts


@pytest.mark.parametrize(
    ("said", "iso", "doubt"),
    [
        ("26/11/2026 10:00", "2026-11-26T10:00:00+01:00", None),
        ("jeudi 26 novembre 2026 à 10h", "2026-11-26T10:00:00+01:00", None),
        ("26.11.2026 à 10 heures 30", "2026-11-26T10:30:00+01:00", None),
        ("26-11-2026 à 3h de l'après-midi", "2026-11-26T15:00:00+01:00", None),
        ("1er décembre 2026 à 16H00", "2026-12-01T16:00:00+01:00", None),
        ("2026-11-26T10:00:00", "2026-11-26T10:00:00+01:00", None),
        ("26 نونبر 2026 على الساعة 10", "2026-11-26T10:00:00+01:00", None),
        ("يوم الخميس 26/11/2026 على الساعة الثالثة بعد الزوال", "2026-11-26T15:00:00+01:00", None),
        ("mercredi 26/11/2026 10:00", "2026-11-26T10:00:00+01:00", "weekday_differs"),
        ("26/11/26 10:00", "2026-11-26T10:00:00+01:00", "not_understood"),
        ("du 26/11/2026 au 30/11/2026 10:00", "2026-11-26T10:00:00+01:00", "two_values"),
        ("26/11/2026 de 9h à 10h", "2026-11-26T09:00:00+01:00", "two_values"),
        ("20/11/2026 10:00", "2026-11-20T10:00:00+01:00", "past"),
        ("26 novembre à 10h", None, "year_missing"),
        ("31/02/2026 10:00", None, "not_understood"),
        ("bientôt", None, "not_understood"),
    ],
)
def test_deadlines_as_they_are_written(said: str, iso: str | None, doubt: str | None) -> None:
    got = read(f"Date limite : {said}\n", at=AT)
    assert (got.fields["deadline"], got.doubts.get("deadline")) == (iso, doubt)


@pytest.mark.parametrize(
    "row",
    [
        "Déposer avant le 26/11/2026 à 10h",
        "Réponse au plus tard le jeudi 26/11/2026, 10:00",
        "قبل يوم 26/11/2026 الساعة 10",
    ],
)
def test_a_deadline_in_a_sentence_is_read_and_marked(row: str) -> None:
    got = read(f"Objet : Achat de plants\n{row}\nLivraison avant le 30/12/2026\n", at=AT)
    assert got.fields["deadline"] == "2026-11-26T10:00:00+01:00"
    assert got.doubts["deadline"] == "not_understood"
    assert got.fields["lines"] == []


def test_another_date_is_no_deadline() -> None:
    assert read("Livraison avant le 30/12/2026 à 10h\nRéunion avant le 25/11/2026").fields["deadline"] is None


@pytest.mark.parametrize(
    ("cell", "quantity", "doubt"),
    [
        ("60", "60", None),
        ("1 200", "1200", None),
        ("1 200,50", "1200.5", None),
        ("1.200,50", "1200.5", None),
        ("1.200.000", "1200000", None),
        ("12,5", "12.5", None),
        ("12.5", "12.5", None),
        ("0.500", "0.5", None),
        ("60,00", "60", None),
        ("٦٠", "60", None),
        ("60 U", "60", None),
        ("1.200", "1200", "thousand_or_decimal"),
        ("1,200", "1.2", "thousand_or_decimal"),
        ("10 à 20", "10", "two_values"),
        ("2 x 50", "2", "two_values"),
        ("-5", None, "not_understood"),
        ("0", None, "not_understood"),
        ("soixante", None, "not_understood"),
        ("9" * 20, None, "not_understood"),
        ("1,23456", None, "not_understood"),
    ],
)
def test_quantities_as_they_are_written(cell: str, quantity: str | None, doubt: str | None) -> None:
    got = read(f"N°\tDésignation\tUnité\tQuantité\n1\tSable\tm3\t{cell}\n")
    assert got.fields["lines"][0]["quantity"] == quantity
    assert got.doubts.get("lines.0.quantity") == doubt


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("AZILAL, BENI MELLAL", ["AZILAL", "BENI MELLAL"]),
        ("أزيلال، بني ملال", ["أزيلال", "بني ملال"]),
        ("Azilal et Béni Mellal", ["Azilal", "Béni Mellal"]),
        ("Dépôt central et magasin", ["Dépôt central et magasin"]),
        ("Azilal ; Azilal", ["Azilal"]),
    ],
)
def test_places_are_a_list(said: str, listed: list[str]) -> None:
    assert read(f"Lieu d'exécution : {said}").fields["places"] == listed


@pytest.mark.parametrize(
    ("said", "amount", "doubt"),
    [
        ("48 516 000,00", "48516000.00", None),
        ("12 000,00 DH TTC", "12000.00", None),
        ("0", None, None),
        ("12.000", None, "not_kept"),
        ("environ 3000", None, "not_kept"),
    ],
)
def test_an_estimate_is_an_amount_or_nothing(said: str, amount: str | None, doubt: str | None) -> None:
    got = read(f"Estimation (en Dhs TTC) : {said}")
    assert (got.fields["estimate"], got.doubts.get("estimate")) == (amount, doubt)


THOUSAND = "".join(f"{i}\tArticle numéro {i}\tU\t{i}\n" for i in range(1, 1001))
HOSTILE = {
    "right-to-left overrides": "\u202e\u2066" * 50_000,
    "nuls": "\0" * 100_000,
    "emoji": "🎉" * 100_000,
    "one row": "a " * 50_000,
    "stars": "*a" * 50_000,
    "labels": "Objet : " * 12_500,
    "references": "".join(f"Référence : {i}\n" for i in range(6_000)),
    "heads": "Désignation\nQuantité\n" * 5_000,
    "days": "Date limite : " + "26/11/2026 " * 9_000,
    "places": "Lieu : " + "Azilal et Tata, " * 6_000,
    "rows of places": "Lieu : Azilal\n" + "Azilal\n" * 14_000,
    "units": ("x " * 150 + "- u - 5\n") * 300,
    "ligatures": "ﷺ" * 100_000,
    "accents": "a" + "\u0301" * 99_999,
    "digits": "1" * 100_000,
    "halves": "\ud800" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_without_harm_nor_long_wait(name: str) -> None:
    began = process_time()
    got = read(HOSTILE[name], at=AT)
    assert process_time() - began < 10  # a wide margin: it stops what would not end, it measures nothing
    json.dumps(got.fields).encode()
    assert len(got.fields["lines"]) <= 1000


def test_a_thousand_lines_are_read() -> None:
    got = read(f"Référence : 1/2026\nN°\tDésignation\tUnité\tQuantité\n{THOUSAND}")
    assert len(got.fields["lines"]) == 1000
    assert got.fields["lines"][-1]["quantity"] == "1000"


names = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèأبتثجحخدرسشصطعفقكلمنهوي"), min_size=3, max_size=12)
quantities = st.decimals(min_value="0.001", max_value=999, places=3).filter(lambda q: q != q.to_integral_value())
rows_asked = st.lists(st.tuples(names, st.integers(1, 999)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows_asked, st.permutations(["Référence : 7/2026", "Acheteur : COMMUNE X", "Date limite : 26/11/2026 10:00"]))
def test_a_table_is_read_as_written_wherever_the_fields_stand(rows: list[tuple[str, int]], head: list[str]) -> None:
    table = "\n".join(f"{i}\tarticle {name}\tkg\t{n}" for i, (name, n) in enumerate(rows, start=1))
    got = read("\n".join(head) + f"\nN°\tDésignation\tUnité\tQuantité\n{table}\n", at=AT)
    assert [(li["designation"], li["quantity"]) for li in got.fields["lines"]] == [
        (f"article {name}", str(n)) for name, n in rows
    ]
    assert (got.fields["reference"], got.fields["buyer"]) == ("7/2026", "COMMUNE X")
    assert got.doubts == {"object": "missing"}


@settings(max_examples=60, deadline=None)
@given(quantities)
def test_a_comma_decimal_is_never_read_as_another_figure(quantity: Decimal) -> None:
    cell = format(quantity.normalize(), "f").replace(".", ",")
    got = read(f"N°\tDésignation\tUnité\tQuantité\n1\tSable\tm3\t{cell}\n")
    assert Decimal(str(got.fields["lines"][0]["quantity"])) == quantity
