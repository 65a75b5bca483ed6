"""Text brought to words: one spelling of each letter, letters and digits apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIKE = {"ٱ": "ا", "ڭ": "ك", "گ": "ك", "ݣ": "ك", "ک": "ك", "ی": "ي", "ې": "ي", "ہ": "ه", "ھ": "ه", "پ": "ب", "ڤ": "ف"}
_LIKE |= {"چ": "ش", "ژ": "ج", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i"}
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_CHUNK = re.compile(r"[^\W_]+")
_LONGEST = 40
"""Letters of a word that are looked at: beyond, it is no word but noise, and an index has a limit."""


class _Letters(dict[int, str | None]):
    """A character -> how it is compared, worked out the first time it is met.

    Hamza seats, ta marbuta and alif maqsura are left as they are: the Arabic stems need to see them.
    """

    def __missing__(self, code: int) -> str | None:
        self[code] = found = _compared(chr(code))
        return found


def _compared(char: str) -> str | None:
    if unicodedata.category(char) in ("Mn", "Cf") or char == "ـ":
        return None
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if "ء" <= char <= "ي":
        return char
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    return "".join(_LIKE.get(c, c) for c in plain if c.isdecimal() or not c.isnumeric())


_LETTERS = _Letters()


def _levelled(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFC", text).translate(_LETTERS)).lower()


def chunks(text: str) -> list[str]:
    """Like :func:`words`, but letters and digits that touch stay together: ``"tri9"``, ``"rn9"``, ``"a4"``."""
    return [chunk[:_LONGEST] for chunk in _CHUNK.findall(_levelled(text))]


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order, small letters, no accents nor harakat; numbers apart from letters.

    ``"L'Été à l'école n°04"`` -> ``("l", "ete", "a", "l", "ecole", "n", "04")``.
    """
    return tuple([word[:_LONGEST] for word in _WORD.findall(_levelled(text))])


def is_arabic(word: str) -> bool:
    """Whether a word from :func:`words` is written in Arabic letters."""
    return "ء" <= word[0] <= "ي"


def is_mixed(chunk: str) -> bool:
    """Whether letters and digits touch in a chunk of :func:`chunks`."""
    return not chunk.isalpha() and not chunk.isdecimal()
