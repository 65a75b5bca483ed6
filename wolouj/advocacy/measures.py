"""The facts the house measures itself from what is published, each with its definition, its number and its dates.

Those of the register of difficulties (short deadlines, quotes, guarantees) are read from there; two more are counted
here. A measure on fewer rows than ``difficulties.measures.ENOUGH`` is not given at all; samples never mix
with what is real.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from rulebook.engine.facts import Procedure
from rulebook.engine.format import local
from wolouj.difficulties.measures import ENOUGH, YEAR, Measure
from wolouj.difficulties.measures import measure as of_the_register

NAMES = ("short_deadlines", "quotes", "guarantees", "results", "reserved")
"""Every measure a cause may quote."""

_RESULTS = """
SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM notices_result r WHERE r.notice_id = n.id)),
       min(n.deadline), max(n.deadline)
FROM notices_notice n
WHERE n.entered_for_id IS NULL AND n.kind = %(order)s AND n.is_sample = %(sample)s AND n.cancelled_at IS NULL
  AND n.deadline BETWEEN %(since)s AND %(until)s
"""
_RESERVED = """
SELECT count(*), count(*) FILTER (WHERE n.reserved), min(n.published), max(n.published)
FROM notices_notice n
WHERE n.entered_for_id IS NULL AND n.kind <> %(order)s AND n.reserved IS NOT NULL AND n.is_sample = %(sample)s
  AND n.published BETWEEN %(since)s AND %(at)s
"""
_QUERIES = {"results": _RESULTS, "reserved": _RESERVED}
LATE_RESULT = timedelta(days=30)
"""After the deadline, before a missing result counts as missing: it may be on its way until then."""


def measure(name: str, *, at: datetime) -> Measure | None:
    """What was published in the year before ``at``; ``None`` where too little was. Two queries at most."""
    if name not in _QUERIES:
        return of_the_register(name, at=at)
    for sample in (False, True):
        if (found := _one(name, at=at, sample=sample)) is not None:
            return found
    return None


def _one(name: str, *, at: datetime, sample: bool) -> Measure | None:
    told: dict[str, Any] = {
        "order": str(Procedure.PURCHASE_ORDER), "since": at - YEAR, "at": at, "sample": sample,
        "until": at - LATE_RESULT,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_QUERIES[name], told)
        number, part, first, last = cursor.fetchone()
    if number < ENOUGH:
        return None
    return Measure(name, number, part, None, local(first).date(), local(last).date(), sample)


def frozen(found: Measure) -> dict[str, Any]:
    """The figures as a fact keeps them, all text and whole numbers."""
    told = asdict(found)
    return told | {
        "middle": None if found.middle is None else str(found.middle),
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
    }


def thawed(figures: dict[str, Any]) -> Measure:
    """The measure that was kept."""
    middle = figures["middle"]
    return Measure(
        **figures
        | {
            "middle": None if middle is None else Decimal(middle),
            "since": date.fromisoformat(figures["since"]),
            "until": date.fromisoformat(figures["until"]),
        }
    )
