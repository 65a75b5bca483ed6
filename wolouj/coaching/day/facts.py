"""What a coach's day is made of, read for all her files at once: as many queries for three as for three hundred.

Orders and papers are read only where the person gave her a live mandate; states and days, never a price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from wolouj.bids.models import Quote
from wolouj.bids.queries import open_quotes
from wolouj.coaching.models import CapacityReview, Doer, PlanAction
from wolouj.coaching.wall.pairs import rivals
from wolouj.cofinancing.models import Tranche
from wolouj.cofinancing.states import State
from wolouj.people.standing import Standing
from wolouj.structures.models import Member, Paper
from wolouj.structures.queries import papers_ending
from wolouj.support.models import Referral
from wolouj.support.states import OPEN


@dataclass(frozen=True, slots=True)
class Facts:
    """By participant: quotes, papers with the days left, her own late actions; and who stands behind the wall."""

    quotes: dict[UUID, list[Quote]]
    papers: dict[UUID, list[tuple[Paper, int]]]
    late: dict[UUID, list[PlanAction]]
    structures: dict[UUID, list[UUID]]
    walled: dict[UUID, Quote]
    """Participant with a mandate -> her quote on a notice that another of these files (with one or not) answers."""
    tranches: dict[UUID, Tranche]
    """Participant -> the oldest part of her money that was paid and is not proved yet."""
    referrals: dict[UUID, Referral]
    """Participant -> the oldest referral without an answer."""
    asked: dict[UUID, date]
    """Participant -> the day the fifteen questions were last answered."""


def facts_of(rows: Sequence[Any], standing: Standing, *, at: datetime) -> Facts:
    """Read it. Seven queries."""
    on = timezone.localdate(at)
    served = {giver for giver, _ in standing.mandates}
    whose = {row.participant.person_id: row.participant_id for row in rows if row.participant.person_id}
    structures: dict[UUID, list[UUID]] = defaultdict(list)
    everybody: dict[UUID, UUID] = {}
    running = Member.objects.filter(person__in=list(whose), until=None, structure__archived_at=None)
    for person, structure in running.order_by("structure__made_at").values_list("person", "structure"):
        everybody[structure] = whose[person]
        if person in served:
            structures[whose[person]].append(structure)
    back = {each: file for file, mine in structures.items() for each in mine}
    quotes: dict[UUID, list[Quote]] = defaultdict(list)
    open_ = open_quotes(list(everybody)).filter(notice__cancelled_at=None)
    found = list(open_.select_related("notice__buyer__same_as"))
    for quote in found:
        if quote.structure_id in back:
            quotes[back[quote.structure_id]].append(quote)
    papers: dict[UUID, list[tuple[Paper, int]]] = defaultdict(list)
    for paper, left in papers_ending(on=on, structures=list(back)):
        papers[back[paper.structure_id]].append((paper, left))
    files = [row.participant_id for row in rows]
    return Facts(
        quotes, papers, _late(files, on), structures, _walled(found, everybody, set(back)), _unproved(files),
        _unanswered(files), _asked(files),
    )  # fmt: skip


def _unproved(participants: list[UUID]) -> dict[UUID, Tranche]:
    """Money paid whose proofs are still to come; the body that accompanies her follows it without a mandate."""
    waiting = Tranche.objects.filter(paid_at__isnull=False, proved_at=None)
    waiting = waiting.filter(request__application__participant__in=participants, request__state=State.PAID)
    rows = waiting.select_related("request__application").order_by("-paid_at")
    return {row.request.application.participant_id: row for row in rows}


def _unanswered(participants: list[UUID]) -> dict[UUID, Referral]:
    rows = Referral.objects.filter(participant__in=participants, state__in=list(OPEN)).order_by("-sent_at")
    return {row.participant_id: row for row in rows}


def _late(participants: Iterable[UUID], on: Any) -> dict[UUID, list[PlanAction]]:
    found: dict[UUID, list[PlanAction]] = defaultdict(list)
    rows = PlanAction.objects.filter(
        participant__in=list(participants), done_on=None, goal__closed_at=None, due__lt=on
    ).exclude(doer=Doer.COACH)
    for row in rows:
        found[row.participant_id].append(row)
    return found


def _asked(participants: list[UUID]) -> dict[UUID, date]:
    rows = CapacityReview.objects.filter(participant__in=participants).order_by().values_list("participant")
    return dict(rows.annotate(last=Max("told_on")))


def _walled(quotes: Sequence[Quote], back: dict[UUID, UUID], told: set[UUID]) -> dict[UUID, Quote]:
    """The quotes of two of her files on one notice; said only of the structures ``told``, whose orders she follows."""
    found: dict[UUID, Quote] = {}
    for pair in rivals(quotes):
        if len({back[quote.structure_id] for quote in pair}) == 2:
            found |= {back[quote.structure_id]: quote for quote in pair if quote.structure_id in told}
    return found
