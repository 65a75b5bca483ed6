"""A run of a job that tells how far it is: ``with run("collect", clock=…) as told: told.so_far(3, of=40)``.

For whatever runs apart from a page: the daily round, the alerts, a collector. A run that died says so by itself: it
has not ended and has not been seen for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from wolouj.foundation.outbox.models import JobRun

EVERY = timedelta(seconds=2)
"""How often a run writes how far it is, at most."""
SILENT = timedelta(minutes=15)
"""A run that has said nothing for so long is taken for dead."""
KEPT = timedelta(days=60)
Clock = Callable[[], datetime]


class Told:
    """What a run says of itself."""

    def __init__(self, row: JobRun, clock: Clock) -> None:
        self.row, self._clock = row, clock

    def so_far(self, done: int, *, of: int | None = None) -> None:
        """How far it is, and of how many when that is known. Written now and then."""
        self.row.done, self.row.of = done, of if of is not None else self.row.of
        now = self._clock()
        if now - self.row.seen_at >= EVERY:
            self.row.seen_at = now
            self.row.save(update_fields=["done", "of", "seen_at"])

    def report(self, **counts: Any) -> None:
        """What came of it, as plain counts."""
        self.row.report = {**self.row.report, **counts}


@contextmanager
def run(name: str, *, clock: Clock) -> Iterator[Told]:
    """One run of the job ``name``; an error is written down by its kind, and goes on."""
    began = clock()
    JobRun.objects.filter(began_at__lt=began - KEPT).delete()
    told = Told(JobRun.objects.create(name=name, began_at=began, seen_at=began), clock)
    try:
        yield told
    except BaseException as wrong:
        told.row.trouble = type(wrong).__name__[:80]
        raise
    finally:
        told.row.ended_at = told.row.seen_at = clock()
        told.row.save()


def latest(most: int = 30) -> list[JobRun]:
    """The latest runs of all jobs."""
    return list(JobRun.objects.all()[:most])
