"""Am I over my ceiling? What an auto-entrepreneur received in a year against its ceiling, and by client.

Cash counts on the day it is received. Over once changes nothing; over two years in a row ends the regime. Services to
one client above a threshold are taxed apart, and the client keeps that tax back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rulebook.engine.calculation import Noted, Sheet, asked, provision, worded
from rulebook.engine.calendar import last_day_of, share
from rulebook.engine.facts import AeActivity
from rulebook.engine.law import Law, NotYetLaw
from rulebook.engine.verdict import Confidence, Question, Value
from rulebook.taxes.facts import Impossible

NOTHING = Decimal(0)


class Stand(StrEnum):
    """Where a year stands."""

    UNDER = "under"
    """At the ceiling or under it."""
    OVER = "over"
    """Over it this year, and the year before was not."""
    OVER_AGAIN = "over_again"
    """Over it two years in a row: the regime ends."""
    UNKNOWN = "unknown"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Receipts:
    """What came in. ``None``, and a year that is absent, are not known; amounts are MAD, zero or more."""

    year: int
    activity: AeActivity | None = None
    """The one on the card."""
    received: Mapping[int, Decimal] = field(default_factory=dict)
    """Year -> cash received that year."""
    expected: Decimal | None = None
    """What should still come in before the end of ``year``; ``None``: nothing more is counted."""
    clients: Mapping[str, Decimal] = field(default_factory=dict)
    """Client -> services it paid, or will pay, in ``year``: part of what was received or is expected."""


@dataclass(frozen=True, slots=True)
class Client:
    """What one client pays in the year, and what it keeps back."""

    name: str
    paid: Decimal
    excess: Decimal
    kept: Decimal


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The answer: where the year stands, what is left, what clients keep back, and what is declared."""

    outcome: Stand
    year: int
    ceiling: Decimal | None = None
    total: Decimal | None = None
    """Received and expected; ``None`` when what was received is not known."""
    left: Decimal | None = None
    over: Decimal | None = None
    clients: tuple[Client, ...] = ()
    """Those above the threshold, by name."""
    kept: Decimal | None = None
    """By all clients together; ``None`` when the threshold was not looked at."""
    own_tax: Decimal | None = None
    """What is declared on the rest."""
    steps: tuple[Noted, ...] = ()
    questions: tuple[Question, ...] = ()
    confidence: Confidence = Confidence.CERTAIN


def ceiling(told: Receipts) -> Ceiling:
    """Where a year stands under the ceiling of the activity. See :class:`Receipts`.

    Raises :class:`~rulebook.taxes.facts.Impossible` for what cannot be: an amount below zero, clients who paid more
    than all that came in.
    """
    _refuse_nonsense(told)
    count = _Count(told, Law.on(last_day_of(told.year)))
    try:
        return count.result()
    except NotYetLaw:
        count.sheet.steps.clear()
        count.note("not_covered", in_a_row, year=str(told.year))
        return count.end(Stand.NOT_COVERED)


@provision(cites=["law-114-13/1", "cgi/42-ter"])
def ceilings_of(activity: AeActivity | None, law: Law) -> tuple[Decimal, Decimal]:
    """The ceiling of an activity: services have the lower one, the others the higher. Not told: both."""
    services, trade = law("taxes.ae_ceiling_services"), law("taxes.ae_ceiling_trade")
    if activity is None:
        return services, trade
    return (services, services) if activity is AeActivity.SERVICES else (trade, trade)


@provision(cites=["law-114-13/1", "cgi/42-ter"])
def against(total: Decimal, ceilings: tuple[Decimal, Decimal]) -> Stand:
    """Exactly the ceiling is under it; a centime above is over."""
    low, high = ceilings
    if total > high:
        return Stand.OVER
    return Stand.UNDER if total <= low else Stand.UNKNOWN


@provision(cites=["cgi/43"])
def in_a_row(told: Receipts, law: Law) -> Stand:
    """Over the ceiling this year: whether the years before, enough of them in a row, were over it too."""
    before = range(told.year - law.count("taxes.years_over_before_loss") + 1, told.year)
    seen = [_stood(told, year) for year in before]
    if Stand.UNDER in seen:
        return Stand.OVER
    return Stand.UNKNOWN if Stand.UNKNOWN in seen else Stand.OVER_AGAIN


def _stood(told: Receipts, year: int) -> Stand:
    """Where an earlier year stood; unknown when nobody told it, or before the first day we stand by."""
    received = told.received.get(year)
    try:
        ceilings = ceilings_of(told.activity, Law.on(last_day_of(year)))
    except NotYetLaw:
        return Stand.UNKNOWN
    return Stand.UNKNOWN if received is None else against(received, ceilings)


@provision(cites=["cgi/42-bis", "cgi/73", "cgi/157-II"])
def kept_by_client(paid: Decimal, law: Law) -> tuple[Decimal, Decimal]:
    """What one client paid above the threshold, and the tax it keeps back on that."""
    excess = max(paid - law("taxes.ae_client_threshold"), NOTHING)
    return excess, share(excess, law("taxes.ae_client_excess_rate"))


