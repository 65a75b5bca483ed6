"""A petition as plain data: the contract of ``wolouj petition --json``."""

from __future__ import annotations

from typing import Any

from rulebook.engine.plain import advice_as_json
from rulebook.engine.verdict import Advice, Confidence
from rulebook.petitions import Petition, Progress, Share
from wolouj.reference import territories
from wolouj.reference.territories import CENSUS, Place

Json = dict[str, Any]


def as_json(place: Place | None, told: Petition, advice: Advice, progress: Progress) -> Json:
    """The number asked for, where it must come from, what is missing, then the whole advice."""
    required, least = advice.figure("signatures_required"), advice.figure("least_in_each_province")
    return {
        "level": told.level.value,
        "place": None if place is None else _place(place),
        "signatures": None if required is None else required.value,
        "confidence": None if required is None else required.confidence.value,
        "to_be_confirmed": None if required is None else required.confidence is not Confidence.CERTAIN,
        "in_each_province": None if least is None else least.value,
        "gathered": progress.signatures,
        "missing": None if required is None else progress.missing,
        "enough": None if required is None else progress.enough,
        "provinces": [] if required is None else [_share(share) for share in progress.shares],
        **advice_as_json(advice),
    }


def _place(place: Place) -> Json:
    return {
        "code": place.code,
        "name": {"fr": place.name_fr, "ar": place.name_ar},
        "type": place.type,
        "population": place.population,
        "census": CENSUS,
        "arrondissements": place.arrondissements,
    }


def _share(share: Share) -> Json:
    place = territories.place(share.province)
    assert place is not None  # its codes come from there
    return {
        "code": share.province,
        "name": {"fr": place.name_fr, "ar": place.name_ar},
        "least": share.least,
        "signatures": share.signatures,
        "missing": share.missing,
    }
