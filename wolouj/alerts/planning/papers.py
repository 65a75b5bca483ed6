"""Papers about to end: when it is time to renew, then 30, 7 and 1 days before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener
from wolouj.alerts.saying import lang_of, message, page_of
from wolouj.alerts.timing import after_quiet, daily
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.words import say
from wolouj.reference.coded import paper_kinds
from wolouj.structures.models import Paper
from wolouj.structures.queries import papers_ending
from wolouj.structures.readiness import notice_days

STEPS = (30, 7, 1)


def papers(heard: Mapping[UUID, list[Listener]], *, at: datetime) -> Iterator[Message]:
    """For each paper the step it has come to; a day missed is made up for, an older step is not told after a newer."""
    for paper, left in papers_ending(on=local(at).date()):
        if left < 0:
            continue
        step = step_of(paper, left)
        for who in heard.get(paper.structure_id, ()):
            due = after_quiet(who.hours, max(at, daily(who.hours, local(at).date())))
            yield _paper(paper, left, step, who, due, at)


def step_of(paper: Paper, left: int) -> int:
    """The nearest step not below the days left: the time it takes to renew it, then 30, 7 and 1."""
    kind = paper_kinds().get(paper.kind)
    steps = {notice_days(kind.takes if kind else None), *STEPS}
    return min(step for step in steps if step >= left)


def _paper(paper: Paper, left: int, step: int, who: Listener, due: datetime, at: datetime) -> Message:
    lang, kind = lang_of(who), paper_kinds().get(paper.kind)
    name: str = getattr(kind.name, lang) if kind else paper.kind
    takes = kind.takes if kind else None
    wording = "paper" if left else "paper_today"
    return message(
        who, Kind.PAPER, key=f"{paper.id}:{step}", name=name, at=at, due=due, until=due + timedelta(days=2),
        path=page_of("structures:papers", lang), about={"paper": str(paper.id)}, wording=wording, days=left,
        takes=say("alerts.takes", lang, n=takes) if takes else "", why=say("alerts.because.paper", lang),
    )  # fmt: skip
