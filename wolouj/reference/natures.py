"""The hundred natures of purchase orders, and the search by the words people use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.engine.strict_yaml import SafeLoader
from rulebook.engine.verdict import Bilingual
from wolouj.reference.folding import fold

COMMON = (1, 27, 37, 57, 29, 40, 66, 34, 12, 55, 20, 80)
"""The natures nearest to what cooperatives and small trades of the region do, the nearest first (our choice)."""


@dataclass(frozen=True, slots=True)
class Nature:
    """One of the portal's natures."""

    id: int
    category: str
    """``works``, ``supplies`` or ``services``."""
    name: Bilingual
    """French: the portal's own name. Arabic: ours."""
    short: Bilingual
    """A few words for a phone."""
    words: tuple[str, ...]


@cache
def natures() -> dict[int, Nature]:
    """Id -> nature, in the portal's order."""
    text = (Path(__file__).parent / "natures.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.load(text, SafeLoader)
    return {
        r["id"]: Nature(
            r["id"],
            r["category"],
            Bilingual(fr=r["fr"], ar=r["ar"]),
            Bilingual(fr=r["short"]["fr"], ar=r["short"]["ar"]),
            tuple(str(w) for w in r["words"]),
        )
        for r in rows
    }


def nature(id: int) -> Nature | None:
    """The nature of that id, or ``None``."""
    return natures().get(id)


def common() -> tuple[Nature, ...]:
    """The natures to show before any search."""
    return tuple(natures()[i] for i in COMMON)


@cache
def _bags() -> dict[int, tuple[frozenset[str], frozenset[str], str]]:
    """Id -> words of the trade, words of the names, all of it as one text."""
    bags = {}
    for n in natures().values():
        trade = frozenset(fold(w) for w in n.words)
        names = " ".join(fold(t) for t in (n.short.fr, n.short.ar, n.name.fr, n.name.ar))
        tokens = {_bare(t) for w in (*trade, names) for t in w.split()}
        bags[n.id] = (trade, frozenset(tokens), " ".join((*trade, names)))
    return bags


_EMPTY = frozenset("de des du d la le les l et en pour avec ou sur a au aux dial dyal o w و من في".split())


def _bare(token: str) -> str:
    """Without the Arabic article, nor the French plural."""
    if token.startswith("ال") and len(token) > 4:
        return token[2:]
    return token[:-1] if len(token) > 3 and token[-1] in "sx" and token.isascii() else token


def search(text: str, *, limit: int = 8) -> tuple[Nature, ...]:
    """Natures that ``text`` may mean, best first: French, Arabic or Darija, any accents; empty when none.

    A whole expression of the trade ("fruits secs") counts most, then whole words, then beginnings of words.
    """
    said = fold(text)
    tokens = [_bare(t) for t in said.split() if t not in _EMPTY]
    if not tokens:
        return ()
    scored = [(score, n.id) for n in natures().values() if (score := _score(said, tokens, n.id)) > 0]
    scored.sort(key=lambda row: (-row[0], COMMON.index(row[1]) if row[1] in COMMON else 99, row[1]))
    return tuple(natures()[i] for _, i in scored[:limit])


def _score(said: str, tokens: list[str], id: int) -> float:
    trade, words, _ = _bags()[id]
    score = 6.0 if said in trade else 0.0
    for token in tokens:
        if token in words:
            score += 3
        elif len(token) >= 3 and any(w.startswith(token) for w in words):
            score += 1
        elif len(token) >= 5 and any(len(w) >= 5 and (token.startswith(w) or w[:-1] == token[:-1]) for w in words):
            score += 0.5
    return score
