"""The usual modules, read once from ``modules.yaml``: what a new path begins with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rulebook.engine.strict_yaml import read_yaml

OWN = "own"
"""The code of a module a body wrote itself."""


@dataclass(frozen=True, slots=True)
class Usual:
    """One module of the list."""

    code: str
    fr: str
    ar: str
    aim_fr: str
    aim_ar: str
    half_days: int
    icon: str


@cache
def usual() -> dict[str, Usual]:
    """Code -> module, in the order of a path."""
    told = read_yaml(Path(__file__).with_name("modules.yaml"))
    return {
        code: Usual(
            code, str(row["fr"]), str(row["ar"]), str(row["fr_aim"]), str(row["ar_aim"]), int(row["half_days"]),
            str(row["icon"]),
        )
        for code, row in told.items()
    }  # fmt: skip
