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
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.papers.attendance.context import context as attendance
from wolouj.meetings.papers.minutes.context import context as minutes_context
from wolouj.meetings.papers.press.context import context as press_context
from wolouj.meetings.papers.word import docx
from wolouj.meetings.queries import Record

HERE = Path(__file__).parent
FILES: dict[str, tuple[str, Lang]] = {
    "minutes-ar.pdf": ("minutes", "ar"),
    "minutes-fr.pdf": ("minutes", "fr"),
    "press-ar.pdf": ("press", "ar"),
    "press-fr.pdf": ("press", "fr"),
}
"""Name of the file -> which paper, in which language."""
WORD: dict[str, tuple[str, Lang]] = {name.replace(".pdf", ".docx"): what for name, what in FILES.items()}
"""The same as files to edit."""


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


def word(paper: str, data: Mapping[str, Any], annex: Mapping[str, Any] | None = None) -> bytes:
    """One paper as a Word file, from the data of its PDF; ``annex`` is the list of who came, built without phones."""
    return docx(paper, {**data, "annex": annex})


def annex_of(gathering: Gathering, lang: Lang, *, at: datetime) -> dict[str, Any]:
    """Who came and agreed to be named: the copy of the list that has no phone, as it stands now."""
    return attendance(gathering, lang=lang, public=True, at=at)


def pdf(paper: str, data: Mapping[str, Any]) -> bytes:
    """Set one paper."""
    return printing.pdf(HERE / paper / "page.typ", data, root=printing.HOUSE)
