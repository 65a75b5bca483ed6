"""One person's file, as her coach and she read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.coaching.actions.visits import SAID
from wolouj.coaching.models import Doer, Following, PlanAction, PlanGoal, Visit, VisitBefore
from wolouj.coaching.models.plans import GOALS
from wolouj.coaching.page import joined, name_of, place_of
from wolouj.difficulties.page import name_of as difficulty
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant
from wolouj.support.discreet import without_amounts

START = 110
"""Letters of a text shown in a list."""


def head(row: Participant) -> dict[str, Any]:
    """Who she is, where, how she likes to be spoken to."""
    speak = [say(f"programme.spoken_{row.spoken}")] if row.spoken else []
    if row.comfort:
        speak.append(say(f"coaching.comfort_{row.comfort}"))
    whose = say(f"coaching.whose_{row.whose_phone}") if row.whose_phone else ""
    facts = [
        ("place", "where_lives", place_of(row)),
        ("phone", "phone", joined(fmt.isolate(row.shown_phone) if row.phone else "", whose)),
        ("sound", "how_to_speak", joined(*speak)),
    ]
    return {
        "name": name_of(row), "sample": row.is_sample, "call": row.phone,
        "facts": [{"icon": i, "label": say(f"coaching.{k}"), "value": v} for i, k, v in facts if v],
    }  # fmt: skip


def word_left(row: Following | None, *, hides: bool) -> dict[str, Any] | None:
    """What the coach before left for the one who has the file now. ``hides``: its amounts are not hers to read."""
    if row is None or row.came_by is None or not row.came_by.word:
        return None
    word = without_amounts(row.came_by.word, every_number=True) if hides else row.came_by.word
    return {"who": row.came_by.giver.shown_name(active()), "day": row.came_by.at, "word": fmt.isolate_auto(word)}


def plan(goals: Iterable[PlanGoal], *, on: date, own: bool = False) -> dict[str, Any]:
    """The open goals with what is to be done; those closed, in a line each; how many places are free. ``own``: hers."""
    rows = list(goals)
    opened = [_goal(row, on, own) for row in rows if row.closed_at is None]
    closed = [
        {
            "title": fmt.isolate_auto(row.text), "sign": "go" if row.reached else "aside",
            "word": say("coaching.goal_reached") if row.reached else say("coaching.goal_left"),
            "detail": say("coaching.on_day", day=row.closed_at),
        }
        for row in rows
        if row.closed_at is not None
    ]  # fmt: skip
    return {"goals": opened, "closed": closed, "free": GOALS - len(opened)}


def _goal(row: PlanGoal, on: date, own: bool) -> dict[str, Any]:
    return {
        "id": row.pk, "text": fmt.isolate_auto(row.text),
        "actions": [action_row(each, on=on, own=own) for each in row.actions.all()],
    }  # fmt: skip


def action_row(row: PlanAction, *, on: date, own: bool = False) -> dict[str, Any]:
    """One thing to do: who, by when, whether it is late."""
    if row.done_on is not None:
        sign, word, when = "go", say("coaching.is_done"), say("coaching.on_day", day=row.done_on)
    elif row.due < on:
        sign, word, when = "watch", say("coaching.is_late"), say("coaching.was_due", day=row.due)
    else:
        sign, word, when = "wait", say("coaching.to_do"), say("coaching.by_day", day=row.due)
    who = say("coaching.doer_you") if own and row.doer == Doer.HER else say(f"coaching.doer_{row.doer}")
    return {
        "id": row.pk, "text": fmt.isolate_auto(row.text), "sign": sign, "word": word, "done": row.done_on is not None,
        "detail": joined(who, when), "hers": row.doer != Doer.COACH,
    }  # fmt: skip


def visit_row(row: Visit) -> dict[str, Any]:
    """A visit in a list."""
    topics = f"{say('foundation.comma')} ".join(say(f"coaching.topic_{each}") for each in row.topics)
    start = fmt.isolate_auto(shortened(row.done, START)) if row.done else ""
    return {
        "title": say("coaching.visit_at", day=row.on, where=say(f"coaching.where_{row.where}")),
        "detail": topics or start, "url": reverse("coaching:visit_show", args=[row.pk]),
    }  # fmt: skip


def _facts(said: Mapping[str, Any], *, blank: bool = False) -> list[dict[str, str]]:
    """What a visit says but its text, as far as it is in ``said``. ``blank``: what was left empty is said too."""
    comma, lang = f"{say('foundation.comma')} ", active()
    words: dict[str, Callable[[Any], str]] = {
        "on": lambda day: fmt.weekday(day, lang),
        "where": lambda where: say(f"coaching.where_{where}"),
        "topics": lambda topics: comma.join(say(f"coaching.topic_{each}") for each in topics),
        "obstacle": difficulty,
        "next_on": lambda day: fmt.day(day, lang),
    }
    found = []
    for icon, label, name in FACTS:
        if name in said and (said[name] or blank):
            value = words[name](said[name]) if said[name] else say("coaching.was_empty")
            found.append({"icon": icon, "label": say(f"coaching.{label}"), "value": value})
    return found


FACTS = (
    ("calendar", "visit_on", "on"), ("place", "where", "where"), ("commitment", "topics", "topics"),
    ("warning", "obstacle", "obstacle"), ("today", "next_visit", "next_on"),
)  # fmt: skip
"""Icon, label, field: what a visit shows, in its order."""


def _said(row: Visit) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAID}


def before_rows(row: Visit, befores: Iterable[VisitBefore]) -> list[dict[str, Any]]:
    """What a visit said before each correction, the latest first: only what that correction changed."""
    found, after = [], _said(row)
    for each in befores:
        was = each.said | {n: date.fromisoformat(d) if (d := each.said[n]) else None for n in ("on", "next_on")}
        changed = {name: value for name, value in was.items() if value != after[name]}
        text = changed.get("done")
        found.append({
            "at": each.corrected_at, "who": fmt.isolate_auto(each.by.shown_name(active())),
            "facts": _facts(changed, blank=True),
            "done": "" if text is None else fmt.isolate_auto(text) if text else say("coaching.was_empty"),
        })  # fmt: skip
        after = was
    return found


def visit_page(row: Visit, *, files: bool = True) -> dict[str, Any]:
    """One visit, whole; without its photos and its voice when ``files`` is false."""
    who = {
        "icon": "coach",
        "label": say("coaching.coach"),
        "value": fmt.isolate_auto(row.coach.shown_name(active())),
    }
    return {
        "facts": [*_facts(_said(row)), who],
        "done": fmt.isolate_auto(row.done) if row.done else "",
        "sound": reverse("coaching:sound", args=[row.pk]) if files and row.sound else "",
        "photos": [reverse("coaching:photo", args=[each.pk]) for each in row.photos.all() if files],
        "sample": row.is_sample,
    }
