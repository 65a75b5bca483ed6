"""The places that stand among the words of a name: "Prison locale de Tiflet", "Faculté des sciences, Rabat".

Regions first, then provinces and their towns, then a commune alone. Two provinces in one name are a doubt: only their
region is said, when they share one. Names of persons ("Hassan II", "Moulay Rachid") are no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rulebook.engine.verdict import Confidence, lower
from wolouj.reference.gazetteer import Hit, Nearness, gazetteer, key
from wolouj.reference.places import SURE
from wolouj.reference.territories import Level, Place, place


@dataclass(frozen=True, slots=True)
class Where:
    """Codes of a province, a commune and a region, ``None`` where not said; how sure."""

    province: str | None = None
    commune: str | None = None
    region: str | None = None
    confidence: Confidence = Confidence.UNSURE


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place named between two words of the name."""

    start: int
    end: int
    where: Place
    sure: Confidence


_OF_PROVINCE = frozenset("province prefecture provincial provinciale prefectoral prefectorale gouverneur".split())
_LOCAL = _OF_PROVINCE | frozenset("delegue delegation coordination hospitalier prison tribunal".split())
"""Words of a service that sits in one province: a slip in its name is then worth mending."""
_LINKS = frozenset("de du des d la le les l a au aux et en".split())
_REGION = frozenset({"region", "regions", "جهه"})
# Names of persons that schools and hospitals bear, some of which are names of places too.
_PERSONS = re.compile(
    r"\b(?:hassan (?:ii|2|deux|i|1er|premier)|moha?mm?ed (?:vi|v|i|ii|6|5|1er|premier)|"
    r"moulay (?:rachid|ismail|youssef|abdellah|el hassan|ali cherif|slimane)|my (?:youssef|rachid|abdellah|ismail)|"
    r"sidi moha?mm?ed(?: ben abdellah)?|lalla \w+|ibn \w+|al ?maghreb al ?arabi|ecole mohammadia|"
    r"sultan moulay slimane|cheikh \w+|prince \w+)\b"
)


def named_after(folded: str) -> Where:
    """What the places in a name tell together."""
    words = folded.split()
    g = gazetteer()
    padded = f" {folded} "
    told = [(said, code) for said, code in g.regional if f" {said} " in padded]
    regions = {code for _, code in told}
    taken = _taken(folded, [said for said, _ in told])
    for mention in _mentions(words, taken, Level.REGION):
        regions.add(mention.where.code)
        taken |= set(range(mention.start, mention.end))
    towns = _mentions(words, taken, Level.PROVINCE)
    regional = [m for m in towns if _is_region(words, m)]
    regions |= {m.where.region for m in regional}
    towns = [m for m in towns if m not in regional]
    if not towns:
        used = taken | {i for m in regional for i in range(m.start, m.end)}
        if "arrondissement" in words or "arrondissements" in words:
            casablanca = known("06.141")
            return Where(casablanca.code, None, casablanca.region, Confidence.LIKELY)
        found = _town(words, used) or (None if regions or _LOCAL.isdisjoint(words) else _slip(words, used))
        if found is not None and (not regions or found.region in regions):
            return found
    return _weighed(words, towns, regions)


def _weighed(words: list[str], towns: list[_Mention], regions: set[str]) -> Where:
    """One province, or the one that a word of province goes before; else the region, when there is one."""
    provinces = {_city(m.where) for m in towns}
    if len(provinces) > 1:
        led = [] if "et" in words[towns[0].end : towns[-1].start] else [m for m in towns if _led(words, m)]
        provinces = {_city(m.where) for m in led} if len({_city(m.where) for m in led}) == 1 else provinces
    if len(provinces) == 1:
        only = known(provinces.pop())
        sure = lower(*(m.sure for m in towns))
        return Where(only.code, None, only.region, sure)
    regions = regions or {known(code).region for code in provinces}
    return Where(None, None, regions.pop(), Confidence.LIKELY) if len(regions) == 1 else Where()


def _city(where: Place) -> str:
    """The province, for a prefecture of arrondissements that of its city."""
    return where.province if where.type == "prefecture_of_arrondissements" and where.province else where.code


def known(code: str) -> Place:
    found = place(code)
    assert found is not None
    return found


