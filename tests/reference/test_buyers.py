"""What buyers' names tell. Every name here was written by us, in the ways the portal writes them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.facts import BuyerRules
from rulebook.engine.verdict import Confidence
from wolouj.reference.buyers import resolve_buyer
from wolouj.reference.rules_of_buyers import proposed_rulebook
from wolouj.reference.territories import place

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LABELLED = SHARED / "natures" / "labelled-dev.jsonl"
NAMES = SHARED / "buyers" / "buyers_fr.csv"

COMMUNES = [
    ("COMMUNE AFOURER", "05.081", "05.081.11.01"),
    ("Commune rurale de TILOUGGUITE", "05.081", None),
    ("C.T. de TIZI-N'TEST", "09.541", None),
    ("Collectivité territoriale d'OULAD TEIMA", "09.541", "09.541.01.09"),
    ("Commune S. AISSA BEN SLIMANE", "07.191", None),
    ("RTA / CUBM - Commune urbaine de BENI MELLAL", "05.091", None),
    ("Conseil de la commune de Demnate", "05.081", None),
    ("RSMD / CRTZ - Commune de Tazarine", "08.587", "08.587.11.41"),
    ("Commune TAZARINE province de Taza", "03.561", "03.561.09.11"),
    ("Commune de Tabia (Azilal)", "05.081", None),
    ("Commune urbaine de la ville d'Agadir", "09.001", None),
    ("Conseil de l'arrondissement Moulay Rachid", "06.141", "06.141.01.0"),
    ("RMTA / AG - Arrondissement GUELIZ", "07.351", "07.351.01.0"),
    ("جماعة أفورار", "05.081", "05.081.11.01"),
]
PROVINCES = [
    ("GOUVERNEUR DE LA PROVINCE D'AZILAL", "05.081"),
    ("Province BOULMANE", "03.131"),
    ("Conseil préfectoral de Salé", "04.441"),
    ("WALI DE LA REGION BENI MELLAL-KHENIFRA ET GOUVERNEUR DE LA PROVINCE DE BENI MELLAL", "05.091"),
    ("WALI DE LA REGION FES-MEKNES ET GOUVERNEUR DE LA PREFECTURE DE FES", "03.231"),
    ("INTERNAT PROVINCIAL DE Fqih Ben Saleh", "05.255"),
    ("DELEGUE DU MINISTERE DE LA SANTE A LA PREFECTURE D'ARRONDISSEMENT MOULAY RACHID", "06.141"),
    ("GOUVERNEUR DE LA PREFECTURE D'ARRONDISSEMENT DE SIDI BERNOUSSI", "06.141"),
    ("CENTRE HOSPITALIER PREFECTORAL AIN CHOCK", "06.141"),
    ("Centre Hospitalier Provincial de KELAA ES-SRAGHNA", "07.191"),
    ("FACULTE DES SCIENCES ET TECHNIQUES - BENI MELLAL", "05.091"),
    ("LYCEE MOULAY ISMAIL - RABAT", "04.421"),
    ("COMPLEXE MOULAY RACHID DE LA JEUNESSE DE BOUZNIKA", "06.111"),
    ("CENTRE HOSPITALIER UNIVERSITAIRE HASSAN II FES", "03.231"),
    ("DIRECTEUR DE LA PRISON LOCALE DE TIFLET 3", "04.291"),
    ("DIRECTEUR DE L'INSTITUT TECHNIQUE AGRICOLE DE BOUKNADEL", "04.441"),
    ("INTERNAT DES ETUDIANTS SEMLALIA", "07.351"),
    ("TRESORERIE DE LA VILLE D'AGADIR", "09.001"),
    ("DELEGUE DE L'ARTISANAT CASA", "06.141"),
    ("M3 / DPEA - DIRECTEUR PROVINCIAL DE L'EQUIPEMENT D'AZILAL", "05.081"),
    ("REGIE AUTONOME DE DISTRIBUTION D'EAU DE TADLA A BENI MELLAL", "05.091"),
    ("المديرية الإقليمية للتربية الوطنية بأزيلال", "05.081"),
    ("عمالة مقاطعات عين الشق", "06.141"),
]
REGIONS = [
    ("ACADEMIE REGIONALE (AREF) BENI MELLAL-KHENIFRA", "05"),
    ("CHAMBRE D'AGRICULTURE DE LA REGION DRAA TAFILALT", "08"),
    ("DIRECTION DU TOURISME DE LA REGION DE LAAYOUNE-SAKIA EL HAMRA", "11"),
    ("CENTRE DE SANTE DE LA REGION DE L'ORIENTAL", "02"),
    ("SOC. MULTISERVICES MARRAKECH-SAFI", "07"),
    ("RECTORAT DE L'UNIVERSITE SULTAN MOULAY SLIMANE", "05"),
    ("OFFICE REGIONAL DE MISE EN VALEUR AGRICOLE DU HAOUZ", "07"),
    ("TRAMWAY DE RABAT-SALE", "04"),
    ("CHARGE DES IMPOTS DES PROVINCES DE SETTAT ET DE BERRECHID", "06"),
    ("DIRECTEUR REGIONAL DE L'HABITAT REGION DE MEKNES", "03"),
    ("RABAT REGION TOURISME", "04"),
    ("Commune de Sidi Ghanem", "07"),
]
NOWHERE = [
    "", "?", "MINISTERE DE L'ECONOMIE ET DES FINANCES", "Commune de Tazarine", "TRESORERIE DU ROYAUME",
    "MINISTERE DES AFFAIRES ETRANGERES ET DES MAROCAINS RESIDANT A L'ETRANGER", "ECOLE MOHAMMADIA D'INGENIEURS",
    "INSTITUT HASSAN II", "BASSIN HYDRAULIQUE DU SEBOU", "SALLE OMNISPORTS",
    "OFFICE DES AEROPORTS", "SECRETARIAT D'ETAT", "HOPITAL MOULAY YOUSSEF",
]  # fmt: skip

DECREE = [
    "COMMUNE AFOURER", "Commune d'Ouaouizeght", "PROVINCE D'AZILAL", "Conseil régional de l'Oriental",
    "Collectivité territoriale de TILLOUGUITE", "C.T. de TIZI-N'TEST", "CT BEN SMIM", "REGION DE SOUSS-MASSA",
    "GOUVERNEUR DE BOULEMANE", "Arrondissement TABRIQUET", "WALI DE LA REGION BENI MELLAL-KHENIFRA",
    "DIRECTION PROVINCIALE DE L’AGRICULTURE D’AZILAL", "Groupement des communes du Dir",
    "ETABLISSEMENT DE COOPERATION INTERCOMMUNALE DU HAUT ATLAS", "DIRECTEUR DE LA PRISON LOCALE DE TIFLET",
    "COUR REGIONALE DES COMPTES, COUR DES COMPTES", "جماعة أفورار", "إقليم أزيلال",
]  # fmt: skip
OWN = [
    "SOCIETE REGIONALE MULTISERVICES BENI MELLAL - KHENIFRA S.A", "M6 / SRMMS - SOCIETE REGIONALE MULTISERVICES",
    "SOCIETE AL OMRANE AZILAL", "HOLDING ALOMRANE", "BARID AL-MAGHRIB", "BANK AL MAGHRIB",
    "SNRT RADIODIFFUSION", "CASABLANCA AMENAGEMENT SA",
]  # fmt: skip
UNKNOWN = [
    "", "SDL RABAT REGION AMENAGEMENT SA", "OFFICE DES AEROPORTS", "SOCIETE DE LA PROVINCE DE TAZA S.A",
    "AGENCE D'EXECUTION DE PROJETS DE LA REGION MARRAKECH SAFI", "CHAMBRE D'AGRICULTURE DE LA REGION SOUSS",
    "CENTRE HOSPITALIER PROVINCIAL DE KHENIFRA", "BIBLIOTHEQUE DE L'UNIVERSITE HASSAN II", "Association Tamaynout",
    "CNSS DIRECTION REGIONALE DE FES", "TANGER REGION MOBILITE", "CONSEIL REGIONAL DES OULEMAS REGION ORIENTALE",
    "شركة التنمية المحلية", "وكالة تنفيذ المشاريع جهة سوس",
]  # fmt: skip


@pytest.mark.parametrize(("name", "province", "commune"), COMMUNES)
def test_a_commune_is_where_its_name_is(name: str, province: str, commune: str | None) -> None:
    found = resolve_buyer(name)
    assert found.province == province and found.region == province[:2]
    assert found.commune is not None and found.commune.startswith(province)
    assert commune in (None, found.commune)


@pytest.mark.parametrize(("name", "province"), PROVINCES)
def test_a_service_is_in_the_province_it_names(name: str, province: str) -> None:
    found = resolve_buyer(name)
    assert (found.province, found.region) == (province, province[:2])


@pytest.mark.parametrize(("name", "region"), REGIONS)
def test_a_region_is_no_province(name: str, region: str) -> None:
    found = resolve_buyer(name)
    assert (found.province, found.commune, found.region) == (None, None, region)


@pytest.mark.parametrize("name", NOWHERE)
def test_a_name_that_says_nothing_is_not_made_to(name: str) -> None:
    found = resolve_buyer(name)
    assert (found.province, found.commune, found.region) == (None, None, None)
    assert found.confidence is Confidence.UNSURE


def test_a_grouping_is_no_commune() -> None:
    found = resolve_buyer("GROUPEMENT DES COMMUNES DEMNATE")
    assert (found.commune, found.rulebook) == (None, BuyerRules.DECREE)


def test_how_sure() -> None:
    assert resolve_buyer("GOUVERNEUR D'AZILAL").confidence is Confidence.CERTAIN
    assert resolve_buyer("Commune de BENI AYAT").confidence is Confidence.LIKELY
    assert resolve_buyer("Commune de OULED AYAD").confidence is Confidence.LIKELY  # Oulad Ayyad is another
    assert resolve_buyer("Commune de BOUFKRANE").confidence is Confidence.UNSURE


@pytest.mark.parametrize("name", DECREE)
def test_territorial_authorities_and_the_state(name: str) -> None:
    assert proposed_rulebook(name) is BuyerRules.DECREE


@pytest.mark.parametrize("name", OWN)
def test_companies_known_to_have_rules_of_their_own(name: str) -> None:
    assert proposed_rulebook(name) is BuyerRules.OWN


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_companies_and_establishments_are_asked(name: str) -> None:
    assert proposed_rulebook(name) is BuyerRules.UNKNOWN


@given(st.text(max_size=80))
def test_any_name_is_answered_and_its_codes_agree(name: str) -> None:
    found = resolve_buyer(name)
    for code in (found.commune, found.province):
        known = place(code) if code else None
        assert code is None or (known is not None and known.region == found.region)


def test_labelled_buyers_where_they_are_at_hand() -> None:
    """On the half never tuned on. Read in place, never copied here."""
    if not LABELLED.is_file():
        pytest.skip("no ../shared/data/natures beside this checkout")
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["key"][-1] in "89abcdef"]
    told = [((resolve_buyer(row["acheteur"]).province or "").replace(".", ""), row["province"]) for row in rows]
    said = [pair for pair in told if pair[0]]
    right = sum(got == label for got, label in said)
    assert right / len(said) >= 0.98
    assert right / sum(label is not None for _, label in told) >= 0.85


def test_published_names_where_they_are_at_hand() -> None:
    """Read in place, never copied here."""
    if not NAMES.is_file():
        pytest.skip("no ../shared/data/buyers beside this checkout")
    with NAMES.open(encoding="utf-8", newline="") as file:
        names = [row[0] for row in list(csv.reader(file))[1:] if row]
    communes = [resolve_buyer(name) for name in names if name.upper().startswith("COMMUNE ")]
    assert all(one.rulebook is BuyerRules.DECREE for one in communes)
    assert sum(one.province is not None for one in communes) / len(communes) > 0.95
    firms = [proposed_rulebook(name) for name in names if name.upper().startswith("SOCIETE ")]
    assert all(got is not BuyerRules.DECREE for got in firms)
