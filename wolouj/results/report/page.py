"""The report as the values of its page."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

from rulebook.engine import format as fmt
from wolouj.foundation.runs import Runs, held, said
from wolouj.foundation.words import say
from wolouj.programme.models import both
from wolouj.results.counting.freezing import FEW
from wolouj.results.models import PeriodFigure
from wolouj.results.page.worded import pace_key, widest
from wolouj.results.report.contents import Contents, Told
from wolouj.results.report.lists import ranges
from wolouj.results.report.tongue import Tongue

SIGNS = {"reached": "●", "on_time": "●", "late": "◐", "danger": "○", "unknown": "–"}
HEADS = ("indicator", "base", "value", "whole", "target", "pace")
WAYS = ("sex", "age", "province", "status", "disability")


def as_page(told: Contents) -> dict[str, Any]:
    """Every string of the report worked out, ready to be placed."""
    pen, numbered = told.tongue, list(enumerate(told.told, start=1))
    groups = groupby(numbered, key=lambda each: both(each[1].figure, "goal", pen.lang))
    return _head(told) | {
        "summary": pen.say("report_summary"),
        "heads": [pen.say(f"report_{key}") for key in HEADS],
        "groups": [
            {"title": pen.typed(title), "rows": [_row(n, each, pen) for n, each in rows]} for title, rows in groups
        ],
        "notes": [pen.say(key, least=told.period.programme.least_group) for key in _notes_of(told)],
        "details_title": pen.say("report_details"),
        "details": [_detail(n, each, told) for n, each in numbered],
        "annex": {
            "title": pen.say("report_annex"), "note": pen.say("report_annex_note"),
            "rows": [_annexed(n, each, pen) for n, each in numbered if each.lines],
        },
        "sign": [pen.say("report_sign_name"), pen.say("report_sign_date")],
    }  # fmt: skip


def _notes_of(told: Contents) -> list[str]:
    corrected = any(each.figure.told != each.figure.value for each in told.told)
    return [
        *(["report_star"] if corrected else []),
        "report_once",
        *(["report_quiet"] if told.quiet else []),
        "pace_rule",
    ]


def _head(told: Contents) -> dict[str, Any]:
    pen, period, programme = told.tongue, told.period, told.period.programme
    marks = (["report_mark_draft"] if told.draft else []) + (["report_mark_sample"] if programme.is_sample else [])
    on = fmt.local(told.at).date()
    body = programme.body.shown_name(pen.lang)
    when = "report_now" if told.draft else "report_frozen"
    return {
        "lang": pen.reads, "meta": {"title": both(programme, "title", pen.lang), "author": body,
                                    "date": [on.year, on.month, on.day]},
        "marks": [[pen.text(key) if pen.reads == "es" else say(f"results.{key}", "fr"), say(f"results.{key}", "ar")]
                  for key in marks],
        "body": pen.typed(body), "title": pen.say("report_title"),
        "what": pen.typed(both(programme, "title", pen.lang)),
        "when": pen.say("report_period", start=period.starts_on, end=period.ends_on),
        "donor": pen.typed(both(told.donor, "name", pen.lang)),
        "frozen": pen.say(when, day=period.frozen_at or told.at),
        "foot": pen.typed(f"{both(programme, 'title', pen.lang)}"),
    }  # fmt: skip


def _row(n: int, each: Told, pen: Tongue) -> dict[str, Any]:
    row = each.figure
    shown = {"share": row.is_share, "measure": row.measure}
    return {
        "n": n, "text": pen.typed(both(row, "text", pen.lang)), "base": pen.figure(row.baseline, **shown),
        "value": pen.figure(row.told, **shown),
        "whole": pen.figure(row.reached, **shown), "target": pen.figure(row.target, **shown),
        "sign": SIGNS[each.pace], "pace": pen.say(pace_key(each.pace, row.target)), "bar": _bar(row),
        "corrected": row.told != row.value,
    }  # fmt: skip


def _bar(row: PeriodFigure) -> list[float] | None:
    """Per cent of the drawing that is full, and where the target stands."""
    if row.reached is None or not row.target:
        return None
    most = max(row.reached, row.target * Decimal("1.1"))
    return [round(float(100 * row.reached / most), 1), round(float(100 * row.target / most), 1)]


def _detail(n: int, each: Told, told: Contents) -> dict[str, Any]:
    pen, row = told.tongue, each.figure
    return {
        "n": n, "text": pen.typed(both(row, "text", pen.lang)),
        "value": pen.figure(row.told, share=row.is_share, measure=row.measure),
        "how": pen.say(f"measure_{row.measure}_how") if row.measure else _by_hand(row, pen),
        "notes": [said(text, pen.lang) for text in noted(each, told)],
        "parts": [_part(way, each, pen) for way in WAYS if each.parts.get(way)], "link": told.link(row),
        "list": pen.say("report_list", n=len(each.lines)) if each.lines else [],
        "proof": pen.say("report_proof") if each.proved else [],
    }  # fmt: skip


def noted(each: Told, told: Contents) -> list[str]:
    """What is said beside a figure: what it was taken of, what shows it, how it was corrected; with isolates."""
    pen, row = told.tongue, each.figure
    notes = []
    if row.base:
        notes.append(pen.text("report_of", part=len(row.records), whole=row.base))
    if row.untold:
        notes.append(pen.text("untold_amounts", n=row.untold))
    if row.indicator is not None and (source := both(row.indicator, "source", pen.lang)):
        notes.append(pen.text("proved_by", source=source))
    value = row.value
    for kept in row.corrections.all() if told.period.frozen_at else ():
        old, new = (fmt.isolate(pen.value(v, share=row.is_share, measure=row.measure)) for v in (value, kept.value))
        notes.append(pen.text("report_corrected", day=kept.at, old=old, new=new, reason=fmt.isolate_auto(kept.reason)))
        value = kept.value
    notes += [_before(old, pen) for old in each.before]
    if value != row.value and row.records:
        notes.append(pen.text("report_parts_frozen"))
    return notes


def _before(row: PeriodFigure, pen: Tongue) -> str:
    """How a figure of an earlier report was corrected."""
    last = list(row.corrections.all())[-1]
    old, new = (fmt.isolate(pen.value(v, share=row.is_share, measure=row.measure)) for v in (row.value, last.value))
    return pen.text(
        "report_before", start=row.period.starts_on, end=row.period.ends_on, day=last.at, old=old, new=new,
        reason=fmt.isolate_auto(last.reason),
    )  # fmt: skip


def _by_hand(row: PeriodFigure, pen: Tongue) -> Runs:
    return pen.say("report_hand", source=row.source) if row.source else pen.say("report_nothing")


def _part(way: str, each: Told, pen: Tongue) -> dict[str, Any]:
    row, parts = each.figure, each.parts[way]
    values = [Decimal(value) if value not in (None, FEW) else None for _, value, _ in parts]
    most = widest(values, share=row.is_share)
    rows = []
    for (key, raw, _), value in zip(parts, values, strict=True):
        shown = (
            held(pen.text("report_few")) if raw == FEW else pen.figure(value, share=row.is_share, measure=row.measure)
        )
        word = pen.typed(pen.group(way, key)) if way == "province" else pen.say_group(way, key)
        rows.append({"word": word, "value": shown, "share": round(float(100 * (value or 0) / most), 1)})
    return {"title": pen.say(f"by_{way}"), "rows": rows}


def _annexed(n: int, each: Told, pen: Tongue) -> dict[str, Any]:
    """The list in short: the numbers of the files, call by call."""
    calls = groupby(each.lines, key=lambda line: line.call)
    told = [
        {"call": pen.typed(call), "numbers": held_long(ranges(line.number for line in lines))} for call, lines in calls
    ]
    return {"n": n, "text": pen.typed(both(each.figure, "text", pen.lang)), "calls": told}


def held_long(text: str) -> Runs:
    """Numbers left to right that may wrap over lines."""
    return [["l", text]]
