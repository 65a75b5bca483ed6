"""The papers of a gathering, one folder each."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.papers.attendance.context import context
from wolouj.gatherings.papers.badges.context import context as badges_context
from wolouj.gatherings.papers.poster.context import context as poster_context

HERE = Path(__file__).parent
FILES: dict[str, tuple[str, Lang]] = {
    "sheet-ar.pdf": ("sheet", "ar"),
    "sheet-fr.pdf": ("sheet", "fr"),
    "list-ar.pdf": ("list", "ar"),
    "list-fr.pdf": ("list", "fr"),
    "poster-ar.pdf": ("poster", "ar"),
    "poster-fr.pdf": ("poster", "fr"),
    "badges-ar.pdf": ("badges", "ar"),
    "badges-fr.pdf": ("badges", "fr"),
}
"""Name of the file -> which paper, in which language. The list is the public copy: no phone, no signature."""


def attendance_pdf(gathering: Gathering, *, lang: Lang, public: bool, at: datetime) -> bytes:
    """The sheet to sign at the door, or the list of who came for others to read."""
    data = context(gathering, lang=lang, public=public, at=at)
    return printing.pdf(HERE / "attendance" / "page.typ", data, root=printing.HOUSE)


def poster_pdf(gathering: Gathering, *, lang: Lang, at: datetime, door: str) -> bytes:
    """The A4 at the door: a code for the camera, and the letters to say aloud. ``door`` is a whole address."""
    data = poster_context(gathering, lang=lang, at=at, door=door)
    return printing.pdf(HERE / "poster" / "page.typ", data, root=printing.HOUSE)


def badges_pdf(
    gathering: Gathering, *, lang: Lang, at: datetime, ask: str, desk: str, word: str = "gatherings.badge_ask"
) -> bytes:
    """Ten badges a page; one code leads to ``ask``, a whole address, the other is hers: ``desk`` and her row's id.
    ``word`` is the key of what stands under the first."""
    data = badges_context(gathering, lang=lang, at=at, ask=ask, desk=desk, word=word)
    return printing.pdf(HERE / "badges" / "page.typ", data, root=printing.HOUSE)
