"""Periods: opened, frozen with the exact list behind each figure, corrected beside with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from rulebook.engine import format as fmt
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.permissions import may
from wolouj.programme.models import Indicator, Programme
from wolouj.results.counting.freezing import worked_out
from wolouj.results.counting.private import told_a_disability
from wolouj.results.models import Correction, Period, PeriodFigure


def open_period(*, programme: Programme, starts_on: date, ends_on: date, by: Actor, at: datetime) -> Period:
    """A new period to report.

    Raises:
        BadInput: it ends before it starts, falls outside the programme, or is there already.
    """
    if ends_on < starts_on:
        raise BadInput(pair("results.period_turned"), field="ends_on")
    if ends_on < programme.starts_on or starts_on > programme.ends_on:
        raise BadInput(pair("results.period_outside"), field="starts_on")
    try:
        with transaction.atomic():
            made = Period.objects.create(programme=programme, starts_on=starts_on, ends_on=ends_on, made_at=at)
            audit.record(at=at, by=by, act="period_opened", about=made)
    except IntegrityError as error:
        raise BadInput(pair("results.period_there"), field="starts_on") from error
    return made


def freeze(*, period: Period, by: Actor, at: datetime) -> Period:
    """Keep every figure with its list, for good. Frozen twice, it is frozen once.

    Raises:
        BadInput: the period is not over, or the programme has no indicator.
    """
    with transaction.atomic():
        period = Period.objects.select_for_update().select_related("programme").get(pk=period.pk)
        if period.frozen_at is not None:
            return period
        if fmt.local(at).date() <= period.ends_on:
            raise BadInput(pair("results.period_not_over", day=period.ends_on))
        asks = Indicator.objects.filter(goal__programme=period.programme, splits__contains="disability").exists()
        opens = asks and may(by, "see", "sensitive", at=at)
        disabled = told_a_disability(period.programme, by=by, at=at) if opens else None
        made = worked_out(period, disabled=disabled)
        if not made:
            raise BadInput(pair("results.nothing_to_freeze"))
        PeriodFigure.objects.bulk_create(made)
        period.frozen_at, period.frozen_by = at, by.person
        period.save(update_fields=["frozen_at", "frozen_by"])
        audit.record(at=at, by=by, act="period_frozen", about=period, detail={"figures": len(made)})
    return period


def drop(*, period: Period, by: Actor, at: datetime) -> None:
    """Take away a period opened by mistake.

    Raises:
        BadInput: its figures are kept for good.
    """
    with transaction.atomic():
        known = Period.objects.select_for_update().filter(pk=period.pk).first()
        if known is None:
            return
        if known.frozen_at is not None:
            raise BadInput(pair("results.period_frozen"))
        detail = {"programme": known.programme_id, "from": str(known.starts_on), "to": str(known.ends_on)}
        audit.record(at=at, by=by, act="period_dropped", about=known, detail=detail)
        known.delete()


def correct(*, figure: PeriodFigure, value: Decimal, reason: str, by: Actor, at: datetime) -> Correction:
    """Say that a frozen figure is another one, and why. What was frozen stays.

    Raises:
        BadInput: no reason, the same figure, or a share over a hundred.
    """
    if not reason.strip():
        raise BadInput(pair("results.needed"), field="reason")
    if figure.is_share and value > 100:
        raise BadInput(pair("results.over_hundred"), field="value")
    with transaction.atomic():
        locked = PeriodFigure.objects.select_for_update().prefetch_related("corrections").get(pk=figure.pk)
        if locked.told == value:
            raise BadInput(pair("results.same_figure"), field="value")
        made = Correction.objects.create(figure=locked, value=value, reason=reason.strip(), at=at, by=by.person)
        audit.record(at=at, by=by, act="figure_corrected", about=locked, detail={"period": locked.period_id})
    return made
