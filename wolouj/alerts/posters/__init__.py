"""The week of a place: what is open there, as an A4 to pin up and as a minute to read aloud, in each language.

Public notices only, each told by its nature and its buyer; nothing of anybody.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pikepdf

from rulebook.engine.format import LANGS, Lang
from wolouj.alerts.posters.poster import context
from wolouj.alerts.posters.week import Week
from wolouj.foundation import printing

HERE = Path(__file__).parent
SHOWN = (7, 6, 5, 4, 3)
"""Notices of a poster: the most that a page holds, their names being long or short."""
FILES: dict[str, Lang] = {f"poster-{lang}.pdf": lang for lang in LANGS}


def pdf(week: Week, lang: Lang, *, at: datetime, url: str) -> bytes:
    """The poster in one language, on one page: as many notices as it holds. ``url``: where the rest is read, or ""."""
    data = b""
    for shown in SHOWN:
        data = printing.pdf(HERE / "page.typ", context(week, lang, at=at, url=url, shown=shown), root=printing.HOUSE)
        with pikepdf.open(io.BytesIO(data)) as read:
            if len(read.pages) == 1:
                break
    return data
