"""A petition to the council of a place, as the law sees it: the population and the provinces come from the census."""

from __future__ import annotations

from typing import Any

from rulebook.petitions import Level, Petition
from wolouj.reference import territories
from wolouj.reference.territories import Place

INNER = "prefecture_of_arrondissements"
LEVELS = {
    territories.Level.COMMUNE: Level.COMMUNE,
    territories.Level.PROVINCE: Level.PROVINCE,
    territories.Level.REGION: Level.REGION,
}


def petition_to(place: Place, **told: Any) -> Petition:
    """A petition to the council of a commune, a province or a region; ``told`` is what else is known of it.

    The provinces of a region are named by their HCP codes, so are the keys of ``by_province``. Raises ``ValueError``
    for a prefecture of arrondissements: it is no council we know of, the prefecture it lies in is one.
    """
    if place.type == INNER:
        raise ValueError(f"{place.code} lies in {place.province}")
    inside: dict[str, Any] = {}
    if place.level is territories.Level.REGION:
        inside["provinces"] = tuple(one.code for one in provinces_that_count(place))
        inside["inner_prefectures"] = any(one.type == INNER for one in territories.provinces(place.code))
    if place.level is territories.Level.COMMUNE:
        inside["arrondissements"] = place.arrondissements > 0
    return Petition(level=LEVELS[place.level], population=place.population, **inside, **told)


def provinces_that_count(region: Place) -> tuple[Place, ...]:
    """The provinces and prefectures of a region, by code; those cut into prefectures of arrondissements count once."""
    found = (one for one in territories.provinces(region.code) if one.type != INNER)
    return tuple(sorted(found, key=lambda one: one.code))
