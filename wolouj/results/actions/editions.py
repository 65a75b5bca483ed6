"""An edition: lessons written with their evidence, the edition closed, lessons carried into a later call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rulebook.engine.verdict import Bilingual
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme import queries as programme
from wolouj.programme.models import Call
from wolouj.results.models import Carried, Edition, Lesson, Period


def learn(*, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime, lesson: Lesson | None = None) -> Lesson:
    """Write a lesson: its text, what shows it (a frozen figure or words), what to change; or mend ``lesson``.

    Raises:
        BadInput: nothing shows it, the figure is of another programme, or it is kept with an edition closed since.
    """
    figure = fields.get("figure")
    if figure is None and not fields.get("evidence"):
        raise BadInput(pair("results.lesson_unproved"), field="evidence")
    if figure is not None and figure.period.programme_id != call.programme_id:
        raise BadInput(pair("results.choose_listed"), field="figure")
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        if lesson is None:
            made = Lesson.objects.create(call=call, made_at=at, by=by.person, **fields)
        elif kept(lesson):
            raise BadInput(pair("results.lesson_kept"), field="text_ar")
        else:
            made, _ = Lesson.objects.update_or_create(pk=lesson.pk, call=call, defaults=dict(fields))
        detail = {"call": call.pk, "again": lesson is not None}
        audit.record(at=at, by=by, act="lesson_written", about=made, detail=detail)
    return made


def kept(lesson: Lesson) -> bool:
    """Whether a lesson stands as it was written: its edition was closed since."""
    return Edition.objects.filter(call=lesson.call_id, closed_at__gte=lesson.made_at).exists()


def hinders(call: Call, period: Period | None) -> list[Bilingual]:
    """What keeps an edition from being closed; empty: it may be."""
    found = []
    if call.opened_at is None:
        found.append(pair("results.close_not_opened"))
    waiting = programme.received(call).filter(answered_at=None).count()
    if waiting:
        found.append(pair("results.close_unanswered", n=waiting))
    if period is None:
        found.append(pair("results.close_no_period"))
    if not Lesson.objects.filter(call=call).exists():
        found.append(pair("results.close_no_lesson"))
    return found


def close(*, call: Call, by: Actor, at: datetime) -> Edition:
    """Close an edition on the last frozen period of its programme. Closed twice, it is closed once.

    Raises:
        BadInput: the first thing that hinders it.
    """
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        known = Edition.objects.filter(call=call).first()
        if known is not None:
            return known
        period = last_frozen(call)
        why = hinders(call, period)
        if why or period is None:
            raise BadInput(why[0])
        made = Edition.objects.create(call=call, period=period, closed_at=at, by=by.person)
        audit.record(at=at, by=by, act="edition_closed", about=call, detail={"period": made.period_id})
    return made


def last_frozen(call: Call) -> Period | None:
    """The frozen period that ends last, of the call's programme."""
    rows = Period.objects.filter(programme=call.programme_id, frozen_at__isnull=False)
    return rows.select_related("programme").order_by("-ends_on").first()


def carry(*, lesson: Lesson, call: Call, kept: bool, how: str, by: Actor, at: datetime) -> Carried:
    """Say what a later call makes of a lesson; said again, it is corrected.

    Raises:
        BadInput: the lesson is of another body, of this very call, or nothing is said of how.
    """
    if lesson.call_id == call.pk or lesson.bodies() != call.bodies():
        raise BadInput(pair("results.choose_listed"))
    if not how.strip():
        raise BadInput(pair("results.needed"), field="how")
    with transaction.atomic():
        told = {"kept": kept, "how": how.strip(), "at": at, "by": by.person}
        made, _ = Carried.objects.update_or_create(lesson=lesson, call=call, defaults=told)
        audit.record(at=at, by=by, act="lesson_carried", about=lesson, detail={"call": call.pk, "kept": kept})
    return made
