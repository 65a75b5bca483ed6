"""A place as a notice writes it, brought to its HCP code: the country, a region, a province, a commune, or abroad.

Said only beyond doubt, or likely when a slip was mended; what nobody can tell is ``none``, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rulebook.engine.verdict import Confidence
from wolouj.reference.folding import fold
from wolouj.reference.territories import resolve


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
    """What a text names. ``code`` is the HCP code of a region, a province or a commune, else ``None``."""

    level: PlaceLevel
    code: str | None
    confidence: Confidence


NOTHING = PlaceFound(PlaceLevel.NONE, None, Confidence.UNSURE)


@lru_cache(maxsize=16_384)
def resolve_place(text: str) -> PlaceFound:
    """The place ``text`` names, in French, Arabic or Darija; :data:`NOTHING` when nobody could say."""
    if fold(text) in {"maroc", "المغرب", "royaume du maroc"}:
        return PlaceFound(PlaceLevel.COUNTRY, None, Confidence.CERTAIN)
    found = resolve(text)
    return PlaceFound(PlaceLevel(found.level.value), found.code, Confidence.CERTAIN) if found else NOTHING
