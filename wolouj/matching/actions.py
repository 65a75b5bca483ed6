"""All writing of the matching room: a structure answers about a notice, or takes its answer back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.matching.fit import province_of
from wolouj.matching.models import Answer, Feedback
from wolouj.notices.models import Notice
from wolouj.structures.models import Structure


def answer(*, structure: Structure, notice: Notice, answer: Answer, by: Actor, at: datetime) -> Feedback:
    """Remember one tap under a notice, with what the notice was then. Another tap replaces it."""
    told = {
        "answer": answer,
        "nature": notice.nature,
        "place": province_of(notice.place_codes),
        "amount": notice.estimate,
        "at": at,
    }
    with transaction.atomic():
        said, _ = Feedback.objects.update_or_create(structure=structure, notice=notice, defaults=told)
        detail = {"notice": str(notice.id), "answer": str(answer)}
        audit.record(at=at, by=by, act="match_answered", about=structure, detail=detail)
    return said


def begun(*, structure: Structure, notice: Notice, by: Actor, at: datetime) -> None:
    """A quote was begun on a public notice: a "yes", unless she said something of it already."""
    if not Feedback.objects.filter(structure=structure, notice=notice).exists():
        answer(structure=structure, notice=notice, answer=Answer.QUOTED, by=by, at=at)


def forget(*, structure: Structure, by: Actor, at: datetime) -> int:
    """Forget all the answers of a structure and what was learned from them; what was put aside comes back."""
    with transaction.atomic():
        gone, _ = Feedback.objects.filter(structure=structure).delete()
        if gone:
            audit.record(at=at, by=by, act="match_forgotten", about=structure, detail={"count": gone})
    return gone


def take_back(*, structure: Structure, notice: Notice, by: Actor, at: datetime) -> None:
    """Forget the answer about a notice, and what was learned from it."""
    with transaction.atomic():
        gone, _ = Feedback.objects.filter(structure=structure, notice=notice).delete()
        if gone:
            audit.record(at=at, by=by, act="match_taken_back", about=structure, detail={"notice": str(notice.id)})
