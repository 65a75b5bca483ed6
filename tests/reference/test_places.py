"""Places as the portal and people write them. Every name here was written by us, in the portal's ways."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.verdict import Confidence
from wolouj.reference.folding import fold
from wolouj.reference.gazetteer import FILE, gazetteer
from wolouj.reference.places import NOTHING, PlaceLevel, resolve_place
from wolouj.reference.territories import communes, provinces, regions

TENDERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "notices" / "open-tenders-2025-10.jsonl"

NAMED = [
    ("AZILAL", "province", "05.081"),
    ("BENI MELLAL", "province", "05.091"),
    ("FQUIH BEN SALAH", "province", "05.255"),
    ("Fkih Ben Saleh", "province", "05.255"),
    ("OUED ED DAHAB", "province", "12.391"),
    ("SKHIRATE-TEMARA", "province", "04.501"),
    ("Province d'Azilal", "province", "05.081"),
    ("Province de Tanounate", "province", "03.531"),
    ("Wilaya de Fes", "province", "03.231"),
    ("Wialya de Béni Mellal", "province", "05.091"),
    ("Wialaya de Casablanca Anfa", "province", "06.141.01.00"),
    ("Préfecture d'arrondissements Moulay Rachid", "province", "06.141.01.70"),
    ("Région Béni Mellal-Khénifra", "region", "05"),
    ("Draa - Tafilalet", "region", "08"),
    ("ORIENTAL", "region", "02"),
    ("Commune de Afourer", "commune", "05.081.11.01"),
    ("AFOURAR", "commune", "05.081.11.01"),
    ("Commune rurale de Tazarine province de Zagora", "commune", "08.587.11.41"),
    ("Tazarine (Taza)", "commune", "03.561.09.11"),
    ("Ville de Rabat", "commune", "04.421.01.0"),
    ("إقليم أزيلال", "province", "05.081"),
    ("بني ملال", "province", "05.091"),
    ("عمالة مقاطعات عين الشق", "province", "06.141.01.40"),
    ("جهة بني ملال خنيفرة", "region", "05"),
    ("جماعة أفورار", "commune", "05.081.11.01"),
    ("5nifra", "province", "05.301"),
    ("MAROC", "country", None),
    ("Royaume du Maroc", "country", None),
    ("المملكة المغربية", "country", None),
    ("SÉNÉGAL", "foreign", None),
    ("Etats-Unis", "foreign", None),
    ("فرنسا", "foreign", None),
]


@pytest.mark.parametrize(("text", "level", "code"), NAMED)
def test_the_ways_a_place_is_written(text: str, level: str, code: str | None) -> None:
    found = resolve_place(text)
    assert (found.level.value, found.code) == (level, code)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "12", "Province de", "Wilaya", "zzzzzz", "Le siège de la commune", "Tazarine"),
        *("Commune de Tazarine", "Rabat - Salé", "Beni Mellal, Azilal", "lot unique", "a" * 5_000, "Tazarine (Azilal)"),
    ],
)
def test_what_names_no_one_place_stays_unsaid(text: str) -> None:
    assert resolve_place(text) == NOTHING


def test_how_sure() -> None:
    assert resolve_place("Azilal").confidence is Confidence.CERTAIN
    assert resolve_place("Khnifra").confidence is Confidence.LIKELY
    assert resolve_place("Chefchaouin").confidence is Confidence.UNSURE
    assert resolve_place("Chefchaouin").code == "01.151"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_official_name_is_found_unless_shared(lang: str) -> None:
    for where in (*regions(), *provinces()):
        assert resolve_place(where.name(lang)).code == where.code
    said = "Commune de" if lang == "fr" else "جماعة"
    found = [resolve_place(f"{said} {where.name(lang)}") for where in communes()]
    names = Counter(fold(where.name(lang)) for where in communes())
    alone = [(where, one) for where, one in zip(communes(), found, strict=True) if names[fold(where.name(lang))] == 1]
    assert len(alone) > 1_350
    assert [where.name_fr for where, one in alone if one.code != where.code] == []
    assert {one for where, one in zip(communes(), found, strict=True) if names[fold(where.name(lang))] > 1} == {NOTHING}


def test_our_list_holds_no_name_of_two_provinces_nor_of_a_country() -> None:
    g = gazetteer()
    for names in (g.regions, g.provinces, g.localities):
        assert all(len(names.exact(name)) == 1 for name in names.known())
    assert not [name for name in g.abroad if g.provinces.exact(name) or g.communes.exact(name)]
    assert FILE.exists() and len(g.abroad) > 350


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    found = resolve_place(text)
    assert (found.code is None) == (found.level in {PlaceLevel.COUNTRY, PlaceLevel.FOREIGN, PlaceLevel.NONE})


def test_the_tenders_places_where_they_are_at_hand() -> None:
    """Read in place, never copied here."""
    if not TENDERS.is_file():
        pytest.skip("no ../shared/data/notices beside this checkout")
    rows = (json.loads(line) for line in TENDERS.read_text("utf-8").splitlines())
    told = [part.strip() for row in rows for part in (row["lieu_execution"] or "").split(",") if part.strip()]
    found = [resolve_place(text) for text in told]
    assert sum(one != NOTHING for one in found) / len(told) >= 0.97
    assert all(one.confidence is not Confidence.UNSURE for one in found)
