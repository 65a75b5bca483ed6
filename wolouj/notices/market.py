"""The market around a notice, from published results: a band and a count, never the lowest price.

Counted where there is enough: the province first, else the region, else the whole country. Totals include VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.db import connection

from rulebook.engine.facts import Procedure
from rulebook.engine.format import local
from wolouj.notices.models import Notice
from wolouj.reference.territories import place

ENOUGH = 8
"""Fewer results than this say nothing of a market."""
FEW = 3
"""So many quotes or fewer is few."""
YEARS = 3
"""Older results are another market."""


class Reach(StrEnum):
    """Where the results were counted."""

    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Market:
    """What published results say. Amounts are totals with VAT, rounded to the dirham."""

    reach: Reach
    code: str
    """HCP code of the province or region; empty for the country."""
    number: int
    low: Decimal
    middle: Decimal
    high: Decimal
    """The quartiles: half of the results lie between ``low`` and ``high``."""
    quotes: int | None
    """How many quotes there usually are (median); ``None`` when too few results tell."""
    few: int | None
    """How many results of a hundred had three quotes or fewer."""
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class NoMarket:
    """Not enough data; ``number`` is what there is in the whole country."""

    number: int


_COUNTED = """
SELECT count(*),
       percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY amount),
       count(quotes),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY quotes),
       count(*) FILTER (WHERE quotes <= %(few)s),
       min(published), max(published)
FROM notices_result
WHERE kind = %(kind)s AND nature = %(nature)s AND outcome = 'awarded' AND amount IS NOT NULL
  AND nature_confidence <> 'unsure' AND published BETWEEN %(since)s AND %(at)s AND is_sample = %(sample)s
  AND (%(column)s = '' OR (%(column)s = 'province' AND province = %(code)s)
       OR (%(column)s = 'region' AND region = %(code)s))
"""


def market_of(notice: Notice, *, at: datetime) -> Market | NoMarket:
    """The market around ``notice`` as known at ``at``; three queries at most.

    Results of the same nature and procedure; those whose nature was read with little certainty are left out. A sample
    is compared with samples only, and nothing real with a sample.
    """
    if notice.nature is None:
        return NoMarket(0)
    number = 0
    for reach, code in _reaches(notice):
        found = _count(notice, reach, code, at)
        if isinstance(found, Market):
            return found
        number = found
    return NoMarket(number)


def _reaches(notice: Notice) -> list[tuple[Reach, str]]:
    """From the nearest to the country; a notice in several places is counted in the country at once."""
    there = place(notice.place_codes[0]) if len(notice.place_codes) == 1 else None
    reaches: list[tuple[Reach, str]] = []
    if there is not None:
        province = there.code[:6] if len(there.code) >= 6 else ""
        reaches += [(Reach.PROVINCE, province)] if province else []
        reaches.append((Reach.REGION, there.region))
    return [*reaches, (Reach.COUNTRY, "")]


def _count(notice: Notice, reach: Reach, code: str, at: datetime) -> Market | int:
    """The market at that reach, or how many results there are when they are not enough."""
    asked: dict[str, Any] = {
        "few": FEW, "kind": str(Procedure(notice.kind)), "nature": notice.nature, "at": at,
        "since": at - timedelta(days=365 * YEARS), "sample": notice.is_sample,
        "column": "" if reach is Reach.COUNTRY else str(reach), "code": code,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, asked)
        number, quartiles, told, quotes, few, first, last = cursor.fetchone()
    if number < ENOUGH:
        return int(number)
    low, middle, high = (_dirham(each) for each in quartiles)
    enough = told >= ENOUGH
    return Market(
        reach, code, number, low, middle, high,
        quotes=int(Decimal(str(quotes)).quantize(Decimal(1), ROUND_HALF_UP)) if enough else None,
        few=round(100 * few / told) if enough else None,
        since=local(first).date(), until=local(last).date(),
    )  # fmt: skip


def _dirham(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP)
