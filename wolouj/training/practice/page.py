"""What the pages of the practice mode show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from wolouj.foundation.words import active, say
from wolouj.training import page
from wolouj.training.models import Attempt, Exercise, Learner
from wolouj.training.practice.marking import Marked, Mock, Rule, mocks


def line_rows(mock: Mock) -> list[dict[str, Any]]:
    """Each line of the order, and what one unit costs by the sheet of the exercise."""
    lang = active()
    return [
        {
            "designation": line["designation"], "gloss": mock.glosses[line["number"]] if lang == "ar" else "",
            "unit": line["unit"], "quantity": Decimal(line["quantity"]), "number": line["number"],
            "parts": [{"name": getattr(part.name, lang), "amount": part.amount} for part in mock.costs[line["number"]]],
        }
        for line in mock.document["lines"]
    ]  # fmt: skip


def exercise_rows(rows: Iterable[Exercise], at: datetime) -> list[dict[str, Any]]:
    """The exercises of a session in a list."""
    return [
        {
            "title": getattr(mocks()[row.code].name, active()),
            "sign": "wait" if at <= row.closes_at else "go",
            "word": say("training.exercise_open") if at <= row.closes_at else say("training.exercise_closed"),
            "detail": say("training.closes_on", at=row.closes_at), "url": reverse("training:exercise", args=[row.pk]),
        }
        for row in rows
    ]  # fmt: skip


def own_exercises(learner: Learner, rows: Iterable[Exercise], at: datetime) -> list[dict[str, Any]]:
    """The exercises given to her, each with where it stands and where it is answered."""
    mine = {row.exercise_id: row for row in learner.attempts.all()}
    found = []
    for row in rows:
        attempt, open_ = mine.get(row.pk), at <= row.closes_at
        name = "marked" if attempt else "practice"
        found.append({
            "title": getattr(mocks()[row.code].name, active()),
            "sign": "go" if attempt else "wait" if open_ else "unknown",
            "word": points_word(attempt) if attempt else say("training.exercise_open") if open_
            else say("training.exercise_closed"),
            "detail": say("training.closes_on", at=row.closes_at),
            "url": reverse(f"training:{name}", args=[row.pk, learner.pk]) if attempt or open_ else "",
        })  # fmt: skip
    return found


def points_word(attempt: Attempt) -> str:
    """How many rules she met."""
    return say("training.points", met=attempt.points, all=len(Rule))


def attempt_rows(
    exercise: Exercise, learners: Iterable[Learner], attempts: Mapping[UUID, Attempt]
) -> list[dict[str, Any]]:
    """Each learner of the group, how her answer was marked, what is still to mend."""
    found = []
    for learner in learners:
        row = attempts.get(learner.pk)
        missing = [say(f"training.rule_{rule}") for rule in Rule if row and not row.met.get(rule)]
        name = "marked" if row else "practice"
        found.append({
            "name": page.name(learner.participant), "url": reverse(f"training:{name}", args=[exercise.pk, learner.pk]),
            "sign": "wait" if row is None else "go" if row.points == len(Rule) else "watch",
            "word": points_word(row) if row else say("training.not_answered"),
            "detail": f"{say('foundation.comma')} ".join(missing),
        })  # fmt: skip
    return found


def marks_page(attempt: Attempt, marked: Marked) -> dict[str, Any]:
    """The rules one by one, what the real checks said, the quote with its total."""
    lang = active()
    whole = marked.points == len(Rule)
    return {
        "quote": marked.quote, "points": points_word(attempt), "whole": whole,
        "sign": "go" if whole else "watch",
        "kind": say("training.well_done") if whole else say("training.nearly") if marked.points >= 3
        else say("training.together"),
        "rules": [
            {"sign": "go" if marked.met[rule] else "watch",
             "text": say(f"training.rule_{rule}") if marked.met[rule] else say(f"training.mend_{rule}")}
            for rule in Rule
        ],
        "seen": [getattr(warning.text, lang) for warning in marked.quote.warnings if warning.blocking],
        "tries": attempt.tries,
    }  # fmt: skip
