"""Every commune of the country in both languages, found however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolouj.reference import territories as t


def test_the_whole_country() -> None:
    assert (len(t.regions()), len(t.provinces()), len(t.communes())) == (12, 83, 1503)
    assert sum(p.type == "prefecture_of_arrondissements" for p in t.provinces()) == 8
    assert all(p.name_fr and p.name_ar for p in (*t.regions(), *t.provinces(), *t.communes()))
    assert len(t.communes("05.081")) == 44 and len(t.provinces("05")) == 5
    assert all(t.place(c.province or "") for c in t.communes())
    assert "CC BY 4.0" in t.CREDIT.fr and "CC BY 4.0" in t.CREDIT.ar


def test_a_province_is_no_commune() -> None:
    assert t.commune("05.081") is None and t.commune("") is None
    found = t.commune("05.081.01.01")
    assert found is not None and found.name("ar") != found.name("fr")
    assert t.regions()[4].covers(found) and not t.regions()[0].covers(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AZILAL", "05.081"),
        ("Province d'Azilal", "05.081"),
        ("Beni-Mellal", "05.091"),
        ("بني ملال", "05.091"),
        ("اقليم ازيلال", "05.081"),
        ("Wilaya de Fès", "03.231"),
        ("Wialya de Fès", "03.231"),
        ("5nifra", "05.301"),
        ("fkih ben saleh", "05.255"),
        ("Région Béni Mellal-Khénifra", "05"),
        ("Préfecture d'arrondissements Aïn Chock", "06.141.01.40"),
        ("kelaa des sraghna", "07.191"),
    ],
)
def test_the_ways_a_place_is_written(text: str, code: str) -> None:
    found = t.resolve(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize("text", ["MAROC", "Espagne", "", "x", "12", "Province de", "zzzzzz"])
def test_what_is_no_place_of_ours(text: str) -> None:
    assert t.resolve(text) is None


def test_a_slip_is_offered_first() -> None:
    assert t.find("Tanounate")[0].code == "03.531"


def test_two_communes_of_one_name_are_a_doubt() -> None:
    names: dict[str, int] = {}
    for c in t.communes():
        names[c.name_fr] = names.get(c.name_fr, 0) + 1
    twin = next(n for n in names if names[n] > 1 and not any(p.name_fr == n for p in t.provinces()))
    assert t.resolve(twin) is None and len(t.find(twin)) > 1


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert len(t.find(text)) <= 8


@pytest.mark.parametrize("place", t.provinces(), ids=lambda p: p.code)
def test_every_province_is_found_by_its_own_names(place: t.Place) -> None:
    for name in (place.name_fr, place.name_ar, place.name_fr.upper()):
        assert place in t.find(name, level=t.Level.PROVINCE), name
