"""What the attacked house holds of results: a frozen period of the sample programme."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from wolouj.foundation.actor import Actor
from wolouj.programme.models import Call, Programme
from wolouj.results.actions import periods
from wolouj.results.models import HandFigure, Lesson, Period


def reported(programme: Programme, *, by: Actor, at: datetime) -> Period:
    """A period of the programme, over and frozen."""
    made = periods.open_period(
        programme=programme, starts_on=programme.starts_on, ends_on=at.date() - timedelta(days=1), by=by, at=at
    )
    return periods.freeze(period=made, by=by, at=at)


def lesson(call: Call) -> Lesson:
    """Something the call taught."""
    found = Lesson.objects.filter(call=call).first()
    return found or Lesson.objects.create(call=call, text_fr="x", evidence="x", made_at=call.made_at)


def proved(indicator: UUID) -> HandFigure:
    """A figure told by hand with the photo that shows it."""
    found = HandFigure.objects.exclude(proof="").first()
    if found is None:
        found = HandFigure(indicator_id=indicator, on=date(2026, 1, 1), value=1, source="x", told_at=timezone.now())
        found.proof.save("proof.jpg", ContentFile(b"\xff\xd8\xff"))
    return found
