"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.advocacy import queries
from wolouj.advocacy.models import AUDIENCES, Cause, Consultation, Fact, Proposal, Session, Step
from wolouj.meetings.models import Review


def load_cause(cause_id: UUID) -> Cause:
    """The cause of the address."""
    found = queries.cause_of(cause_id)
    if found is None:
        raise Http404
    return found


def load_note(cause_id: UUID, audience: str) -> Cause:
    """The cause, with the audience as ``asked_audience``."""
    if audience not in AUDIENCES:
        raise Http404
    found = load_cause(cause_id)
    found.asked_audience = audience  # type: ignore[attr-defined]
    return found


def load_paper(cause_id: UUID, name: str) -> Cause:
    """The cause, with (audience, language) as ``asked_paper``: ``council-ar.pdf``."""
    audience, _, rest = name.partition("-")
    if rest not in ("ar.pdf", "fr.pdf"):
        raise Http404
    found = load_note(cause_id, audience)
    found.asked_paper = (audience, rest[:2])  # type: ignore[attr-defined]
    return found


def load_fact(fact_id: UUID) -> Fact:
    """A fact with its cause."""
    found = Fact.objects.select_related("cause__body").filter(pk=fact_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Public:
    """A cause a person decided to show to anybody."""

    right_object: ClassVar[str] = "published"
    cause: Cause

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_public(cause_id: UUID) -> Public:
    """The public page of a cause."""
    found = queries.published_one(cause_id)
    if found is None:
        raise Http404
    return Public(found)


def load_step(step_id: UUID) -> Step:
    """A step that something shows: its file is for those who plead."""
    found = queries.step_of(step_id)
    if found is None or not found.proof:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Sent:
    """A note as it was sent: for anybody once the cause is published, for those who plead before."""

    step: Step
    lang: str

    @property
    def right_object(self) -> str:
        """Its line in the table of rights."""
        return "published" if self.step.cause.published_at else "cause"

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """Who pleads."""
        return self.step.cause.bodies()


def load_sent(step_id: UUID, name: str) -> Sent:
    """The note of a step, as it was sent, in one language: ``ar.pdf``."""
    found, lang = queries.step_of(step_id), name.removesuffix(".pdf")
    if found is None or name == lang or lang not in found.papers:
        raise Http404
    return Sent(found, lang)


def load_session(session_id: UUID) -> Session:
    """A session people told."""
    found = Session.objects.select_related("body").filter(pk=session_id).first()
    if found is None:
        raise Http404
    return found


def load_consultation(consultation_id: UUID) -> Consultation:
    """The consultation of the address, for those who run it."""
    found = queries.consultation_of(consultation_id)
    if found is None:
        raise Http404
    return found


def load_proposal(proposal_id: UUID) -> Proposal:
    """A proposal, for those who read it first."""
    found = Proposal.objects.select_related("consultation__body").filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Open:
    """The public page of a consultation, for anybody who has its code; ``proposal`` when one is named."""

    right_object: ClassVar[str] = "door"
    consultation: Consultation
    proposal: Proposal | None = None

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_open(code: str) -> Open:
    """The consultation a code opens."""
    found = queries.consultation_by_code(code)
    if found is None:
        raise Http404
    return Open(found)


def load_supported(code: str, proposal_id: UUID) -> Open:
    """A published proposal of it."""
    found = load_open(code)
    row = found.consultation.proposals.filter(pk=proposal_id, review=Review.PUBLISHED).first()
    if row is None:
        raise Http404
    return Open(found.consultation, row)
