"""What the pages of this room show, as plain values."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.difficulties import queries
from wolouj.difficulties.codes import Code, codes
from wolouj.difficulties.measures import SHORT, Measure, measure
from wolouj.difficulties.models import Telling
from wolouj.difficulties.queries import Counted
from wolouj.foundation.articles import article_name
from wolouj.foundation.words import active, say
from wolouj.reference import territories

JOINT = " · "
GROUNDS = {"quotes": "results", "payment": "orders"}
"""Measure -> what it was counted on, where that is not notices."""


def name_of(code: str) -> str:
    """The name of a code in the page's language."""
    return codes()[code].word(active())


def place_name(code: str) -> str:
    """The name of a province, or "not told"."""
    found = territories.place(code) if code else None
    return found.name(active()) if found else say("difficulties.not_told")


def gauges(counted: list[Counted], word: Any, url: str = "") -> list[dict[str, Any]]:
    """Rows with a bar, as long as its part of the greatest."""
    most = max((row.people for row in counted), default=1)
    return [
        {
            "word": word(row.key),
            "n": row.people,
            "share": Decimal(row.people * 100) / most,
            "url": reverse(url, args=[row.key]) if url else "",
            "detail": _when(row),
        }
        for row in counted
    ]


def _when(row: Counted) -> str:
    if row.first == row.last:
        return say("difficulties.told_on", day=row.first)
    return say("difficulties.told_between", first=row.first, last=row.last)


def mine_row(row: Telling) -> dict[str, Any]:
    """One difficulty on her own page."""
    parts = [
        say(f"difficulties.from_{row.source}"),
        fmt.day(row.told_on, active()),
        place_name(row.province) if row.province else "",
        say("difficulties.cost_n", amount=row.cost) if row.cost is not None else "",
    ]
    return {
        "id": row.id,
        "title": name_of(row.code),
        "detail": JOINT.join(part for part in parts if part),
        "words": fmt.isolate_auto(row.words) if row.words else "",
    }


def code_head(code: Code) -> dict[str, Any]:
    """Its name, what it looks like, the articles, the guide that explains it."""
    lang = active()
    return {
        "code": code.key,
        "title": code.word(lang),
        "hint": getattr(code.hint, lang),
        "step": say(f"difficulties.step_{code.step}"),
        "articles": [getattr(article_name(each), lang) for each in code.articles],
        "guide": reverse("guides:subject", args=[code.guide]),
    }


def measured(code: Code, *, at: datetime) -> dict[str, str] | None:
    """What is measured beside it, as a sentence and its ground; ``None`` where nothing is."""
    found = measure(code.measure, at=at) if code.measure else None
    return _said(found) if found else None


def _said(found: Measure) -> dict[str, str]:
    text = say(f"difficulties.measure_{found.name}", share=found.share, days=SHORT, middle=found.middle or Decimal(0))
    kind = GROUNDS.get(found.name, "notices")
    ground = say(f"difficulties.ground_{kind}", n=found.number, since=found.since, until=found.until)
    return {"text": text, "ground": ground, "sample": say("difficulties.measure_sample") if found.sample else ""}


def code_page(code: Code, rows: QuerySet[Telling], *, at: datetime) -> dict[str, Any]:
    """One code for those who keep the register: how many people, where, with whom, in which words."""
    total = queries.people(rows)
    return code_head(code) | {
        "people": total[0].people if total else 0,
        "provinces": gauges(queries.people(rows, "province"), place_name),
        "buyers": gauges(queries.people(rows, "buyer_kind"), _buyer),
        "words": [fmt.isolate_auto(text) for text in queries.words_of(rows)],
        "measured": measured(code, at=at),
    }


def _buyer(kind: str) -> str:
    return say(f"difficulties.buyer_{kind}") if kind else say("difficulties.not_told")


def public_page(*, at: datetime) -> dict[str, Any]:
    """Every code that enough people told, with what is measured beside it."""
    rows, sample = queries.public_rows()
    shown = queries.in_public(queries.people(rows))
    return {
        "sample": sample,
        "least": queries.LEAST,
        "rows": [
            code_head(codes()[row.key])
            | {
                "people": row.people,
                "memory": reverse("meetings:memory", args=[row.key]),
                "people_word": fmt.noun(row.people, "person", active()),
                "when": _when(row),
                "measured": measured(codes()[row.key], at=at),
            }
            for row in shown
        ],
    }
