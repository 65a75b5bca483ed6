"""The wall between rivals, inside a business plan: what a unit sells for and costs is as close to a quote as can be.

While a notice is open on which the person of a file and another bidder both work, the prices and the months of her plan
are closed to whoever the wall of quotes would stop (:func:`wolouj.people.permissions.walled`: a coach of both reads
neither), and, when the rival is accompanied by the same body, to its coaches who do not accompany her: any coach of a
body may read any file of it, and would read both. The committee and finance decide and pay on the plan, they quote
for nobody; they read it, unless they serve a rival (docs/decisions/0026).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from wolouj.bids.models import Quote, Weighing
from wolouj.bids.states import OPEN
from wolouj.cofinancing.models import Request
from wolouj.foundation.words import say
from wolouj.people.permissions import may, walled
from wolouj.people.standing import Standing
from wolouj.programme.models import Participant

PRICED = frozenset({"price", "cash"})
"""The screens that show what a unit sells for, or what lets it be worked out."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The prices of a plan are closed to a reader until this instant (``None``: the notice tells no last day)."""

    until: datetime | None

    @property
    def sentence(self) -> str:
        """Why, naming nobody and no notice."""
        if self.until is None:
            return say("cofinancing.wall_closed")
        return say("cofinancing.wall_closed_until", day=timezone.localtime(self.until))


def closed(actor: Standing, request: Request) -> Closed | None:
    """Whether the prices of this plan are closed to ``actor``, and until when; ``None``: she may read them.

    No query for the person herself, nor for a reader who neither accompanies nor serves anybody.
    """
    if not actor.acting and actor.person in request.owners():
        return None
    coaches = may(actor, "create", "proposal", request)
    if not coaches and not actor.served:
        return None
    stopped = [each.notice.deadline for each in _answers(request, actor.at) if _stops(actor, each, request, coaches)]
    if not stopped:
        return None
    return Closed(None if None in stopped else max(day for day in stopped if day is not None))


def _answers(request: Request, at: datetime | None) -> Iterator[Quote | Weighing]:
    """What the structures of this person have on notices that are still open."""
    person = request.application.participant.person_id
    hers = Q(structure__members__person=person, structure__members__until=None, structure__archived_at=None)
    still = (Q(notice__deadline=None) | Q(notice__deadline__gte=at)) & Q(notice__cancelled_at=None)
    for kind, more in ((Quote, Q(state__in=OPEN)), (Weighing, Q())):
        rows = kind._default_manager.filter(hers & still & more)
        yield from rows.select_related("structure", "notice__buyer").prefetch_related("structure__members").distinct()


def _stops(actor: Standing, answer: Quote | Weighing, request: Request, coaches: bool) -> bool:
    contest = answer.contest()
    if not contest.rivals:
        return False
    if walled(actor, answer):
        return True
    if not coaches or actor.accompanies() & request.owners():
        return False
    rivals = frozenset().union(*(side.persons for side in contest.rivals))
    return Participant.objects.filter(person__in=rivals, body__in=request.bodies()).exists()
