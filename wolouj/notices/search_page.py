"""What the public search shows, as plain values: rows, choices with counts, what was understood of the question."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.drawing import time_left
from wolouj.foundation.words import active, say
from wolouj.notices.asked import LONGEST_QUESTION, NEWEST, Asked
from wolouj.notices.finding import Found, Listed, inside
from wolouj.notices.models import Notice
from wolouj.notices.telling import buyer_name, lead, listed, place_names
from wolouj.notices.understanding import ABROAD, COUNTRY
from wolouj.reference.natures import nature
from wolouj.reference.territories import place

CHOICES_SHOWN = 12
FEW = 5
"""Of no more notices than these, nobody asks for another order."""
_NOBODYS = UUID(int=0)


@lru_cache(maxsize=2)
def _show(lang: Lang) -> str:
    """The address of a notice, with a place to write which: a list asks for twenty-five of them."""
    return reverse("notices:show", args=[_NOBODYS])


def search_page(found: Found, *, at: datetime) -> dict[str, Any]:
    """Everything on the page of one answer."""
    asked, lang = found.asked, active()
    idle = bool(asked.words) and not found.said
    return {
        "asked": asked,
        "rows": [open_row(row, at=at, lang=lang) for row in found.rows],
        "total": found.total,
        "loose": found.loose,
        "corrected": [{"typed": typed, "meant": meant} for typed, meant in found.said.corrections],
        "also": list(found.said.also)[:6],
        "chosen": _chosen(asked, lang),
        "groups": _groups(found, lang),
        "orders": _orders(asked, lang) if found.total > FEW or asked.order else [],
        "keep": reverse("notices:search_keep") + "?" + urlencode(asked.told()) if asked.narrowed and not idle else "",
        "says_nothing": idle,
        "longest": LONGEST_QUESTION if asked.cut else 0,
        "before": asked.url(page=asked.page - 1) if asked.page > 1 else "",
        "after": asked.url(page=asked.page + 1) if found.more else "",
        "page_number": asked.page,
        "all_url": reverse("notices:search"),
    }


def open_row(notice: Notice | Listed, *, at: datetime, lang: Lang) -> dict[str, Any]:
    """A public notice in a list: what, who, where, how long, how much."""
    left = time_left(notice.deadline, at) if notice.deadline else None
    return {
        "lead": lead(notice, lang),
        "title": fmt.isolate_auto(notice.object),
        "buyer": buyer_name(notice.buyer, lang),
        "where": _where(notice.place_codes, lang),
        "amount": fmt.money(notice.estimate, lang) if notice.estimate else "",
        "sign": {"watch": "watch", "stop": "stop"}.get(left.state, "") if left else "",
        "left": _left(notice.deadline, at, lang),
        "url": _show(lang).replace(str(_NOBODYS), str(notice.id)),
        "sample": notice.is_sample,
    }


def _left(deadline: datetime | None, at: datetime, lang: Lang) -> str:
    """How long is left, in one figure: days, else hours, else minutes."""
    if deadline is None:
        return say("notices.no_deadline", lang)
    left = time_left(deadline, at)
    for value, noun in ((left.days, "day"), (left.hours, "hour"), (left.minutes, "minute")):
        if value:
            return say("notices.left", lang, time=fmt.count(value, noun, lang))
    return say("notices.left_none", lang)


def _where(codes: list[str], lang: Lang) -> str:
    names = place_names(codes, lang)
    if len(names) > 2:
        return say("notices.where_and_more", lang, place=fmt.isolate_auto(names[0]), n=len(names) - 1)
    return listed(names, lang)


def _chosen(asked: Asked, lang: Lang) -> list[dict[str, str]]:
    """What was chosen, each with the address that takes it away."""
    chosen = [{"word": _word(name, str(getattr(asked, name)), lang), "url": asked.url(**{name: None})}
              for name in _CHOICES if getattr(asked, name)]  # fmt: skip
    if asked.exact:
        chosen.append({"word": say("notices.all_words", lang), "url": asked.url(exact=False)})
    return chosen


_CHOICES = ("kind", "category", "place", "nature")


def chosen_words(asked: Asked, lang: Lang) -> list[str]:
    """The words of what was chosen, in their order."""
    return [_word(name, str(getattr(asked, name)), lang) for name in _CHOICES if getattr(asked, name)]


def _orders(asked: Asked, lang: Lang) -> list[dict[str, Any]]:
    """The two orders of the list, the one shown marked."""
    told = (("", "notices.order_urgent"), (NEWEST, "notices.order_new"))
    return [{"word": say(key, lang), "url": asked.url(order=order), "on": asked.order == order} for order, key in told]


def _groups(found: Found, lang: Lang) -> list[dict[str, Any]]:
    """The choices that would leave something, by group; one already made is not offered again."""
    asked, counts = found.asked, found.counts
    where = {code: n for code, n in counts["region"].items() if code in (COUNTRY, ABROAD) or place(code)}
    if asked.place:
        region = inside(asked.place)
        where = {code: n for code, n in counts["province"].items() if inside(code) == region and code != asked.place}
    groups = [
        _group("category", "notices.by_category", counts["category"], asked, lang),
        _group("place", "notices.by_place", where, asked, lang),
        _group("nature", "notices.by_nature", counts["nature"], asked, lang),
        _group("kind", "notices.by_kind", counts["kind"], asked, lang),
    ]
    return [group for group in groups if len(group["choices"]) > (0 if group["name"] == "place" and asked.place else 1)]


def _group(name: str, title: str, counts: dict[str, int], asked: Asked, lang: Lang) -> dict[str, Any]:
    taken = name != "place" and bool(getattr(asked, name))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    choices = [
        {
            "word": _word(name, value, lang),
            "n": n,
            "url": asked.url(**{name: int(value) if name == "nature" else value}),
        }
        for value, n in ([] if taken else ordered)
    ]
    return {
        "name": name,
        "title": say(title, lang),
        "choices": choices[:CHOICES_SHOWN],
        "rest": choices[CHOICES_SHOWN:],
    }


def _word(name: str, value: str, lang: Lang) -> str:
    if name == "place":
        return place_word(value, lang)
    return _nature_word(value, lang) if name == "nature" else say(f"notices.{name}_{value}", lang)


def place_word(code: str, lang: Lang) -> str:
    """The name of a place code for a reader."""
    if code in (COUNTRY, ABROAD):
        return say(f"notices.place_{code.lower()}", lang)
    found = place(code)
    return found.name(lang) if found else code


def _nature_word(value: str, lang: Lang) -> str:
    found = nature(int(value))
    return str(getattr(found.short, lang)) if found else value
