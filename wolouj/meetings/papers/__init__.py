"""The papers of a meeting, one folder each, drafted from its records: the minutes, and a press note of one page.

The public copies name functions and figures only: no participant, no phone, no speaker's name is even given to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.meetings.papers.minutes.context import context as minutes_context
from wolouj.meetings.papers.press.context import context as press_context
from wolouj.meetings.queries import Record

HERE = Path(__file__).parent
FILES: dict[str, tuple[str, Lang]] = {
    "minutes-ar.pdf": ("minutes", "ar"),
    "minutes-fr.pdf": ("minutes", "fr"),
    "press-ar.pdf": ("press", "ar"),
    "press-fr.pdf": ("press", "fr"),
}
"""Name of the file -> which paper, in which language."""


def draft_data(record: Record, paper: str, lang: Lang, *, at: datetime) -> dict[str, Any]:
    """What a draft for the body's people prints: speakers by name, marked as a draft."""
    if paper == "press":
        return press_context(record, lang=lang, at=at, number=None)
    return minutes_context(record, lang=lang, at=at, public=False, number=None)


def public_data(record: Record, *, at: datetime, number: int) -> dict[str, dict[str, Any]]:
    """Paper -> language -> what the public copy of this version prints, to be kept."""
    langs: tuple[Lang, Lang] = ("ar", "fr")
    return {
        "minutes": {g: minutes_context(record, lang=g, at=at, public=True, number=number) for g in langs},
        "press": {g: press_context(record, lang=g, at=at, number=number) for g in langs},
    }


def pdf(paper: str, data: Mapping[str, Any]) -> bytes:
    """Set one paper."""
    return printing.pdf(HERE / paper / "page.typ", data, root=printing.HOUSE)
