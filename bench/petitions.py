"""Petitions: how long counting many signatures by province takes, on the lines kept and on the batches.

Run ``python -m bench.petitions [SIGNATURES] [BATCHES]`` (100000, 2000). Lines are drawn with a seed, spread over five
provinces as unevenly as real lists are; their encrypted columns hold the size of a real token. The peer is the plain
way: every line read in Python and counted there. What was asked: 100,000 signatures counted by province under 1 s.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from datetime import UTC, datetime

from bench.database import borrowed

TURNS = 5
ASKED_MS = 1000
PROVINCES = ("05.081", "05.091", "05.255", "05.301", "05.311")
WEIGHTS = (33, 30, 18, 12, 7)


def filled(signatures: int, batches: int) -> object:
    """A petition with that many lines and batches, written in bulk."""
    from wolouj.foundation import keys
    from wolouj.people.models import Body
    from wolouj.petitions.models import Petition
    from wolouj.petitions.signing.models import Batch, Signature

    dice, at = random.Random(2026), datetime(2026, 11, 28, 9, tzinfo=UTC)
    body = Body.objects.create(name_fr="Banc", name_ar="قياس", created_at=at, is_sample=True)
    row = Petition.objects.create(
        body=body, level="region", place="05", filer="citizens", title_fr="Banc", created_at=at, is_sample=True
    )
    each = -(-signatures // batches)
    made = Batch.objects.bulk_create([
        Batch(petition=row, number=n + 1, province=dice.choices(PROVINCES, WEIGHTS)[0], counted=each, counted_by="x",
              counted_on=at.date(), at=at)
        for n in range(batches)
    ])  # fmt: skip
    token = keys.encrypt("ZZ000001").decode()
    for start in range(0, signatures, 10_000):
        rows = [
            Signature(petition=row, batch=(b := made[n // each]), province=b.province, digest=f"{n:064x}",
                      signed_on=at.date(), at=at)
            for n in range(start, min(start + 10_000, signatures))
        ]  # fmt: skip
        Signature.objects.bulk_create(rows)
        print(f"\r{start + len(rows)}/{signatures} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    Signature.objects.update(number=token, name=token)
    return row.pk


def timed(work: object) -> tuple[float, object]:
    """Median of a few turns, in milliseconds, and what came out."""
    took, found = [], None
    for _ in range(TURNS):
        begun = time.perf_counter()
        found = work()  # type: ignore[operator]
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took), found


def main() -> None:
    """Fill, count three ways, compare."""
    signatures = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    batches = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    with borrowed():
        from wolouj.petitions.signing import queries
        from wolouj.petitions.signing.models import Signature

        petition = filled(signatures, batches)
        lines, by_line = timed(lambda: queries.lines_by_province(petition))
        counts, by_batch = timed(lambda: queries.counts_by_province(petition))
        rows = Signature.objects.filter(petition=petition)
        plain, read = timed(lambda: Counter(rows.values_list("province", flat=True).iterator()))
        assert dict(read) == by_line and sum(by_line.values()) == signatures, "both ways count the same"
        assert set(by_batch) == set(by_line)
        print(f"{signatures} lines, {batches} batches, five provinces")
        print(f"lines by province    {lines:8.1f} ms   (asked: under {ASKED_MS} ms)")
        print(f"batches by province  {counts:8.1f} ms")
        print(f"plain way            {plain:8.1f} ms   {plain / lines:.1f} times the query")


if __name__ == "__main__":
    main()
