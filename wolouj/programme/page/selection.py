"""How far a selection has come, the ranking, and what each marker has to do."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.models import Application, Assignment, Call, Decision
from wolouj.programme.page.files import received_row
from wolouj.programme.page.words import JOINT, points, text
from wolouj.programme.queries import Standing
from wolouj.programme.ranking import Place

DOORS = ("training", "wait", "next_call", "desk", "indh", "odco", "anapec", "cri", "coach")
"""Where one may go after an answer; the words say whose door it is, never what it would give."""

OUTCOME_SIGNS = {"selected": "go", "reserve": "wait", "refused": "unknown"}


def selection_page(call: Call, standing: Standing, decisions: list[Decision]) -> dict[str, Any]:
    """How far a selection has come: counts, then the ranking once every file is marked."""
    said = {row.application_id: row for row in decisions}
    hidden = bool(standing.unmarked or standing.unchecked)
    tiles = [
        ("tile_studied", len(standing.files) + len(standing.ineligible) + len(standing.unchecked)),
        ("tile_to_check", len(standing.unchecked)), ("tile_aside", len(standing.ineligible)),
        ("tile_to_mark", len(standing.unmarked)), ("tile_marked", len(standing.places)),
    ]  # fmt: skip
    return {
        "tiles": [{"label": say(f"programme.{key}"), "n": n} for key, n in tiles],
        "hidden": hidden,
        "decided": bool(decisions),
        "rows": [] if hidden else [_ranked(place, standing, said) for place in standing.places],
        "aside": [
            received_row(application) | {"detail": fmt.isolate_auto(line.label(active()))}
            for application, line in standing.ineligible
        ],
        "unchecked": [received_row(application) for application in standing.unchecked[:50]],
        "unchecked_n": len(standing.unchecked),
        "awaited": _awaited(standing.unmarked),
    }


def _awaited(unmarked: list[Application]) -> list[dict[str, Any]]:
    """Who still has files to mark, and how many: never which mark was given. Files nobody holds come last."""
    rows = [
        each for application in unmarked for each in application.assignments.all()
        if each.conflict_at is None and each.done_at is None
    ]  # fmt: skip
    found: dict[str, int] = {}
    for each in rows:
        name = fmt.isolate_auto(each.marker.full_name)
        found[name] = found.get(name, 0) + 1
    held = {each.application_id for each in rows}
    free = sum(1 for application in unmarked if application.pk not in held)
    told = [{"title": name, "detail": say("programme.to_mark_by", n=n)} for name, n in sorted(found.items())]
    if free:
        told.append({"title": say("programme.held_by_nobody"), "detail": say("programme.files_n", n=free)})
    return told


def _ranked(place: Place, standing: Standing, said: dict[Any, Decision]) -> dict[str, Any]:
    application = standing.files[place.number]
    decision = said.get(application.pk)
    editable = decision is not None and application.answered_at is None
    return {
        "rank": place.rank, "number": place.number, "total": points(place.total), "tied": place.tied,
        "url": reverse("programme:received_file", args=[application.pk]),
        "sign": OUTCOME_SIGNS[decision.outcome] if decision else "",
        "word": say(f"programme.outcome_{decision.outcome}") if decision else "",
        "edit": reverse("programme:reword", args=[application.pk]) if editable else "",
    }  # fmt: skip


def task_row(task: Assignment) -> dict[str, Any]:
    """A file to mark, in a list."""
    application = task.application
    return {
        "title": say("programme.number_n", n=application.number or 0),
        "sign": "go" if task.done_at else "watch",
        "word": say("programme.marked") if task.done_at else say("programme.to_mark"),
        "detail": JOINT.join([text(application.call, "title"), say(f"programme.task_{task.task}")]),
        "url": reverse("programme:mark", args=[task.id]),
    }
