"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import Http404

from wolouj.gatherings.doors import Door, load_door
from wolouj.meetings import papers, queries
from wolouj.meetings.forms import CommitmentForm, InterventionForm, PointForm
from wolouj.meetings.models import Commitment, Intervention, Item, Meeting, Point, Question

ITEMS: dict[str, tuple[type[Item], type[forms.Form]]] = {
    "intervention": (Intervention, InterventionForm),
    "point": (Point, PointForm),
    "commitment": (Commitment, CommitmentForm),
}
"""The rows of a meeting that have a form of their own, by their word in an address."""


def load_meeting(gathering_id: UUID) -> Meeting:
    """The meeting of the address."""
    found = queries.meeting_of(gathering_id)
    if found is None:
        raise Http404
    return found


def load_new_item(gathering_id: UUID, kind: str) -> Meeting:
    """The meeting, with the kind of row to add as ``asked_kind``."""
    if kind not in ITEMS:
        raise Http404
    found = load_meeting(gathering_id)
    found.asked_kind = kind  # type: ignore[attr-defined]
    return found


def load_item(gathering_id: UUID, kind: str, item_id: UUID) -> Item:
    """One row of the meeting, with its kind as ``asked_kind``."""
    if kind not in ITEMS:
        raise Http404
    rows = ITEMS[kind][0]._default_manager.select_related("meeting__gathering__body")
    found = rows.filter(pk=item_id, meeting=gathering_id).first()
    if found is None:
        raise Http404
    found.asked_kind = kind  # type: ignore[attr-defined]
    return found


def load_question(question_id: UUID) -> Question:
    """The question of the address."""
    found = Question.objects.select_related("meeting__gathering__body").filter(pk=question_id).first()
    if found is None:
        raise Http404
    return found


def load_sound(question_id: UUID) -> Question:
    """A question that was said aloud."""
    found = load_question(question_id)
    if not found.sound:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Receipt:
    """The page of one question, for whoever keeps its letters."""

    right_object: ClassVar[str] = "door"
    question: Question

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_receipt(receipt: str) -> Receipt:
    """The question a receipt opens."""
    found = queries.by_receipt(receipt)
    if found is None:
        raise Http404
    return Receipt(found)


def load_paper(gathering_id: UUID, name: str) -> Meeting:
    """The meeting, with the paper asked for as ``asked_file``."""
    if name not in papers.FILES and name not in papers.WORD:
        raise Http404
    found = load_meeting(gathering_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class PublicMeeting(Door):
    """The public side of a meeting, and the paper asked for."""

    meeting: Meeting
    asked_file: str


def load_public(code: str, name: str = "") -> PublicMeeting:
    """The public side of a meeting that a code opens."""
    door = load_door(code)
    meeting = queries.meeting_of(door.gathering.id)
    if meeting is None or (name and name not in papers.FILES and name not in papers.WORD):
        raise Http404
    return PublicMeeting(door.gathering, meeting, name)
