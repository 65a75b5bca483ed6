"""The coded list of difficulties, read once from ``codes.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rulebook.engine.format import Lang
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import typeset


@dataclass(frozen=True, slots=True)
class Code:
    """One difficulty of the list. ``hint`` is what it looks like in life."""

    key: str
    name: Bilingual
    hint: Bilingual
    step: str
    articles: tuple[str, ...]
    guide: str
    """The page of the guides that explains it, by the name in its address."""
    measure: str
    """Name of what is measured beside it; empty where nothing published speaks of it."""

    def word(self, lang: Lang) -> str:
        """Its name as a page shows it."""
        return str(getattr(self.name, lang))


@cache
def codes() -> dict[str, Code]:
    """Key -> difficulty, in the order of the list."""
    told = read_yaml(Path(__file__).with_name("codes.yaml"))
    return {key: _code(key, row) for key, row in told.items()}


def _code(key: str, row: dict[str, object]) -> Code:
    def both(fr: str, ar: str) -> Bilingual:
        return Bilingual(fr=typeset(str(row[fr]), "fr"), ar=typeset(str(row[ar]), "ar"))

    articles = tuple(str(one) for one in row["articles"])  # type: ignore[attr-defined]
    return Code(
        key, both("fr", "ar"), both("fr_hint", "ar_hint"), str(row["step"]), articles, str(row["guide"]),
        str(row.get("measure", "")),
    )  # fmt: skip
