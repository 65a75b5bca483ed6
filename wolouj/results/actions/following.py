"""Follow-ups: what she said, and the days of her orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.bids.models import Quote
from wolouj.bids.models import State as QuoteState
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Application, Outcome
from wolouj.results.models import MONTHS, FollowUp, OrderPaid

Days = Mapping[UUID, tuple[date | None, date | None]]
"""Quote -> the days it was delivered and paid."""


def follow(
    *, application: Application, month: int, fields: Mapping[str, Any], by: Actor, at: datetime,
    orders: Days | None = None, is_sample: bool = False,
) -> FollowUp:  # fmt: skip
    """Keep one follow-up; told again, it is corrected. Nothing the product knows already is asked.

    Raises:
        BadInput: she was not accepted, took back her yes to be accompanied, the month is no month of follow-up, or a
            payment comes before its delivery.
    """
    decision = getattr(application, "decision", None)
    if decision is None or decision.outcome != Outcome.SELECTED or month not in MONTHS:
        raise BadInput(pair("results.not_followed"))
    if application.participant.stopped_at is not None:
        raise BadInput(pair("programme.stopped"))
    with transaction.atomic():
        told = {**fields, "told_at": at, "by": by.person, "is_sample": is_sample}
        made, new = FollowUp.objects.update_or_create(application=application, month=month, defaults=told)
        for quote, days in (orders or {}).items():
            _order(quote, days, by=by, at=at)
        audit.record(
            at=at, by=by, act="followed_up", about=made, concerns=application.participant.person_id,
            detail={"month": month, "again": not new},
        )  # fmt: skip
    return made


def _order(quote: UUID, days: tuple[date | None, date | None], *, by: Actor, at: datetime) -> None:
    delivered, paid = days
    if delivered is not None and paid is not None and paid < delivered:
        raise BadInput(pair("results.paid_before"), field=f"paid_{quote}")
    won = Quote.objects.filter(pk=quote, state=QuoteState.WON).first()
    if won is None or not (delivered or paid or OrderPaid.objects.filter(quote=won).exists()):
        return
    told = {"delivered_on": delivered, "paid_on": paid, "told_at": at, "by": by.person}
    OrderPaid.objects.update_or_create(quote=won, defaults=told)
