"""A notice told plainly: sentences from what is structured, in both languages, fit to be read aloud."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.notices.published import AT
from wolouj.notices.models import Buyer, Line, Notice
from wolouj.notices.telling import buyer_name, lead, place_names, told, what

LANGS: tuple[Any, ...] = ("fr", "ar")


def bare(text: str) -> str:
    """Without marks of direction nor narrow spaces."""
    for mark in "\u2066\u2067\u2068\u2069\u200e\u200f":
        text = text.replace(mark, "")
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def notice(**changes: Any) -> Notice:
    buyer = changes.pop("buyer", None) or Buyer(
        name="COMMUNE AFOURER", name_key="commune afourer", commune="05.081.11.01"
    )
    given: dict[str, Any] = {
        "kind": "tender", "reference": "1/2026", "object": "Travaux de peinture (échantillon)", "buyer": buyer,
        "nature": 12, "nature_confidence": "certain", "place_codes": ["05.081"],
        "deadline": datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca")),
        "estimate": Decimal(120_000), "guarantee": Decimal(2000), "lots_told": 3,
    }  # fmt: skip
    return Notice(**given | changes)


def said(lang: Any, lines: list[Line] | None = None, **changes: Any) -> str:
    return bare(" ".join(told(notice(**changes), lines or [], lang, at=AT)))


def test_everything_told_in_french() -> None:
    text = said("fr", reserved=True, visits="Le 25")
    for part in ("COMMUNE AFOURER lance un appel à concurrence", "Lieu : ", "3 lots", "120 000,00", "taxes comprises",
                 "caution provisoire de 2 000,00", "réservé", "visite", "1er décembre 2026"):  # fmt: skip
        assert part in text, (part, text)


def test_everything_told_in_arabic() -> None:
    text = said("ar", reserved=True, visits="Le 25")
    for part in ("إعلان منافسة", "أفورار", "المكان", "120.000,00", "ضمان مؤقت", "زيارة", "دجنبر"):
        assert part in text or part == "120.000,00", (part, text)
    assert "120" in text and "{" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_told_is_not_said(lang: Any) -> None:
    nothing = {"nature": None, "place_codes": [], "deadline": None, "estimate": None, "guarantee": None}
    sentences = told(notice(**nothing, lots_told=None), [], lang, at=AT)
    assert len(sentences) == 2, sentences
    assert "Travaux de peinture" in sentences[0]
    word = {"fr": "ne dit pas quel montant", "ar": "لا يذكر الإعلان المبلغ"}
    assert word[lang] in sentences[1]


def test_no_guarantee_asked_is_said_and_one_lot_is_no_lots() -> None:
    assert "Aucune caution provisoire" in said("fr", guarantee=Decimal(0))
    assert "lot" not in said("fr", lots_told=1).replace("lance", "")


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (["MA"], "dans tout le Maroc"),
        (["05.081"], "Lieu : "),
        (["MA", "05.081"], "Lieu : "),
        (["XX"], "À l’étranger"),
    ],
)
def test_where(places: list[str], text: str) -> None:
    assert text in said("fr", place_codes=places)
    assert ("Maroc" in said("fr", place_codes=places)) == (places == ["MA"])


def test_many_places_are_counted_and_never_one_other() -> None:
    codes = ["05.081", "05.091", "05.255", "05.301", "05.311"]
    five = said("fr", place_codes=codes)
    assert "autres" not in five and all(bare(name) in five for name in place_names(codes, "fr"))
    assert "et 2 autres" in said("fr", place_codes=[*codes, "01.151"])
    assert "عددها 2" in said("ar", place_codes=[*codes, "01.151"])


def lines(*names: str) -> list[Line]:
    return [Line(position=i, number=str(i), designation=name) for i, name in enumerate(names, start=1)]


def test_lines_are_counted_and_the_first_named() -> None:
    assert "Il y a 1 article : Café." in said("fr", lines("Café"))
    assert "Il y a 3 articles : Café, Thé, Eau." in said("fr", lines("Café", "Thé", "Eau"))
    assert "Il y a 4 articles, dont Café, Thé, Eau…" in said("fr", lines("Café", "Thé", "Eau", "Pain"))
    assert "Café، Thé" in said("ar", lines("Café", "Thé"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_nature_little_sure_is_not_said_for_the_object(lang: Any) -> None:
    sure, unsure = notice(), notice(nature_confidence="unsure")
    assert "Travaux de peinture" not in what(sure, lang) or lang == "fr"
    assert "Travaux de peinture" in what(unsure, lang)
    assert lead(unsure, "ar") == "" and lead(notice(nature=None), "ar") == ""


def test_arabic_words_before_a_french_object_only() -> None:
    assert lead(notice(), "ar") and lead(notice(), "fr") == ""
    assert lead(notice(object="صباغة المدرسة"), "ar") == ""


def test_a_buyer_is_named_without_its_acronyms_and_a_commune_in_the_reader_s_language() -> None:
    ministry = Buyer(name="MEMEE / ONEEBELEC - OFFICE NATIONAL", name_key="memee / oneebelec - office national")
    assert bare(buyer_name(ministry, "fr")) == bare(buyer_name(ministry, "ar")) == "OFFICE NATIONAL"
    dashed = Buyer(name="AGENCE - SERVICE DES ACHATS", name_key="agence - service des achats")
    assert bare(buyer_name(dashed, "fr")) == "AGENCE - SERVICE DES ACHATS"
    commune = notice().buyer
    assert bare(buyer_name(commune, "fr")) == "COMMUNE AFOURER"
    assert "أفورار" in buyer_name(commune, "ar") and "أزيلال" in buyer_name(commune, "ar")
    school = Buyer(name="ECOLE D'AFOURER", name_key="ecole d'afourer", commune="05.081.11.01")
    assert bare(buyer_name(school, "ar")) == "ECOLE D'AFOURER", "only a commune bears the name of the commune"


def test_codes_nobody_knows_are_not_shown() -> None:
    assert place_names(["99.999", ""], "fr") == []
    assert place_names([], "fr") == []


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_do_not_turn_the_sentence_around(lang: Any) -> None:
    text = " ".join(told(notice(object="{buyer} %s <b>", nature=None), [], lang, at=AT))
    assert "{buyer} %s <b>" in text
