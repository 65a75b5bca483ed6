"""The words notices use, read once from ``labels.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wolouj.foundation.folding import fold

_AROUND = re.compile(r"^[^\w#]+|[^\w#)]+$")


@cache
def _all() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"))
    return tables


def table(name: str) -> Any:
    """One table of ``labels.yaml``: a mapping of lists, or a list."""
    return _all()[name]


def key_of(text: str) -> str:
    """A label as it is looked up: folded, without the decoration around it (stars, emoji, stops)."""
    return _AROUND.sub("", fold(text))
