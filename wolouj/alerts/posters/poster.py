"""What the poster prints: large, few, in black and white, to be read standing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.alerts.posters.week import Week, short_day
from wolouj.foundation.runs import Runs, held, said, shortened, typed
from wolouj.foundation.words import say
from wolouj.notices.finding import Listed
from wolouj.notices.telling import buyer_name, lead

TITLE, OBJECT, BUYER = 70, 130, 90


def context(week: Week, lang: Lang, *, at: datetime, url: str, shown: int) -> dict[str, Any]:
    """The poster in one language as JSON for the page."""
    on = fmt.local(at).date()
    name = week.place.name(lang)
    more = week.total - min(len(week.rows), shown)

    def line(key: str, **values: object) -> Runs:
        return said(say(f"alerts.poster.{key}", lang, **values), lang)

    return {
        "lang": lang,
        "meta": {"title": fmt.plain(say("alerts.poster.title", lang, place=name)), "author": "Wolouj",
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("alerts.poster.mark", "fr"), say("alerts.poster.mark", "ar")]] if week.is_sample else [],
        "title": line("title", place=fmt.isolate_auto(name)),
        "week": line("week", monday=week.monday, sunday=week.sunday),
        "rows": [_row(row, lang) for row in week.rows[:shown]],
        "none": line("none") if not week.rows else None,
        "more": line("more", n=more) if more > 0 else None,
        "where": line("where"),
        "url": held(url) if url else None,
        "foot": line("foot", day=on),
    }  # fmt: skip


def _row(row: Listed, lang: Lang) -> dict[str, Any]:
    first, object = lead(row, lang), shortened(row.object, OBJECT)
    assert row.deadline is not None
    return {
        "lead": typed(shortened(first, TITLE), lang) if first else typed(object, lang),
        "object": typed(object, lang) if first else None,
        "buyer": typed(shortened(fmt.plain(buyer_name(row.buyer, lang)), BUYER), lang),
        "reference": held(shortened(row.reference, 30)),
        "day": said(short_day(row.deadline, lang), lang),
        "hour": said(fmt.clock_time(row.deadline), lang),
        "before": said(say("alerts.poster.before", lang), lang),
    }
