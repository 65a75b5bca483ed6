"""A petition as the law looks at it, and what the law answers: conditions, papers, days, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.engine.verdict import Advice, Confidence
from rulebook.petitions import Association, Progress, Subject, advise, how_close
from rulebook.petitions import Filer as LawFiler
from rulebook.petitions import Level as LawLevel
from rulebook.petitions import Petition as LawPetition
from wolouj.petitions.models import Level, Petition
from wolouj.petitions.models import PetitionState as State
from wolouj.reference import territories
from wolouj.reference.petitioning import petition_to, provinces_that_count
from wolouj.reference.territories import Place

SUBJECT = (
    "within_powers",
    "touches_constants",
    "common_interest",
    "before_the_courts",
    "discriminates",
    "note_attached",
)
OF_ASSOCIATION = ("founded", "members", "seat_in_territory", "activity_linked", "democratic", "in_good_standing")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the law says of one petition on one day."""

    told: LawPetition
    advice: Advice
    progress: Progress

    @property
    def answer_by(self) -> date | None:
        """The last day of a reasoned refusal; ``None`` before it is filed, and for the State."""
        figure = self.advice.figure("refusal_by")
        return figure.value if figure is not None and isinstance(figure.value, date) else None

    @property
    def answer_sure(self) -> Confidence | None:
        """How sure that day is."""
        figure = self.advice.figure("refusal_by")
        return figure.confidence if figure is not None else None


def provinces_of(petition: Petition) -> tuple[Place, ...]:
    """Where its signatures may come from, as they are counted: the provinces of a region, else the one province.

    Those of a petition to the State come from everywhere: every province, by name.
    """
    where = petition.where
    if where is None:
        return tuple(one for one in territories.provinces() if one.type != "prefecture_of_arrondissements")
    if where.level is territories.Level.REGION:
        return provinces_that_count(where)
    province = territories.place(where.province or where.code)
    return (province,) if province is not None else ()


def filed_on(petition: Petition) -> date | None:
    """The day of the last receipt; ``None`` while it was not filed, or is being mended to be filed again."""
    if petition.state in {State.PREPARING, State.GATHERING}:
        return None
    days = [step.on for step in petition.steps.all() if step.state == State.FILED]
    return days[-1] if days else None


def told(petition: Petition, counts: Mapping[str, int], *, authorised: bool) -> LawPetition:
    """The petition as facts. ``counts``: signatures by province; a region's silent province gave none so far."""
    begun = petition.state != State.PREPARING or bool(counts)
    more: dict[str, object] = {
        "filer": LawFiler(petition.filer),
        "filed": filed_on(petition),
        "subject": Subject(**{name: getattr(petition, name) for name in SUBJECT}),
        "association": Association(**{name: getattr(petition, name) for name in OF_ASSOCIATION}),
        "authorised_list": authorised or (False if begun else None),
        "signatures": sum(counts.values()) if begun else None,
    }
    where = petition.where
    if where is None:
        return LawPetition(LawLevel.STATE, committee=petition.committee, **more)  # type: ignore[arg-type]
    if begun and petition.level == Level.REGION:
        more["by_province"] = {one.code: counts.get(one.code, 0) for one in provinces_that_count(where)}
    return petition_to(where, **more)


def look(petition: Petition, counts: Mapping[str, int], *, authorised: bool, on: date) -> Looked:
    """What the law of ``on`` says of it."""
    facts = told(petition, counts, authorised=authorised)
    return Looked(facts, advise(facts, on=on), how_close(facts, on=on))
