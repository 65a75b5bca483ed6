"""What is worked out of a row before it is written, here or in another process: text in, values out, no database."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from operator import attrgetter

from wolouj.foundation.searching import document
from wolouj.foundation.searching.letters import words
from wolouj.notices.sources.incoming import Ahead, Incoming, IncomingResult
from wolouj.notices.understanding import natures_category
from wolouj.reference.classify import natures_of

_NOT_TOLD = ("row", "seen", "untold", "ahead")
"""Where and when it was read: of the row, and not of what it tells."""
_NAMES = {
    kind: [each.name for each in fields(kind) if each.name not in _NOT_TOLD] for kind in (Incoming, IncomingResult)
}
_TOLD = {kind: attrgetter(*names) for kind, names in _NAMES.items()}
_NOTICE = _NAMES[Incoming].index("notice")


def digest(row: Incoming | IncomingResult) -> str:
    """A digest of all that is told, but for where and when it was read: the same in every process."""
    if row.ahead is not None:
        return row.ahead.digest
    told = list(_TOLD[type(row)](row))
    if isinstance(row, Incoming) and row.notice.asks is not None:  # a set is written in another order by each process
        told[_NOTICE] = replace(row.notice, asks=None)
        told.append(sorted(row.notice.asks))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def ahead_of(row: Incoming | IncomingResult) -> Ahead:
    """What is worked out of a row: at hand when another process did it, else now."""
    if row.ahead is not None:
        return row.ahead
    if isinstance(row, IncomingResult):
        return Ahead(digest(row), natures_of(row.object, natures_category(row.category or None)))
    notice = row.notice
    natures = natures_of(notice.object, natures_category(notice.category))
    return Ahead(digest(row), natures, document(notice.object), tuple(dict.fromkeys(words(notice.object))))
