"""What a reader of an import does: lines in, rows out, each with what is worked out of it.

A process of its own begins by loading this: no Django, no database, and none of the formats that are not read by line,
whose parsers of pages take as long to load as all the rest.
"""

from __future__ import annotations

import copyreg
import signal
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from rulebook.engine.facts import Notice
from wolouj.foundation import collector
from wolouj.notices.ahead import ahead_of
from wolouj.notices.sources import jsonl
from wolouj.notices.sources.incoming import Ahead, Incoming, IncomingResult, Read, Refused
from wolouj.reference.classify import NaturesFound

Pack = list[jsonl.Line]
ReadRow = Callable[[dict[str, Any], int], Incoming | IncomingResult]


def begin() -> None:
    """A reader is stopped by whoever started it, never by the keys that stop that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector.rest()


def read(read_row: ReadRow, name: str, pack: Pack) -> list[Read]:
    """The rows of a pack, each with what is worked out of it."""
    return [_with_ahead(row) for row in jsonl.read(pack, name, read_row)]


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
