"""What the pages of the practice mode show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.actor import Actor
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.training import page
from wolouj.training.models import Attempt, Exercise, Learner
from wolouj.training.practice.marking import Marked, Mock, Rule, order_of
from wolouj.training.practice.reasons import reasons


def line_rows(mock: Mock) -> list[dict[str, Any]]:
    """Each line of the order, and what one unit costs by the sheet of the exercise."""
    lang = active()
    return [
        {
            "designation": line["designation"], "gloss": mock.glosses.get(line["number"], "") if lang == "ar" else "",
            "unit": line["unit"], "quantity": Decimal(line["quantity"]) if line["quantity"] else None,
            "number": line["number"],
            "parts": [
                {"name": getattr(part.name, lang), "amount": part.amount}
                for part in mock.costs.get(line["number"], ())
            ],
        }
        for line in mock.document["lines"]
    ]  # fmt: skip


def order_title(row: Exercise) -> str:
    """What an exercise asks, on one line."""
    name: str = getattr(order_of(row).name, active())
    return fmt.isolate_auto(shortened(name, 120)) if row.real else name


def real_place(row: Exercise) -> dict[str, Any]:
    """Of a real notice: who buys, its reference, until when, where it is read; nothing for a mock order."""
    if not row.real:
        return {}
    told = row.document
    return {
        "buyer": fmt.isolate_auto(str(told.get("buyer") or "")), "reference": str(told.get("reference") or ""),
        "deadline": datetime.fromisoformat(told["deadline"]),
        "url": reverse("notices:show", args=[row.notice_id]) if row.notice_id else "",
    }  # fmt: skip


def kept_from(actor: Actor, learner: Learner, row: Exercise) -> bool:
    """Whether her prices are hers alone: on a real notice, nobody else reads them once she has her own account."""
    return row.real and learner.participant.person_id is not None and actor.principal not in learner.owners()


def exercise_rows(rows: Iterable[Exercise], at: datetime) -> list[dict[str, Any]]:
    """The exercises of a session in a list."""
    return [
        {
            "title": order_title(row),
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
            "title": order_title(row),
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
    exercise: Exercise, learners: Iterable[Learner], attempts: Mapping[UUID, Attempt], *, by: Actor
) -> list[dict[str, Any]]:
    """Each learner of the group, how her answer was marked, what is still to mend."""
    found = []
    for learner in learners:
        row = attempts.get(learner.pk)
        missing = [say(f"training.rule_{rule}") for rule in Rule if row and not row.met.get(rule)]
        name = "marked" if row else "practice"
        found.append({
            "name": page.name(learner.participant),
            "url": "" if kept_from(by, learner, exercise)
            else reverse(f"training:{name}", args=[exercise.pk, learner.pk]),
            "sign": "wait" if row is None else "go" if row.points == len(Rule) else "watch",
            "word": points_word(row) if row else say("training.not_answered"),
            "detail": say("training.to_mend", what=f"{say('foundation.comma')} ".join(missing)) if missing else "",
        })  # fmt: skip
    return found


def met_rows(attempts: Iterable[Attempt]) -> list[dict[str, Any]]:
    """Rule by rule, how many met it of those who answered: what to go over together. No price of anybody."""
    told = list(attempts)
    return [
        {"word": say(f"training.rule_{rule}"), "n": sum(1 for row in told if row.met.get(rule)), "of": len(told)}
        for rule in Rule
    ] if told else []  # fmt: skip


def marks_page(attempt: Attempt, marked: Marked) -> dict[str, Any]:
    """The rules one by one, each with its reason and what to mend; what the real checks said; the quote."""
    lang, exercise = active(), attempt.exercise
    why = reasons(
        order_of(exercise), marked, vat=attempt.vat, set_at=exercise.set_at, closes_at=exercise.closes_at,
        at=attempt.at,
    )  # fmt: skip
    whole = marked.points == len(Rule)
    return {
        "quote": marked.quote, "points": points_word(attempt), "whole": whole,
        "sign": "go" if whole else "watch",
        "kind": say("training.well_done") if whole else say("training.nearly") if marked.points >= 3
        else say("training.together"),
        "rules": [
            {"sign": "go" if marked.met[rule] else "watch",
             "text": say(f"training.rule_{rule}"), "why": why[rule],
             "mend": "" if marked.met[rule] else say(f"training.mend_{rule}")}
            for rule in Rule
        ],
        "seen": [getattr(warning.text, lang) for warning in marked.quote.warnings if warning.blocking],
        "tries": attempt.tries,
    }  # fmt: skip
