"""A nature named in a notice, found among the portal's hundred; and the hundred as choices."""

from __future__ import annotations

import re
from functools import cache

from wolouj.foundation.folding import fold
from wolouj.foundation.words import active
from wolouj.reference.natures import natures


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def named_nature(text: str) -> int | None:
    """The id whose official name, or ours in Arabic, is ``text`` but for case, accents and stops; else ``None``.

    Nothing nearer than that is taken: a person chooses.
    """
    return _named().get(_key(text))


@cache
def _named() -> dict[str, int]:
    """Every name of the hundred -> its id; of two that share a name, the first."""
    found: dict[str, int] = {}
    for nature in natures().values():
        for told in (nature.name.fr, nature.name.ar, nature.short.fr, nature.short.ar):
            found.setdefault(_key(told), nature.id)
    return found


def nature_choices() -> list[tuple[int, str]]:
    """Id and short name in the active language, in its order."""
    named = [(nature.id, nature.short.fr if active() == "fr" else nature.short.ar) for nature in natures().values()]
    return sorted(named, key=lambda row: fold(row[1]))
