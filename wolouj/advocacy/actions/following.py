"""All writing of what became of a cause: ready, sent, acknowledged, answered, on an agenda, voted, followed, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from wolouj.advocacy.actions.causes import NotNow
from wolouj.advocacy.models import Audience, Cause, CauseState, Step, StepKind
from wolouj.advocacy.states import after
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair


@dataclass(frozen=True, slots=True)
class Happened:
    """What is told of a step. ``proof`` is a file already made safe."""

    kind: str
    on: date
    whom_ar: str = ""
    whom_fr: str = ""
    note_ar: str = ""
    note_fr: str = ""
    link: str = ""
    proof: CleanFile | None = None


def missing(cause: Cause) -> list[str]:
    """What a cause still lacks before its notes can be given: the names of its texts, and "ground".

    Both languages of title, situation and request: nothing is translated by machine, and the two notes are equals.
    """
    texts = ("title_ar", "title_fr", "situation_ar", "situation_fr", "ask_ar", "ask_fr")
    lacking = [name for name in texts if not getattr(cause, name)]
    if not cause.facts.exists() and not cause.difficulties.exists():
        lacking.append("ground")
    return lacking


def step(*, cause: Cause, happened: Happened, by: Actor, at: datetime, papers: Mapping[str, Any] | None = None,
         audience: Audience | None = None) -> Step:  # fmt: skip
    """Something happened: the step is kept, the cause passes to the state that follows.

    Args:
        papers: of a note that was sent, language -> what it prints.

    Raises:
        NotNow: it cannot happen in this state.
        BadInput: ready without its texts in both languages or without any ground.
    """
    with transaction.atomic():
        row = Cause.objects.select_for_update().get(pk=cause.pk)
        state = after(happened.kind, row.state)
        if state is None:
            raise NotNow
        if happened.kind == StepKind.READY and missing(row):
            raise BadInput(pair("advocacy.ready_needs"), field="state")
        told = Step(
            cause=row, kind=happened.kind, on=happened.on, at=at, whom_ar=happened.whom_ar, whom_fr=happened.whom_fr,
            note_ar=happened.note_ar, note_fr=happened.note_fr, link=happened.link, audience=audience or "",
            papers=dict(papers or {}),
        )  # fmt: skip
        if happened.proof:
            told.proof.save(f"proof.{happened.proof.extension}", ContentFile(happened.proof.bytes), save=False)
        told.save(force_insert=True)
        row.state = state
        if state == CauseState.DRAFT:
            row.published_at = None  # what is being written again is not shown
        row.save(update_fields=["state", "published_at"])
        cause.state, cause.published_at = state, row.published_at
        audit.record(at=at, by=by, act="cause_moved", about=row, detail={"step": str(happened.kind)})
    return told


def make_ready(*, cause: Cause, by: Actor, at: datetime) -> Step:
    """Its texts are read again and held good. Raises as :func:`step`."""
    return step(cause=cause, happened=Happened(StepKind.READY, timezone.localdate(at)), by=by, at=at)


def reopen(*, cause: Cause, by: Actor, at: datetime) -> Step:
    """Back to the draft, and off the public pages until a person shows it again. Raises :class:`NotNow`."""
    return step(cause=cause, happened=Happened(StepKind.REOPENED, timezone.localdate(at)), by=by, at=at)


def publish(*, cause: Cause, shown: bool, by: Actor, at: datetime) -> None:
    """Show a cause to anybody, or take it from the public pages: a person's decision.

    Raises :class:`NotNow` for a draft: what is still being written is not shown.
    """
    with transaction.atomic():
        row = Cause.objects.select_for_update().get(pk=cause.pk)
        if shown and row.state == "draft":
            raise NotNow
        row.published_at = at if shown else None
        row.save(update_fields=["published_at"])
        cause.published_at = row.published_at
        audit.record(at=at, by=by, act="cause_published", about=row, detail={"shown": shown})
