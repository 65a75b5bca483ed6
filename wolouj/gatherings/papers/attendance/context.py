"""What the attendance sheet prints. The public copy is built without phones: they are not even read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, held, said, shortened, typed
from wolouj.foundation.words import say
from wolouj.gatherings.attending.queries import marks_of
from wolouj.gatherings.models import ELSEWHERE, Attendance, Gathering, Marked, Registration
from wolouj.gatherings.page import half_word
from wolouj.people.phones import shown
from wolouj.reference import territories

BLANK_ROWS = 12
"""Empty rows under the names, for those who come without having signed up."""
_MOST_SIGNED = 4
"""Columns to sign on one sheet: a longer gathering has a sheet for every two days, printed during them."""
_READ = ("name", "body_name", "body_kind", "province", "keep_ok", "arrived_at")


def context(gathering: Gathering, *, lang: Lang, public: bool, at: datetime) -> dict[str, Any]:
    """The sheet in one language as JSON for the page.

    Args:
        public: who came and agreed to be kept, without phone nor signature; the others are only counted.
    """
    rows = _public(gathering) if public else _to_sign(gathering)
    on = fmt.local(at).date()
    halves = range(0) if public else _halves(gathering, at)
    marks = {} if public else marks_of(gathering)
    heads = ["sheet_number", "sheet_name", "sheet_body", "province"]
    heads += [] if public else ["phone"]
    return {
        "lang": lang,
        "meta": {"title": say("gatherings.sheet_title", lang), "author": gathering.body.shown_name(lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("gatherings.mark_sample", "fr"), say("gatherings.mark_sample", "ar")]]
        if gathering.is_sample else [],
        "title": _words(lang, "list_title" if public else "sheet_title"),
        "body": typed(gathering.body.shown_name(lang), lang),
        "what": typed(gathering.title(lang), lang),
        "facts": [part for part in (said(fmt.weekday(gathering.day, lang), lang), typed(gathering.place(lang), lang))
                  if part],
        "heads": [_words(lang, key) for key in heads],
        "signs": [_sign(gathering, number, lang) for number in halves],
        "rows": [_row(i, row, lang, public) for i, row in enumerate(rows, 1)],
        "marks_of": [[_mark(marks.get(row.id, {}).get(number), lang) for number in halves] for row in rows],
        "blank": 0 if public else BLANK_ROWS,
        "phones": not public,
        "note": _words(lang, "list_note", n=_unnamed(gathering)) if public else _words(lang, "sheet_note"),
    }  # fmt: skip


def _words(lang: Lang, key: str, **values: object) -> Runs:
    return said(say(f"gatherings.{key}", lang, **values), lang)


def _halves(gathering: Gathering, at: datetime) -> range:
    """The half-days one sheet has columns for: the four among which that of ``at`` is."""
    first = (gathering.half_day_at(at) - 1) // _MOST_SIGNED * _MOST_SIGNED + 1
    return range(first, min(first + _MOST_SIGNED - 1, gathering.half_days) + 1)


def _sign(gathering: Gathering, number: int, lang: Lang) -> Runs:
    """The head of a column to sign: which half-day, when there are several."""
    word = half_word(gathering, number, lang)
    return said(word, lang) if word else _words(lang, "sheet_sign")


def _mark(found: Attendance | None, lang: Lang) -> Runs:
    """What is known already, in a corner of the cell: the hour she was marked at the desk, or that she signed."""
    if found is None:
        return []
    if found.how == Marked.SHEET:
        return _words(lang, "sheet_signed")
    return said(fmt.clock_time(found.at), lang)


def _to_sign(gathering: Gathering) -> list[Registration]:
    return list(gathering.registrations.filter(forgotten_at=None).order_by("name_key", "id"))


def _public(gathering: Gathering) -> list[Registration]:
    """Who came and said yes, read without phones."""
    here = gathering.registrations.filter(arrived_at__isnull=False, keep_ok=True, forgotten_at=None)
    return list(here.only("gathering", *_READ).order_by("name_key", "id"))


def _unnamed(gathering: Gathering) -> int:
    here = gathering.registrations.filter(arrived_at__isnull=False)
    return here.count() - here.filter(keep_ok=True, forgotten_at=None).count()


def _row(number: int, row: Registration, lang: Lang, public: bool) -> list[Runs]:
    kind = say(f"gatherings.kind_{row.body_kind}", lang) if row.body_kind else ""
    place = territories.place(row.province)
    province = say("gatherings.elsewhere", lang) if row.province == ELSEWHERE else place.name(lang) if place else ""
    cells = [
        held(str(number)),
        typed(shortened(row.name, 60), lang),
        typed(shortened(row.body_name or kind, 60), lang),
        typed(province, lang),
    ]
    return cells if public else [*cells, held(shown(row.phone)) if row.phone else []]
