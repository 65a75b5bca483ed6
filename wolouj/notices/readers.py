"""A large file read by several processes: rows, refusals and their order are those that one process gives.

The readers are started anew (never forked from a process that holds connections) and do what stands in
:mod:`wolouj.notices.rows_ahead`: rows come back with what is worked out of them. Writing stays with whoever asked.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.rows_ahead import Pack, begin, read
from wolouj.notices.sources import formats, jsonl
from wolouj.notices.sources.incoming import Read, Refusal, Refused

MANY = 20_000
"""Rows of an import from which others help: starting one takes as long as reading some thousands."""
MOST = 4
"""Readers: one process writes what they read, and more would wait for it."""
AT_ONCE, BYTES_AT_ONCE = 500, 2_000_000
"""Lines of a pack, and about how large they may be."""
HERE = 8
"""Packs read here while the others start."""
IN_HAND = 3
"""Packs on their way to each reader: what is held is bounded, however long the file."""

Taken = tuple[int, Callable[[], list[Read]]]
"""A pack's first line, and how to have its rows."""


def readers_for(files: Iterable[tuple[Path, str]]) -> int:
    """How many processes are worth starting for the (path, format) of one import; 0: all is read here."""
    cores = _cores()
    if cores < 2 or multiprocessing.current_process().daemon:
        return 0
    rows = sum(formats.lines_of(path, format) or 0 for path, format in files if format in formats.BY_LINE)
    return min(cores, MOST) if rows >= MANY else 0


def _cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Readers:
    """The readers of one import, so many: started at its first file that they read, ended with it."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *gone: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def read(self, format: str) -> bool:
        """Whether they read files of that format."""
        return self._many > 0 and format in formats.BY_LINE

    def rows(self, path: Path, name: str, format: str) -> Iterator[Read]:
        """As :func:`wolouj.notices.sources.formats.rows`, of a format of one row a line.

        Raises :class:`BadInput` when a reader is stopped from outside: all that stands before its rows was given.
        """
        here = HERE if self._pool is None else 0
        self._pool = self._pool or _pool(self._many)
        if self._pool is None:
            return formats.rows(path, name, format)
        taken = _taken(path, partial(read, formats.BY_LINE[format], name), self._pool, here)
        return _in_order(taken, name, most=here + IN_HAND * self._many)


def _pool(readers: int) -> ProcessPoolExecutor | None:
    """Processes of our own; none where the machine does not give them."""
    try:
        return ProcessPoolExecutor(readers, multiprocessing.get_context("spawn"), initializer=begin)
    except (OSError, ImportError):  # no shared memory, no semaphores
        return None


def _taken(path: Path, read: Callable[[Pack], list[Read]], pool: ProcessPoolExecutor, here: int) -> Iterator[Taken]:
    """The packs of a file with how to have what stands in each: the first are read here when their turn comes."""
    with formats.opened(path) as file:
        for number, pack in enumerate(_packs(jsonl.lines(file))):
            yield pack[0][0], partial(read, pack) if number < here else _handed_over(pool, read, pack).result


def _handed_over(pool: ProcessPoolExecutor, read: Callable[[Pack], list[Read]], pack: Pack) -> Future[list[Read]]:
    """The promise of a pack; one that is broken already when a reader was stopped meanwhile."""
    try:
        return pool.submit(read, pack)
    except BrokenProcessPool as gone:
        promise: Future[list[Read]] = Future()
        promise.set_exception(gone)
        return promise


def _packs(lines: Iterable[jsonl.Line]) -> Iterator[Pack]:
    """The lines by packs; of a file that breaks, those before it broke come first."""
    pack: Pack = []
    size = 0
    broken: Refusal | None = None
    try:
        for line in lines:
            pack.append(line)
            size += len(line[1])
            if len(pack) == AT_ONCE or size > BYTES_AT_ONCE:
                yield pack
                pack, size = [], 0
    except Refusal as refusal:
        broken = refusal
    if pack:
        yield pack
    if broken is not None:
        raise broken


def _in_order(taken: Iterable[Taken], name: str, *, most: int) -> Iterator[Read]:
    """What stands in each pack, in the order of the file; so many packs at most are on their way."""
    waiting: deque[Taken] = deque()
    broken: Refused | None = None
    try:
        for each in taken:
            waiting.append(each)
            if len(waiting) > most:
                yield from _given(*waiting.popleft(), name)
    except Refusal as refusal:  # of the file as a whole: what was read before it broke is kept
        broken = refusal.at(name, None)
    for each in waiting:
        yield from _given(*each, name)
    if broken is not None:
        yield broken


def _given(first: int, give: Callable[[], list[Read]], name: str) -> list[Read]:
    try:
        return give()
    except (BrokenProcessPool, MemoryError) as gone:
        raise BadInput(pair("notices.import.reader_stopped", row=first), name, first) from gone
