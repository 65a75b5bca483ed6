"""What an address about commitments names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.meetings.following import queries
from wolouj.meetings.following.models import CommitmentStep, Reply
from wolouj.meetings.models import Commitment, Point, PointKind


def load_commitment(commitment_id: UUID) -> Commitment:
    """The commitment of the address."""
    found = queries.commitment_of(commitment_id)
    if found is None:
        raise Http404
    return found


def load_recommendation(point_id: UUID) -> Point:
    """The recommendation of the address."""
    rows = Point.objects.select_related("meeting__gathering__body")
    found = rows.filter(pk=point_id, kind=PointKind.RECOMMENDATION).first()
    if found is None:
        raise Http404
    return found


def load_reply(reply_id: UUID) -> Commitment:
    """The commitment a line is about, with the line as ``asked_reply``."""
    row = Reply.objects.filter(pk=reply_id).first()
    if row is None:
        raise Http404
    found = load_commitment(row.commitment_id)
    found.asked_reply = row  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Link:
    """The institution's own page, opened by its secret address: it writes its line there."""

    right_object: ClassVar[str] = "door"
    commitment: Commitment

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_link(key: str) -> Link:
    """The page a secret address opens."""
    found = queries.by_key(key)
    if found is None:
        raise Http404
    return Link(found)


@dataclass(frozen=True, slots=True)
class Proof:
    """The file that shows a step: for anybody once the commitment is published, before that for the body's people."""

    step: CommitmentStep
    commitment: Commitment

    @property
    def right_object(self) -> str:
        """Its line in the table of rights."""
        return "published" if self.commitment.published_at else "gathering"

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that organised the meeting."""
        return self.commitment.bodies()


def load_proof(step_id: UUID) -> Proof:
    """The proof of a step."""
    step = CommitmentStep.objects.select_related("commitment__meeting__gathering").filter(pk=step_id).first()
    if step is None or not step.proof:
        raise Http404
    return Proof(step, step.commitment)
