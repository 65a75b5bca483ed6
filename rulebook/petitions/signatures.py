"""How many signatures, how they spread over provinces, and what is missing: counts in, counts out, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from rulebook.engine.calculation import provision
from rulebook.engine.law import Law
from rulebook.petitions.facts import Level, Petition

COMMUNE, PROVINCE, REGION = "organic-law-113-14/123", "organic-law-112-14/114", "organic-law-111-14/120"
STATE, MOTION = "organic-law-44-14/signatures", "organic-law-64-14/signatures"
ONE_NUMBER: Mapping[Level, str] = {
    Level.PROVINCE: "petitions.province_signatures",
    Level.STATE: "petitions.state_signatures",
    Level.MOTION: "petitions.motion_signatures",
}
"""The levels where the population changes nothing."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """How many signatures are required, as far as is known: between ``least`` and ``most``."""

    least: int
    most: int
    for_want_of: str | None = None
    """The fact that would settle it: ``population`` or ``arrondissements``; ``None`` when it is settled."""

    @property
    def exact(self) -> int | None:
        """The number, or ``None`` while a fact is missing."""
        return self.least if self.for_want_of is None else None


@dataclass(frozen=True, slots=True)
class Share:
    """One province of a region: what it must give, and gave."""

    province: str
    least: int
    signatures: int | None
    missing: int | None
    """``None`` when that province was not counted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How close a petition of citizens is."""

    required: int | None
    signatures: int | None
    """All those gathered; ``None`` when they were not all counted."""
    missing: int | None
    """The fewest still to gather, spread included; ``None`` when what is told does not say."""
    shares: tuple[Share, ...]
    """Province by province, for a region whose provinces are told and whose required number is known."""
    enough: bool | None
    """``False`` as soon as something is surely missing; ``None`` while that is open."""


@provision(cites=[COMMUNE, PROVINCE, REGION, STATE, MOTION])
def required_signatures(petition: Petition, law: Law) -> Unsure:
    """The signatures a petition of citizens needs, by the level and the population."""
    if petition.level is Level.COMMUNE:
        return _of_a_commune(petition, law)
    if petition.level is Level.REGION:
        return _of_a_region(petition.population, law)
    number = law.count(ONE_NUMBER[petition.level])
    return Unsure(number, number)


def _of_a_commune(petition: Petition, law: Law) -> Unsure:
    """Fewer under a bound of population, more where there are arrondissements; the bound itself is not under it."""
    most = law.count("petitions.commune_signatures_arrondissements")
    if petition.arrondissements:
        return Unsure(most, most)
    small, large = law.count("petitions.commune_signatures_small"), law.count("petitions.commune_signatures_large")
    if petition.population is None:
        return Unsure(small, large if petition.arrondissements is False else most, "population")
    number = small if petition.population < law.count("petitions.commune_population") else large
    if petition.arrondissements is None:
        return Unsure(number, most, "arrondissements")
    return Unsure(number, number)


def _of_a_region(population: int | None, law: Law) -> Unsure:
    """Three steps: under the first bound, from it up to the second included, above."""
    small, large = law.count("petitions.region_signatures_small"), law.count("petitions.region_signatures_large")
    if population is None:
        return Unsure(small, large, "population")
    if population < law.count("petitions.region_population_first"):
        return Unsure(small, small)
    if population > law.count("petitions.region_population_second"):
        return Unsure(large, large)
    middle = law.count("petitions.region_signatures_middle")
    return Unsure(middle, middle)


@provision(cites=[REGION])
def least_in_each_province(required: int, law: Law) -> int:
    """The share of the required number that each province of the region must give, rounded up to a person."""
    share = law("petitions.region_share").scaleb(-2) * Decimal(required)
    return int(share.to_integral_value(rounding=ROUND_CEILING))


def all_told(petition: Petition) -> int | None:
    """All the signatures: as told, else the sum of the provinces when every one was counted."""
    if petition.signatures is not None:
        return petition.signatures
    counts = petition.by_province
    if counts is None or petition.provinces is None or set(counts) != set(petition.provinces):
        return None
    return sum(counts.values())


def progress(petition: Petition, law: Law) -> Progress:
    """What is gathered, what is missing, province by province."""
    refuse_nonsense(petition)
    required, total = required_signatures(petition, law).exact, all_told(petition)
    if required is None:
        return Progress(None, total, None, (), None)
    shares = _shares(petition, required, law)
    short = sum(share.missing or 0 for share in shares)
    missing = max(short, required - total if total is not None else 0)
    open_ends = total is None or any(share.missing is None for share in shares)
    if petition.level is Level.REGION:
        open_ends |= petition.provinces is None
    enough = False if missing else None if open_ends else True
    return Progress(required, total, missing if missing or not open_ends else None, shares, enough)


def _shares(petition: Petition, required: int, law: Law) -> tuple[Share, ...]:
    if petition.level is not Level.REGION or petition.provinces is None:
        return ()
    least, counts = least_in_each_province(required, law), petition.by_province or {}
    return tuple(_share(province, least, counts.get(province)) for province in petition.provinces)


def _share(province: str, least: int, count: int | None) -> Share:
    return Share(province, least, count, None if count is None else max(least - count, 0))


def refuse_nonsense(petition: Petition) -> None:
    """What no petition can hold, whoever tells it: raises ``ValueError``."""
    counts = dict(petition.by_province or {})
    for number in (petition.signatures, petition.committee, petition.association.members, *counts.values()):
        if number is not None and number < 0:
            raise ValueError(f"a count of {number}")
    if petition.population is not None and petition.population < 1:
        raise ValueError(f"a population of {petition.population}")
    if counts and petition.level is not Level.REGION:
        raise ValueError("only a region counts its signatures by province")
    if strange := counts.keys() - set(petition.provinces or counts):
        raise ValueError(f"not a province of this region: {sorted(strange)}")
    if petition.signatures is None or petition.provinces is None or not counts:
        return
    added, whole = sum(counts.values()), set(counts) == set(petition.provinces)
    if added > petition.signatures or (whole and added < petition.signatures):
        raise ValueError("the provinces do not add up to the signatures told")
