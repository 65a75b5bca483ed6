"""The consultative bodies the organic laws create beside councils, read once from ``consultative.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.engine.wording import typeset


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of consultative body. How sure we are is that of its article."""

    key: str
    name: Bilingual
    level: str
    article: str
    confidence: Confidence


@cache
def kinds() -> dict[str, Kind]:
    """Key -> kind, the region first."""
    told = read_yaml(Path(__file__).with_name("consultative.yaml"))
    return {
        key: Kind(
            key, Bilingual(fr=typeset(row["fr"], "fr"), ar=typeset(row["ar"], "ar")), row["level"], row["article"],
            TEXTS.article(row["article"]).confidence,
        )
        for key, row in told.items()
    }  # fmt: skip
