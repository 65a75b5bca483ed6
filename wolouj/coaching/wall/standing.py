"""Where people one body accompanies meet on one notice: who they are, who could be named, and an identical price.

The manager reads names, the notice and "identical", never an amount: the amounts are compared here and stay here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    """One of the two: her file, her quote, her coach, the second one when named (and still a coach of the body)."""

    following: Following
    quote: Quote
    second: Person | None

    @property
    def helper(self) -> UUID:
        """Who helps her with this quote."""
        return self.second.pk if self.second else self.following.coach_id


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two accompanied people on one notice."""

    notice: Notice
    sides: tuple[Side, Side]
    identical: bool
    """Whether both frozen quotes come to the same total."""
    offered: tuple[Person, ...]
    """Coaches who help nobody on this notice and hold no mandate of anybody there; the fewest files first."""
    over: bool
    """Whether the notice has closed: nothing is left to separate."""

    @property
    def walled(self) -> bool:
        """Whether one head still helps both."""
        one, other = self.sides
        return not self.over and one.helper == other.helper


def meetings_of(bodies: Iterable[UUID], *, at: datetime) -> list[Meeting]:
    """Every meeting that matters to these bodies: one head on both sides while the notice is open, or an identical
    price; with who could be named. Eight queries."""
    mine = list(bodies)
    met, couples = _met(mine, at)
    if not met:
        return []
    there: dict[UUID, dict[UUID, Side]] = defaultdict(dict)
    for couple in couples:
        for side in couple:
            there[side.quote.pk] |= {each.quote.pk: each for each in couple}
    now = _coaching(mine, at)
    loads = sorted(queries.loads(mine, on=timezone.localdate(at)), key=lambda load: load.files)
    free = [load.coach for load in loads if load.coach.pk in now]
    served = _served([side.following for couple in couples for side in couple], at)
    found = []
    for each in met:
        one, other = each.sides
        around = there[one.quote.pk] | there[other.quote.pk]
        found.append(replace(each, offered=_offered(free, list(around.values()), served)))
    return sorted(found, key=lambda each: (not each.walled, each.notice.deadline or at))


def to_settle(bodies: Iterable[UUID], *, at: datetime) -> int:
    """Meetings a manager must know of before the notice closes: one head on both sides, or an identical price. Five
    queries; two where nobody meets."""
    met, _ = _met(list(bodies), at)
    return sum(1 for each in met if each.walled or (each.identical and not each.over))


def _met(mine: list[UUID], at: datetime) -> tuple[list[Meeting], list[tuple[Side, Side]]]:
    """The meetings that matter, without who could be named; and every couple on one notice."""
    quotes, whose = _quotes(queries.all_files(mine))
    pairs = rivals(quotes)
    if not pairs:
        return [], []
    named = SecondCoach.objects.filter(quote__in=quotes, coach__in=_coaching(mine, at)).select_related("coach")
    seconds = {row.quote_id: row.coach for row in named}
    couples = [(_side(one, whose, seconds), _side(other, whose, seconds)) for one, other in pairs]
    found = []
    for one, other in couples:
        same, closes = _identical(one.quote, other.quote), one.quote.notice.deadline
        over = closes is not None and closes < at
        shared = one.following.coach_id == other.following.coach_id or one.helper == other.helper
        if same or (shared and not over):
            found.append(Meeting(one.quote.notice, (one, other), same, (), over))
    return found, couples


def _coaching(mine: list[UUID], at: datetime) -> set[UUID]:
    """Who coaches for these bodies that day."""
    return set(queries.coaches_of(mine, on=timezone.localdate(at)).values_list("pk", flat=True))


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


def _offered(free: list[Person], there: list[Side], served: dict[UUID, set[UUID]]) -> tuple[Person, ...]:
    """Those of ``free`` who accompany nobody of ``there`` (all who answer the notice) and hold no mandate of theirs."""
    people = {side.following.participant.person_id for side in there}
    taken = {key for side in there for key in (side.following.coach_id, side.helper)}
    return tuple(coach for coach in free if coach.pk not in taken and not served.get(coach.pk, set()) & people)


def seconds_of(coach: UUID) -> QuerySet[SecondCoach]:
    """The quotes for which she was named, still open to something."""
    rows = SecondCoach.objects.filter(coach=coach, quote__state__in=[*SAID, State.DRAFT])
    return rows.select_related("participant", "quote__notice__buyer")


def second_for(participant: UUID) -> QuerySet[SecondCoach]:
    """Who was named for her, quote by quote."""
    rows = SecondCoach.objects.filter(participant=participant, quote__state__in=[*SAID, State.DRAFT])
    return rows.select_related("coach", "quote__notice__buyer")
