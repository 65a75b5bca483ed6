"""All writing of the meetings room: what is said is written down; questions are asked, reviewed; minutes approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import Sound
from wolouj.foundation.words import pair
from wolouj.gatherings import actions as gatherings
from wolouj.gatherings.models import Kind, Spoken
from wolouj.meetings import papers
from wolouj.meetings.following.actions import day_moved
from wolouj.meetings.models import Commitment, CommitmentStep, Item, Level, Meeting, Minutes, Question, Review, Source
from wolouj.meetings.queries import record_of
from wolouj.people.models import Body

Row = TypeVar("Row", bound=Item)
SAME_WITHIN = timedelta(minutes=10)
"""The same words again within this time are one question sent twice by a shaky network."""
MOST_SOUNDS = 200
"""Voice notes that wait for a person at one meeting: each is heavy."""
MOST_HELD = 2000
"""Questions that wait for a person at one meeting: more is an attack on its public page."""


class Full(Exception):
    """Too many questions wait already."""


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


def frame(*, meeting: Meeting, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Write the context and the aim; returns the names of what changed."""
    return _write(meeting, fields, act="meeting_framed", by=by, at=at)


def _write(row: Meeting | Item, fields: Mapping[str, Any], *, act: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """Write what differs, with its audit line; nothing when nothing does."""
    changed = tuple(name for name, value in fields.items() if getattr(row, name) != value)
    if changed:
        with transaction.atomic():
            for name in changed:
                setattr(row, name, fields[name])
            row.save(update_fields=list(changed))
            audit.record(at=at, by=by, act=act, about=row, detail={"fields": sorted(changed)})
    return changed


def add_item(*, kind: type[Row], meeting: Meeting, fields: Mapping[str, Any], by: Actor, at: datetime) -> Row:
    """A new intervention, point or commitment, after the others."""
    with transaction.atomic():
        last = kind._default_manager.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
        row = kind._default_manager.create(meeting=meeting, position=(last or 0) + 1, **fields)
        audit.record(at=at, by=by, act="meeting_told", about=row, detail={"meeting": meeting.pk})
    return row


def change_item(*, item: Item, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Correct a row; returns the names of what changed. A promised day that moves stays written, before and after."""
    before = item.due if isinstance(item, Commitment) else None
    with transaction.atomic():
        changed = _write(item, fields, act="meeting_corrected", by=by, at=at)
        if isinstance(item, Commitment) and "due" in changed:
            day_moved(commitment=item, before=before, at=at)
    return changed


def remove_item(*, item: Item, by: Actor, at: datetime) -> None:
    """Take a row away, and the files that showed what became of it. Versions already approved keep what they said."""
    shown = item.steps.exclude(proof="") if isinstance(item, Commitment) else CommitmentStep.objects.none()
    files = [str(name) for name in shown.values_list("proof", flat=True)]
    with transaction.atomic():
        audit.record(at=at, by=by, act="meeting_line_removed", about=item, detail={"meeting": item.meeting_id})
        item.delete()
        for name in files:
            transaction.on_commit(partial(default_storage.delete, name))


def ask(
    *, meeting: Meeting, text: str, source: Source, by: Actor, at: datetime, sound: Sound | None = None
) -> Question:
    """Keep a question, held: nobody but the body's people reads or hears it before a person has.

    Who asks from her own account is remembered, to tell her the answer; a slip is somebody else's than who types it.

    Raises:
        Full: too many wait already.
    """
    asker = by.principal if source == Source.PHONE else None
    if text and not sound:
        same = meeting.questions.filter(text=text, source=source, asker=asker, asked_at__gt=at - SAME_WITHIN)
        if (again := same.first()) is not None:
            return again
    waiting = meeting.questions.filter(review=Review.HELD)
    if waiting.count() >= MOST_HELD or (sound and waiting.exclude(sound="").count() >= MOST_SOUNDS):
        raise Full
    with transaction.atomic():
        question = Question(meeting=meeting, text=text, source=source, asked_at=at, asker_id=asker)
        if sound:
            question.sound.save(f"voice.{sound.extension}", ContentFile(sound.bytes), save=False)
        question.save(force_insert=True)
        audit.record(at=at, by=by, act="question_asked", about=question, detail={"source": str(source)})
    return question


def review(*, question: Question, fields: Mapping[str, Any], decision: Review, by: Actor, at: datetime) -> Question:
    """Word, answer, hand over, and publish or not: a person's decision, each time.

    Args:
        fields: any of the wording, theme, voices, answer, owner, due.

    Raises:
        BadInput: to be published, and worded in no language.
    """
    for name, value in fields.items():
        setattr(question, name, value)
    if decision == Review.PUBLISHED and not (question.text_ar or question.text_fr):
        raise BadInput(pair("meetings.wording_needed"), field="text_ar")
    question.review, question.reviewed_at = decision, at
    if decision == Review.PUBLISHED and question.answered and question.answered_at is None:
        question.answered_at = at  # an answer written while the question is held is told once it can be read
    if decision != Review.PUBLISHED or not question.answered:
        question.guide = ""  # nothing joins the guides that is not published with its answer
    with transaction.atomic():
        question.save()
        audit.record(at=at, by=by, act="question_reviewed", about=question, detail={"decision": str(decision)})
    return question


def check_answer(
    *, question: Question, guide: str, checked_by: tuple[str, str], on: date, by: Actor, at: datetime
) -> None:
    """An expert checked the answer: it joins the public questions of a guide's page; an empty ``guide`` takes it out.

    Args:
        checked_by: the function of the expert, (Arabic, French).

    Raises:
        BadInput: it is not published, or has no answer yet.
    """
    if question.review != Review.PUBLISHED or not question.answered:
        raise BadInput(pair("meetings.faq_needs_answer"), field="guide")
    question.guide, question.checked_on = guide, on
    question.checked_by_ar, question.checked_by_fr = checked_by
    with transaction.atomic():
        question.save(update_fields=["guide", "checked_on", "checked_by_ar", "checked_by_fr"])
        audit.record(at=at, by=by, act="answer_checked", about=question, detail={"guide": guide})


def approve(*, meeting: Meeting, by: Actor, at: datetime) -> Minutes:
    """Keep what the public papers say at this instant as the next version of the minutes."""
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        last = meeting.minutes.aggregate(last=Max("number"))["last"] or 0
        number = last + 1
        kept = papers.public_data(record_of(meeting), at=at, number=number)
        minutes = Minutes.objects.create(meeting=meeting, number=number, approved_at=at, papers=kept)
        audit.record(at=at, by=by, act="minutes_approved", about=minutes, detail={"number": number})
    return minutes
