"""What is counted over: one programme, from a day to a day, each kind of record read once and kept plain.

Every measure looks at the same frame, so a page of twenty indicators asks as many queries as a page of one. Thousands
of files are read for a page: rows are named tuples of plain columns, never model instances.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Field, Func, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote, Step
from wolouj.bids.models import State as QuoteState
from wolouj.orders.queries import days_of_quotes, payments_of_quotes
from wolouj.programme.models import Application, Call, Outcome, Programme
from wolouj.results.models import MONTHS, FollowUp, OrderPaid, ToldLater, jobs_told
from wolouj.structures.models import Member


class Entered(NamedTuple):
    """A person as she entered the programme. Empty and ``None``: not told."""

    id: UUID
    """Her file; of several that are one person's, the one that is kept."""
    sex: str
    age: int | None
    """In full years on the day her first application was received."""
    province: str
    status: str


class Filed(NamedTuple):
    """An application that was received."""

    id: UUID
    person: UUID
    call: UUID
    on: date
    answered: date | None
    accepted: date | None
    """The day the committee's decision took her; ``None`` when it did not."""
    income: str


class Sold(NamedTuple):
    """A dated step of a quote of somebody accepted: sent, won or lost."""

    quote: UUID
    persons: tuple[UUID, ...]
    state: str
    on: date


class Held(NamedTuple):
    """A structure of somebody accepted."""

    id: UUID
    person: UUID
    registered: date | None


class Answers(NamedTuple):
    """What somebody said at one follow-up. ``None`` and empty: she did not say."""

    id: UUID
    done_on: date
    sold: bool | None
    jobs: int | None
    income: str


class Due(NamedTuple):
    """A follow-up of somebody accepted: when it is due, and what she said when it was done."""

    person: UUID
    application: UUID
    month: int
    on: date
    done: Answers | None


class _Later(NamedTuple):
    sex: str
    born_in: int | None
    province: str
    status: str


_NOTHING = _Later("", None, "", "")


def _hour(instant: str) -> Func:
    """Hours since 1970. The day is worked out from it here: the database's table of zones may be another year's.
    ``date_part`` divides as the processor does; ``extract`` would divide digit by digit."""
    return _plain(Func(F(instant), template="floor(date_part('epoch', %(expressions)s) / 3600)::int"))


def _told(name: str) -> Coalesce:
    """What the kept file says, else her own; empty when neither does."""
    return Coalesce(NullIf(f"participant__same_as__{name}", Value("")), f"participant__{name}")


def _plain(value: Func) -> Func:
    """As the driver gives it: for a field of whole numbers Django calls ``int`` on each of thousands of them."""
    return Func(value, template="%(expressions)s", output_field=Field())


_COLUMNS = (
    "id", "participant_id", "participant__same_as_id", "call_id", _hour("received_at"), _hour("answered_at"),
    _hour("decision__decided_at"), "decision__outcome", "income", _told("sex"),
    "participant__same_as__born_on", "participant__born_on", "participant__same_as__born_in", "participant__born_in",
    _told("province"), _told("status"), _hour("participant__stopped_at"),
    "participant__person_id", "participant__same_as__person_id",
)  # fmt: skip


_HERS = itemgetter(1, 2, 4, 9, 10, 11, 12, 13, 14, 15)
"""Of a row of ``_COLUMNS``, what a person said of herself, and when."""
_BY_ACCEPTANCE = attrgetter("accepted", "id.int")
_BY_DAY = attrgetter("on", "month", "application.int")


@lru_cache(maxsize=2**15)
def _day_of(hour: int) -> date:
    """The day in Casablanca, whose clock stands whole hours from that of the world."""
    return fmt.local(datetime.fromtimestamp(hour * 3600, UTC)).date()


