"""What is known of a petition. ``None`` is not known, never zero and never no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """To whom one speaks."""

    COMMUNE = "commune"
    PROVINCE = "province"
    """A province or a prefecture."""
    REGION = "region"
    STATE = "state"
    """A petition to the head of government or to the president of a chamber."""
    MOTION = "motion"
    """A motion in legislative matters, to one of the two chambers."""


LOCAL = frozenset({Level.COMMUNE, Level.PROVINCE, Level.REGION})


class Filer(StrEnum):
    """Who files."""

    CITIZENS = "citizens"
    ASSOCIATION = "association"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the petition asks."""

    within_powers: bool | None = None
    """It is an item on which that council may decide."""
    touches_constants: bool | None = None
    """It touches the constants of the nation (article 1 of the Constitution)."""
    common_interest: bool | None = None
    """It serves an interest that the signatories share (a council), or the general interest (the State)."""
    before_the_courts: bool | None = None
    """A court has the matter, or has judged it."""
    discriminates: bool | None = None
    note_attached: bool | None = None
    """A note explains it."""


@dataclass(frozen=True, slots=True)
class Association:
    """The association that files."""

    founded: date | None = None
    """The day it was recognised and set up."""
    members: int | None = None
    """On the day of filing."""
    seat_in_territory: bool | None = None
    """Its seat or a branch is in the territory of the council."""
    activity_linked: bool | None = None
    """Its activity is linked to the subject."""
    democratic: bool | None = None
    """It is run democratically: meetings held, bureau elected."""
    in_good_standing: bool | None = None
    """In order with the laws that bind it."""


@dataclass(frozen=True, slots=True)
class Petition:
    """One petition, filed or being prepared."""

    level: Level
    filer: Filer | None = None
    population: int | None = None
    """Inhabitants of the commune or the region, after the last census."""
    arrondissements: bool | None = None
    """Whether the commune is one of the few cut into arrondissements."""
    provinces: tuple[str, ...] | None = None
    """The provinces and prefectures of the region, by any name that is the caller's own."""
    inner_prefectures: bool | None = None
    """Whether one of them is itself cut into prefectures of arrondissements."""
    signatures: int | None = None
    by_province: Mapping[str, int] | None = None
    """Signatures by province of the region; a province that is not there was not counted."""
    filed: date | None = None
    subject: Subject = Subject()
    association: Association = Association()
    committee: int | None = None
    """Members of the committee that presents it (State, motion)."""
    committee_regions: int | None = None
    """Regions they come from (motion)."""
    list_holds_id_numbers: bool | None = None
    authorised_list: bool | None = None
    """The CNDP authorised, beforehand, the list that carries the numbers of identity cards."""
