"""What an imported notice or result is understood to be: where, of which nature, by which rules, found by which words.

Pure: text in, codes out, each with how sure the reading is. What a person corrected is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rulebook.engine.facts import Category
from wolouj.foundation.searching import document, facet
from wolouj.reference.buyers import BuyerFound, resolve_buyer
from wolouj.reference.classify import NaturesFound, natures_of
from wolouj.reference.natures import nature
from wolouj.reference.places import PlaceLevel, resolve_place
from wolouj.reference.territories import place

COUNTRY = "MA"
"""In place of a code: the whole country."""
ABROAD = "XX"
"""In place of a code: another country."""
PROVINCE = len("05.081")
"""How long the code of a province is; that of a region is shorter, that of a commune begins with its province's."""
MOST_NAMED = 12
"""Of more places than these, the words of a notice hold no names: a list of the whole country is about no place."""


@dataclass(frozen=True, slots=True)
class Understood:
    """All that is read from the words of one notice."""

    buyer: BuyerFound
    natures: NaturesFound
    places: tuple[str, ...]


def understood(object: str, buyer: str, category: Category | str | None, places: tuple[str, ...]) -> Understood:
    """What the words of a notice say. Without a place of its own, a notice is taken to be where its buyer is."""
    who = resolve_buyer(buyer)
    codes = place_codes(places)
    if not codes:
        where = who.commune or who.province or who.region
        codes = (where,) if where else ()
    return Understood(who, natures_of(object, natures_category(category)), codes)


def natures_category(category: Category | str | None) -> str | None:
    """The category the natures are sorted by; studies are services there."""
    told = str(category) if category else None
    return "services" if told == Category.STUDIES else told


def place_codes(places: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of place names, each once, in order; names nobody knows are left out."""
    return tuple(dict.fromkeys(code for told in places if (code := _code(told))))


def _code(told: str) -> str:
    found = resolve_place(told)
    if found.level is PlaceLevel.COUNTRY:
        return COUNTRY
    return ABROAD if found.level is PlaceLevel.FOREIGN else found.code or ""


def search_words(
    *,
    object: str,
    buyer: str,
    reference: str,
    kind: str,
    category: str,
    natures: tuple[int, ...],
    places: tuple[str, ...],
    tokens: str = "",
) -> str:
    """The words a notice is found by: its own, those of its natures and places in both languages, and its filters.

    ``tokens``: those of the object, when they are at hand.
    """
    words = [tokens or document(object), _buyer_words(buyer), document(reference), _kind_words(kind, category)]
    words += [_nature_words(each) for each in natures[:1]]
    words += [facet("nature", each) for each in natures]
    words += [_place_words(code) for code in places[:MOST_NAMED]]
    words += [_place_facets(code) for code in places[MOST_NAMED:]]
    return " ".join(word for word in words if word)


def choices(kind: str, category: str, natures: Iterable[int], places: Iterable[str]) -> list[str]:
    """What a notice counts for among the choices of the list, each once: ``nature:12``, ``region:05``."""
    told = [f"{name}:{value}" for name, value in (("kind", kind), ("category", category)) if value]
    told += [f"nature:{each}" for each in natures]
    told += [each for code in places for each in _place_choices(code)]
    return list(dict.fromkeys(told))


@lru_cache(maxsize=4096)
def _place_choices(code: str) -> tuple[str, ...]:
    """The region and the province a code lies in; the whole country and abroad stand beside the regions."""
    found = place(code)
    if found is None:
        return (f"region:{code}",) if code in (COUNTRY, ABROAD) else ()
    return (f"region:{found.region}",) + ((f"province:{code[:PROVINCE]}",) if len(code) >= PROVINCE else ())


@lru_cache(maxsize=16_384)
def _buyer_words(names: str) -> str:
    """The words of a buyer: the same come back all day."""
    return document(names)


@lru_cache(maxsize=256)
def _kind_words(kind: str, category: str) -> str:
    return " ".join([facet("kind", kind.replace("_", ""))] + ([facet("category", category)] if category else []))


@lru_cache(maxsize=256)
def _nature_words(number: int) -> str:
    """The nature's Arabic and French short names: an Arabic question finds a French notice by them."""
    found = nature(number)
    return document(found.short.ar, found.short.fr) if found else ""


@lru_cache(maxsize=4096)
def _place_words(code: str) -> str:
    """The names of a place in both languages, and its filter words."""
    found = place(code)
    return f"{document(found.name_ar, found.name_fr) if found else ''} {_place_facets(code)}".strip()


@lru_cache(maxsize=4096)
def _place_facets(code: str) -> str:
    """The filter words of a place: itself, and what it lies in."""
    found = place(code)
    if found is None:
        return facet("place", code.lower()) if code in (COUNTRY, ABROAD) else ""
    inside = dict.fromkeys(each for each in (found.code, found.province, found.region) if each)
    return " ".join(facet("place", each) for each in inside)
