"""The person's own page, as plain values: where her file stands, the next step with its day, then the rest."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.coaching import queries
from wolouj.coaching.page import file
from wolouj.coaching.page.steps import Step, person_files, steps_of
from wolouj.coaching.page.walls import hers_row
from wolouj.coaching.wall.standing import second_for
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant
from wolouj.programme.page import file_row
from wolouj.programme.queries import files_of


def mine_page(person: UUID, *, on: date) -> dict[str, Any]:
    """Each body that accompanies her, and her applications."""
    followed = [(row, following) for row in person_files(person) if (following := queries.live_following(row.pk))]
    return {
        "files": [_file(row, following.coach.shown_name(active()), on) for row, following in followed],
        "applications": [file_row(row) for row in files_of(person)],
    }


def _file(row: Participant, coach: str, on: date) -> dict[str, Any]:
    visits = list(queries.visits_of(row.pk)[: queries.LAST])
    steps = [step_page(step, on) for step in steps_of(row, visits, on=on)]
    return file.plan(queries.goals_of(row.pk), on=on, own=True) | {
        "body": row.body.shown_name(active()), "coach": coach, "sample": row.is_sample,
        "first": steps[0] if steps else None, "rest": steps[1:],
        "visits": [file.visit_row(each) for each in visits],
        "seconds": [hers_row(each) for each in second_for(row.pk)],
        "capacity": reverse("coaching:capacity", args=[row.pk]),
    }  # fmt: skip


def step_page(step: Step, on: date) -> dict[str, str]:
    """A step in words: what, and which day it is, or was."""
    lang = active()
    day = say("coaching.step_late", day=step.day) if step.day < on else fmt.weekday(step.day, lang)
    return {
        "title": step.title, "sign": step.sign, "day": say("coaching.due_today") if step.day == on else day,
        "url": step.url,
    }  # fmt: skip
