"""What the badges print: a name, what she comes from, her own code and the way to the question wall. Never a phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.qr import qr
from wolouj.foundation.runs import said, shortened, typed
from wolouj.foundation.words import say
from wolouj.gatherings.models import Gathering, Registration

BLANK = 4
"""Empty badges at the end, to be written by hand for those who come without having signed up."""


def context(
    gathering: Gathering, *, lang: Lang, at: datetime, ask: str, desk: str, word: str = "gatherings.badge_ask"
) -> dict[str, Any]:
    """The badges of who signed up, by name, as JSON for the page.

    Args:
        ask: the whole address of the wall, or of what a room above has to show.
        word: the key of what stands under that code.
        desk: that of the desk, to which the id of each row is added: the desk's phone reads it at the door.
    """
    rows = gathering.registrations.filter(forgotten_at=None).order_by("name_key", "id")
    read = rows.only("gathering", "name", "body_name", "body_kind")
    on = fmt.local(at).date()
    return {
        "lang": lang,
        "meta": {"title": say("gatherings.badges_title", lang), "author": gathering.body.shown_name(lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("gatherings.mark_sample", "fr"), say("gatherings.mark_sample", "ar")]]
        if gathering.is_sample else [],
        "what": typed(shortened(gathering.title(lang), 70), lang),
        "day": said(fmt.day(gathering.day, lang), lang),
        "asks": said(say(word, lang), lang),
        "qr": qr(ask).svg,
        "desk": said(say("gatherings.badge_desk", lang), lang),
        "rows": [_row(row, lang, desk) for row in read] + [[[], [], ""]] * BLANK,
    }  # fmt: skip


def _row(row: Registration, lang: Lang, desk: str) -> list[Any]:
    kind = say(f"gatherings.kind_{row.body_kind}", lang) if row.body_kind else ""
    return [
        typed(shortened(row.name, 40), lang),
        typed(shortened(row.body_name or kind, 44), lang),
        qr(f"{desk}{row.id}").svg,
    ]
