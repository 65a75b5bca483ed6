"""How many usually answer for a thing of a kind: the middle number of quotes of published results. One query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from wolouj.notices.market import ENOUGH, YEARS
from wolouj.notices.models import Notice

_USUAL = """
SELECT kind, nature, is_sample, percentile_cont(0.5) WITHIN GROUP (ORDER BY quotes)
FROM notices_result
WHERE nature = ANY(%(natures)s) AND quotes IS NOT NULL AND nature_confidence <> 'unsure'
  AND published BETWEEN %(since)s AND %(at)s
GROUP BY kind, nature, is_sample
HAVING count(*) >= %(enough)s
"""


def tell_rivals(notices: Iterable[Notice], *, at: datetime) -> None:
    """Note on each notice its ``rivals``: how many usually answer such a one; ``None`` where too few results tell.

    The whole country counts: a province alone seldom has enough results. Samples are compared with samples.
    """
    rows = list(notices)
    natures = sorted({row.nature for row in rows if row.nature})
    found: dict[tuple[str, int, bool], int] = {}
    if natures:
        asked: dict[str, Any] = {
            "natures": natures,
            "at": at,
            "since": at - timedelta(days=365 * YEARS),
            "enough": ENOUGH,
        }
        with connection.cursor() as cursor:
            cursor.execute(_USUAL, asked)
            found = {(kind, nature, sample): round(usual) for kind, nature, sample, usual in cursor.fetchall()}
    for row in rows:
        row.rivals = found.get((row.kind, row.nature or 0, row.is_sample))  # type: ignore[attr-defined]
