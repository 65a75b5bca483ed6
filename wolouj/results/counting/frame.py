"""What is counted over: one programme, from a day to a day, each kind of record read once and kept plain.

Every measure looks at the same frame, so a page of twenty indicators asks as many queries as a page of one.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote, Step
from wolouj.bids.models import State as QuoteState
from wolouj.orders.queries import days_of_quotes, payments_of_quotes
from wolouj.programme.models import Application, Call, Outcome, Programme
from wolouj.results.models import MONTHS, FollowUp, OrderPaid, ToldLater
from wolouj.structures.models import Member


@dataclass(frozen=True, slots=True)
class Entered:
    """A person as she entered the programme. Empty and ``None``: not told."""

    id: UUID
    """Her file; of several that are one person's, the one that is kept."""
    sex: str
    age: int | None
    """In full years on the day her first application was received."""
    province: str
    status: str


@dataclass(frozen=True, slots=True)
class Filed:
    """An application that was received."""

    id: UUID
    person: UUID
    call: UUID
    on: date
    answered: date | None
    accepted: date | None
    """The day the committee's decision took her; ``None`` when it did not."""
    income: str


@dataclass(frozen=True, slots=True)
class Sold:
    """A dated step of a quote of somebody accepted: sent, won or lost."""

    quote: UUID
    persons: tuple[UUID, ...]
    state: str
    on: date


@dataclass(frozen=True, slots=True)
class Held:
    """A structure of somebody accepted."""

    id: UUID
    person: UUID
    registered: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up of somebody accepted: when it is due, and what she said when it was done."""

    person: UUID
    application: UUID
    month: int
    on: date
    done: FollowUp | None


_FILED = (
    "id", "call_id", "received_at", "answered_at", "income", "decision__outcome", "decision__decided_at",
    "participant_id", "participant__same_as_id",
)  # fmt: skip
_HER = ("sex", "born_on", "born_in", "province", "status", "person_id")
_LATER = ("sex", "born_in", "province", "status")
_COLUMNS = (*_FILED, *(f"participant__{n}" for n in _HER), *(f"participant__same_as__{n}" for n in _HER))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _day(at: datetime | None) -> date | None:
    return fmt.local(at).date() if at is not None else None


class Frame:
    """The records of a programme (or of one call) that ``since`` and ``until`` bound, both days counted."""

    def __init__(self, programme: Programme, *, since: date, until: date, call: Call | None = None) -> None:
        self.programme, self.since, self.until, self.call = programme, since, until, call

    def inside(self, on: date | None) -> bool:
        """Whether a day falls in it."""
        return on is not None and self.since <= on <= self.until

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        rows = Application.objects.filter(call__programme=self.programme, received_at__isnull=False)
        if self.call is not None:
            rows = rows.filter(call=self.call)
        ordered = rows.order_by("received_at", "id").values_list(*_COLUMNS)
        return [dict(zip(_COLUMNS, row, strict=True)) for row in ordered]

    @cached_property
    def _roots(self) -> dict[UUID, UUID]:
        kept = {row["participant_id"]: row["participant__same_as_id"] or row["participant_id"] for row in self._rows}
        return kept | {key: key for key in kept.values()}

    def person_of(self, participant: UUID | None) -> UUID | None:
        """The person a file is of, when she applied to the programme."""
        return self._roots.get(participant) if participant is not None else None

    @cached_property
    def filed(self) -> list[Filed]:
        """Every application received until the last day, the oldest first."""
        found = []
        for row in self._rows:
            on = _day(row["received_at"])
            if on is None or on > self.until:
                continue
            taken = row["decision__outcome"] == Outcome.SELECTED
            found.append(
                Filed(
                    row["id"], row["participant__same_as_id"] or row["participant_id"], row["call_id"], on,
                    _day(row["answered_at"]), _day(row["decision__decided_at"]) if taken else None, row["income"],
                )
            )  # fmt: skip
        return found

    @cached_property
    def _later(self) -> dict[UUID, dict[str, Any]]:
        """Facts told after the file was closed."""
        rows = ToldLater.objects.filter(participant__body=self.programme.body_id)
        return {row.pop("participant_id"): row for row in rows.values("participant_id", *_LATER)}

    @cached_property
    def persons(self) -> dict[UUID, Entered]:
        """Everybody who applied, as she entered."""
        found: dict[UUID, Entered] = {}
        for row in self._rows:
            own, kept = row["participant_id"], row["participant__same_as_id"]
            key, on = kept or own, _day(row["received_at"])
            if key not in found and on is not None:
                found[key] = _entered(key, row, on, self._later.get(key) or self._later.get(own) or {})
        return found

    @cached_property
    def accepted(self) -> dict[UUID, Filed]:
        """Whom a committee took until the last day: her first application that says so."""
        found: dict[UUID, Filed] = {}
        taken = [row for row in self.filed if row.accepted is not None and row.accepted <= self.until]
        for row in sorted(taken, key=lambda each: (each.accepted or each.on, each.id)):
            found.setdefault(row.person, row)
        return found

    @cached_property
    def accounts(self) -> dict[UUID, UUID]:
        """Account of the house -> person, for those accepted who have one."""
        found = {}
        for row in self._rows:
            key = row["participant__same_as_id"] or row["participant_id"]
            for account in (row["participant__person_id"], row["participant__same_as__person_id"]):
                if account is not None and key in self.accepted:
                    found[account] = key
        return found

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
        """The follow-ups of those accepted, whenever they are due, the earliest first; done on any file of hers."""
        rows = FollowUp.objects.filter(application__call__programme=self.programme).order_by("-done_on", "-told_at")
        whose = {row.id: row.person for row in self.filed}
        done = {(whose.get(row.application_id), row.month): row for row in rows}
        found = [
            Due(row.person, row.id, month, months_after(self.began(row), month), done.get((row.person, month)))
            for row in self.accepted.values()
            for month in MONTHS
        ]
        return sorted(found, key=lambda due: (due.on, due.month, due.application))

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


def _entered(key: UUID, row: dict[str, Any], on: date, later: dict[str, Any]) -> Entered:
    kept, own = "participant__same_as__", "participant__"
    told = {name: row[kept + name] or row[own + name] or later.get(name) for name in _HER}
    return Entered(key, told["sex"] or "", _age(told, on), told["province"] or "", told["status"] or "")


def _age(told: dict[str, Any], on: date) -> int | None:
    born: date | None = told["born_on"]
    if born is not None:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return on.year - told["born_in"] if told["born_in"] else None