@lru_cache(maxsize=2**13)
def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class Frame:
    """The records of a programme (or of one call) that ``since`` and ``until`` bound, both days counted."""

    def __init__(self, programme: Programme, *, since: date, until: date, call: Call | None = None) -> None:
        self.programme, self.since, self.until, self.call = programme, since, until, call
        self.sought: dict[object, Any] = {}
        """What was already counted over this frame (``hits.count``)."""

    def inside(self, on: date | None) -> bool:
        """Whether a day falls in it."""
        return on is not None and self.since <= on <= self.until

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        return list(self._files.order_by("received_at", "id").values_list(*_COLUMNS))

    @property
    def _files(self) -> QuerySet[Application]:
        rows = Application.objects.filter(call__programme=self.programme, received_at__isnull=False)
        return rows if self.call is None else rows.filter(call=self.call)

    @cached_property
    def _roots(self) -> dict[UUID, UUID]:
        kept: dict[UUID, UUID] = {own: root or own for _, own, root, *_ in self._rows}
        return kept | {key: key for key in kept.values()}

    def person_of(self, participant: UUID | None) -> UUID | None:
        """The person a file is of, when she applied to the programme."""
        return self._roots.get(participant) if participant is not None else None

    @cached_property
    def filed(self) -> list[Filed]:
        """Every application received until the last day, the oldest first."""
        found, until = [], self.until
        for key, own, kept, call, received, answered, decided, outcome, income, *_ in self._rows:
            on = _day_of(received)
            if on <= until:
                told = _day_of(answered) if answered is not None else None
                taken = _day_of(decided) if outcome == Outcome.SELECTED else None
                found.append(Filed(key, kept or own, call, on, told, taken, income))
        return found

    @cached_property
    def _later(self) -> dict[UUID, _Later]:
        """Facts told after the file was closed."""
        rows = ToldLater.objects.filter(participant__body=self.programme.body_id)
        return {key: _Later._make(told) for key, *told in rows.values_list("participant_id", *_Later._fields)}

    @cached_property
    def persons(self) -> dict[UUID, Entered]:
        """Everybody who applied, as she entered."""
        found: dict[UUID, Entered] = {}
        later = self._later
        for row in self._rows:
            own, kept, received, sex, first, second, year, other, province, status = _HERS(row)
            key = kept or own
            if key not in found:
                more = (later.get(key) or later.get(own) or _NOTHING) if later else _NOTHING
                age = _age(_day_of(received), first or second, year or other or more.born_in)
                found[key] = Entered(key, sex or more.sex, age, province or more.province, status or more.status)
        return found

    @cached_property
    def accepted(self) -> dict[UUID, Filed]:
        """Whom a committee took until the last day: her first application that says so."""
        found: dict[UUID, Filed] = {}
        taken = [row for row in self.filed if row.accepted is not None and row.accepted <= self.until]
        for row in sorted(taken, key=_BY_ACCEPTANCE):
            found.setdefault(row.person, row)
        return found

    @cached_property
    def accounts(self) -> dict[UUID, UUID]:
        """Account of the house -> person, for those accepted who have one."""
        return {
            account: kept or own
            for _, own, kept, *_, hers, other in self._rows
            for account in (hers, other)
            if account is not None and (kept or own) in self.accepted
        }

    @cached_property
    def stopped(self) -> dict[UUID, date]:
        """Person -> the day she took back her yes to be accompanied, while she has not given it again."""
        return {row[2] or row[1]: _day_of(row[16]) for row in self._rows if row[16] is not None}

    @cached_property
    def held(self) -> list[Held]:
        """Structures of those accepted, through their accounts; a role that ended no longer counts."""
        rows = Member.objects.filter(person__in=list(self.accounts), until=None, structure__archived_at=None)
        fields = ("structure_id", "person_id", "structure__registered_on")
        return [
            Held(structure, self.accounts[person], registered)
            for structure, person, registered in rows.order_by("structure_id", "id").values_list(*fields)
        ]

    @cached_property
    def sold(self) -> list[Sold]:
        """What became of the quotes of those accepted, from the day they were accepted to the last day."""
        owners: dict[UUID, list[UUID]] = {}
        for row in self.held:
            owners.setdefault(row.id, []).append(row.person)
        states = (QuoteState.SENT, QuoteState.WON, QuoteState.LOST)
        rows = Step.objects.filter(quote__structure__in=list(owners), state__in=states).order_by("at", "id")
        found, seen = [], set()
        for quote, structure, state, at in rows.values_list("quote_id", "quote__structure_id", "state", "at"):
            on = fmt.local(at).date()
            persons = tuple(p for p in owners[structure] if (self.accepted[p].accepted or on) <= on)
            if persons and on <= self.until and (quote, state) not in seen:
                seen.add((quote, state))
                found.append(Sold(quote, persons, state, on))
        return found

    def began(self, row: Filed) -> date:
        """From when her months are counted: her own creation since she was accepted, else her acceptance."""
        accepted = row.accepted or row.on
        if not self.held:
            return accepted
        days = [h.registered for h in self._held_by.get(row.person, ()) if h.registered and h.registered >= accepted]
        return min(days, default=accepted)

    @cached_property
    def _held_by(self) -> dict[UUID, list[Held]]:
        found: dict[UUID, list[Held]] = {}
        for row in self.held:
            found.setdefault(row.person, []).append(row)
        return found

    @cached_property
    def dues(self) -> list[Due]:
        """The follow-ups of those accepted, whenever they are due, the earliest first; done on any file of hers. Once
        she took her yes back, what was not done becomes due no more."""
        found = []
        for row in self.accepted.values():
            began, told = self.began(row), self._answers.get(row.person, {})
            stopped = self.stopped.get(row.person, date.max)
            dues = [Due(row.person, row.id, n, months_after(began, n), told.get(n)) for n in MONTHS]
            found += [due for due in dues if due.done is not None or due.on < stopped]
        return sorted(found, key=_BY_DAY)

    @cached_property
    def _answers(self) -> dict[UUID, dict[int, Answers]]:
        """Person -> month -> what she said: the earliest follow-up of that month, when she has two files."""
        rows = FollowUp.objects.filter(application__in=self._files).order_by("-done_on", "-told_at")
        jobs = ("jobs_self", "jobs_permanent", "jobs_seasonal")
        person_of = {row.id: row.person for row in self.filed}
        found: dict[UUID, dict[int, Answers]] = {}
        for file, month, key, on, sold, income, *told in rows.values_list(
            "application_id", "month", "id", "done_on", "sold", "income", *jobs
        ):
            person = person_of.get(file)
            if person is not None:
                found.setdefault(person, {})[month] = Answers(key, on, sold, jobs_told(*told), income)
        return found

    @cached_property
    def paid(self) -> dict[UUID, tuple[date | None, date | None]]:
        """Quote won -> the days it was delivered and paid: from its order where one was kept, else as she told them."""
        won = [row.quote for row in self.sold if row.state == QuoteState.WON]
        rows = OrderPaid.objects.filter(quote__in=won).values_list("quote_id", "delivered_on", "paid_on")
        told = {quote: (delivered, paid) for quote, delivered, paid in rows}
        for quote, days in days_of_quotes(won).items():
            told[quote] = days if any(days) else told.get(quote, days)
        return told

    @cached_property
    def received(self) -> list[tuple[UUID, date, Decimal]]:
        """(quote won, day, dirhams that reached the bank), one for each payment told of its order."""
        return payments_of_quotes(row.quote for row in self.sold if row.state == QuoteState.WON)

    @cached_property
    def awarded(self) -> dict[UUID, Decimal]:
        """Quote -> the amount of its published result, tax included; a win whose result is not known is not here."""
        won = [row.quote for row in self.sold if row.state == QuoteState.WON]
        rows = Quote.objects.filter(pk__in=won, result__amount__isnull=False)
        return {quote: amount for quote, amount in rows.values_list("id", "result__amount") if amount is not None}


def _age(on: date, born_on: date | None, born_in: int | None) -> int | None:
    if born_on is not None:
        return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return on.year - born_in if born_in else None
