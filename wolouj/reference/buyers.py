"""What a buyer's published name tells: where it is, and which book of rules binds it. Only what the name says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rulebook.engine.facts import BuyerRules
from rulebook.engine.verdict import Confidence
from wolouj.foundation.folding import fold
from wolouj.reference.places import PlaceLevel, resolve_place
from wolouj.reference.territories import place


@dataclass(frozen=True, slots=True)
class BuyerFound:
    """HCP codes of the buyer's province, commune and region, ``None`` where the name does not say; its rules.

    ``confidence`` is that of the place. The rules are said only when the name proves them, else ``unknown``.
    """

    province: str | None
    commune: str | None
    region: str | None
    rulebook: BuyerRules
    confidence: Confidence


# Art. 2 of decree 2-22-431 binds the State, regions, provinces, prefectures, communes, their groupings, and the public
# establishments that a text obliges. Companies publish on the same portal under rules of their own.
_DECREE = re.compile(
    r"\b(communes?|province|prefecture|region|ministere|wilaya|gouverneur|arrondissement|"
    r"collectivites? territoriales?|c\.t\.|conseil (regional|provincial|prefectoral|communal)|"
    r"academie regionale|aref|direct(ion|eur) (regionale?|provinciale?)|tresorerie|delegation|delegue)(?!\w)"
    r"|(^|\s)(جماعه|اقليم|عماله|جهه|مجلس|وزاره|ولايه|الاكاديميه الجهويه|المديريه|مندوبيه|مقاطعه)(\s|$)"
)
_COMPANY = re.compile(r"\b(s\.?a\.?|sa|societe|sdl|holding|company|srm|al omrane|bank|barid)\b|(^|\s)شركه(\s|$)")
# A name does not tell which establishments a text obliges: asked of the person, even when a region stands in the name.
_ESTABLISHMENT = re.compile(
    r"\b(office|agence|caisse|chambre|fondation|regie|universite|universitaire|faculte|ecole|institut|laboratoire|"
    r"ofppt|on[a-z]{2,4}|centre (hospitalier|regional|national)|hopital|observatoire|formation prr?ofession\w*)\b"
    r"|(^|\s)(وكاله|مكتب|الوكاله|المكتب|غرفه|صندوق|جامعه|كليه|موسسه)(\s|$)"
)


def proposed_rulebook(name: str) -> BuyerRules:
    """``decree`` when the name says State or territorial authority, else ``unknown``: never ``own`` by guess.

    Companies, and establishments whose name alone does not tell which text binds them, stay ``unknown``.
    """
    folded = fold(name)
    if _COMPANY.search(folded) or _ESTABLISHMENT.search(folded):
        return BuyerRules.UNKNOWN
    return BuyerRules.DECREE if _DECREE.search(folded) else BuyerRules.UNKNOWN


_HEAD = re.compile(
    r"^(?:c\.? ?t\.?|collectivite territoriale|commune(?: (?:urbaine|rurale|territoriale))?|gouverneur|"
    r"gouverneur de la province)(?: de| du| des| d')?\s*",
    re.I,
)


@lru_cache(maxsize=16_384)
def resolve_buyer(name: str) -> BuyerFound:
    """Where the buyer of that published name is, and its rules."""
    rules = proposed_rulebook(name)
    found = resolve_place(_HEAD.sub("", name.strip()))
    where = place(found.code) if found.code else None
    if where is None:
        return BuyerFound(None, None, None, rules, Confidence.UNSURE)
    level = found.level
    province = where.code if level is PlaceLevel.PROVINCE else where.province
    commune = where.code if level is PlaceLevel.COMMUNE else None
    return BuyerFound(province, commune, where.region, rules, Confidence.LIKELY)
