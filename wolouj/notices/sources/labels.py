"""The words notices use, read once from ``labels.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _all() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"))
    return tables


def table(name: str) -> Any:
    """One table of ``labels.yaml``: a mapping of lists, or a list."""
    return _all()[name]
