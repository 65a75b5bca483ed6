"""A notice told plainly, in Arabic and in French: what, how much, where, by when; sentences fit to be read aloud.

Told from what is structured, never translated from the object: the object itself stays beside, as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.verdict import Confidence
from wolouj.foundation.words import say
from wolouj.notices.finding import Listed, ListedBuyer
from wolouj.notices.models import Buyer, Line, Notice
from wolouj.notices.understanding import ABROAD, COUNTRY
from wolouj.reference.natures import nature
from wolouj.reference.territories import place

_ACRONYM = re.compile(r"^[^-]{1,40}/[^-]{1,40} - (?=\S)")
_COMMUNE = re.compile(r"^(c\.? ?t\.?|commune|collectivite territoriale|جماعه)\b")
_ARABIC = re.compile("[ء-ي]")
SHOWN_PLACES = 4
SHOWN_LINES = 3


def told(notice: Notice, lines: list[Line], lang: Lang, *, at: datetime, alone: bool = False) -> list[str]:
    """The sentences, in the order they are useful, as of ``at``; ``alone``: in a message, with no page under them."""
    parts = [
        say(f"notices.tell.what_{notice.kind}", lang, buyer=buyer_name(notice.buyer, lang), what=what(notice, lang)),
        _lines(lines, lang) if lines else "",
        _where(notice, lang),
        _lots(notice, lang),
        _amount(notice, lang),
        _guarantee(notice, lang),
        say("notices.tell.reserved", lang) if notice.reserved else "",
        _visit(notice, lang, alone=alone),
        _deadline(notice.deadline, lang, at) if notice.deadline else "",
    ]
    return [part for part in parts if part]


def _deadline(deadline: datetime, lang: Lang, at: datetime) -> str:
    return say("notices.tell.closed" if deadline < at else "notices.tell.deadline", lang, deadline=deadline)


def what(notice: Notice, lang: Lang) -> str:
    """What is bought in a few words: its nature when it is known well enough, else the object as published."""
    found = nature(notice.nature) if notice.nature else None
    if found is None or notice.nature_confidence == Confidence.UNSURE:
        return fmt.isolate_auto(notice.object)
    return str(getattr(found.short, lang))


def lead(notice: Notice | Listed, lang: Lang) -> str:
    """A few Arabic words before an object published in French, when its nature is known well enough; else empty."""
    found = nature(notice.nature) if notice.nature else None
    if lang == "fr" or found is None or notice.nature_confidence == Confidence.UNSURE:
        return ""
    return "" if _ARABIC.search(notice.object) else found.short.ar


def buyer_name(buyer: Buyer | ListedBuyer, lang: Lang) -> str:
    """The buyer's name for a reader: the acronyms before it left out, a commune named in the reader's language."""
    name = _ACRONYM.sub("", buyer.name)
    there = place(buyer.commune) if buyer.commune else None
    if lang == "ar" and there and _COMMUNE.match(buyer.name_key):
        return say("notices.tell.commune", lang, commune=there.name_ar, province=_province(there.province, lang))
    return fmt.isolate_auto(name)


def _province(code: str | None, lang: Lang) -> str:
    found = place(code) if code else None
    return found.name(lang) if found else ""


def listed(names: Iterable[str], lang: Lang) -> str:
    """Names one after the other, each in its own direction, with the comma of the language."""
    return (", " if lang == "fr" else "، ").join(map(fmt.isolate_auto, names))


def place_names(codes: list[str], lang: Lang) -> list[str]:
    """Names of places for a reader, in their order; the whole country is named only when nothing nearer is."""
    names = []
    for code in [each for each in codes if each != COUNTRY] or codes:
        found = place(code)
        if code in (COUNTRY, ABROAD):
            names.append(say(f"notices.place_{code.lower()}", lang))
        elif found is not None:
            names.append(found.name(lang))
    return names


def _where(notice: Notice, lang: Lang) -> str:
    if notice.place_codes == [COUNTRY]:
        return say("notices.tell.country", lang)
    names = place_names(notice.place_codes, lang)
    if not names:
        return ""
    more = len(names) - SHOWN_PLACES
    # "and one other" would be longer than the name
    shown = listed(names[:SHOWN_PLACES] if more > 1 else names, lang)
    if more > 1:
        return say("notices.tell.where_more", lang, places=shown, n=more)
    return say("notices.tell.where", lang, places=shown)


def _lines(lines: list[Line], lang: Lang) -> str:
    named = listed((line.designation for line in lines[:SHOWN_LINES]), lang)
    key = "lines" if len(lines) <= SHOWN_LINES else "lines_more"
    return say(f"notices.tell.{key}", lang, n=len(lines), lines=named)


def _lots(notice: Notice, lang: Lang) -> str:
    return say("notices.tell.lots", lang, n=notice.lots_told) if (notice.lots_told or 0) > 1 else ""


def _visit(notice: Notice, lang: Lang, *, alone: bool) -> str:
    if not notice.visits:
        return ""
    if alone:
        return say("notices.tell.visit_told", lang, visits=fmt.isolate_auto(notice.visits))
    return say("notices.tell.visit", lang)


def _amount(notice: Notice, lang: Lang) -> str:
    if notice.estimate is None:
        return say("notices.tell.amount_unknown", lang)
    return say("notices.tell.amount", lang, amount=notice.estimate)


def _guarantee(notice: Notice, lang: Lang) -> str:
    if notice.guarantee is None:
        return ""
    if not notice.guarantee:
        return say("notices.tell.no_guarantee", lang)
    return say("notices.tell.guarantee", lang, amount=notice.guarantee)
