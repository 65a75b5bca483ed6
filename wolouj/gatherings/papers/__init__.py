"""The papers of a gathering, one folder each."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.papers.attendance.context import context

HERE = Path(__file__).parent
FILES: dict[str, tuple[Lang, bool]] = {
    "sheet-ar.pdf": ("ar", False),
    "sheet-fr.pdf": ("fr", False),
    "list-ar.pdf": ("ar", True),
    "list-fr.pdf": ("fr", True),
}
"""Name of the file -> its language, and whether it is the public copy: who came, without phones nor signatures."""


def attendance_pdf(gathering: Gathering, *, lang: Lang, public: bool, at: datetime) -> bytes:
    """The sheet to sign at the door, or the list of who came for others to read."""
    data = context(gathering, lang=lang, public=public, at=at)
    return printing.pdf(HERE / "attendance" / "page.typ", data, root=printing.HOUSE)
