"""A day's notices against all the structures of a country: how long, beside a plain join, judge and loop?

Run ``python -m bench.matching_scale [STRUCTURES ...]`` (10000 100000 1000000). All is drawn with a seed and written to
a database that is thrown away. What is compared gives equal results, or the bench says so and fails. The plain ways
are slow: beyond a small country they are tried on a sample, and what they would take is worked out from it.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bench.database import borrowed

SIZES = (10_000, 100_000, 1_000_000)
NOTICES = 1_500
JOINED = 30_000_000
"""The join is tried on so many notices that they make this many pairs to look at, with all the structures."""
JUDGED, LOOPED, ARRIVED = 1_000, 8, 60
"""How many pairs are judged one by one, how many structures go through Django's loop, how many notices arrive alone."""
FACTOR = 2_654_435_761
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Took:
    """Seconds: by the clock, and of this process's processor (other programs do not count)."""

    clock: float = 0
    processor: float = 0

    def __add__(self, other: Took) -> Took:
        return Took(self.clock + other.clock, self.processor + other.processor)

    def __str__(self) -> str:
        return f"{self.clock:8.2f} s by the clock, {self.processor:6.2f} s of the processor"


def timed(work: Callable[[], Answer]) -> tuple[Answer, Took]:
    """What some work gives, and the time it took."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, Took(time.perf_counter() - clock, time.process_time() - processor)


@dataclass
class Run:
    """One country of one size, matched."""

    size: int
    now: Any
    reading: Took = Took()
    building: Took = Took()
    candidates: Took = Took()
    verdicts: Took = Took()
    pairs: int = 0
    megabytes: int = 0
    country: Any = None
    posted: Any = None
    found: Any = None
    judged: Any = None

    @property
    def whole(self) -> Took:
        """Every match with its verdict, from built bitmaps."""
        return self.candidates + self.verdicts


def matched(size: int, now: Any) -> Run:
    """Everything that is measured of our way, in the order of a day."""
    from django.utils import timezone

    from wolouj.matching.scale.country import Country
    from wolouj.matching.scale.index import Index
    from wolouj.matching.scale.reading import Ids, told
    from wolouj.matching.scale.verdicts import Verdicts
    from wolouj.notices.finding import open_public

    run, today = Run(size, now), timezone.localdate(now)
    country: Any = Country.__new__(Country)
    read, run.reading = timed(lambda: told(on=today))
    country.ids = Ids(read.count)
    country.index, indexed = timed(lambda: Index(read))
    country.verdicts, seen = timed(lambda: Verdicts(read, country.index, on=today))
    run.building = indexed + seen
    run.country = country
    run.posted = [notice for _, notice in country.posted(open_public(now).order_by("id"))]
    run.found, run.candidates = timed(lambda: [country.index.fitting(each) for each in run.posted])
    both = list(zip(run.posted, run.found, strict=True))
    run.judged, run.verdicts = timed(lambda: [country.verdicts.of(notice, found) for notice, found in both])
    run.pairs = sum(map(len, run.found))
    run.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return run


def told_of(run: Run) -> None:
    """What was measured, on a few lines."""
    judged = run.country.verdicts.judged
    distinct = [len(set(each)) for each in (*zip(*judged, strict=True), judged.values())]
    print(f"{run.size} structures, {len(run.posted)} notices: {run.pairs} pairs, all in one process")
    for name, took in (
        ("read from the database", run.reading),
        ("built as bitmaps", run.building),
        ("candidates", run.candidates),
        ("matches with verdicts", run.whole),
    ):
        print(f"  {name:24} {took}")
    print(f"  judged once each         {len(judged):8} times: {distinct[0]} standings, {distinct[1]} aspects,", end=" ")
    print(f"{distinct[2]} different verdicts")
    print(f"  peak memory              {run.megabytes:8} MB", flush=True)


def arrived(run: Run) -> None:
    """Notices that come alone, at noon: read from the database, matched, judged."""
    from wolouj.notices.models import Notice

    ids = list(Notice.objects.order_by("id").values_list("id", flat=True))[:: NOTICES // ARRIVED]
    fresh, known = [], []
    for id in ids:
        run.country.index._near.clear()  # as if no notice had been in its place before
        known.append(timed(lambda id=id: _one(run, Notice.objects.filter(pk=id)))[1].clock * 1000)
    for id in ids:
        run.country.index._near.clear()
        run.country.verdicts.forget()  # nor before the law
        fresh.append(timed(lambda id=id: _one(run, Notice.objects.filter(pk=id)))[1].clock * 1000)
    alone = [timed(lambda each=each: run.country.index.fitting(each))[1].clock * 1000 for each in run.posted]
    for name, took in (("law asked before", known), ("law asked anew", fresh), ("candidates alone", alone)):
        took.sort()
        slow = f"99 % {took[int(0.99 * len(took))]:.1f}, longest {took[-1]:.1f}"
        print(f"  one new notice           {name}: median {statistics.median(took):.2f} ms, {slow}", flush=True)


def _one(run: Run, rows: Any) -> None:
    for _, notice in run.country.posted(rows):
        run.country.verdicts.of(notice, run.country.index.fitting(notice))


def against_the_join(run: Run) -> None:
    """The same pairs by a plain join in the same PostgreSQL: the table of what counts is made first, not counted."""
    from django.db import connection

    from bench.plain_join import JOIN, prepare

    chosen = list(zip(_ids(run), run.found, strict=True))[: max(1, JOINED // run.size)]
    asked = {"factor": FACTOR, "ids": [id for id, _ in chosen]}
    with connection.cursor() as cursor:
        prepare(cursor)
        _, took = timed(lambda: cursor.execute(JOIN, asked))
        theirs = {str(row[0]): tuple(map(int, row[1:])) for row in cursor.fetchall()}
    ours = {id: _sums(list(run.country.index.numbers(found))) for id, found in chosen if found}
    _same(ours == theirs, "the join")
    whole = took.clock * len(run.found) / len(chosen)
    print(f"  (a) plain SQL join        {whole:8.0f} s   {whole / run.candidates.clock:8.0f} times ours,", end=" ")
    print(f"the same pairs for {len(chosen)} notices", flush=True)


def _sums(numbers: list[int]) -> tuple[int, int, int]:
    """What tells one set of numbers from another: how many, their sum, and all of them mixed."""
    mixed = 0
    for number in numbers:
        mixed ^= number * FACTOR % 2**32
    return len(numbers), sum(numbers), mixed


def against_the_judge(run: Run) -> None:
    """Every pair judged on its own, on a sample of pairs."""
    from django.utils import timezone

    from rulebook.engine.judge import judge
    from wolouj.matching.scale.standings import weighing
    from wolouj.structures.facts import PREFETCH, as_bidder
    from wolouj.structures.models import Structure

    dice, today = random.Random(1), timezone.localdate(run.now)
    held = [number for number, found in enumerate(run.found) if found]
    drawn = []
    for number in dice.choices(held, [len(run.found[number]) for number in held], k=JUDGED):
        rank = run.found[number][dice.randrange(len(run.found[number]))]
        said = next(said for said, who in run.judged[number] if rank in who)
        drawn.append((number, run.country.ids.id(int(run.country.index.ranks.order[rank])), said))
    rows = Structure.objects.filter(pk__in={id for _, id, _ in drawn}).prefetch_related(*PREFETCH)
    bidders = {row.pk: as_bidder(row, on=today) for row in rows}
    single, took = timed(lambda: [judge(bidders[id], run.posted[n].facts, on=today) for n, id, _ in drawn])
    _same([weighing(each) for each in single] == [said for *_, said in drawn], "the judge")
    whole = took.clock / len(drawn) * run.pairs
    print(f"  (b) each pair judged      {whole:8.0f} s   {whole / run.verdicts.clock:8.0f} times ours,", end=" ")
    print(f"the same verdicts on {len(drawn)} pairs", flush=True)


def against_the_loop(run: Run) -> None:
    """The page of each structure, one after the other, on a sample of structures: rows already indexed by words."""
    from wolouj.matching import queries
    from wolouj.structures.queries import full

    queries.SHOWN = queries.MOST_CANDIDATES = NOTICES
    dice = random.Random(2)
    numbers = [dice.randrange(run.size) for _ in range(LOOPED)]
    chosen = [run.country.ids.id(number) for number in numbers]
    shown, took = timed(lambda: [_page(full(id), run.now) for id in chosen])
    by_id = list(zip(_ids(run), run.found, strict=True))
    order = run.country.index.ranks.order.tolist()
    ranks = [order.index(number) for number in numbers]
    _same(shown == [{id for id, found in by_id if each in found} for each in ranks], "the loop")
    whole = took.clock / LOOPED * run.size
    print(f"  (c) plain Django loop     {whole:8.0f} s   {whole / run.candidates.clock:8.0f} times ours,", end=" ")
    print(f"the same notices for {LOOPED} structures", flush=True)


def _page(structure: Any, now: Any) -> set[str]:
    from wolouj.matching.queries import matches_for

    return {str(match.notice.pk) for match in matches_for(structure, at=now).fitting}


def _ids(run: Run) -> list[str]:
    """The ids of the notices, in the order they were matched."""
    from wolouj.notices.finding import open_public

    return [str(id) for id in open_public(run.now).order_by("id").values_list("id", flat=True)]


def _same(equal: bool, who: str) -> None:
    if not equal:
        raise SystemExit(f"not the same answers as {who}")


def main() -> None:
    """Measure and print, the smallest country first."""
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    with borrowed():
        from django.utils import timezone

        from bench import country as drawn
        from wolouj.notices.models import Buyer, Notice

        now = timezone.now()
        buyer = Buyer.objects.create(name="Commune X (échantillon)", name_key="commune x", rulebook="decree")
        Notice.objects.bulk_create(drawn.notices(drawn.Country(0, now), NOTICES, buyer))
        ids = list(Notice.objects.order_by("identity").values_list("id", flat=True))
        for size in sorted(sizes):
            _, took = timed(lambda size=size: drawn.write(drawn.Country(size, now), ids))
            print(f"== {size} structures drawn and written in {took.clock:.0f} s", flush=True)
            run = matched(size, now)
            told_of(run)
            arrived(run)
            against_the_join(run)
            against_the_judge(run)
            against_the_loop(run)
            del run


if __name__ == "__main__":
    main()
