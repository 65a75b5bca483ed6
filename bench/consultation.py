"""A consultation with many voters: how long the public page and the closing take, beside the same count in Python.

Run ``python -m bench.consultation [VOTERS]``. Voters are invented with a seed.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bench.database import borrowed

AT = datetime(2026, 11, 28, 9, tzinfo=ZoneInfo("Africa/Casablanca"))


def main(arguments: list[str]) -> int:
    """Print the figures."""
    number = int(arguments[0]) if arguments else 20_000
    with borrowed():
        _run(number)
    return 0


def _run(number: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wolouj.advocacy.actions import consulting
    from wolouj.advocacy.models import Option, Voter
    from wolouj.advocacy.tally import groups, result, shown_groups
    from wolouj.foundation.actor import OPERATOR
    from wolouj.people.actions import bodies
    from wolouj.reference.territories import provinces

    body = bodies.create_body(name_fr="Banc", name_ar="اختبار", by=OPERATOR, at=AT, is_sample=True)
    fields = {"about": "question", "title_fr": "Par quoi commencer ?", "closes_on": date(2030, 1, 1)}
    row = consulting.prepare(body=body, fields=fields, options=[("", f"Réponse {n}") for n in range(5)], by=OPERATOR,
                             at=AT, is_sample=True)  # fmt: skip
    consulting.open_now(consultation=row, by=OPERATOR, at=AT)
    dice, codes = random.Random(20261128), [one.code for one in provinces()]
    kinds, sexes = ("cooperative", "auto_entrepreneur", "firm", ""), ("woman", "man", "")
    made = [Voter(consultation=row, kind=dice.choice(kinds), sex=dice.choice(sexes), province=dice.choice(codes))
            for _ in range(number)]  # fmt: skip
    Voter.objects.bulk_create(made, batch_size=5000)
    Option.objects.filter(consultation=row).update(votes=number // 5)
    print(f"{number:,} voters made", file=sys.stderr, flush=True)
    start = time.perf_counter()
    found = groups(row)
    took = time.perf_counter() - start
    start = time.perf_counter()
    rows = list(Voter.objects.filter(consultation=row))
    plain = {split: shown_groups(Counter(getattr(one, split) for one in rows)) for split in found}
    beside = time.perf_counter() - start
    assert plain == found
    print(f"groups of {number:,} voters: {took * 1000:.0f} ms; row by row in Python {beside / took:.0f} times longer")
    start = time.perf_counter()
    result(row)
    print(f"the whole result: {(time.perf_counter() - start) * 1000:.0f} ms")
    browser, url = Client(), f"/ar/causes/consultations/open/{row.code}/"
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        start = time.perf_counter()
        browser.get(url)
        took = time.perf_counter() - start
    print(f"the public page: {took * 1000:.0f} ms, {len(seen)} queries")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
