"""A minute to read aloud, at a meeting, on a radio, in a voice message: whole sentences, as many notices as fit."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.alerts.posters.week import Week, short_day
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import say
from wolouj.notices.finding import Listed
from wolouj.notices.telling import buyer_name, lead
from wolouj.reference.natures import nature

SECONDS = 60
PACE = {"fr": 150, "ar": 115}
"""Words a minute of somebody who reads for others, slowly: practice of the radio, to be tried with our own readers."""


@dataclass(frozen=True, slots=True)
class Script:
    """The text, a paragraph a breath, and how long it takes."""

    paragraphs: tuple[str, ...]
    words: int
    seconds: int


def script_of(week: Week, lang: Lang) -> Script:
    """What to read of a week, in at most :data:`SECONDS`."""
    place = fmt.isolate_auto(week.place.name(lang))
    hello = say("alerts.script.hello", lang, place=place, n=week.total)
    bye = say("alerts.script.bye", lang)
    if not week.rows:
        return _script([say("alerts.script.none", lang, place=place), bye], lang)
    told: list[str] = []
    for number, row in enumerate(week.rows, start=1):
        left = week.total - number
        rest = [say("alerts.script.more", lang, n=left)] if left > 0 else []
        if _seconds([hello, *told, _sentence(row, lang), *rest, bye], lang) > SECONDS:
            break
        told.append(_sentence(row, lang))
    left = week.total - len(told)
    rest = [say("alerts.script.more", lang, n=left)] if left > 0 else []
    return _script([hello, *told, *rest, bye], lang)


def _sentence(row: Listed, lang: Lang) -> str:
    assert row.deadline is not None
    known = nature(row.nature) if row.nature and (lang == "fr" or lead(row, lang)) else None
    what = getattr(known.short, lang) if known else fmt.isolate_auto(shortened(row.object, 80))
    return say(
        "alerts.script.one", lang, buyer=shortened(fmt.plain(buyer_name(row.buyer, lang)), 70), what=what,
        day=short_day(row.deadline, lang),
        hour=fmt.clock_time(row.deadline),
    )  # fmt: skip


def _seconds(paragraphs: list[str], lang: Lang) -> int:
    words = sum(len(fmt.plain(part).split()) for part in paragraphs)
    return round(words * 60 / PACE[lang])


def _script(paragraphs: list[str], lang: Lang) -> Script:
    words = sum(len(fmt.plain(part).split()) for part in paragraphs)
    return Script(tuple(paragraphs), words, _seconds(paragraphs, lang))
