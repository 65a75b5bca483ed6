"""Published notices and results, from files to rows: read, checked, understood, saved; the same again changes nothing.

Rows go in by batches, each whole or not at all: an import that was stopped is simply run again. A broken row is
reported and the rest goes in. What a person corrected is never written over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from wolouj.foundation import audit, collector
from wolouj.foundation.actor import Actor
from wolouj.foundation.folding import fold
from wolouj.notices import storing_notices, storing_results
from wolouj.notices.ahead import digest
from wolouj.notices.models import ImportRun
from wolouj.notices.readers import Readers, readers_for
from wolouj.notices.sources import formats
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read, Refusal, Refused, in_order
from wolouj.notices.storing_processes import Kept

BATCH = 3000
KEPT_REFUSALS = 1000
"""As many refusals as the record of an import holds; the answer of the command holds them all."""
Progress = Callable[[int], None]


@dataclass
class Imported:
    """What came of an import. Every row read is created, updated, unchanged or refused."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)

    def add(self, other: Imported) -> None:
        """Count another import with this one."""
        self.read += other.read
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.refused += other.refused

    def as_json(self) -> dict[str, object]:
        """The answer of ``wolouj import``."""
        counts: dict[str, object] = {name: getattr(self, name) for name in COUNTS}
        return counts | {"refused": [each.as_json() for each in self.refused]}


COUNTS = ("read", "created", "updated", "unchanged")


def import_files(
    files: Iterable[tuple[Path, str]],
    *,
    by: Actor,
    at: datetime,
    format: str = formats.AUTO,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import each (path, name it is called by) in turn.

    Args:
        format: a name of :data:`wolouj.notices.sources.formats.FORMATS`, or ``auto``: seen in each file.
        is_sample: whether all of it is invented.
        progress: called with the number of rows read so far, after each batch.
    """
    whole = Imported()
    chosen_of = [(path, name, formats.format_of(path) or "" if format == formats.AUTO else format)
                 for path, name in files]  # fmt: skip
    with collector.seldom(), Readers(readers_for((path, chosen) for path, _, chosen in chosen_of)) as others:
        for path, name, chosen in chosen_of:
            done = whole.read
            told = (lambda rows, done=done: progress(done + rows)) if progress else None
            if others.read(chosen):
                rows = others.rows(path, name, chosen)
            else:
                rows = formats.rows(path, name, chosen or formats.AUTO, Kept(is_sample=is_sample))
            count = take(rows, name, at=at, is_sample=is_sample, progress=told)
            remember(count, name, chosen, by=by, at=at)
            whole.add(count)
    return whole


def take(
    rows: Iterator[Read], name: str, *, at: datetime, is_sample: bool = False, progress: Progress | None = None
) -> Imported:
    """Save what a source tells, by batches each whole or not at all; ``name`` is what refusals call it.

    It leaves no record of its own: its caller does, with :func:`remember` or otherwise.
    """
    count = Imported()
    for batch in _batches(rows, count, name):
        with transaction.atomic():
            notices = [each for each in batch if isinstance(each, Incoming)]
            results = [each for each in batch if isinstance(each, IncomingResult)]
            for stored in (
                storing_notices.store(notices, at=at, is_sample=is_sample),
                storing_results.store(results, is_sample=is_sample),
            ):
                count.created += stored.created
                count.updated += stored.updated
                count.unchanged += stored.unchanged
        if progress:
            progress(count.read)
    return count


def _batches(rows: Iterator[Read], count: Imported, name: str) -> Iterator[list[Incoming | IncomingResult]]:
    """The good rows by batches, no two of one identity in a batch; refusals and exact repeats are counted here."""
    met: dict[str, Incoming | IncomingResult] = {}
    batch: list[Incoming | IncomingResult] = []
    held: set[str] = set()
    for row in rows:
        count.read += 1
        checked = _checked(row, met, name)
        if isinstance(checked, Refused):
            count.refused.append(checked)
        elif checked is None:
            count.unchanged += 1
        else:
            met[checked.identity] = checked
            if checked.identity in held or len(batch) == BATCH:
                yield batch
                batch, held = [], set()
            batch.append(checked)
            held.add(checked.identity)
    if batch:
        yield batch


def _checked(
    row: Read, met: dict[str, Incoming | IncomingResult], name: str
) -> Incoming | IncomingResult | Refused | None:
    """The row, or why it is refused; ``None`` for one that repeats another of the same file to the letter."""
    if isinstance(row, Refused):
        return row
    try:
        if isinstance(row, Incoming):
            in_order(row.notice)
        before = met.get(row.identity)
        if before is None:
            return row
        if _same(before, row):
            return None
        if not _seen_apart(before, row):
            raise Refusal("id_twice", "id", other=before.row or 1)
    except Refusal as refusal:
        return refusal.at(name, row.row)
    return row


def _same(one: Incoming | IncomingResult, other: Incoming | IncomingResult) -> bool:
    return type(one) is type(other) and digest(one) == digest(other)


def _seen_apart(before: Incoming | IncomingResult, row: Incoming | IncomingResult) -> bool:
    """Whether the row is the same notice seen at another instant, and not two notices under one id."""
    if not (isinstance(before, Incoming) and isinstance(row, Incoming)):
        return False
    same = fold(before.notice.buyer) == fold(row.notice.buyer) and before.notice.reference == row.notice.reference
    return same and before.seen is not None and row.seen is not None and before.seen != row.seen


def remember(count: Imported, name: str, format: str, *, by: Actor, at: datetime) -> None:
    """Leave the record of an import, and its audit line."""
    counts = {each: getattr(count, each) for each in COUNTS}
    with transaction.atomic():
        run = ImportRun.objects.create(
            at=at,
            file=name[:300],
            format=format,
            refused=[each.as_json() for each in count.refused[:KEPT_REFUSALS]],
            **counts,
        )
        audit.record(at=at, by=by, act="notices_imported", about=run, detail=counts | {"refused": len(count.refused)})
