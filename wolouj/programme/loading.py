"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import Model
from django.http import Http404

from wolouj.foundation.found import one
from wolouj.programme import queries
from wolouj.programme.forms import AskedPaperForm, CriterionForm, DonorForm, GoalForm, IndicatorForm
from wolouj.programme.models import (
    Application,
    AskedPaper,
    Assignment,
    Batch,
    Call,
    Consent,
    Criterion,
    Donor,
    DuplicateProposal,
    Goal,
    Indicator,
    ParticipantApart,
    ParticipantMerge,
    Programme,
    Purpose,
)

ROWS: dict[str, tuple[type[Model], type[forms.Form]]] = {
    "donor": (Donor, DonorForm),
    "goal": (Goal, GoalForm),
    "indicator": (Indicator, IndicatorForm),
    "criterion": (Criterion, CriterionForm),
    "paper": (AskedPaper, AskedPaperForm),
}
"""Rows with a form of their own, by their word in an address."""
IN_PROGRAMME, IN_CALL = frozenset({"donor", "goal", "result", "call"}), frozenset({"criterion", "paper"})


@dataclass(frozen=True, slots=True)
class PublicCall:
    """The public side of a call."""

    call: Call
    right_object: ClassVar[str] = "call"

    def owners(self) -> set[UUID]:
        """Everybody's to read, nobody's."""
        return set()


def load_public(code: str) -> PublicCall:
    """The open (or closed) call of this code; one being prepared is not found."""
    found = queries.public_call(code)
    if found is None:
        raise Http404
    return PublicCall(found)


def load_programme(programme_id: UUID) -> Programme:
    """The programme of the address, with its framework."""
    found = queries.programme_of(programme_id)
    if found is None:
        raise Http404
    return found


def load_new_row(programme_id: UUID, kind: str) -> Programme:
    """The programme, with the kind of row to add as ``asked_kind``."""
    if kind not in IN_PROGRAMME:
        raise Http404
    found = load_programme(programme_id)
    found.asked_kind = kind  # type: ignore[attr-defined]
    return found


def load_goal(goal_id: UUID) -> Any:
    """A result that gets an indicator."""
    return one(Goal, goal_id, "programme")


_JOINS = {"goal": ("programme",), "indicator": ("goal__programme",), "criterion": ("call__programme",),
          "paper": ("call__programme",), "donor": ()}  # fmt: skip


def load_row(kind: str, row_id: UUID) -> Any:
    """A row with a form of its own, its kind as ``asked_kind``."""
    if kind not in ROWS:
        raise Http404
    found = one(ROWS[kind][0], row_id, *_JOINS[kind])
    found.asked_kind = kind
    return found


def load_call(call_id: UUID) -> Call:
    """The call of the address, with how many applied."""
    found = queries.counted().prefetch_related("papers", "criteria").filter(pk=call_id).first()
    if found is None:
        raise Http404
    return found


def load_new_line(call_id: UUID, kind: str) -> Call:
    """The call, with the kind of line to add as ``asked_kind``."""
    if kind not in IN_CALL:
        raise Http404
    found = load_call(call_id)
    found.asked_kind = kind  # type: ignore[attr-defined]
    return found


ACTS = frozenset({"share", "interview", "recuse", "tie", "decide", "approve"})


def load_act(call_id: UUID, what: str) -> Call:
    """The call, with what is to be done of its selection as ``asked_act``."""
    if what not in ACTS:
        raise Http404
    found = load_call(call_id)
    found.asked_act = what  # type: ignore[attr-defined]
    return found


def load_paper(call_id: UUID, name: str) -> Call:
    """The call, with the paper asked for as ``asked_file``."""
    from wolouj.programme import papers

    if name not in papers.FILES:
        raise Http404
    found = load_call(call_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


def load_application(application_id: UUID) -> Application:
    """The application of the address."""
    joins = ("call__programme__body", "participant", "decision", "duplicate_of", "batch")
    found = (
        Application.objects.select_related(*joins).prefetch_related("call__papers").filter(pk=application_id).first()
    )
    if found is None:
        raise Http404
    return found


def load_step(application_id: UUID, code: str) -> Application:
    """The application, with the question asked for as ``asked_step``."""
    from wolouj.programme.steps import STEPS

    if code not in STEPS:
        raise Http404
    found = load_application(application_id)
    found.asked_step = code  # type: ignore[attr-defined]
    return found


def load_ending(application_id: UUID, purpose: str) -> Application:
    """The application, with the use she takes her yes back from as ``asked_purpose``."""
    if purpose not in Purpose.values:
        raise Http404
    found = load_application(application_id)
    found.asked_purpose = purpose  # type: ignore[attr-defined]
    return found


def load_recorded(consent_id: UUID) -> Any:
    """A yes that was recorded."""
    found = one(Consent, consent_id, "participant")
    if not found.sound:
        raise Http404
    return found


def load_batch(batch_id: UUID) -> Any:
    """The spreadsheet of the address."""
    return one(Batch, batch_id, "call__programme")


def load_proposal(proposal_id: UUID) -> Any:
    """The pair of files of the address."""
    return one(DuplicateProposal, proposal_id, "kept", "other")


def load_said(said: str, said_id: int) -> Any:
    """What a person said of two files."""
    kinds = {"merged": ParticipantMerge, "apart": ParticipantApart}
    if said not in kinds or said_id > 2**62:
        raise Http404
    return one(kinds[said], said_id)


def load_task(task_id: UUID) -> Any:
    """The task of the address."""
    return one(Assignment, task_id, "application__call__programme__body", "application__participant")
