"""Which rules a buyer's name proposes. A proposal only: the page asks, and ``own`` is never proposed."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from rulebook.engine.facts import BuyerRules
from wolouj.reference.buyers import proposed_rulebook

DECREE = [
    "COMMUNE AFOURER", "Commune d'Ouaouizeght", "PROVINCE D'AZILAL", "Conseil régional de l'Oriental",
    "Collectivité territoriale de TIGHMI", "C.T. de TIZI N'TEST",
    "GOUVERNEUR DE BOULEMANE", "Arrondissement de BETTANA",
    "DIRECTION PROVINCIALE DE L’EDUCATION NATIONALE DE TAZA", "Groupement de Communes DRAA",
    "جماعة أفورار", "إقليم أزيلال",
]  # fmt: skip
UNKNOWN = [
    "", "SOCIETE AL OMRANE CASABLANCA", "SDL RABAT REGION AMENAGEMENT SA", "OFFICE NATIONAL DES AEROPORTS",
    "AGENCE REGIONALE D'EXECUTION DES PROJETS DE LA REGION MARRAKECH SAFI", "CHAMBRE D'AGRICULTURE DE LA REGION SOUSS",
    "CENTRE HOSPITALIER PROVINCIAL DE KHENIFRA", "PRESIDENCE DE L'UNIVERSITE HASSAN I", "Association Tamaynout",
    "شركة التنمية المحلية", "وكالة تنفيذ المشاريع جهة سوس",
]  # fmt: skip


@pytest.mark.parametrize("name", DECREE)
def test_territorial_authorities_and_the_state(name: str) -> None:
    assert proposed_rulebook(name) is BuyerRules.DECREE


@pytest.mark.parametrize("name", UNKNOWN)
def test_companies_and_establishments_are_asked(name: str) -> None:
    assert proposed_rulebook(name) is BuyerRules.UNKNOWN


def test_on_real_names_where_they_are_at_hand() -> None:
    """Read in place, named by WOLOUJ_BUYERS; never copied here."""
    path = Path(os.environ.get("WOLOUJ_BUYERS", ""))
    if not path.is_file():
        pytest.skip("WOLOUJ_BUYERS names no file of buyers' names")
    with path.open(encoding="utf-8", newline="") as file:
        names = [row[0] for row in list(csv.reader(file))[1:] if row]
    proposed = [proposed_rulebook(name) for name in names]
    assert set(proposed) == {BuyerRules.DECREE, BuyerRules.UNKNOWN}
    communes = [got for name, got in zip(names, proposed, strict=True) if name.upper().startswith("COMMUNE ")]
    assert all(got is BuyerRules.DECREE for got in communes)
    firms = [got for name, got in zip(names, proposed, strict=True) if name.upper().startswith("SOCIETE ")]
    assert all(got is BuyerRules.UNKNOWN for got in firms)
