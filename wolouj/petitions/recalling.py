"""What is to be recalled on a day, as facts: nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from wolouj.petitions.facts import look
from wolouj.petitions.information import facts as requests
from wolouj.petitions.information.models import InformationRequest
from wolouj.petitions.information.queries import open_requests
from wolouj.petitions.models import Petition
from wolouj.petitions.models import PetitionState as State
from wolouj.petitions.queries import under_way
from wolouj.petitions.signing.models import Authorisation

SOON = timedelta(days=14)
"""Before its day a petition, a session or the end of a keeping is recalled; a request's days are shorter."""
NEAR = timedelta(days=5)


class Why(StrEnum):
    """Why something asks for a hand, the most urgent first."""

    LATE = "late"
    """The other side's answer is overdue."""
    ACT = "act"
    """Her own day is near: go to the next door."""
    ANSWER = "answer"
    """An answer is due soon."""
    SESSION = "session"
    """The session whose agenda it is on is near."""
    KEEP = "keep"
    """Lines are erased soon."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to recall: about what, why, which day."""

    about: Petition | InformationRequest
    why: Why
    on: date


def reminders(bodies: Iterable[UUID] | None = None, *, on: date) -> list[Reminder]:
    """Everything to recall that day, of every body when none is named; the most urgent first. Five queries."""
    kept = None if bodies is None else list(bodies)
    found = [*_of_petitions(kept, on), *_of_lines(kept, on), *_of_requests(kept, on)]
    order = list(Why)
    return sorted(found, key=lambda one: (order.index(one.why), one.on, str(one.about.pk)))


def of_person(person: UUID, *, on: date) -> list[Reminder]:
    """What to recall of a person's own requests for information, the most urgent first. Two queries."""
    found = [one for row in open_requests().filter(person=person) for one in _of_request(row, on)]
    order = list(Why)
    return sorted(found, key=lambda one: (order.index(one.why), one.on, str(one.about.pk)))


def _of_petitions(bodies: list[UUID] | None, on: date) -> Iterable[Reminder]:
    for row in under_way(bodies):
        if row.state == State.FILED:
            day = look(row, {}, authorised=False, on=on).answer_by
            if day is not None and day < on:
                yield Reminder(row, Why.LATE, day)
            elif day is not None and day <= on + SOON:
                yield Reminder(row, Why.ANSWER, day)
        elif row.state == State.ACCEPTED:
            days = [step.due for step in row.steps.all() if step.due and on <= step.due <= on + SOON]
            if days:
                yield Reminder(row, Why.SESSION, min(days))


def _of_lines(bodies: list[UUID] | None, on: date) -> Iterable[Reminder]:
    rows = Authorisation.objects.filter(ended_on=None, keep_until__lte=on + SOON).select_related("petition")
    if bodies is not None:
        rows = rows.filter(petition__body__in=bodies)
    return (Reminder(row.petition, Why.KEEP, row.keep_until) for row in rows)


def _of_requests(bodies: list[UUID] | None, on: date) -> Iterable[Reminder]:
    rows = open_requests()
    if bodies is not None:
        rows = rows.filter(body__in=bodies)
    for row in rows:
        yield from _of_request(row, on)


def _of_request(row: InformationRequest, on: date) -> Iterable[Reminder]:
    """Her own day when one runs, else the answer that is awaited, once for both delays."""
    days = requests.days_of(row, requests.look(row, on=on))
    hers = [day.on for day in days if day.hers]
    theirs = [day.on for day in days if not day.hers]
    if hers:
        if hers[0] <= on + NEAR:
            yield Reminder(row, Why.ACT, hers[0])
        elif theirs and theirs[-1] < on:
            yield Reminder(row, Why.LATE, theirs[-1])
    elif theirs and theirs[0] <= on + NEAR:
        yield Reminder(row, Why.LATE if theirs[0] < on else Why.ANSWER, theirs[0])
