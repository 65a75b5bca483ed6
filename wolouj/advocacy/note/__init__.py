"""The note of a cause: two pages at most, one for each audience, in Arabic and in French."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rulebook.engine.format import Lang
from wolouj.advocacy.note.context import context as context
from wolouj.foundation import printing

LANGS: tuple[Lang, Lang] = ("ar", "fr")


def pdf(data: Mapping[str, Any]) -> bytes:
    """Set one note."""
    return printing.pdf(Path(__file__).with_name("page.typ"), data, root=printing.HOUSE)
