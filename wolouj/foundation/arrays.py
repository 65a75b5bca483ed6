"""A list as PostgreSQL reads an array, written by us: the driver takes a hundred times longer over a thousand texts."""

from __future__ import annotations

from collections.abc import Iterable

_BETWEEN = "\x00"
"""A character no text of the database can hold."""


def array(values: Iterable[object]) -> str:
    """``{"a","b"}`` of texts, ids, instants or whole numbers, ``None`` as nothing.

    Cast it (``::text[]``) where no column says its type. ``ValueError`` for a text that holds a NUL.
    """
    told = [_NOTHING if each is None else str(each) for each in values]
    if not told:
        return "{}"
    joined = _BETWEEN.join(told)
    if joined.count(_BETWEEN) != len(told) - 1:
        raise ValueError("a NUL in a text")
    if '"' in joined or "\\" in joined:
        joined = joined.translate(_ESCAPES)
    whole = '{"' + joined.replace(_BETWEEN, '","') + '"}'
    return whole.replace(f'"{_NOTHING}"', "NULL") if _NOTHING in joined else whole


_NOTHING = "\ue000nothing\ue000"
"""Stands for ``None`` until the end; letters nobody writes."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})
