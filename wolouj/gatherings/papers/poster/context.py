"""What the poster at the door prints: how to sign up, by camera or by a code said aloud, in both languages at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.qr import qr
from wolouj.foundation.runs import held, said, typed
from wolouj.foundation.words import say
from wolouj.gatherings.models import Gathering


def context(gathering: Gathering, *, lang: Lang, at: datetime, door: str) -> dict[str, Any]:
    """The poster as JSON for the page. ``door`` is the whole address of its public page."""
    other: Lang = "fr" if lang == "ar" else "ar"
    on = fmt.local(at).date()
    return {
        "lang": lang,
        "meta": {"title": say("gatherings.poster_title", lang), "author": gathering.body.shown_name(lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("gatherings.mark_sample", "fr"), say("gatherings.mark_sample", "ar")]]
        if gathering.is_sample else [],
        "body": typed(gathering.body.shown_name(lang), lang),
        "what": typed(gathering.title(lang), lang),
        "facts": [part for part in (said(fmt.weekday(gathering.day, lang), lang), typed(gathering.place(lang), lang))
                  if part],
        "said": [[g, said(say("gatherings.poster_do", g), g), said(say("gatherings.poster_code", g), g)]
                 for g in (lang, other)],
        "code": held(gathering.code),
        "qr": qr(door).svg,
    }  # fmt: skip
