"""A large file read by several processes: rows, refusals and their order are those that one process gives.

The readers need no database and no Django; they are started anew (never forked from a process that holds connections)
and hand back rows with what is worked out of them. Writing stays with whoever asked.
"""

from __future__ import annotations

import copyreg
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from rulebook.engine.facts import Notice
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.ahead import ahead_of
from wolouj.notices.sources import formats, jsonl
from wolouj.notices.sources.incoming import Ahead, Incoming, IncomingResult, Read, Refusal, Refused
from wolouj.reference.classify import NaturesFound

MANY = 20_000
"""Rows of a file from which others help: starting one takes as long as reading some thousands."""
MOST = 4
"""Readers: one process writes what they read, and more would wait for it."""
AT_ONCE, BYTES_AT_ONCE = 500, 2_000_000
"""Lines of a pack, and about how large they may be."""
HERE = 8
"""Packs read here while the others start."""
IN_HAND = 3
"""Packs on their way to each reader: what is held is bounded, however long the file."""

Pack = list[jsonl.Line]
Taken = tuple[int, Callable[[], list[Read]]]
"""A pack's first line, and how to have its rows."""


def readers_for(path: Path, format: str) -> int:
    """How many processes are worth starting for a file; 0: it is read here."""
    cores = _cores()
    if cores < 2 or format not in formats.BY_LINE or multiprocessing.current_process().daemon:
        return 0
    return min(cores, MOST) if (formats.lines_of(path, format) or 0) >= MANY else 0


def _cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Readers:
    """The readers of one import: started at its first large file, ended with it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *gone: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def rows(self, path: Path, name: str, format: str, *, readers: int) -> Iterator[Read]:
        """As :func:`wolouj.notices.sources.formats.rows`, of a format of one row a line.

        Raises :class:`BadInput` when a reader is stopped from outside: all that stands before its rows was given.
        """
        here = HERE if self._pool is None else 0
        self._pool = self._pool or _pool(readers)
        if self._pool is None:
            return formats.rows(path, name, format)
        taken = _taken(path, partial(_read, format, name), self._pool, here)
        return _in_order(taken, name, most=here + IN_HAND * readers)


def _pool(readers: int) -> ProcessPoolExecutor | None:
    """Processes of our own; none where the machine does not give them."""
    try:
        return ProcessPoolExecutor(readers, multiprocessing.get_context("spawn"), initializer=_begin)
    except (OSError, ImportError):  # no shared memory, no semaphores
        return None


def _begin() -> None:
    """A reader is stopped by whoever started it, never by the keys that stop that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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


def _read(format: str, name: str, pack: Pack) -> list[Read]:
    """The rows of a pack, each with what is worked out of it: this runs in the readers."""
    return [_with_ahead(row) for row in jsonl.read(pack, name, formats.BY_LINE[format])]


def _with_ahead(row: Read) -> Read:
    if isinstance(row, Refused):
        return row
    make: Any = type(row)
    *told, _ = _VALUES[make](row)
    made: Read = make(*told, ahead_of(row))
    return made


_VALUES = {
    kind: attrgetter(*(each.name for each in fields(kind)))
    for kind in (Incoming, IncomingResult, Ahead, Notice, NaturesFound)
}


def _plainly(row: Any) -> tuple[type, tuple[Any, ...]]:
    """How a row travels: its values in order, a third of the way of dataclasses that are frozen."""
    return type(row), _VALUES[type(row)](row)


for _kind in _VALUES:
    copyreg.pickle(_kind, _plainly)