@provision(cites=["cgi/73"])
def declared(activity: AeActivity, taxed: Decimal, law: Law) -> Decimal:
    """What is declared by oneself: a share of what came in, by the activity, less what clients already taxed."""
    services = activity is AeActivity.SERVICES
    return share(taxed, law("taxes.ae_rate_services") if services else law("taxes.ae_rate_trade"))


def _refuse_nonsense(told: Receipts) -> None:
    """What cannot be, whoever tells it."""
    amounts = [*told.received.values(), *told.clients.values(), told.expected or NOTHING]
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise Impossible("amount_below_zero")
    received, of_clients = told.received.get(told.year), sum(told.clients.values(), NOTHING)
    if received is not None and of_clients > (whole := received + (told.expected or NOTHING)):
        raise Impossible("clients_beyond_all", clients=of_clients, whole=whole)


class _Count:
    """One year being looked at, and the sheet of what was found."""

    def __init__(self, told: Receipts, law: Law) -> None:
        self.told, self.law, self.sheet = told, law, Sheet(law)
        self.asked: list[str] = []
        self.found: dict[str, Any] = {}

    def note(self, name: str, by: Callable[..., Any], **values: Value) -> None:
        """One step."""
        self.sheet.note(f"ceiling.{name}", by, Confidence.CERTAIN, **values)

    def result(self) -> Ceiling:
        """The ceiling first, then the clients, then what is declared."""
        told = self.told
        ceilings = ceilings_of(told.activity, self.law)
        received, expected = told.received.get(told.year), told.expected or NOTHING
        floor = (received or NOTHING) + expected
        if told.activity is None:
            self.note("activity_not_told", ceilings_of, low=ceilings[0], high=ceilings[1])
        else:
            self.found["ceiling"] = ceilings[0]
        if received is None and against(floor, ceilings) is not Stand.OVER:
            self.note("receipts_not_told", against, year=str(told.year))
            outcome = Stand.UNKNOWN
        else:
            outcome = self._stand(floor, ceilings, known=received is not None)
        self._clients()
        if received is not None:
            self.found["total"] = floor
            self._declare(floor)
        return self.end(outcome)

    def _stand(self, total: Decimal, ceilings: tuple[Decimal, Decimal], *, known: bool) -> Stand:
        outcome = against(total, ceilings)
        year, ceiling = str(self.told.year), ceilings[0] if outcome is Stand.UNDER else ceilings[1]
        if outcome is Stand.UNKNOWN:
            self.note("between", against, year=year, total=total, low=ceilings[0], high=ceilings[1])
        elif outcome is Stand.UNDER:
            self.found["left"] = ceiling - total
            self.note("under", against, year=year, total=total, ceiling=ceiling, left=ceiling - total)
        else:
            self.found["over"] = total - ceiling
            name = "over" if known else "over_by_itself"
            self.note(name, against, year=year, total=total, ceiling=ceiling, over=total - ceiling)
            outcome = self._before()
        return outcome

    def _before(self) -> Stand:
        """Over: the years before decide what it changes."""
        years = self.law.count("taxes.years_over_before_loss")
        outcome = in_a_row(self.told, self.law)
        names = {Stand.OVER: "once", Stand.OVER_AGAIN: "again", Stand.UNKNOWN: "before_not_told"}
        self.note(names[outcome], in_a_row, years=years)
        return Stand.OVER if outcome is Stand.UNKNOWN else outcome

    def _clients(self) -> None:
        """Services by client. What is sold is not services: only that activity is looked at."""
        told = self.told
        if told.activity not in {AeActivity.SERVICES, None} or not told.clients:
            return
        threshold, above = self.law("taxes.ae_client_threshold"), []
        for one, paid in sorted(told.clients.items()):
            excess, kept = kept_by_client(paid, self.law)
            if excess:
                rate = self.law("taxes.ae_client_excess_rate")
                self.note("client", kept_by_client, client=one, paid=paid, excess=excess, rate=rate, kept=kept)
                above.append(Client(one, paid, excess, kept))
        if not above:
            self.note("clients_under", kept_by_client, threshold=threshold)
        self.found |= {"clients": tuple(above), "kept": sum((held.kept for held in above), NOTHING)}
        self.asked.append("taxes.one_ministry_one_client")

    def _declare(self, total: Decimal) -> None:
        if self.told.activity is None:
            return
        self.law.readings()
        taxed = total - sum((one.excess for one in self.found.get("clients", ())), NOTHING)
        self.found["own_tax"] = declared(self.told.activity, taxed, self.law)
        self.note("own_tax", declared, taxed=taxed, tax=self.found["own_tax"])

    def end(self, outcome: Stand) -> Ceiling:
        """The answer, its words last."""
        steps = tuple(worded(step, "taxes", "worked") for step in self.sheet.steps)
        questions = tuple(map(asked, self.asked))
        confidence = self.sheet.confidence
        return Ceiling(outcome, self.told.year, **self.found, steps=steps, questions=questions, confidence=confidence)
