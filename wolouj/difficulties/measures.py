"""What published notices and results say beside a difficulty: a count, its ground, its dates. Never a judgement.

Samples are measured only where there is nothing else, and say so. A measure on fewer than :data:`ENOUGH` rows is not
given at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Protocol

from django.db import connection

from rulebook.engine.facts import Procedure
from rulebook.engine.format import local

ENOUGH = 8
SHORT = 7
"""Days between publication and deadline under which the register calls a deadline short. A way of counting, not a rule
of law: for purchase orders no least delay was established."""
FEW = 3
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Measure:
    """``part`` of ``number`` rows between two days; ``middle`` is a median: days, quotes or dirhams."""

    name: str
    number: int
    part: int
    middle: Decimal | None
    since: date
    until: date
    sample: bool

    @property
    def share(self) -> Decimal:
        """Per cent of the rows, rounded to one."""
        return Decimal(round(100 * self.part / self.number))


_SHORT = """
SELECT count(*), count(*) FILTER (WHERE deadline - published < make_interval(days => %(limit)s)),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM deadline - published) / 86400),
       min(published), max(published)
FROM notices_notice
WHERE entered_for_id IS NULL AND kind = %(order)s AND published BETWEEN %(since)s AND %(at)s
  AND deadline > published AND is_sample = %(sample)s
"""
_QUOTES = """
SELECT count(*), count(*) FILTER (WHERE quotes <= %(limit)s), percentile_cont(0.5) WITHIN GROUP (ORDER BY quotes),
       min(published), max(published)
FROM notices_result
WHERE kind = %(order)s AND outcome = 'awarded' AND quotes IS NOT NULL AND published BETWEEN %(since)s AND %(at)s
  AND is_sample = %(sample)s
"""
_GUARANTEES = """
SELECT count(*), count(*) FILTER (WHERE guarantee > 0),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY guarantee) FILTER (WHERE guarantee > 0),
       min(published), max(published)
FROM notices_notice
WHERE entered_for_id IS NULL AND kind <> %(order)s AND guarantee IS NOT NULL AND published BETWEEN %(since)s AND %(at)s
  AND is_sample = %(sample)s
"""
_ASKED = {"short_deadlines": (_SHORT, SHORT), "quotes": (_QUOTES, FEW), "guarantees": (_GUARANTEES, 0)}


class Lent(Protocol):
    """What a room above measures of the year before ``at``; ``None`` where it has too little to say."""

    def __call__(self, *, at: datetime, sample: bool) -> Measure | None: ...


LENT: dict[str, Lent] = {}
"""Name of a measure -> who counts it: rooms above put theirs here when they start. One more fact is one more function,
and its two sentences, ``measure_<name>`` and its ground."""


def measure(name: str, *, at: datetime) -> Measure | None:
    """What was published in the year before ``at``; ``None`` where too little was. Two queries at most."""
    ask = LENT.get(name) or (partial(_one, name) if name in _ASKED else None)
    if ask is None:
        return None
    for sample in (False, True):
        found = ask(at=at, sample=sample)
        if found is not None:
            return found
    return None


def _one(name: str, *, at: datetime, sample: bool) -> Measure | None:
    query, limit = _ASKED[name]
    told: dict[str, Any] = {
        "limit": limit, "order": str(Procedure.PURCHASE_ORDER), "since": at - YEAR, "at": at, "sample": sample,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query, told)
        number, part, middle, first, last = cursor.fetchone()
    if number < ENOUGH:
        return None
    shown = None if middle is None else Decimal(str(middle)).quantize(Decimal(1))
    return Measure(name, number, part, shown, local(first).date(), local(last).date(), sample)
