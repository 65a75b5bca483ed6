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
        "hour": fmt.clock_time(row.arrived_at) if row.arrived_at else "",
        "walk_in": row.walk_in,
    }
