"""An edition, its lessons, and those of earlier ones, as plain values."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import say
from wolouj.programme.models import Call
from wolouj.results.models import Carried, Edition, Lesson, Period
from wolouj.results.page.desk import text
from wolouj.results.page.periods import figure_row, shown


def lessons_of(call: Call) -> QuerySet[Lesson]:
    """What an edition taught."""
    later = Prefetch("carried", Carried.objects.select_related("call").order_by("at"))
    rows = Lesson.objects.filter(call=call).select_related("figure")
    return rows.prefetch_related("figure__corrections", later)


def earlier(call: Call) -> list[Lesson]:
    """Lessons of the closed editions of the same body, with what this call makes of them."""
    closed = Edition.objects.filter(call__programme__body=call.programme.body_id).exclude(call=call)
    rows = Lesson.objects.filter(call__in=closed.values("call")).select_related("figure", "call__programme")
    mine = Prefetch("carried", Carried.objects.filter(call=call), to_attr="mine")
    return list(rows.prefetch_related("figure__corrections", mine))


def lesson_row(lesson: Lesson, closed: Edition | None = None) -> dict[str, Any]:
    """A lesson with what shows it, what to change, and what later calls made of it."""
    kept = closed is not None and closed.closed_at >= lesson.made_at
    return {
        "id": lesson.pk, "text": text(lesson, "text"), "change": text(lesson, "change"), "proof": proof(lesson),
        "url": reverse("results:figure", args=[lesson.figure_id]) if lesson.figure_id else "",
        "mend": "" if kept else reverse("results:relearn", args=[lesson.call_id, lesson.pk]),
    }  # fmt: skip


def made_of(lesson: Lesson) -> list[dict[str, str]]:
    """What each later call made of it."""
    return [
        {
            "title": text(row.call, "title"), "how": fmt.isolate_auto(row.how), "sign": "go" if row.kept else "aside",
            "word": say("results.carry_kept" if row.kept else "results.carry_left"),
            "url": reverse("results:design", args=[row.call_id]),
        }
        for row in lesson.carried.all()
    ]  # fmt: skip


def proof(lesson: Lesson) -> str:
    """What shows it: a frozen figure, or words."""
    parts = []
    if lesson.figure is not None:
        value = shown(lesson.figure, lesson.figure.told) or say("results.unknown")
        parts.append(say("results.part", group=text(lesson.figure, "text"), value=value))
    if lesson.evidence:
        parts.append(fmt.isolate_auto(lesson.evidence))
    return " · ".join(parts)


def carried_row(lesson: Lesson) -> dict[str, Any]:
    """An earlier lesson and what this call makes of it."""
    said: Carried | None = next(iter(lesson.mine), None)  # type: ignore[attr-defined]
    row = lesson_row(lesson) | {"from_call": text(lesson.call, "title"), "how": "", "sign": "watch"}
    row["word"] = say("results.carry_waits")
    if said is not None:
        row |= {"how": fmt.isolate_auto(said.how), "sign": "go" if said.kept else "aside"}
        row["word"] = say("results.carry_kept" if said.kept else "results.carry_left")
    return row


def results(period: Period | None) -> list[dict[str, Any]]:
    """Each figure of the period against its target."""
    if period is None:
        return []
    rows = period.figures.prefetch_related("corrections")
    return [figure_row(row, period.programme, row.value, until=period.ends_on) for row in rows]
