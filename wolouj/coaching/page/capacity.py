"""What a structure can do, as plain values: what is done, three steps now, what changed. Never a sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.calendar import add_months
from wolouj.coaching.capacity.plan import MONTHS, changed, plan_of
from wolouj.coaching.capacity.questions import Question
from wolouj.coaching.models import CapacityReview, OwnReview
from wolouj.foundation.words import active, say
from wolouj.training.modules import usual

SIGNS = {"new": "go", "better": "wait", "back": "watch"}


def next_day(row: CapacityReview | OwnReview) -> date:
    """When the questions are asked again."""
    return add_months(row.told_on, MONTHS)


def capacity_page(rows: Sequence[CapacityReview | OwnReview], *, on: date) -> dict[str, Any]:
    """The last answers as a plan, what changed since the time before, the days of the others."""
    if not rows:
        return {"told": False}
    last, before = rows[0], rows[1] if len(rows) > 1 else None
    plan = plan_of(last.answers)
    lang = active()
    return {
        "told": True, "day": last.told_on, "again": next_day(last), "due": next_day(last) <= on,
        "sample": last.is_sample,
        "now": [_step(each) for each in plan.now],
        "then": [_step(each) for each in plan.then],
        "done": [each.asks(lang) for each in plan.done],
        "before": before.told_on if before else None,
        "changes": [
            {"text": each.question.asks(lang), "sign": SIGNS[each.how], "word": say(f"coaching.change_{each.how}")}
            for each in (changed(before.answers, last.answers) if before else [])
        ],
        "days": [fmt.day(row.told_on, lang) for row in rows[1:]],
    }  # fmt: skip


def _step(each: Question) -> dict[str, str]:
    """A step: what to do, the training that helps, the page that explains."""
    lang = active()
    module = usual().get(each.module)
    return {
        "key": each.key, "text": str(getattr(each.step, lang)), "what": each.asks(lang),
        "module": say("coaching.helps_module", name=getattr(module, lang)) if module else "",
        "guide": reverse("guides:subject", args=[each.guide]) if each.guide else "",
    }  # fmt: skip
