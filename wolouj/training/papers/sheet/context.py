"""What the presence sheet prints: who is expected, a box to sign for each half-day, and the way back into the house.

No phone is on it: the association has them, and the sheet passes from hand to hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.qr import qr
from wolouj.foundation.runs import Runs, held, said, shortened, typed
from wolouj.foundation.words import say
from wolouj.gatherings.attending.queries import marks_of
from wolouj.gatherings.models import Attendance, Gathering, Marked
from wolouj.programme.models import both
from wolouj.training import queries
from wolouj.training.models import Expected, Session

MOST_SIGNED = 4
"""Half-days of one sheet, two days: a longer session has several, one after another in the same file."""
UNEXPECTED = 3
"""Empty rows, for who comes and is not in the group: their presence counts once they are."""
LONGEST = 60


def context(session: Session, *, lang: Lang, address: str, at: datetime) -> dict[str, Any]:
    """The sheets of a session in one language as JSON for the page.

    Args:
        address: where who holds the signed sheet types it in and sends its photo, whole.
        at: when it is printed.
    """
    gathering = session.gathering
    rows, marks = queries.expected_at(session), marks_of(session.gathering)
    on = fmt.local(at).date()

    def word(key: str, **values: object) -> Runs:
        return said(say(f"training.{key}", lang, **values), lang)

    return {
        "lang": lang,
        "meta": {
            "title": say("training.sheet_title", lang), "author": gathering.body.shown_name(lang),
            "date": [on.year, on.month, on.day],
        },
        "marks": [[say("training.mark_sample", "fr"), say("training.mark_sample", "ar")]]
        if gathering.is_sample else [],
        "title": word("sheet_title"), "body": typed(gathering.body.shown_name(lang), lang),
        "module": typed(shortened(both(session.module, "name", lang), 90), lang),
        "facts": _facts(session, lang), "number": word("sheet_number"), "name": word("sheet_name"),
        "rows": [_name(row, lang) for row in rows], "sheets": _sheets(gathering, rows, marks, lang),
        "unexpected": word("sheet_unexpected"), "blank": UNEXPECTED, "total": word("sheet_total"),
        "remarks": word("sheet_remarks"), "taught": word("sheet_taught"), "stamp": word("sheet_stamp"),
        "cross": word("sheet_cross"), "note": word("sheet_note"), "scan": word("sheet_scan"), "qr": qr(address).svg,
    }  # fmt: skip


def _facts(session: Session, lang: Lang) -> list[dict[str, Runs]]:
    """What the head of the sheet says; what was not told is left to be written by hand."""
    gathering = session.gathering
    who = session.trainer.shown_name(lang) if session.trainer else session.trainer_name
    first, last = gathering.day, gathering.last_day
    day = fmt.weekday(first, lang)
    if last > first:
        day = say("training.sheet_from_to", lang, first=first, last=last)
    told = {
        "sheet_day": said(day, lang), "sheet_place": typed(shortened(gathering.place(lang), LONGEST), lang),
        "sheet_group": typed(shortened(both(session.group, "name", lang), LONGEST), lang),
        "sheet_trainer": typed(shortened(who, LONGEST), lang),
    }  # fmt: skip
    return [{"label": said(say(f"training.{key}", lang), lang), "value": value} for key, value in told.items()]


def _name(row: Expected, lang: Lang) -> list[Runs]:
    """Her name as the page reads it, and under it as it is written in the other letters."""
    her = row.learner.participant
    name = her.shown_name(lang) or say("training.forgotten", lang)
    other = her.shown_name("fr" if lang == "ar" else "ar")
    under = typed(shortened(other, LONGEST), lang) if other and other != name else []
    return [typed(shortened(name, LONGEST), lang), under]


def _sheets(
    gathering: Gathering, rows: Sequence[Expected], marks: Mapping[Any, Mapping[int, Attendance]], lang: Lang
) -> list[dict[str, Any]]:
    """One sheet every two days: its columns, and what is known already of each row in each."""
    found = []
    for first in range(1, gathering.half_days + 1, MOST_SIGNED):
        halves = range(first, min(first + MOST_SIGNED - 1, gathering.half_days) + 1)
        found.append({
            "halves": [_half(gathering, number, lang) for number in halves],
            "marks": [
                [_mark(marks.get(row.registration_id, {}).get(number), lang) for number in halves] for row in rows
            ],
        })  # fmt: skip
    return found


def _half(gathering: Gathering, number: int, lang: Lang) -> dict[str, Runs]:
    """The head of a column: the day, and which part of it when there are several."""
    day = gathering.day + timedelta(days=(number - 1) // 2)
    part = "" if gathering.half_days == 1 else say(f"gatherings.{'morning' if number % 2 else 'afternoon'}", lang)
    return {"day": held(f"{day:%d/%m/%Y}"), "part": said(part or say("training.sheet_sign", lang), lang)}


def _mark(found: Attendance | None, lang: Lang) -> Runs:
    """In a corner of the box: the hour she was marked, or that she signed. It is signed all the same."""
    if found is None:
        return []
    if found.how == Marked.SHEET:
        return said(say("training.sheet_signed", lang), lang)
    return said(fmt.clock_time(found.at), lang)
