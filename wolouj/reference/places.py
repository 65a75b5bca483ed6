"""A place as a notice writes it, brought to its HCP code: the country, a region, a province, a commune, or abroad.

Said only when one place is meant: a name that two communes share, or a word we do not know, is ``none``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rulebook.engine.verdict import Confidence
from wolouj.reference.folding import fold
from wolouj.reference.gazetteer import Hit, Names, Nearness, gazetteer
from wolouj.reference.territories import Level, Place

LONGEST = 300
"""A longer text is no place."""


class PlaceLevel(StrEnum):
    """How large the place is; ``foreign`` is another country, ``none`` is nothing we know."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    COMMUNE = "commune"
    FOREIGN = "foreign"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What a text names. ``code`` is the HCP code of a region, a province or a commune, else ``None``.

    ``confidence``: ``certain`` for a name as it is officially written, or one of our list; ``likely`` for another
    spelling; ``unsure`` for a slip that was mended, and for nothing found.
    """

    level: PlaceLevel
    code: str | None
    confidence: Confidence


NOTHING = PlaceFound(PlaceLevel.NONE, None, Confidence.UNSURE)
SURE = {Nearness.EXACT: Confidence.CERTAIN, Nearness.SPELLED: Confidence.LIKELY, Nearness.SLIP: Confidence.UNSURE}

# The word of level before a name, with the slips seen in it ("Wialya", "Wialaya").
_LEVELS = (
    (Level.COMMUNE, re.compile(r"(?:la )?(?:communes?|municipalite|ville|pachalik|c ?t|collectivite territoriale)\b")),
    (Level.COMMUNE, re.compile(r"(?:جماعه|الجماعه|بلديه|مدينه|باشويه)(?: الترابيه| القرويه| الحضريه)?(?= )")),
    (Level.REGION, re.compile(r"(?:la )?(?:wil\w+ de la )?regions?\b|(?:ولايه )?جهه(?= )")),
    (Level.PROVINCE, re.compile(r"(?:la )?(?:provinces?|prefectures?(?: d arrondissements?)?|w\w*l\w*y\w*|wilaia)\b")),
    (Level.PROVINCE, re.compile(r"(?:اقليم|عماله مقاطعات|عماله مقاطعه|عماله|ولايه)(?= )")),
)
_LINK = re.compile(r"^(?: ?(?:urbaine|rurale|territoriale|de|du|des|d|la|le)(?= ))* ?")
_WITHIN = re.compile(r" (?:(?:la )?(?:province|prefecture|region|wilaya)|اقليم|عماله|جهه)(?: (?:de|du|des|d|la))* ")
_PARTS = re.compile(r"\s+[-–/]\s+|[,;:()/،؛]")


@lru_cache(maxsize=16_384)
def resolve_place(text: str) -> PlaceFound:
    """The place ``text`` names, in French, Arabic or Darija; :data:`NOTHING` when it does not name one.

    A bare name is the province before the commune of that name, as notices mean it. "Commune de X, province de Y"
    is the commune, when it lies there.
    """
    folded = fold(text[: LONGEST + 1])
    if not folded or len(text) > LONGEST:
        return NOTHING
    if folded in gazetteer().country:
        return PlaceFound(PlaceLevel.COUNTRY, None, Confidence.CERTAIN)
    return _named(folded) or _within(folded, text) or NOTHING


def _named(folded: str) -> PlaceFound | None:
    """The one place of that name, its word of level obeyed."""
    wanted, name = level_of(folded)
    g = gazetteer()
    if wanted is not None:
        return found_in(_rung(wanted).nearest(name), wanted)
    if name in g.abroad:
        return PlaceFound(PlaceLevel.FOREIGN, None, Confidence.CERTAIN)
    rungs = ((g.provinces, Level.PROVINCE), (g.regions, Level.REGION), (g.communes, Level.COMMUNE))
    hits = [
        (hit.nearness, order, hit, rung) for order, (names, rung) in enumerate(rungs) if (hit := names.nearest(name))
    ]
    if not hits:
        return found_in(g.localities.spelled(name), Level.PROVINCE)
    nearness, _, hit, rung = min(hits, key=lambda row: row[:2])
    if nearness is Nearness.SLIP and len({p.region for _, _, other, _ in hits for p in other.places}) > 1:
        return None
    return found_in(hit, rung)


def _within(folded: str, text: str) -> PlaceFound | None:
    """A commune told with its province or region: "Afourer (Azilal)", "commune X province Y"."""
    parts = [fold(part) for part in _PARTS.split(text)]
    parts = [part for part in parts if part]
    if len(parts) < 2 and (cut := _WITHIN.search(folded)):
        parts = [folded[: cut.start()].strip(), folded[cut.start() :].strip()]
    if len(parts) != 2 or not all(parts):
        return None
    inner, outer = parts
    around = _named(outer)
    wanted, name = level_of(inner)
    if around is None or around.code is None or wanted not in (None, Level.COMMUNE):
        return None
    hit = gazetteer().communes.nearest(name)
    found = found_in(hit.only((around.code,)), Level.COMMUNE) if hit else None
    return found or (around if wanted is None and _named(inner) == around else None)


def level_of(folded: str) -> tuple[Level | None, str]:
    """The level that a folded text's first word tells, and the name after it."""
    for level, said in _LEVELS:
        if (met := said.match(folded)) and (name := folded[met.end() :].strip()):
            return level, _LINK.sub("", name + " ").strip() or name
    return None, folded


def _rung(level: Level) -> Names:
    g = gazetteer()
    return {Level.REGION: g.regions, Level.PROVINCE: g.provinces, Level.COMMUNE: g.communes}[level]


def found_in(hit: Hit | None, level: Level) -> PlaceFound | None:
    """The answer of one hit: nothing when it has no place, or several."""
    if hit is None or len(hit.places) != 1:
        return None
    where: Place = hit.places[0]
    return PlaceFound(PlaceLevel(level.value), where.code, SURE[hit.nearness])
