"""The object of a notice, brought to the portal's natures: up to three, best first, with the words that decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rulebook.engine.verdict import Confidence
from wolouj.reference.natures import search


@dataclass(frozen=True, slots=True)
class NaturesFound:
    """Ids of natures, best first (three at most, none when nothing tells), and the words that led to the first."""

    natures: tuple[int, ...]
    confidence: Confidence
    words: tuple[str, ...]


@lru_cache(maxsize=16_384)
def natures_of(text: str, category: str | None = None) -> NaturesFound:
    """The natures ``text`` (the object of a notice) may be of; ``category``: ``works``, ``supplies``, ``services``."""
    found = [n.id for n in search(text) if category in (None, n.category)][:3]
    return NaturesFound(tuple(found), Confidence.UNSURE, ())
