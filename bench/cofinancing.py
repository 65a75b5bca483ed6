"""Co-financing: how long finance's list, a file and the ledger take with many proofs, and how many queries they ask.

Run ``python -m bench.cofinancing [PURCHASES]`` (10,000, which is what is asked). Files and purchases are drawn with a
seed and written in bulk; pages are whole requests, counted with a tenth of the rows first: the number must not move.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.database import borrowed

REQUESTS = 10
ASKED_MS = 200
EACH = 20
"""Purchases of one file."""


def grown(cast: Any, made: Any, purchases: int, at: Any) -> None:
    """So many purchases, a few to a file, a third still to look at; two papers each; a row of the ledger a tranche."""
    from wolouj.cofinancing.models import (
        BudgetLine,
        Entry,
        Item,
        Piece,
        Purchase,
        Request,
        Ruling,
        Sitting,
        Terms,
        Tranche,
    )
    from wolouj.programme.models import Application, Participant

    dice, terms, line = random.Random(2026), Terms.objects.get(), BudgetLine.objects.all()[0]
    sitting, first = Sitting.objects.get(), Request.objects.count()
    files = max(purchases // EACH, 1)
    body = made.programme.body
    people = Participant.objects.bulk_create(
        Participant(body=body, name=f"Bench {n} (échantillon)", made_at=at, is_sample=True) for n in range(files)
    )
    applications = Application.objects.bulk_create(
        Application(call=made.first, participant=her, state="draft", how="coach", begun_at=at) for her in people
    )
    requests = Request.objects.bulk_create(
        Request(application=a, terms=terms, number=first + 100 + n, state="paid", turn=1, since=at, made_at=at,
                is_sample=True) for n, a in enumerate(applications, Request.objects.count())
    )  # fmt: skip
    Ruling.objects.bulk_create(
        Ruling(request=r, sitting=sitting, verdict="accepted", amount=Decimal(9000), line=line, reason_ar="x",
               reason_fr="x", decided_at=at) for r in requests
    )  # fmt: skip
    items = Item.objects.bulk_create(Item(request=r, label="Machine", price=Decimal(9000)) for r in requests)
    tranches = Tranche.objects.bulk_create(
        Tranche(request=r, number=1, share=100, amount=Decimal(9000), asked_at=at, paid_at=at, paid_on=at.date(),
                reference="V") for r in requests
    )  # fmt: skip
    bought = Purchase.objects.bulk_create(
        Purchase(request=r, tranche=t, item=i, supplier="S", amount=Decimal(dice.randint(1, 40000)) / 100, on=at.date(),
                 how="transfer", told_at=at - timedelta(minutes=n), ok=None if n % 3 == 0 else True)
        for r, t, i in zip(requests, tranches, items, strict=True) for n in range(EACH)
    )  # fmt: skip
    Piece.objects.bulk_create(
        Piece(request_id=p.request_id, purchase=p, kind=kind, file_is="photo", digest=f"{dice.getrandbits(256):064x}",
              added_at=at) for p in bought for kind in ("invoice", "bank")
    )  # fmt: skip
    number = line.entries.count()
    Entry.objects.bulk_create(
        Entry(line=line, number=number + n, move="allot", source="allotted", target="free", amount=Decimal(9000),
              on=at.date(), at=at) for n in range(1, files + 1)
    )  # fmt: skip


def measured(client: Any, path: str) -> tuple[int, float, float, float]:
    """Queries; median, slowest, and median of the processor's own time, of a page, in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    queries = len(asked)  # read before the next requests, which empty what was captured
    took, own = [], []
    for _ in range(REQUESTS):
        began, busy = time.perf_counter(), time.process_time()
        client.get(path)
        took.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - busy))
    return queries, statistics.median(took), max(took), statistics.median(own)


def main() -> int:
    """Build a tenth, measure, build the rest, measure again."""
    purchases = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    with borrowed():
        from django.test import Client

        from tests import cast as tests_cast
        from wolouj.cofinancing.models import BudgetLine, Purchase, Request
        from wolouj.foundation import clock, collector
        from wolouj.home import sample_cofinancing, sample_selection
        from wolouj.people.models import Body

        at = clock.now()
        cast = tests_cast.make(at)
        body = Body.objects.get(memberships__person=cast.people["hayat"])
        made = sample_selection.for_the_demo(body=body, people=cast.people, at=at)
        sample_cofinancing.lived(made.first, people=cast.people, at=at)
        client, coach = Client(), Client()
        client.force_login(cast.people["souad"].user, backend="wolouj.people.backends.SessionBackend")
        coach.force_login(cast.people["hayat"].user, backend="wolouj.people.backends.SessionBackend")
        grown(cast, made, purchases // 10, at)
        print("a tenth is written", file=sys.stderr, flush=True)
        last = Request.objects.filter(state="paid", turn=1).order_by("-number")[0]
        pages = {
            "finance's list": (client, "/ar/cofinancing/finance/"),
            "the coach's desk": (coach, "/ar/cofinancing/desk/"),
            "one file": (client, f"/ar/cofinancing/files/{last.pk}/"),
            "a line's ledger": (client, f"/ar/cofinancing/lines/{BudgetLine.objects.all()[0].pk}/"),
            "budget": (client, f"/ar/cofinancing/budget/{made.programme.pk}/"),
        }
        few = {name: measured(*page)[0] for name, page in pages.items()}
        grown(cast, made, purchases - purchases // 10, at)
        print(f"{Purchase.objects.count()} purchases", flush=True)
        collector.rest()
        for name, page in pages.items():
            asked, middle, slow, own = measured(*page)
            fixed = "fixed" if asked == few[name] else f"NOT FIXED ({few[name]} with a tenth)"
            met = "" if slow < ASKED_MS else f"  over {ASKED_MS} ms"
            print(
                f"  {name:16} median {middle:6.1f} ms ({own:.1f} of the processor)  slowest {slow:6.1f} ms  "
                f"{asked} queries, {fixed}{met}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
