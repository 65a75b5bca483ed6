"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.coaching import queries
from wolouj.coaching.models import Following, Handover, PlanAction, PlanGoal, Visit, VisitPhoto
from wolouj.foundation.found import one
from wolouj.people.models import Person
from wolouj.programme.models import Participant
from wolouj.structures.models import Structure


@dataclass(frozen=True, slots=True)
class File:
    """A participant's file as her coach keeps it, with who accompanies her now."""

    participant: Participant
    following: Following | None
    asked_sheet: UUID | None = None
    """The visit sheet the address names."""
    right_object: ClassVar[str] = "follow_up"

    def owners(self) -> set[UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[UUID]:
        """The body that keeps the file."""
        return self.participant.bodies()

    def holders(self) -> set[UUID]:
        """Who accompanies her now."""
        return {self.following.coach_id} if self.following else set()


@dataclass(frozen=True, slots=True)
class Own:
    """A structure before the fifteen questions, told by its own people: nobody's body sees it."""

    structure: Structure
    right_object: ClassVar[str] = "capacity"

    def owners(self) -> set[UUID]:
        """The people of the structure."""
        return self.structure.owners()


@dataclass(frozen=True, slots=True)
class Hand:
    """The files a coach has."""

    coach: Person
    rows: tuple[Following, ...]
    right_object: ClassVar[str] = "caseload"

    def owners(self) -> set[UUID]:
        """Nobody's affairs."""
        return set()

    def holders(self) -> set[UUID]:
        """The coach herself."""
        return {self.coach.pk}

    def bodies(self) -> set[UUID]:
        """The bodies whose files she has."""
        return {row.participant.body_id for row in self.rows}


def load_file(participant_id: UUID) -> File:
    """The file of the address. One that was never given to anybody is not there."""
    found = Participant.objects.select_related("person", "body").filter(pk=participant_id, erased_at=None).first()
    if found is None:
        raise Http404
    return File(found, queries.live_following(found.pk))


def load_sheet(participant_id: UUID, sheet_id: UUID) -> File:
    """The file, with the sheet to fill for it."""
    return replace(load_file(participant_id), asked_sheet=sheet_id)


def load_participant(participant_id: UUID) -> Participant:
    """The person of the address, as those who receive files know her."""
    found = Participant.objects.select_related("person", "body").filter(pk=participant_id, erased_at=None).first()
    if found is None:
        raise Http404
    return found


def load_own(structure_id: UUID) -> Own:
    """The structure of the address, with its people."""
    found = Structure.objects.prefetch_related("members").filter(pk=structure_id, archived_at=None).first()
    if found is None:
        raise Http404
    return Own(found)


def load_coach(coach_id: UUID) -> Hand:
    """What a coach has in hand, to be passed on."""
    found = Person.objects.filter(pk=coach_id).first()
    rows = list(queries.files_of(coach_id)) if found else []
    if found is None or not rows:
        raise Http404
    return Hand(found, tuple(rows))


def load_goal(goal_id: UUID) -> PlanGoal:
    """The goal of the address."""
    return one(PlanGoal, goal_id, "participant__person")  # type: ignore[no-any-return]


def load_action(action_id: UUID) -> PlanAction:
    """The action of the address."""
    return one(PlanAction, action_id, "participant__person", "goal")  # type: ignore[no-any-return]


def load_visit(visit_id: UUID) -> Visit:
    """The visit of the address."""
    return one(Visit, visit_id, "participant__person", "coach")  # type: ignore[no-any-return]


def load_photo(photo_id: UUID) -> VisitPhoto:
    """The photo of the address."""
    return one(VisitPhoto, photo_id, "visit__participant")  # type: ignore[no-any-return]


def load_handover(handover_id: UUID) -> Handover:
    """The handover of the address."""
    return one(Handover, handover_id, "giver", "taker", "body")  # type: ignore[no-any-return]
