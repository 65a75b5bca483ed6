"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.petitions import papers, queries
from wolouj.petitions.models import Petition, Step


def load_petition(petition_id: UUID) -> Petition:
    """The petition of the address."""
    found = queries.petition_of(petition_id)
    if found is None:
        raise Http404
    return found


def load_paper(petition_id: UUID, name: str) -> Petition:
    """The petition, with the paper asked for as ``asked_file``."""
    if name not in papers.FILES:
        raise Http404
    found = load_petition(petition_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class PublicPetition:
    """The side of a petition that anybody reads."""

    right_object: ClassVar[str] = "published"
    petition: Petition

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_public(petition_id: UUID) -> PublicPetition:
    """A petition that a person decided to show."""
    found = load_petition(petition_id)
    if found.published_at is None:
        raise Http404
    return PublicPetition(found)


@dataclass(frozen=True, slots=True)
class Proof:
    """The file that shows a step: for the body's people. A receipt may name the agent, so it is never public."""

    right_object: ClassVar[str] = "petition"
    step: Step

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body the petition is prepared with."""
        return self.step.petition.bodies()


def load_proof(step_id: UUID) -> Proof:
    """The proof of a step."""
    step = Step.objects.select_related("petition").filter(pk=step_id).first()
    if step is None or not step.proof:
        raise Http404
    return Proof(step)
