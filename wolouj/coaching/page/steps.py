"""What comes next for a person, each thing with its day: from her plan, her visits, her training, her papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.coaching import queries
from wolouj.coaching.capacity.plan import next_time
from wolouj.coaching.models import CapacityReview, Doer, PlanAction, Visit
from wolouj.cofinancing.models import Request
from wolouj.cofinancing.states import State as Money
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant, both
from wolouj.reference.coded import paper_kinds
from wolouj.structures.queries import structures_of
from wolouj.training.models import Expected

AHEAD = timedelta(days=30)
"""How long before its end a paper is spoken of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes: its day, what it is, where it leads."""

    day: date
    sign: str
    title: str
    url: str
    detail: str = ""


def steps_of(row: Participant, visits: Sequence[Visit], *, on: date) -> list[Step]:
    """What comes for this file, the nearest first; what is late comes before everything. Seven queries."""
    found = [
        *_money(row, on), *_plan(queries.waiting_actions(row.pk), on), *_visit(visits, on), *_training(row, on),
        *_papers(row, on),
        *_capacity(row, list(queries.reviews_of(row.pk)[:1]), on),
    ]  # fmt: skip
    return sorted(found, key=lambda step: step.day)


def _plan(actions: Iterable[PlanAction], on: date) -> list[Step]:
    """What she is to do, alone or with her coach."""
    hers = [each for each in actions if each.doer != Doer.COACH]
    url = reverse("coaching:mine")
    return [
        Step(each.due, "watch" if each.due < on else "wait", fmt.isolate_auto(each.text), f"{url}#plan")
        for each in hers
    ]


def _money(row: Participant, on: date) -> list[Step]:
    """The answer she waits for, or the proofs of what she was paid."""
    asked = Request.objects.filter(application__participant=row, state__in=[Money.COMPLETE, Money.STUDY, Money.PAID])
    found = []
    for each in asked:
        url = reverse("cofinancing:show", args=[each.pk])
        if each.state == Money.PAID:
            found.append(Step(on, "watch", say("coaching.step_proofs"), url))
        elif each.answer_by is not None:
            found.append(Step(each.answer_by, "wait", say("coaching.step_answer"), url))
    return found


def _visit(visits: Sequence[Visit], on: date) -> list[Step]:
    """The day the coach comes."""
    day = visits[0].next_on if visits else None
    if day is None or day < on:
        return []
    return [Step(day, "wait", say("coaching.step_visit"), "")]


def _training(row: Participant, on: date) -> list[Step]:
    """The next session she is expected at."""
    rows = Expected.objects.filter(
        learner__participant=row, learner__left_at=None, session__gathering__day__gte=on
    ).select_related("session__gathering", "session__module")
    first = rows.order_by("session__gathering__day").first()
    if first is None:
        return []
    name = fmt.isolate_auto(both(first.session.module, "name", active()))
    url = reverse("training:learner", args=[first.learner_id])
    return [Step(first.session.gathering.day, "wait", say("coaching.step_training", name=name), url)]


def _papers(row: Participant, on: date) -> list[Step]:
    """The paper that ends first."""
    if row.person_id is None:
        return []
    held = [paper for structure in structures_of(row.person_id) for paper in structure.papers.all() if paper.is_current]
    ending = sorted((p.expires_on, p.kind) for p in held if p.expires_on and p.expires_on <= on + AHEAD)
    if not ending:
        return []
    day, code = ending[0]
    kind = paper_kinds().get(code)
    name = str(getattr(kind.name, active())) if kind else fmt.isolate_auto(code)
    return [Step(day, "watch", say("coaching.step_paper", name=name), reverse("structures:papers"))]


def _capacity(row: Participant, last: Sequence[CapacityReview], on: date) -> list[Step]:
    """The fifteen questions, at entry and every six months."""
    following = queries.live_following(row.pk)
    if following is None:
        return []
    day = next_time(last[0].told_on if last else None, since=following.since)
    url = reverse("coaching:capacity", args=[row.pk])
    return [Step(day, "wait", say("coaching.step_capacity"), url)] if day <= on + AHEAD else []


def person_files(person: UUID) -> list[Participant]:
    """Her files at every body, one row for those said to be one."""
    rows = Participant.objects.filter(person=person, same_as=None, erased_at=None).select_related("body")
    return list(rows.order_by("made_at", "id"))
