"""How alike two names are: invented names for each reason, then every pair of the odd rows of the real ones."""

from __future__ import annotations

import csv
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notices.labelled_buyers import ODD_SAME
from tests.notices.published import shared
from wolouj.foundation.words import registry
from wolouj.notices.buyer_names import Body, BuyerName, read_name, taken_apart
from wolouj.notices.comparing import alike, candidates
from wolouj.notices.same_buyers import CERTAIN, PROPOSED, Why, likeness

ODD_NOT = (
    (351, 1499), (109, 1369), (11, 861), (5, 1257), (89, 491), (25, 127), (13, 767), (217, 1613), (197, 667),
    (165, 739), (663, 997), (1347, 1369), (361, 1609), (563, 1339), (345, 1625), (705, 1435), (57, 1265), (37, 619),
    (1353, 1567), (231, 1123),
)  # fmt: skip
"""Near in their words, and two buyers: another faculty, another prefecture of the city, the port and its agency."""


@cache
def names() -> dict[int, BuyerName]:
    with shared("buyers/buyers_fr.csv").open(encoding="utf-8") as file:
        rows = [row["buyer_name_as_published"] for row in csv.DictReader(file)]
    return {number: read_name(name) for number, name in enumerate(rows) if number % 2}


def test_the_odd_rows_are_told_apart() -> None:
    """Precision and recall over all the pairs of rows never tuned on."""
    read = names()
    said = {(one, other) for one, other, _ in alike(read)}
    right = said & set(ODD_SAME)
    assert len(right) / len(said) >= 0.95 and len(right) / len(ODD_SAME) >= 0.95
    assert not said & set(ODD_NOT)
    merged = {(one, other) for one, other, found in alike(read) if found.score >= CERTAIN}
    assert merged and merged <= set(ODD_SAME), "what is merged without a person is always right"


def test_no_pair_worth_proposing_is_left_out_by_the_blocks() -> None:
    read = names()
    met = {frozenset(pair) for pair in candidates(read)}
    missed = [
        (one, other)
        for one, other in combinations(list(read)[:400], 2)
        if likeness(read[one], read[other]).score >= PROPOSED and frozenset((one, other)) not in met
    ]
    assert not missed
    assert len(met) < len(read) ** 2 / 40


SAME = [
    ("Commune rurale d'Afourar", "C.T. Afourar", CERTAIN, {Why.EQUAL, Why.COMMUNE}),
    ("RTA / CRA - Commune rurale de AFOURAR", "Commune territoriale d'Afourar", CERTAIN, {Why.COMMUNE}),
    ("جماعة أفورار", "الجماعة الترابية أفورار", CERTAIN, {Why.COMMUNE}),
    ("جماعة أفورار", "Commune rurale d'Afourar", 0.95, {Why.COMMUNE, Why.SPELLING}),
    ("Commune d'Afourer", "Collectivité territoriale d'Afourar", 0.95, {Why.COMMUNE, Why.SPELLING}),
    ("Commune urbaine de Rabat", "Conseil communal de Rabat", CERTAIN, {Why.COMMUNE}),
    ("Direction provinciale de la justice Fès", "DIRECTION PROVINCIALE DE LA JUSTICE A FES", CERTAIN, {Why.EQUAL}),
    ("Directeur provincial de l'agriculture Azilal", "Direction provinciale d'agriculture d'Azilal", 0.9, {Why.TITLE}),
    ("CHP de Nador", "Centre hospitalier provincial de Nador", 0.9, {Why.TITLE, Why.PROVINCE}),
    ("Société régionale multiservices de l'Oriental", "SRM de l'Oriental S.A.", 0.9, {Why.TITLE, Why.REGION}),
    ("Province d'Azilal", "Conseil provincial d'Azilal", 0.9, {Why.TITLE, Why.PROVINCE}),
    ("عمالة الرباط", "Préfecture de Rabat", 0.8, {Why.PROVINCE, Why.SPELLING}),
    ("Faculté des sciences juridiques d'Oujda", "Faculte de science juridique Oujda", 0.9, {Why.PROVINCE}),
    ("Agence nationale des ports", "M3 / ANP - AGENCE NATIONALE DES PORTS", CERTAIN, {Why.EQUAL}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "least", "why"), SAME)
