"""Measures of what became of people after: still selling, jobs, income, days to payment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from wolouj.bids.models import State as QuoteState
from wolouj.programme.models import Income
from wolouj.results.counting.frame import Due, Frame
from wolouj.results.counting.hits import Finder, Gives, Hit, Kind, Measure

BANDS = list(Income.values)
"""Bands of income from none to the highest."""


def _hit(due: Due, amount: Decimal | None = None) -> Hit:
    if due.done is None:
        # Each month that waits is a record of its own: three of one file are three.
        return Hit(due.person, due.on, Kind.FOLLOW_UP, uuid5(due.application, str(due.month)), amount)
    return Hit(due.person, due.on, Kind.FOLLOW_UP, due.done.id, amount)


def due_at(month: int | None) -> Finder:
    """Follow-ups due inside the frame, done or not; of one month, or of all."""

    def find(frame: Frame) -> Iterator[Hit]:
        return (_hit(due) for due in frame.dues if frame.inside(due.on) and month in (None, due.month))

    return find


def _done(frame: Frame, month: int | None, kept: Callable[[Due], bool]) -> Iterator[Hit]:
    for due in frame.dues:
        told = due.done is not None and due.done.done_on <= frame.until
        if told and frame.inside(due.on) and month in (None, due.month) and kept(due):
            yield _hit(due)


def selling_at(month: int) -> Finder:
    """Those who said they sold something in the sixty days before."""
    return lambda frame: _done(frame, month, lambda due: due.done is not None and due.done.sold is True)


def followed(frame: Frame) -> Iterator[Hit]:
    """Follow-ups due inside the frame that were done."""
    return _done(frame, None, lambda due: True)


def _latest(frame: Frame) -> dict[object, Due]:
    """Each person's last follow-up done inside the frame."""
    found: dict[object, Due] = {}
    for due in frame.dues:
        if due.done is not None and frame.inside(due.done.done_on):
            known = found.get(due.person)
            if known is None or known.done is None or known.done.done_on <= due.done.done_on:
                found[due.person] = due
    return found


def jobs(frame: Frame) -> Iterator[Hit]:
    """The jobs each person told at her last follow-up of the frame."""
    for due in _latest(frame).values():
        told = due.done.jobs if due.done is not None else None
        yield _hit(due, Decimal(told) if told is not None else None)


def _incomes(frame: Frame) -> Iterator[tuple[Due, int, int]]:
    """Each person whose income is told at entry and at her last follow-up: both as places in the bands."""
    at_entry = {row.person: row.income for row in reversed(frame.filed) if row.income}
    for due in _latest(frame).values():
        first, last = at_entry.get(due.person, ""), due.done.income if due.done is not None else ""
        if first in BANDS and last in BANDS:
            yield due, BANDS.index(first), BANDS.index(last)


def income_told(frame: Frame) -> Iterator[Hit]:
    """Those whose income is told twice."""
    return (_hit(due) for due, _, _ in _incomes(frame))


def income_up(frame: Frame) -> Iterator[Hit]:
    """Those of them in a higher band than at entry."""
    return (_hit(due) for due, first, last in _incomes(frame) if last > first)


def days_to_payment(frame: Frame) -> Iterator[Hit]:
    """Orders paid inside the frame, with the days since they were delivered."""
    for row in frame.sold:
        delivered, paid = frame.paid.get(row.quote, (None, None))
        if row.state == QuoteState.WON and paid is not None and frame.inside(paid):
            days = Decimal((paid - delivered).days) if delivered is not None else None
            yield Hit(row.persons[0], paid, Kind.QUOTE, row.quote, days)


def dirhams_received(frame: Frame) -> Iterator[Hit]:
    """What reached the bank inside the frame, order by order of those won here, at its last payment."""
    sums: dict[UUID, tuple[date, Decimal]] = {}
    for quote, on, amount in frame.received:
        if frame.inside(on):
            last, before = sums.get(quote, (on, Decimal(0)))
            sums[quote] = (max(on, last), before + amount)
    won = {row.quote: row.persons[0] for row in frame.sold if row.state == QuoteState.WON}
    for quote, person in won.items():
        if quote in sums:
            yield Hit(person, sums[quote][0], Kind.QUOTE, quote, sums[quote][1])


AFTER = (
    *(Measure(f"selling_{m}", Gives.PERSONS, selling_at(m), base=due_at(m), group="after") for m in (3, 6, 12)),
    Measure("followed", Gives.RECORDS, followed, base=due_at(None), group="after"),
    Measure("jobs", Gives.JOBS, jobs, group="after"),
    Measure("income_up", Gives.PERSONS, income_up, base=income_told, group="after"),
    Measure("days_to_payment", Gives.DAYS, days_to_payment, less=True, group="orders"),
    Measure("dirhams_received", Gives.DIRHAMS, dirhams_received, group="orders"),
)
