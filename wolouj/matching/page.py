"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.ways import and_back
from wolouj.foundation.words import active, say
from wolouj.matching.fit import Aspect, Reason
from wolouj.matching.learning import Learned
from wolouj.matching.models import YES, Answer, Feedback
from wolouj.matching.queries import Match, Matches
from wolouj.notices.market import FEW
from wolouj.notices.search_page import open_row, place_word
from wolouj.reference.natures import nature
from wolouj.structures.models import Structure

PUT_ASIDE_SHOWN = 20


def list_page(structure: Structure, mine: Sequence[Structure], found: Matches, *, at: datetime) -> dict[str, Any]:
    """The page of one structure."""
    lang = active()
    said = Feedback.objects.filter(structure=structure)
    aside = said.filter(notice__deadline__gte=at).exclude(answer__in=YES).select_related("notice", "notice__buyer")
    liked = set(said.filter(answer__in=YES).values_list("notice", flat=True))
    return {
        "structure": structure,
        "name": fmt.isolate_auto(structure.shown_name(lang)),
        "others": [
            {"title": fmt.isolate_auto(each.shown_name(lang)), "url": f"{reverse('matching:list')}?structure={each.id}"}
            for each in mine
            if each.id != structure.id
        ],
        "fitting": [
            match_row(each, structure, at=at, lang=lang, liked=each.notice.id in liked) for each in found.fitting
        ],
        "near": [match_row(each, structure, at=at, lang=lang) for each in found.near],
        "aside": [
            open_row(said.notice, at=at, lang=lang)
            | {"said": say(f"matching.{said.answer}"), "back": _url("back", structure, said.notice_id)}
            for said in aside[:PUT_ASIDE_SHOWN]
        ],
        "told_trades": structure.activities.exists(),
        "to_tell": _to_tell(structure),
        "answers": [{"value": each.value, "word": say(f"matching.{each.value}")} for each in Answer if each not in YES],
        "learned": learned_lines(found.learned, lang),
        "forget": reverse("matching:forget", args=[structure.id]),
    }


def _to_tell(structure: Structure) -> list[dict[str, str]]:
    """What she may say of her structure so that the list chooses better, each with its page; said once, not by row."""
    rows = []
    if not (structure.served.exists() or structure.commune):
        rows.append(("place", "tell_places", "no_place", reverse("structures:step", args=[structure.id, "place"])))
    if not any(each.amount_per_month for each in structure.capacities.all()):
        rows.append(("money", "tell_month", "tell_month_why", reverse("structures:capacity", args=[structure.id])))
    back = f"{reverse('matching:list')}?structure={structure.id}"
    return [
        {"icon": icon, "title": say(f"matching.{title}"), "detail": say(f"matching.{why}"), "url": and_back(url, back)}
        for icon, title, why, url in rows
    ]


def learned_lines(learned: Learned, lang: Lang) -> list[str]:
    """What her answers changed in the order, one sentence each."""
    lines = [say(f"matching.learned.{aspect}", lang, n=many) for aspect, many in learned.noes]
    for number, many in learned.natures:
        found = nature(number)
        if found is not None:
            lines.append(say("matching.learned.liked_trade", lang, n=many, trade=getattr(found.short, lang)))
    return lines + [
        say("matching.learned.liked_place", lang, n=n, place=place_word(code, lang)) for code, n in learned.places
    ]


def kept(said: Feedback) -> str:
    """The key of what is said after an answer: only what is truly learned is promised."""
    learned = {Answer.NOT_MY_TRADE: said.nature, Answer.TOO_FAR: said.place, Answer.TOO_BIG: said.amount}
    if said.answer in learned and not learned[Answer(said.answer)]:
        return "matching.kept_aside"
    return f"matching.kept_{said.answer}"


def match_row(match: Match, structure: Structure, *, at: datetime, lang: Lang, liked: bool = False) -> dict[str, Any]:
    """A notice with its reasons, those against first, then what her own answers add."""
    reasons = sorted(match.fit.reasons, key=lambda reason: reason.fits)
    told = [{"sign": _sign(reason), "text": why(reason, lang)} for reason in reasons if reason.key not in _UNTOLD]
    _, many = match.fit.liked
    if many:
        told.append({"sign": "go", "text": say("matching.why.liked", lang, n=many)})
    return open_row(match.notice, at=at, lang=lang) | {
        "why": told,
        "liked": liked,
        "back": _url("back", structure, match.notice.id),
        "answer": _url("answer", structure, match.notice.id),
    }


_UNTOLD = frozenset({"time", "time_unknown", "rivals_unknown"})
"""Reasons not told in the list: the days left stand above, and nothing known is nothing to say."""
_OPEN = frozenset(
    {"trade_maybe", "trade_words", "place_unknown", "place_not_told", "place_region", "size_unknown", "size_not_told"}
)
"""Reasons that rest on something nobody told."""


def _sign(reason: Reason) -> str:
    if not reason.fits:
        return "watch"
    if reason.aspect is Aspect.RIVALS and reason.values.get("rivals", 0) > FEW:
        return "unknown"
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