def _taken(folded: str, phrases: Iterable[str]) -> set[int]:
    """Positions of the words that name persons, or only a region: no town is read there."""
    spans = [met.span() for met in _PERSONS.finditer(folded)]
    for said in phrases:
        if (at := f" {folded} ".find(f" {said} ")) >= 0:
            spans.append((at, at + len(said)))
    return {
        index for start, end in spans for index in range(folded.count(" ", 0, start), folded.count(" ", 0, end) + 1)
    }


def _mentions(words: list[str], taken: set[int], level: Level) -> list[_Mention]:
    """Names of that level among the words not taken, the longest first at each word."""
    found: list[_Mention] = []
    start = 0
    while start < len(words):
        met = None if start in taken or words[start] in _LINKS else _longest(words, start, taken, level)
        if met is None:
            start += 1
            continue
        found.append(met)
        start = met.end
    return found


def _longest(words: list[str], start: int, taken: set[int], level: Level) -> _Mention | None:
    if not _may_begin(words[start], level):
        return None
    for end in range(min(len(words), start + 6), start, -1):
        if words[end - 1] in _LINKS or not taken.isdisjoint(range(start, end)):
            continue
        said = " ".join(words[start:end])
        hit = _hit(said, level, end - start) or (_hit(said[1:], level, end - start) if said[0] in "بل" else None)
        if hit is not None and len(hit.places) == 1 and not (hit.nearness and len(key(said)) < 4):
            return _Mention(start, end, hit.places[0], SURE[hit.nearness])
    return None


def _may_begin(word: str, level: Level) -> bool:
    g = gazetteer()
    ways = (word, word[1:]) if word[0] in "بل" and len(word) > 1 else (word,)
    names = (g.regions,) if level is Level.REGION else (g.provinces, g.localities)
    return any(each.begins(way) for way in ways for each in names)


def _hit(said: str, level: Level, words: int) -> Hit | None:
    """The place of that name, a prefixed Arabic preposition already cut by the caller ("بأزيلال")."""
    g = gazetteer()
    if level is Level.REGION:
        return _exact(g.regions.exact(said)) if words == 1 else g.regions.spelled(said)
    return g.provinces.spelled(said) or _exact(g.localities.exact(said))


def _exact(places: tuple[Place, ...]) -> Hit | None:
    return Hit(places, Nearness.EXACT) if places else None


def _is_region(words: list[str], mention: _Mention) -> bool:
    """ "Région de Meknès", "Rabat Région Aménagement": the region is meant, not the town."""
    before = [w for w in words[: mention.start] if w not in _LINKS]
    after = words[mention.end : mention.end + 1]
    return bool((before and before[-1] in _REGION) or (after and after[0] in _REGION))


def _led(words: list[str], mention: _Mention) -> bool:
    before = [w for w in words[: mention.start] if w not in _LINKS]
    return bool(before and before[-1] in _OF_PROVINCE)


def _town(words: list[str], taken: set[int]) -> Where | None:
    """The one commune a service is named after: "Prison locale de Tiflet"."""
    communes = gazetteer().communes
    found: dict[str, Place] = {}
    for start in range(1, len(words)):
        for end in range(min(len(words), start + 5), start, -1):
            said = " ".join(words[start:end])
            if len(said) < 5 or not taken.isdisjoint(range(start, end)) or words[start] in _LINKS:
                continue
            after_link = words[start - 1] in _LINKS or end == len(words) or words[end].isdigit()
            named = communes.exact(said) if after_link else ()
            if len(named) == 1 and not communes.twins(named[0]):
                found[named[0].code] = named[0]
                break
    if len({p.province for p in found.values()}) != 1:
        return None
    only = next(iter(found.values()))
    return Where(only.province, only.code if len(found) == 1 else None, only.region, Confidence.LIKELY)


def _slip(words: list[str], taken: set[int]) -> Where | None:
    """A province written with a slip, where a name stands: after "de" or "province", or at the end."""
    provinces = gazetteer().provinces
    for start in range(1, len(words)):
        before = words[start - 1]
        for end in range(min(len(words), start + 3), start, -1):
            said = " ".join(words[start:end])
            placed = end == len(words) and (before in _LINKS or before in _OF_PROVINCE or end - start == 1)
            if not placed or words[start] in _LINKS or not taken.isdisjoint(range(start, end)):
                continue
            hit = provinces.nearest(said)
            if hit is not None and len(hit.places) == 1:
                only = known(_city(hit.places[0]))
                return Where(only.code, None, only.region, Confidence.UNSURE)
    return None
