"""Where people one body accompanies meet on one notice: who they are, who could be named, and an identical price.

The manager reads names, the notice and "identical", never an amount: the amounts are compared here and stay here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from wolouj.bids.models import Quote, State, Version
from wolouj.bids.queries import open_quotes
from wolouj.coaching import queries
from wolouj.coaching.models import Following, SecondCoach
from wolouj.coaching.wall.pairs import rivals
from wolouj.notices.models import Notice
from wolouj.people.models import Mandate, Person
from wolouj.structures.models import Member

SAID = (State.READY, State.SENT, State.INVITED, State.CONFIRMED)
"""States whose figures are frozen: only those are compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: her file, her quote, her coach, the second one when named."""

    following: Following
    quote: Quote
    second: Person | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two accompanied people on one notice."""

    notice: Notice
    sides: tuple[Side, Side]
    identical: bool
    """Whether both frozen quotes come to the same total."""
    proposed: Person | None
    """Whom the system would name: the coach with fewest files who serves neither."""

    @property
    def walled(self) -> bool:
        """Whether one coach has both, and nobody was named for either."""
        one, other = self.sides
        return one.following.coach_id == other.following.coach_id and not (one.second or other.second)


def meetings_of(bodies: Iterable[UUID], *, at: datetime) -> list[Meeting]:
    """Every meeting that matters to these bodies: one coach on both sides, or an identical price. Seven queries."""
    mine = list(bodies)
    quotes, whose = _quotes(queries.all_files(mine))
    pairs = rivals(quotes)
    if not pairs:
        return []
    seconds = {row.quote_id: row.coach for row in SecondCoach.objects.filter(quote__in=quotes).select_related("coach")}
    served = _served([whose[q.structure_id] for pair in pairs for q in pair], at)
    loads = queries.loads(mine, on=timezone.localdate(at))
    now = set(queries.coaches_of(mine, on=timezone.localdate(at)).values_list("pk", flat=True))
    free = [load.coach for load in sorted(loads, key=lambda load: load.files) if load.coach.pk in now]
    found = []
    for one, other in pairs:
        sides = (_side(one, whose, seconds), _side(other, whose, seconds))
        same = _identical(one, other)
        if sides[0].following.coach_id == sides[1].following.coach_id or same:
            found.append(Meeting(one.notice, sides, same, _proposed(free, sides, served)))
    return sorted(found, key=lambda each: (not each.walled, each.notice.deadline or at))


def _quotes(files: QuerySet[Following]) -> tuple[list[Quote], dict[UUID, Following]]:
    """The open quotes of the people of these files, with what was frozen of each last; and whose they are.

    Only the files of those who have a quote are read whole: a body may accompany thousands of people.
    """
    people = files.order_by().values("participant__person")
    running = Member.objects.filter(person__in=people, until=None, structure__archived_at=None)
    member = dict(running.values_list("structure", "person"))
    last = Version.objects.filter(quote=OuterRef("pk")).order_by("-number")
    rows = open_quotes(list(member)).filter(notice__cancelled_at=None).select_related("notice__buyer__same_as")
    quotes: list[Any] = list(rows.annotate(figures=Subquery(last.values("frozen__total_incl_vat")[:1])))
    hers = files.filter(participant__person__in={member[quote.structure_id] for quote in quotes})
    whose = {row.participant.person_id: row for row in hers}
    return quotes, {quote.structure_id: whose[member[quote.structure_id]] for quote in quotes}


def _side(quote: Quote, whose: dict[UUID, Following], seconds: dict[UUID, Person]) -> Side:
    return Side(whose[quote.structure_id], quote, seconds.get(quote.pk))


def _identical(one: Any, other: Any) -> bool:
    """The same total with VAT, to the centime, both as frozen."""
    return one.state in SAID and other.state in SAID and bool(one.figures) and one.figures == other.figures


def _served(rows: Sequence[Following], at: datetime) -> dict[UUID, set[UUID]]:
    """Coach -> the people who gave her a mandate that lives."""
    on = timezone.localdate(at)
    people = {row.participant.person_id for row in rows}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    live = Mandate.objects.filter(for_person__in=people, revoked_at=None, starts_on__lte=on, ends_on__gte=on)
    for holder, giver in live.values_list("holder", "for_person"):
        found[holder].add(giver)
    return found


def _proposed(free: list[Person], sides: tuple[Side, Side], served: dict[UUID, set[UUID]]) -> Person | None:
    """The coach with fewest files who accompanies neither of the two and holds no mandate of either."""
    both = {side.following.participant.person_id for side in sides}
    taken = {side.following.coach_id for side in sides}
    fit = (coach for coach in free if coach.pk not in taken and not served.get(coach.pk, set()) & both)
    return next(fit, None)


def seconds_of(coach: UUID) -> QuerySet[SecondCoach]:
    """The quotes for which she was named, still open to something."""
    rows = SecondCoach.objects.filter(coach=coach, quote__state__in=[*SAID, State.DRAFT])
    return rows.select_related("participant", "quote__notice__buyer")


def second_for(participant: UUID) -> QuerySet[SecondCoach]:
    """Who was named for her, quote by quote."""
    rows = SecondCoach.objects.filter(participant=participant, quote__state__in=[*SAID, State.DRAFT])
    return rows.select_related("coach", "quote__notice__buyer")
