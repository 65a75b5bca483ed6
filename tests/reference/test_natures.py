"""The hundred natures: the portal's own names, our Arabic, the search by the words of the trade."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from wolouj.reference.natures import COMMON, common, natures, search

SHARED = Path(os.environ.get("WOLOUJ_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
OFFICIAL = SHARED / "natures" / "natures.jsonl"


def test_a_hundred_each_whole() -> None:
    assert sorted(natures()) == list(range(1, 101))
    by_category = {c: sum(n.category == c for n in natures().values()) for c in ("works", "supplies", "services")}
    assert by_category == {"works": 9, "supplies": 53, "services": 38}
    for n in natures().values():
        assert re.search("[ء-ي]", n.name.ar) and re.search("[ء-ي]", n.short.ar), n.id
        assert not re.search("[A-Za-z]", n.short.ar), n.id
        assert len(n.short.fr.split()) <= 6 and len(n.short.ar.split()) <= 5, n.id
        assert len(n.words) >= 3 and len(set(n.words)) == len(n.words), n.id


def test_no_two_natures_look_the_same_on_a_phone() -> None:
    for lang in ("fr", "ar"):
        shown = [getattr(n.short, lang) for n in natures().values()]
        assert len(set(shown)) == 100, {s for s in shown if shown.count(s) > 1}


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the shared list of the portal is not on this machine")
def test_ids_and_french_names_are_the_portals() -> None:
    official = {r["id"]: r["name"] for r in map(json.loads, OFFICIAL.read_text(encoding="utf-8").splitlines())}
    assert {i: n.name.fr for i, n in natures().items()} == official


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("gâteaux", 1),
        ("حلويات", 1),
        ("GATEAU", 1),
        ("العسل", 27),
        ("3sel", 27),
        ("khyata", 37),
        ("خياطة", 37),
        ("nettoyage de bureaux", 57),
        ("tapis", 34),
        ("jafil", 29),
        ("kartab", 42),
        ("zellij", 12),
        ("ahidous", 62),
        ("couverture", 40),
        ("bâche zzz", None),
        ("  ", None),
        ("de la", None),
    ],
)
def test_search_by_the_words_of_the_trade(said: str, expected: int | None) -> None:
    found = [n.id for n in search(said)]
    assert (expected in found[:3]) if expected else found == []


def test_what_is_shown_first_exists() -> None:
    assert [n.id for n in common()] == list(COMMON) and len(set(COMMON)) == len(COMMON)
