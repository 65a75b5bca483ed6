"""What the sheets print, Arabic first with French: what is signed, what the data is for, numbered lines to fill."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, said, typed
from wolouj.foundation.words import say
from wolouj.meetings.models import both
from wolouj.petitions.models import Petition
from wolouj.petitions.signing.models import Authorisation
from wolouj.reference.territories import Place

LINES = 12
"""Lines a sheet holds: each high enough to write a name and to sign."""
LANGS: tuple[Lang, Lang] = ("ar", "fr")
HEADS = ("head_line", "head_name", "head_card", "head_address", "head_sign")


def context(
    petition: Petition, *, batch: int, sheets: int, province: Place | None, authorisation: Authorisation | None,
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The sheets of one batch as JSON for the page. Without an authorisation, its number is left to be written."""
    on = fmt.local(at).date()
    marks = ["petitions.mark_sample"] if petition.is_sample else []
    return {
        "lang": "ar",
        "meta": {"title": both(petition, "title", "ar")[0], "author": petition.body.shown_name("ar"),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say(key, "fr"), say(key, "ar")] for key in marks],
        "title": _two("sheet_title"),
        "what": [_typed(both(petition, "title", lang)[0], lang) for lang in LANGS],
        "ask": [_typed(both(petition, "request", lang)[0], lang) for lang in LANGS],
        "whom": [_whom(petition, lang) for lang in LANGS],
        "province": [said(province.name(lang), lang) for lang in LANGS] if province else None,
        "where": _two("head_province"),
        "batch": _two("sheet_batch"),
        "sheet": _two("sheet_sheet"),
        "number": batch,
        "sheets": sheets,
        "lines": LINES,
        "heads": [_two(key) for key in HEADS],
        "why": [_why(petition, authorisation, lang) for lang in LANGS],
        "gathered": _two("sheet_gathered"),
        "foot": said(say("petitions.paper_foot", "ar"), "ar"),
    }  # fmt: skip


def _two(key: str) -> list[Runs]:
    return [said(say(f"petitions.{key}", lang), lang) for lang in LANGS]


def _typed(text: str, lang: Lang) -> Runs:
    return typed(text, lang)


def _whom(petition: Petition, lang: Lang) -> Runs:
    where = petition.where
    if where is None:
        return said(say("petitions.address_state", lang), lang)
    return said(say(f"petitions.address_{petition.level}", lang, place=fmt.isolate_auto(where.name(lang))), lang)


def _why(petition: Petition, authorisation: Authorisation | None, lang: Lang) -> Runs:
    """Who keeps the data, what for, who receives it, until when, how to take a signature back; the CNDP's number."""
    body = fmt.isolate_auto(petition.body.shown_name(lang))
    told = say("petitions.sheet_why", lang, body=body)
    if authorisation is None:
        return said(f"{told} {say('petitions.sheet_no_number', lang)}", lang)
    number = say(
        "petitions.sheet_number", lang, number=fmt.isolate(authorisation.number), day=authorisation.granted_on,
        until=authorisation.keep_until,
    )  # fmt: skip
    return said(f"{told} {number}", lang)
