"""The desk: programmes, their framework, their calls and grids."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.grid import Grid, grid_of
from wolouj.programme.models import Call, Goal, Indicator, Programme, Stage
from wolouj.programme.page.words import joined, places_word, text


def call_state(call: Call, at: datetime) -> tuple[str, str]:
    """The sign and the words of where a call stands."""
    if call.opened_at is None:
        return "unknown", say("programme.call_draft")
    if call.takes(at):
        return "go", say("programme.call_open", day=call.closes_at)
    if getattr(call, "answered", 0):
        return "go", say("programme.call_answered")
    return "wait", say("programme.call_study")


def call_row(call: Call, at: datetime) -> dict[str, Any]:
    """A call in a list of the desk."""
    sign, word = call_state(call, at)
    return {
        "title": text(call, "title"), "sign": sign, "word": word,
        "detail": say("programme.files_n", n=call.sent),  # type: ignore[attr-defined]
        "url": reverse("programme:call_desk", args=[call.id]),
    }  # fmt: skip


def programme_row(programme: Programme, at: datetime) -> dict[str, Any]:
    """A programme with its calls."""
    donors = [text(donor, "name") for donor in programme.donors.all()]
    return {
        "title": text(programme, "title"),
        "dates": say("programme.from_to", start=programme.starts_on, end=programme.ends_on),
        "where": places_word(programme.provinces),
        "donors": joined(donors),
        "sample": programme.is_sample,
        "url": reverse("programme:programme", args=[programme.id]),
        "calls": [call_row(call, at) for call in programme.calls.all()],
    }


def framework(programme: Programme) -> list[dict[str, Any]]:
    """Objectives, each with its results, each with its indicators."""
    goals = list(programme.goals.all())
    return [
        _goal(goal) | {"results": [_goal(result) for result in goals if result.under_id == goal.pk]}
        for goal in goals
        if goal.under_id is None
    ]


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "id": goal.pk, "text": text(goal, "text"), "url": reverse("programme:row", args=["goal", goal.pk]),
        "add": reverse("programme:new_indicator", args=[goal.pk]),
        "indicators": [_indicator(row) for row in goal.indicators.all()],
    }  # fmt: skip


def _indicator(row: Indicator) -> dict[str, Any]:
    splits = joined(say(f"programme.split_{each}") for each in row.splits)
    source = text(row, "source")
    return {
        "text": text(row, "text"), "url": reverse("programme:row", args=["indicator", row.pk]),
        "baseline": _value(row, row.baseline), "target": _value(row, row.target),
        "rhythm": say(f"programme.rhythm_{row.rhythm}"), "splits": splits, "source": source,
    }  # fmt: skip


def _value(row: Indicator, value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = value.normalize()
    return fmt.percent(plain, active()) if row.is_share else fmt.isolate(fmt.number(plain))


def grid_page(call: Call) -> list[dict[str, Any]]:
    """The grid by stage, each line with its weight and, while the call is a draft, its way to be corrected."""
    found: Grid = grid_of(call)
    draft = call.opened_at is None
    return [
        {
            "stage": stage.value,
            "title": say(f"programme.stage_{stage.value}"),
            "total": sum(line.weight for line in found.of(stage)),
            "rows": [
                {
                    "label": fmt.isolate_auto(line.label(active())), "weight": line.weight,
                    "url": reverse("programme:row", args=["criterion", line.key]) if draft else "",
                }
                for line in found.of(stage)
            ],
        }
        for stage in Stage
    ]  # fmt: skip