def test_one_buyer_under_two_names(one: str, other: str, least: float, why: set[Why]) -> None:
    found = likeness(read_name(one), read_name(other))
    assert found.score >= least and why <= set(found.reasons), found
    assert least == CERTAIN or found.score < CERTAIN, "a name that is not equal is never merged without a person"


TWO = [
    ("Direction provinciale de la santé d'Azilal", "Direction provinciale de la justice d'Azilal", Why.OTHER_WORDS),
    ("Direction provinciale de l'agriculture de Fès", "Direction régionale de l'agriculture de Fès", Why.OTHER_LEVEL),
    ("Commune d'Afourar", "Commune d'Azilal", Why.OTHER_PLACE),
    ("Gouverneur de la province de Taza", "Province de Taza", Why.OTHER_BODY),
    ("Commune de Tinghir", "Conseil provincial de Tinghir", Why.OTHER_BODY),
    ("Université Hassan I", "Université Hassan II", Why.OTHER_WORDS),
    ("Agence nationale des ports, direction du port de Safi", "Agence nationale des ports", Why.MORE),
    ("Faculté des sciences de Meknès", "Faculté des lettres et des sciences humaines de Meknès", Why.MORE),
    ("Faculté des sciences Ain Chock Casablanca", "Faculté des sciences Ben M'sik de Casablanca", Why.OTHER_WORDS),
    ("Office national de l'eau, branche eau", "Office national de l'eau, branche électricité", Why.OTHER_WORDS),
    ("المديرية الإقليمية للتربية الوطنية بأزيلال", "Direction provinciale d'agriculture d'Azilal", Why.OTHER_WORDS),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), TWO)
def test_two_buyers_with_near_names(one: str, other: str, why: Why) -> None:
    found = likeness(read_name(one), read_name(other))
    assert found.score < PROPOSED and why in found.reasons, found


def test_a_division_without_its_ministry_is_nobodys() -> None:
    """Each ministry has a division of affairs: equal names alone are asked, not merged."""
    one, other = "MS / X - CHEF DE DIVISION DES AFFAIRES GENERALES", "Chef de division des affaires générales"
    found = likeness(read_name(one), read_name(other))
    assert PROPOSED <= found.score < CERTAIN


def test_namesakes_without_their_province_are_never_merged_alone() -> None:
    near = [taken_apart("Commune de Sidi Ali", region=region) for region in ("", "05", "05")]
    assert PROPOSED <= likeness(near[1], near[2]).score < CERTAIN
    assert likeness(near[0], near[1]).score < CERTAIN
    elsewhere = taken_apart("Commune de Sidi Ali", region="03")
    assert likeness(near[1], elsewhere).score == 0


def test_urban_here_and_rural_there_is_asked() -> None:
    codes = {"region": "05", "province": "05.081", "commune": "05.081.01.01", "sure": True}
    one, other = (taken_apart(f"Commune {kind} d'Azilal", **codes) for kind in ("urbaine", "rurale"))
    found = likeness(one, other)
    assert PROPOSED <= found.score < CERTAIN and Why.TYPE in found.reasons


_WORDS = st.sampled_from(
    "commune rurale urbaine de la direction provinciale regionale sante justice azilal rabat fes x ministere C.T. "
    "جماعة أفورار faculte sciences II S.A. RTA / CRA - gouverneur province conseil 5".split()
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)


@given(_NAMES, _NAMES)
def test_symmetric_bounded_and_sure_of_itself(one: str, other: str) -> None:
    first, second = read_name(one), read_name(other)
    there, back = likeness(first, second), likeness(second, first)
    assert abs(there.score - back.score) < 1e-9 and set(there.reasons) == set(back.reasons)
    assert 0 <= there.score <= CERTAIN and there.reasons
    assert likeness(first, first).score >= PROPOSED or first.body is Body.COMMUNE or not first.words


@given(st.text(max_size=80))
def test_any_text_is_taken_apart(name: str) -> None:
    read_name(name)


def test_each_reason_a_person_may_read_has_its_words() -> None:
    hidden = {Why.OTHER_BODY, Why.OTHER_PLACE, Why.OTHER_LEVEL, Why.OTHER_WORDS}
    worded = {key for key in registry()["notices"] if key.startswith("same_why_")}
    assert worded == {f"same_why_{why}" for why in Why if why not in hidden}
