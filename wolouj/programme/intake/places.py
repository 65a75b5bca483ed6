"""A province or a commune by the name people give it: heard as it is said, looked for first where the call is."""

from __future__ import annotations

from functools import lru_cache

from wolouj.reference import territories


@lru_cache(maxsize=4096)
def province(text: str) -> str:
    """The code of the province that bears this name, or nothing."""
    near = [p for p in territories.find(text, level=territories.Level.PROVINCE, limit=4) if p.level.value == "province"]
    exact = [p for p in near if territories.same_name(text, p)] or near
    return exact[0].code if len(exact) == 1 else ""


@lru_cache(maxsize=4096)
def commune(text: str, within: tuple[str, ...]) -> str:
    """The code of the one commune of this name, in the given provinces first; nothing when there is a doubt."""
    near = territories.find(text, level=territories.Level.COMMUNE, limit=8)
    here = [p for p in near if p.province in within]
    if len(here) == 1:
        return here[0].code
    exact = [p for p in here or near if territories.same_name(text, p)]
    return exact[0].code if len(exact) == 1 else ""
