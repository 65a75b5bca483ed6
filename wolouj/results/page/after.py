"""One person after her selection: what she said at each follow-up, and what the product's own records say of her."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote, Step
from wolouj.bids.models import State as QuoteState
from wolouj.foundation.words import active, say
from wolouj.orders.queries import days_of_quotes
from wolouj.programme.models import Application, Outcome
from wolouj.results.counting.frame import Due, Frame, months_after
from wolouj.results.models import FollowUp, OrderPaid
from wolouj.results.page.following import state
from wolouj.structures.models import Member

EARLY = timedelta(days=30)
"""How long before its day a follow-up may be done: earlier, it would tell of another month."""


def dues_of(application: Application, frame: Frame) -> list[Due]:
    """Her follow-ups, whichever of her files they were given to."""
    person = application.participant.same_as_id or application.participant_id
    return [due for due in frame.dues if due.person == person]


def sheets(application: Application, frame: Frame, *, writes: bool) -> list[dict[str, Any]]:
    """Her three follow-ups with what she said. One query beside those of the frame."""
    dues = dues_of(application, frame)
    told = FollowUp.objects.in_bulk([due.done.id for due in dues if due.done is not None])
    writes = writes and application.participant.stopped_at is None
    return [_sheet(due, told.get(due.done.id) if due.done else None, frame, writes=writes) for due in dues]


def _sheet(due: Due, told: FollowUp | None, frame: Frame, *, writes: bool) -> dict[str, Any]:
    file = told.application_id if told is not None else due.application
    opens = writes and frame.until >= first_day(due)
    return {
        "title": say("results.month_n", n=due.month), **state(due, frame.until),
        "url": reverse("results:follow_up", args=[file, due.month]) if opens else "",
        "does": say("results.follow_mend" if told else "results.follow_do"), "answers": _answers(told) if told else [],
    }  # fmt: skip


def first_day(due: Due) -> date:
    """From when it may be done."""
    return due.on - EARLY


def opens_on(application: Application, month: int) -> date | None:
    """From when one of her follow-ups may be done; as the frame says, without reading the whole programme for it."""
    root = application.participant.same_as_id or application.participant_id
    hers = Application.objects.filter(
        Q(participant=root) | Q(participant__same_as=root), call__programme=application.call.programme_id,
        received_at__isnull=False,
    ).select_related("participant__same_as", "decision")  # fmt: skip
    taken = [fmt.local(row.decision.decided_at).date() for row in hers if _selected(row)]
    if not taken:
        return None
    accounts = {
        who.person_id for row in hers for who in (row.participant, row.participant.same_as) if who is not None
    } - {None}
    accepted = min(taken)
    created = Member.objects.filter(
        person__in=accounts, until=None, structure__archived_at=None, structure__registered_on__gte=accepted
    ).order_by("structure__registered_on")
    began = created.values_list("structure__registered_on", flat=True).first()
    return months_after(began or accepted, month) - EARLY


def _selected(row: Application) -> bool:
    decision = getattr(row, "decision", None)
    return decision is not None and decision.outcome == Outcome.SELECTED


def _answers(told: FollowUp) -> list[tuple[str, str]]:
    """What she said, in the order it is asked; what she did not say is said so."""
    untold = say("results.untold")
    sold = {True: say("results.sold_yes"), False: say("results.sold_no"), None: untold}[told.sold]
    rows = [(say("results.told_how"), say(f"results.how_{told.how}")), (say("results.told_sold"), sold)]
    for name in ("jobs_self", "jobs_permanent", "jobs_seasonal"):
        n = getattr(told, name)
        rows.append((say(f"results.told_{name}"), untold if n is None else fmt.isolate(str(n))))
    income = say(f"programme.income_{told.income}") if told.income else untold
    return [*rows, (say("results.followed_income"), income)]


def orders(application: Application) -> list[tuple[Quote, OrderPaid | None]]:
    """The orders her structures won since she was accepted, with their two days; those followed here are not asked."""
    account = application.participant.person_id
    held = Member.objects.filter(person=account, person__isnull=False, until=None).values("structure")
    won = Step.objects.filter(state=QuoteState.WON, at__gte=application.decision.decided_at).values("quote")
    rows = Quote.objects.filter(structure__in=held, pk__in=won).select_related("notice__buyer").order_by("opened_at")
    known = {key for key, days in days_of_quotes(quote.pk for quote in rows).items() if any(days)}
    quotes = [quote for quote in rows if quote.pk not in known]
    told: dict[UUID, OrderPaid] = {row.pk: row for row in OrderPaid.objects.filter(quote__in=quotes)}
    return [(quote, told.get(quote.pk)) for quote in quotes]


def records(person: UUID, frame: Frame) -> dict[str, Any]:
    """What the product knows of her by itself: quotes sent, orders won, their amounts, days until she was paid."""
    sent = {row.quote for row in frame.sold if person in row.persons and row.state == QuoteState.SENT}
    won = {row.quote for row in frame.sold if person in row.persons and row.state == QuoteState.WON}
    pairs = [frame.paid.get(key, (None, None)) for key in won]
    days = [(paid - delivered).days for delivered, paid in pairs if delivered and paid and paid <= frame.until]
    amounts = (frame.awarded.get(key, Decimal(0)) for key in won)
    return {
        "sent": len(sent), "won": len(won), "amount": sum(amounts, Decimal(0)),
        "days": fmt.count(round(median(days)), "day", active()) if days else "",
    }  # fmt: skip
