"""All writing of the meetings room."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.gatherings import actions as gatherings
from wolouj.gatherings.models import Kind, Spoken
from wolouj.meetings.models import Level, Meeting
from wolouj.people.models import Body


def open_meeting(
    *, body: Body, day: date, titles: tuple[str, str], places: tuple[str, str], by: Actor, at: datetime,
    half_days: int = 1, language: str = Spoken.DARIJA, region: str = "", level: str = Level.LOCAL,
    is_sample: bool = False,
) -> Meeting:  # fmt: skip
    """A new meeting and the gathering it is held at. ``titles`` and ``places`` are (Arabic, French)."""
    with transaction.atomic():
        gathering = gatherings.open_gathering(
            body=body, kind=Kind.MEETING, day=day, titles=titles, places=places, half_days=half_days,
            language=language, region=region, by=by, at=at, is_sample=is_sample,
        )  # fmt: skip
        meeting = Meeting.objects.create(gathering=gathering, level=level)
        audit.record(at=at, by=by, act="meeting_opened", about=meeting, detail={"level": str(level)})
    return meeting
