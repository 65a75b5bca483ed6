"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.wording import french
from wolouj.foundation.words import active, say
from wolouj.gatherings.models import ELSEWHERE, AgeBand, BodyKind, Gathering, Registration
from wolouj.gatherings.queries import Presence
from wolouj.reference import territories

JOINT = " · "
EXPECTED_SHOWN = 8
"""Rows of those expected: more are found by a few letters or figures."""


def province_word(code: str, lang: Lang) -> str:
    """The name of a province, or "elsewhere"; empty when not told."""
    if code == ELSEWHERE:
        return say("gatherings.elsewhere", lang)
    place = territories.place(code) if code else None
    return place.name(lang) if place else ""


def title_of(gathering: Gathering) -> str:
    """Its title in the page's language, its colons and question marks never alone at the head of a line."""
    lang = active()
    title = gathering.title(lang)
    return fmt.isolate_auto(french(title) if lang == "fr" else title)


def head(gathering: Gathering, *, on: date) -> dict[str, Any]:
    """The title block of every page about a gathering."""
    lang = active()
    return {
        "gathering": gathering,
        "title": title_of(gathering),
        "kind": say(f"gatherings.{gathering.kind}"),
        "place": fmt.isolate_auto(gathering.place(lang)) if gathering.place(lang) else "",
        "day": gathering.day,
        "arrives": gathering.day <= on,
        "sample": gathering.is_sample,
        "organiser": fmt.isolate_auto(gathering.body.shown_name(lang)),
    }


def tiles(found: Presence) -> list[dict[str, str]]:
    """The five figures that are read first."""
    told = {
        "came": found.came, "women": found.women, "young": found.young, "economic": found.economic,
        "support": found.support,
    }  # fmt: skip
    return [{"label": say(f"gatherings.tile_{key}"), "n": n} for key, n in told.items()]


def breakdowns(found: Presence) -> list[dict[str, Any]]:
    """Who came by province, kind of body and age, each as rows with a bar."""
    lang = active()
    provinces = ((province_word(code, lang), n) for code, n in found.by_province.items() if code)
    kinds = ((say(f"gatherings.kind_{kind.value}"), found.by_kind.get(kind, 0)) for kind in BodyKind)
    ages = ((say(f"gatherings.age_{age.value}"), found.by_age.get(age, 0)) for age in AgeBand)
    return [
        _group("by_province", provinces, found.by_province.get("", 0), found.came),
        _group("by_kind", kinds, found.by_kind.get("", 0), found.came),
        _group("by_age", ages, found.by_age.get("", 0), found.came),
    ]


def half_word(gathering: Gathering, number: int, lang: Lang | None = None) -> str:
    """ "Morning", "day 2, afternoon"; empty when the gathering is one half-day, whatever its hour."""
    lang = lang or active()
    part = "morning" if number % 2 else "afternoon"
    if gathering.half_days == 1:
        return ""
    if gathering.half_days == 2:
        return say(f"gatherings.{part}", lang)
    return say(f"gatherings.day_{part}", lang, n=(number + 1) // 2)


def half_pills(gathering: Gathering, here: int) -> list[dict[str, Any]]:
    """The half-days to choose from at the desk; none when there is only one."""
    if gathering.half_days == 1:
        return []
    numbers = range(1, gathering.half_days + 1)
    return [{"n": n, "word": half_word(gathering, n), "here": n == here} for n in numbers]


def by_half(gathering: Gathering, found: Presence) -> list[dict[str, Any]]:
    """How many were there for each half-day, as a group of rows with a bar; nothing for a single half-day."""
    if gathering.half_days == 1 or not found.came:
        return []
    rows = [(half_word(gathering, number), n) for number, n in found.by_half_day.items()]
    return [
        {
            "title": say("gatherings.by_half_day"),
            "rows": [{"word": word, "n": n, "share": Decimal(n * 100) / found.came} for word, n in rows],
        }
    ]


def _group(key: str, rows: Iterable[tuple[str, int]], untold: int, came: int) -> dict[str, Any]:
    shown = [(word, n) for word, n in rows if n]
    if untold:
        shown.append((say("gatherings.not_told"), untold))
    return {
        "title": say(f"gatherings.{key}"),
        "rows": [{"word": word, "n": n, "share": Decimal(n * 100) / came} for word, n in shown],
    }


def person_row(row: Registration) -> dict[str, Any]:
    """One person in a list of the desk."""
    lang = active()
    marked = getattr(row, "marked_at", None) or row.arrived_at
    parts = [
        fmt.isolate_auto(row.body_name) if row.body_name else "",
        say(f"gatherings.kind_{row.body_kind}") if row.body_kind and not row.body_name else "",
        province_word(row.province, lang),
    ]
    return {
        "id": row.id,
        "name": row.name or say("gatherings.forgotten"),
        "detail": JOINT.join(part for part in parts if part),
        "phone": row.shown_phone,
        "arrived": row.arrived_at,
        "hour": fmt.clock_time(marked) if marked else "",
        "walk_in": row.walk_in,
    }
