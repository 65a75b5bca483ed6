"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.words import active, say
from wolouj.matching.fit import Aspect, Reason
from wolouj.matching.models import Answer, Feedback
from wolouj.matching.queries import Match, Matches
from wolouj.notices.search_page import open_row, place_word
from wolouj.reference.natures import nature
from wolouj.structures.models import Structure

PUT_ASIDE_SHOWN = 20


def list_page(structure: Structure, mine: Sequence[Structure], found: Matches, *, at: datetime) -> dict[str, Any]:
    """The page of one structure."""
    lang = active()
    aside = Feedback.objects.filter(structure=structure, notice__deadline__gte=at).select_related(
        "notice", "notice__buyer"
    )
    return {
        "structure": structure,
        "name": fmt.isolate_auto(structure.shown_name(lang)),
        "others": [
            {"title": fmt.isolate_auto(each.shown_name(lang)), "url": f"{reverse('matching:list')}?structure={each.id}"}
            for each in mine
            if each.id != structure.id
        ],
        "fitting": [match_row(each, structure, at=at, lang=lang) for each in found.fitting],
        "near": [match_row(each, structure, at=at, lang=lang) for each in found.near],
        "aside": [
            open_row(said.notice, at=at, lang=lang)
            | {"said": say(f"matching.{said.answer}"), "back": _url("back", structure, said.notice_id)}
            for said in aside[:PUT_ASIDE_SHOWN]
        ],
        "told_trades": structure.activities.exists(),
        "told_places": structure.served.exists() or bool(structure.commune),
        "answers": [{"value": each.value, "word": say(f"matching.{each.value}")} for each in Answer],
    }


def match_row(match: Match, structure: Structure, *, at: datetime, lang: Lang) -> dict[str, Any]:
    """A notice with its reasons, those against first."""
    reasons = sorted(match.fit.reasons, key=lambda reason: reason.fits)
    return open_row(match.notice, at=at, lang=lang) | {
        "why": [
            {"sign": _sign(reason), "text": why(reason, lang)} for reason in reasons if reason.aspect is not Aspect.TIME
        ],
        "answer": _url("answer", structure, match.notice.id),
    }


_OPEN = frozenset({"trade_maybe", "trade_words", "place_unknown", "place_not_told", "size_unknown", "size_not_told"})
"""Reasons that rest on something nobody told."""


def _sign(reason: Reason) -> str:
    if not reason.fits:
        return "watch"
    return "unknown" if reason.key in _OPEN else "go"


def why(reason: Reason, lang: Lang) -> str:
    """A reason in words."""
    values = dict(reason.values)
    if reason.aspect is Aspect.TRADE and reason.code:
        found = nature(int(reason.code))
        values["trade"] = getattr(found.short, lang) if found else ""
    if reason.aspect is Aspect.PLACE and reason.code:
        values["place"] = place_word(reason.code, lang)
    return say(f"matching.why.{reason.key}", lang, **values)


def _url(name: str, structure: Structure, notice: Any) -> str:
    return reverse(f"matching:{name}", args=[structure.id, notice])
