"""The minutes of a selection, in Arabic and in French. Files are named by their number, never by a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.programme.models import Call, Committee, Decision
from wolouj.programme.papers.minutes.context import context
from wolouj.programme.queries import Standing

HERE = Path(__file__).parent
FILES: dict[str, Lang] = {"minutes-ar.pdf": "ar", "minutes-fr.pdf": "fr"}
"""Name of the file -> its language."""


def minutes_data(
    call: Call, committee: Committee, standing: Standing, decisions: list[Decision], *, at: datetime, number: int | None
) -> dict[str, dict[str, Any]]:
    """Language -> what the page is given. ``number``: the version, or ``None`` for a draft, which is marked."""
    langs: tuple[Lang, Lang] = ("ar", "fr")
    return {lang: context(call, committee, standing, decisions, lang=lang, at=at, number=number) for lang in langs}


def pdf(data: Mapping[str, Any]) -> bytes:
    """Set the minutes."""
    return printing.pdf(HERE / "minutes" / "page.typ", data, root=printing.HOUSE)
