"""A list as PostgreSQL reads an array, written by us: the driver takes a hundred times longer over a thousand texts."""

from __future__ import annotations

from collections.abc import Iterable


def array(values: Iterable[object]) -> str:
    """``{"a","b"}`` of texts, ids or whole numbers; cast it (``::text[]``) where no column says its type."""
    return "{" + ",".join(f'"{str(each).translate(_ESCAPES)}"' for each in values) + "}"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})
