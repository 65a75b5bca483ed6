"""What a program writes a little differently from the published schema, where only one meaning is possible.

Another spelling of a key or of a choice (``ICE``, ``auto-entrepreneur``), an empty text where null would do, a number
where a text of figures is asked or the other way round. Where two meanings are possible nothing is touched: the
schema then refuses and says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_MAYBE_EMPTY = frozenset({"choice", "amount", "quantity", "day", "instant", "nature", "yes_no"})
"""What an empty text cannot tell: it is then not known, like null."""
_IDLE_ZEROS = re.compile(r"([0-9]+\.[0-9]{6})0+")


def folded(word: str) -> str:
    """``Auto-Entrepreneur `` as ``auto_entrepreneur``: how keys and choices are compared."""
    return re.sub(r"[\s-]+", "_", word.strip().lower())


def keys(tree: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """``tree`` with the keys that only differ from ours by capitals, spaces or hyphens under our spelling."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        ours = folded(key)
        found[ours if ours in known and ours not in tree and ours not in found else key] = value
    return found


def value(raw: Any, schema: Mapping[str, Any]) -> Any:
    """A single value as the schema writes it, when it can mean only one thing; else as it came."""
    says = schema.get("says")
    if isinstance(raw, str):
        if not raw.strip() and says in _MAYBE_EMPTY and _may_be_null(schema):
            return None
        return _text(raw, says, schema)
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return raw
    if says in ("nature", "number") and raw == int(raw):
        return int(raw)
    if says == "text" and isinstance(raw, int) and raw >= 0 and "string" in schema.get("type", ()):
        return str(raw)
    return raw


def _text(raw: str, says: str | None, schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return folded(raw) if folded(raw) in schema["enum"] else raw
    if says == "nature" and re.fullmatch(r"[0-9]{1,3}", raw.strip()):
        return int(raw)
    if says == "quantity" and (found := _IDLE_ZEROS.fullmatch(raw.strip())):
        return found[1]
    return raw


def _may_be_null(schema: Mapping[str, Any]) -> bool:
    return None in schema.get("enum", ()) or "null" in schema.get("type", ())
