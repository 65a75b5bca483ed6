"""What a buyer's published name tells: where it is, and which book of rules binds it. Only what the name says.

A name is read in three ways: a commune's (its own name is all there is), then what a service or a school is named
after: regions, provinces and towns in the order of the words. Two provinces in one name are a doubt, and stay unsaid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rulebook.engine.facts import BuyerRules
from rulebook.engine.verdict import Confidence, lower
from wolouj.reference.folding import fold
from wolouj.reference.gazetteer import Hit, Nearness, gazetteer
from wolouj.reference.named_after import Where, named_after
from wolouj.reference.places import SURE
from wolouj.reference.rules_of_buyers import proposed_rulebook

LONGEST = 400
"""A longer name is cut: no buyer's is that long."""


@dataclass(frozen=True, slots=True)
class BuyerFound:
    """HCP codes of the buyer's province, commune and region, ``None`` where the name does not say; and its rules.

    The province of a prefecture of arrondissements is its city (Casablanca). ``confidence`` is that of the place; the
    rules are said only when the name proves them, else they are ``unknown``.
    """

    province: str | None
    commune: str | None
    region: str | None
    rulebook: BuyerRules
    confidence: Confidence


# "RTA / CRT - Commune rurale de …": the portal's acronyms; the first is that of a ministry or of a former region.
_ACRONYMS = re.compile(r"^\s*(?:([A-Z][A-Z0-9]*)(?:\s*/\s*[A-Z0-9-]+)+\s+-|\d+\s+-|-)\s+(?=\S)")
_COMMUNE = re.compile(
    r"^(?:(?:le |la )?(?:president|presidence|maire|mairie|conseil|bureau)(?: du| de la| de)? )*"
    r"(?:communes?|communal|municipal|c ?t|collectivites? territoriales?|municipalite|الجماعه|جماعه|بلديه)"
    r"(?: (?:urbaine|rurale|territoriale?|الترابيه|القرويه|الحضريه))*"
    r"(?: (?:de la ville|ville))?(?: (?:de|du|des|d|la))* (?P<name>.+)$"
)
_ARRONDISSEMENT = re.compile(
    r"^(?:conseil de l )?arrondissement(?: (?:de|du|des|d|la|l))* (?P<name>.+)$|^مقاطعه (?P<ar>.+)$"
)
_GROUPING = re.compile(r"^groupements? |\bintercommunal")
_ENDS = frozenset("province prefecture prov pref cercle caidat region wilaya اقليم عماله جهه".split())


@lru_cache(maxsize=16_384)
def resolve_buyer(name: str) -> BuyerFound:
    """Where the buyer of that published name is, and which rules bind it; nothing is guessed."""
    name = name[:LONGEST]
    rules = proposed_rulebook(name)
    hints, folded = unprefixed(name)
    found = _commune(folded, hints) or _arrondissement(folded) or named_after(folded)
    if _GROUPING.search(folded):  # named after one of its communes, or after all of them
        found = replace(found, commune=None, confidence=lower(found.confidence, Confidence.LIKELY))
    return BuyerFound(found.province, found.commune, found.region, rules, found.confidence)


def unprefixed(name: str) -> tuple[tuple[str, ...], str]:
    """Where the acronym before a name says it may be, and the name folded without it."""
    met = _ACRONYMS.match(name)
    if met is None:
        return (), fold(name)
    return gazetteer().acronyms.get(met[1] or "", ()), fold(name[met.end() :])


def commune_name(folded: str) -> str | None:
    """The commune's own name in "commune rurale de Foum Jemaa"; ``None`` when the body is no commune."""
    met = _COMMUNE.match(folded)
    if met is None or _GROUPING.search(folded):
        return None
    words = met["name"].split()
    end = next((at for at, word in enumerate(words) if at and word in _ENDS), len(words))
    return " ".join(words[:end])


def _commune(folded: str, hints: tuple[str, ...]) -> Where | None:
    """A commune's own name: the commune when one bears it, else the region its namesakes share."""
    met = _COMMUNE.match(folded)
    if met is None:
        return None
    words = met["name"].split()
    for length in range(len(words), 0, -1):
        rest = words[length:]
        if rest and rest[0] not in _ENDS and not gazetteer().provinces.exact(" ".join(rest)):
            continue
        around = named_after(" ".join(rest)) if rest else Where()
        told = around.province or around.region
        hit = _communes(" ".join(words[:length]), (told,) if told else hints)
        if hit is not None:
            return _of_namesakes(hit)
    return _arrondissement(f"arrondissement {met['name']}") or Where()


def _communes(name: str, hints: tuple[str, ...]) -> Hit | None:
    """The communes that may bear that name, of those within ``hints`` when there are some."""
    communes = gazetteer().communes
    hit = communes.spelled(name)
    if not hints:
        return hit or communes.nearest(name)
    near = hit.only(hints) if hit else None
    if near is not None and near.places:
        return near
    if hit is not None and hit.nearness is Nearness.EXACT:
        return hit
    return communes.nearest(name, within=hints)


def _of_namesakes(hit: Hit) -> Where:
    """The only one, or the region that namesakes share. Urban and rural tell nothing: that changed since the names."""
    if len(hit.places) == 1:
        only = hit.places[0]
        sure = lower(SURE[hit.nearness], Confidence.LIKELY) if gazetteer().communes.twins(only) else SURE[hit.nearness]
        return Where(only.province, only.code, only.region, sure)
    shared = {p.region for p in hit.places}
    return Where(None, None, shared.pop(), Confidence.LIKELY) if len(shared) == 1 else Where()


def _arrondissement(folded: str) -> Where | None:
    """The city an arrondissement is part of, when one city alone has an arrondissement of that name."""
    met = _ARRONDISSEMENT.match(folded)
    if met is None:
        return None
    hit = gazetteer().arrondissements.spelled(met["name"] or met["ar"])
    if hit is None or len(hit.places) != 1:
        return None
    city = hit.places[0]
    return Where(city.province, city.code, city.region, lower(SURE[hit.nearness], Confidence.LIKELY))
