"""A nature named in a notice, found among the portal's hundred; and the hundred as choices."""

from __future__ import annotations

import re

from wolouj.foundation.folding import fold
from wolouj.foundation.words import active
from wolouj.reference.natures import natures


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def named_nature(text: str) -> int | None:
    """The id whose official name, or ours in Arabic, is ``text`` but for case, accents and stops; else ``None``.

    Nothing nearer than that is taken: a person chooses.
    """
    key = _key(text)
    for nature in natures().values():
        if key in {_key(t) for t in (nature.name.fr, nature.name.ar, nature.short.fr, nature.short.ar)}:
            return nature.id
    return None


def nature_choices() -> list[tuple[int, str]]:
    """Id and short name in the active language, in its order."""
    named = [(nature.id, nature.short.fr if active() == "fr" else nature.short.ar) for nature in natures().values()]
    return sorted(named, key=lambda row: fold(row[1]))
