"""Names made comparable, on top of the house's folding: punctuation and the Latin letters of Darija too.

``fold`` keeps the words apart and is safe for equality; ``sound`` is rougher and only ranks guesses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wolouj.foundation import folding

_ARABIC = str.maketrans({"ٱ": "ا", "ڭ": "ك", "گ": "ك", "ݣ": "ك"})
_DARIJA_DIGITS = str.maketrans({"2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "k"})
_NOT_WORD = re.compile(r"[^0-9a-zء-ي]+")
_DIGIT_IN_WORD = re.compile(r"(?=\w*[a-z])\w*[2356789]\w*")
_HEARD = (
    *(("ch", "x"), ("sh", "x"), ("kh", "j"), ("gh", "r"), ("ph", "f"), ("dj", "j")),
    *(("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s")),
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Small letters, no accents nor harakat, no punctuation: ``"Béni-Mellal"`` -> ``"beni mellal"``."""
    plain = folding.fold(folding.clean(text)).translate(_ARABIC)
    return " ".join(_NOT_WORD.sub(" ", plain).split())


@lru_cache(maxsize=65_536)
def sound(text: str) -> str:
    """A rough key of how a name sounds: ``"Khnifra"``, ``"5nifra"`` and ``"Khénifra"`` give one key."""
    words = (_sound_word(w) for w in fold(text).split())
    return "".join(w for w in words if w)


def _sound_word(word: str) -> str:
    if "ء" <= word[0] <= "ي":
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    if _DIGIT_IN_WORD.fullmatch(word):
        word = word.translate(_DARIJA_DIGITS)
    if word in {"el", "al", "l", "de", "des", "du", "d", "la", "le"}:
        return ""
    for spelled, heard in _HEARD:
        word = word.replace(spelled, heard)
    first, rest = word[:1], word[1:]
    rest = re.sub(r"[aeiouyhw]", "", rest)
    return re.sub(r"(.)\1+", r"\1", ("a" if first in "aeiouyhw" else first) + rest)
